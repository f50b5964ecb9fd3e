import { useSyncExternalStore } from "react";
import type { FeedState } from "./event-stream.ts";

/** The connection to the server; both the bar and the list show it. */
export interface Connection {
  readonly state: FeedState;
  /** When the page last heard from the server. */
  readonly asOfMs: number | undefined;
  /** How many changes wait here to be sent, in words. */
  readonly waiting?: string;
}

let connection: Connection = { state: "connecting", asOfMs: undefined };
const listeners = new Set<() => void>();
const atFirst: Connection = connection;

export function setConnection(next: Partial<Connection>): void {
  connection = { ...connection, ...next };
  for (const listener of listeners) listener();
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
    () => atFirst,
  );
}
