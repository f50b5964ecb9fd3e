"use client";
import { useTranslations } from "next-intl";
import { useConnection } from "../sync/connection-state.ts";
import { useOnline } from "../sync/use-online.ts";

/** Whether the page is live: a filled dot if so, a hollow one if not, and then how much waits. */
export function LiveDot() {
  const t = useTranslations();
  const { state, waiting } = useConnection();
  const isOnline = useOnline();
  const isLost = !isOnline || state === "lost";
  const isOff = isLost || state === "signed-out";
  const isConnecting = state === "connecting" && !isOff;
  const words = isConnecting ? "notices.connecting" : isLost ? "notices.offline" : "notices.live";
  return (
    <span className={`feed-state ${isOff ? "is-off" : ""} ${isConnecting ? "is-connecting" : ""}`}>
      {(isLost && waiting) || t(isOff && !isLost ? "notices.signedOutState" : words)}
    </span>
  );
}
