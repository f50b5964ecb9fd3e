import type { FeedState } from "../sync/event-stream.ts";
import type { Cache } from "../sync/use-cache.ts";
import type { Outbox } from "../sync/waiting/queued-writes.ts";
import type { KeptAgenda } from "./device-store.ts";

/** What a page shows, to be kept. */
export type Seen = Omit<KeptAgenda, "asOfMs" | "whole" | "language">;

/** A page, and how it stands with the server. */
export interface DevicePage {
  readonly scope: string;
  readonly cache: Pick<Cache, "commit" | "refresh">;
  /** None on a page that shows only a part. */
  readonly seen: Seen | undefined;
  /** Whether the server has drawn it: then its person is who is signed in. */
  readonly isServers: boolean;
  readonly state: FeedState;
  readonly setWaiting: (change: (known: Waiting) => Waiting) => void;
}

export type Waiting = Pick<Outbox, "queue" | "stored">;
