import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { common, type DayRange, isCovered, merged, missingIn } from "../time/day-ranges.ts";
import { type ApiError, call } from "./api-client.ts";
import { setConnection } from "./connection-state.ts";
import { joined, type Loaded, readRanges, withLeft } from "./loaded-window.ts";
import { type Cache, triesMost, useCache } from "./use-cache.ts";

/** Days that are being read, or could not be read. */
export interface Read extends DayRange {
  readonly error?: ApiError;
}

/** The loaded part of the agenda, and how to load more. */
export interface Windows {
  readonly known: Cache;
  readonly loaded: Loaded;
  readonly reads: readonly Read[];
  /**
   * Days on screen: missing ones are read, and all are read again at every change. Other days are then forgotten.
   * @returns stops watching
   */
  readonly watch: (range: DayRange) => () => void;
  /** Retries what could not be read. */
  readonly retry: () => void;
  /** Rereads what past days left undone: an own write or midnight may have added to it. @throws ApiError */
  readonly readLeft: () => Promise<void>;
}

/**
 * Ranges of days in the page's one cache.
 * @param initial what the server rendered
 * @param asOfMs when the server last answered, if `initial` was kept since
 * @see docs/decisions/0250-windows-of-days.md
 */
export function useLoaded(scope: string, initial: Loaded, asOfMs: number | undefined): Windows {
  const [watched] = useState(() => new Set<DayRange>());
  const readAgain = useCallback(
    async ({ ranges }: Loaded) => {
      const [fresh, left] = await Promise.all([
        readRanges(watched.size > 0 ? merged([...watched]) : ranges),
        call("listLeftUndone", {}),
      ]);
      setConnection({ asOfMs: Date.now() });
      return withLeft(fresh, left);
    },
    [watched],
  );
  const known = useCache("agenda", scope, initial, readAgain);
  const { now, commit } = known;
  // The cache outlives a visit to another page. What the server has just rendered is as new or newer; only a render restored by going back
  // is older, and is ignored.
  useLayoutEffect(() => {
    const { loaded } = now();
    const isAlike = loaded.timeZone === initial.timeZone;
    if (isAlike && loaded.rev > initial.rev) return;
    const isAsNew = isAlike && loaded.rev === initial.rev;
    if (loaded !== initial)
      void commit((cached) => ({ ...cached, loaded: isAsNew ? joined(cached.loaded, initial) : initial }));
    setConnection({ asOfMs: asOfMs ?? Date.now() });
  }, [initial, asOfMs, now, commit]);

  const [reads, setReads] = useState<readonly Read[]>([]);
  const current = useRef(reads);
  const changeReads = useCallback((change: (reads: readonly Read[]) => readonly Read[]) => {
    current.current = change(current.current);
    setReads(current.current);
  }, []);
  const read = useCallback(
    async (range: DayRange) => {
      const without = (reads: readonly Read[]) => reads.filter((one) => common(one, range) === undefined);
      changeReads((reads) => [...without(reads), range]);
      try {
        let more = await readRanges([range]);
        // Older than something known by now: read again, so that it does not bring back an outdated state.
        for (let tries = 1; more.rev < now().loaded.rev && tries < triesMost; tries++) more = await readRanges([range]);
        await commit((cached) => ({ ...cached, loaded: joined(cached.loaded, more) }));
        changeReads(without);
      } catch (thrown) {
        const error = thrown as ApiError;
        if (error.status === 401) setConnection({ state: "signed-out" });
        changeReads((reads) => [...without(reads), { ...range, error }]);
      }
    },
    [now, commit, changeReads],
  );
  const readMissing = useCallback(() => {
    const spokenFor = merged([...now().loaded.ranges, ...current.current]);
    for (const range of merged([...watched])) for (const missing of missingIn(range, spokenFor)) void read(missing);
  }, [now, watched, read]);
  const watch = useCallback(
    (range: DayRange) => {
      // Days outside the agenda's range do not exist.
      const days = common(range, { from: firstDate, to: lastDate });
      if (!days) return () => undefined;
      watched.add(days);
      // Earlier failures are retried.
      changeReads((reads) => reads.filter((one) => !one.error || !common(one, days)));
      readMissing();
      return () => {
        watched.delete(days);
      };
    },
    [watched, changeReads, readMissing],
  );
  const retry = useCallback(() => {
    changeReads((reads) => reads.filter(({ error }) => !error));
    readMissing();
  }, [changeReads, readMissing]);
  const readLeft = useCallback(async () => {
    let left = await call("listLeftUndone", {});
    for (let tries = 1; left.rev < now().loaded.rev && tries < triesMost; tries++)
      left = await call("listLeftUndone", {});
    await commit((cached) => ({ ...cached, loaded: withLeft(cached.loaded, left) }));
  }, [now, commit]);
  const { loaded } = known.cached;
  // Days forgotten while off screen, or read in another zone, are read once they are on screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever known days change
  useEffect(() => readMissing(), [loaded.ranges, readMissing]);
  return useMemo(
    () => ({ known, loaded, reads, watch, retry, readLeft }),
    [known, loaded, reads, watch, retry, readLeft],
  );
}

/** Whether some days are loaded. */
export type WindowState = { readonly is: "known" | "reading" } | { readonly is: "failed"; readonly error: ApiError };

/** @param ranges, reads current values */
export function stateOf(range: DayRange, ranges: readonly DayRange[], reads: readonly Read[]): WindowState {
  if (isCovered(range, ranges)) return { is: "known" };
  const error = reads.find((read) => read.error && common(read, range))?.error;
  return error ? { is: "failed", error } : { is: "reading" };
}
