import type { UserId } from "../caller.ts";

/** Tells other processes that somebody's agenda changed. A lost hint costs freshness only: each process also polls. */
export interface Hints {
  /** Sends to all other processes that watch the person. Not awaited; dropped if it cannot be sent. */
  hint(userId: UserId, payload: string): void;
  /** Sends to all other processes. */
  hintAll(payload: string): void;
  /** Reports whether a person has pages open here. */
  watch(userId: UserId, isWatched: boolean): void;
  close(): Promise<void>;
}

export interface HintHandlers {
  /** Called for each hint of another process. */
  readonly hint: (payload: string) => void;
  /** Called when hints begin to arrive, at the start and after an interruption. */
  readonly ready: () => void;
}
