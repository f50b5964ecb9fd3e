import { useCallback, useMemo, useRef, useState } from "react";
import useSWR, { unstable_serialize, useSWRConfig } from "swr";
import type { Loaded } from "./loaded-window.ts";
import type { Pending } from "./pending-writes.ts";

export const triesMost = 5;

/** What SWR keeps under one key: what the server has said, and the writes that it has not answered yet. */
export interface Cached {
  readonly loaded: Loaded;
  readonly pending: readonly Pending[];
  /** How often it was read anew: tells whether a reading landed or was overtaken by a write. */
  readonly readings: number;
}

export interface Cache {
  readonly cached: Cached;
  /** As it is now, also between two drawings. */
  readonly now: () => Cached;
  /** Changes it at once, from what it is now. A reading that is under way is then dropped by SWR: it may not know of this. */
  readonly commit: (change: (cached: Cached) => Cached) => Promise<unknown>;
  /** Reads it anew. @param rev what it must know: not read again where it does by then. @throws ApiError */
  readonly refresh: (rev?: number) => Promise<void>;
}

// One page follows the agenda by its feed, not by looks and timers; and lists of hundreds of items are not compared word by word.
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
  // One after the other: each wants what is stored when it asks, and would make SWR drop the one before.
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

/** What has another way to be read anew. */
const unread = async (known: Loaded) => known;
