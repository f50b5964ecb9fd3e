import { useCallback, useMemo, useRef, useState } from "react";
import useSWR, { unstable_serialize, useSWRConfig } from "swr";
import type { Loaded } from "./loaded-window.ts";
import type { Pending } from "./pending-writes.ts";

export const triesMost = 5;

/** What SWR keeps under one key: the server's state, and the writes it has not answered yet. */
export interface Cached {
  readonly loaded: Loaded;
  readonly pending: readonly Pending[];
  /** Number of completed reads: shows whether a write caused one to be dropped. */
  readonly readings: number;
}

export interface Cache {
  readonly cached: Cached;
  /** The current value, also between two renders. */
  readonly now: () => Cached;
  /** Changes the current value at once. SWR drops a read in flight: it may not include this change. */
  readonly commit: (change: (cached: Cached) => Cached) => Promise<unknown>;
  /** Reads it again. @param rev what it must include: skipped if it does by then. @throws ApiError */
  readonly refresh: (rev?: number) => Promise<void>;
}

// The feed, not focus or timers, tells when to read; and lists of hundreds of items are not compared deeply.
const followed = {
  revalidateOnMount: false,
  revalidateIfStale: false,
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
  compare: (one: unknown, other: unknown) => one === other,
};

/**
 * The page's one cache, in SWR.
 * @see docs/decisions/0215-one-cache-in-swr.md
 */
export function useCache(
  name: string,
  scope: string,
  initial: Loaded,
  readAnew: (known: Loaded) => Promise<Loaded> = unread,
): Cache {
  const key = useMemo(() => [name, scope], [name, scope]);
  const [atFirst] = useState<Cached>(() => ({ loaded: initial, pending: [], readings: 0 }));
  const { cache } = useSWRConfig();
  const stateOf = useCallback(() => cache.get(unstable_serialize(key)), [cache, key]);
  const now = useCallback((): Cached => stateOf()?.data ?? atFirst, [stateOf, atFirst]);
  const read = useCallback(async () => {
    const loaded = await readAnew(now().loaded);
    return { ...now(), loaded, readings: now().readings + 1 };
  }, [readAnew, now]);
  const { data: cached = atFirst, mutate } = useSWR<Cached>(key, read, { ...followed, fallbackData: atFirst });
  const commit = useCallback(
    (change: (cached: Cached) => Cached) => mutate((known) => change(known ?? atFirst), { revalidate: false }),
    [mutate, atFirst],
  );
  const reading = useRef(Promise.resolve());
  // One at a time: each needs the state at its turn, and would make SWR drop the one before.
  const refresh = useCallback(
    (rev?: number) => {
      const readNext = async () => {
        for (let tries = 0; tries < triesMost; tries++) {
          const { readings, loaded } = now();
          if (rev !== undefined && loaded.rev >= rev) return;
          await mutate();
          if (now().readings !== readings) return;
          const error: unknown = stateOf()?.error;
          if (error !== undefined) throw error;
        }
      };
      reading.current = reading.current.then(readNext, readNext);
      return reading.current;
    },
    [mutate, now, stateOf],
  );
  return useMemo(() => ({ cached, now, commit, refresh }), [cached, now, commit, refresh]);
}

/** For data read in another way. */
const unread = async (known: Loaded) => known;
