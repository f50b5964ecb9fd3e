"use client";
import { useConnection } from "../sync/connection-state.ts";
import { useOnline } from "../sync/use-online.ts";

/** Whether the page is live: a filled dot if so, a hollow one if not. */
export function LiveDot() {
  const { state } = useConnection();
  const isOnline = useOnline();
  const words = !isOnline || state === "lost" ? "Offline" : state === "signed-out" ? "Signed out" : "Live";
  const isOff = words !== "Live";
  return (
    <span className={`feed-state ${isOff ? "is-off" : ""} ${state === "connecting" && !isOff ? "is-connecting" : ""}`}>
      {state === "connecting" && !isOff ? "Connecting" : words}
    </span>
  );
}
