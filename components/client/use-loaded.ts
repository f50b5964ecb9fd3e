import { useCallback, useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { addDays } from "../agenda/dates.ts";
import type { ApiError } from "./api.ts";
import { setConnection } from "./connection.ts";
import { joined, type Loaded, readWindow } from "./loaded.ts";

const aheadDays = 30;

export type Reading = "earlier" | "later";

/** What this page knows of the agenda, and how it gets to know more. */
export function useLoaded(scope: string, initial: Loaded) {
  const { data: loaded = initial, mutate } = useSWR<Loaded>(["agenda", scope], null, { fallbackData: initial });
  // Read by whatever goes on between two renders: a refresh, the feed, a write's answer.
  const latest = useRef(initial);

  const update = useCallback(
    async (change: (loaded: Loaded) => Loaded) => {
      latest.current = change(latest.current);
      await mutate(latest.current, { revalidate: false });
    },
    [mutate],
  );
  // The cache outlives a visit to another page, but what the server has just rendered is at least as new.
  useEffect(() => {
    if (latest.current.rev > initial.rev && latest.current.timeZone === initial.timeZone) return;
    void update(() => initial);
    setConnection({ asOfMs: Date.now() });
  }, [initial, update]);

  /** Reads anew what is known. Gone back: the server knows less than it did, and what it says now counts alone. */
  const refresh = useCallback(
    async (hasGoneBack = false) => {
      const { from, to } = latest.current;
      const fresh = await readWindow(from, to);
      await update((known) => {
        if (hasGoneBack) return fresh;
        // An answer of our own write came in meanwhile and knows more.
        if (known.rev > fresh.rev) return known;
        return known.from === from && known.to === to ? fresh : joined(known, fresh);
      });
      setConnection({ asOfMs: Date.now() });
    },
    [update],
  );

  const [reading, setReading] = useState<Reading>();
  const [failure, setFailure] = useState<{ readonly reading: Reading; readonly error: ApiError }>();
  const read = useCallback(
    async (which: Reading, from: string, to: string) => {
      setReading(which);
      setFailure(undefined);
      try {
        const more = await readWindow(from, to);
        await update((known) => joined(known, more));
      } catch (thrown) {
        const error = thrown as ApiError;
        if (error.status === 401) setConnection({ state: "signed-out" });
        setFailure({ reading: which, error });
      } finally {
        setReading(undefined);
      }
    },
    [update],
  );
  const readEarlier = useCallback((from: string) => read("earlier", from, addDays(latest.current.from, -1)), [read]);
  const readLater = useCallback(
    // The last day is read again: a first answer that was cut short may hold only a part of it.
    () => read("later", latest.current.to, addDays(latest.current.to, aheadDays)),
    [read],
  );
  return { loaded, latest, update, refresh, reading, failure, readEarlier, readLater };
}
