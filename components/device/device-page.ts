import type { FeedState } from "../sync/event-stream.ts";
import type { Cache } from "../sync/use-cache.ts";
import type { Outbox } from "../sync/waiting/queued-writes.ts";
import type { KeptAgenda } from "./device-store.ts";

/** The page's state, to be kept. */
export type Seen = Omit<KeptAgenda, "asOfMs" | "whole" | "language">;

/** A page, and its connection to the server. */
export interface DevicePage {
  readonly scope: string;
  readonly cache: Pick<Cache, "commit" | "refresh">;
  /** Absent if the page shows only a part. */
  readonly seen: Seen | undefined;
  /** Whether the server rendered it: its user is then the signed-in one. */
  readonly isServers: boolean;
  readonly state: FeedState;
  readonly setWaiting: (change: (known: Waiting) => Waiting) => void;
}

export type Waiting = Pick<Outbox, "queue" | "stored">;
