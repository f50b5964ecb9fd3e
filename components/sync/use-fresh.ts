import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import useSWR from "swr";
import { setCounts } from "../seen/unseen-count.ts";
import { type Answer, call, type Sent } from "./api-client.ts";
import { lastRevOf, type Mark, markKeyOf } from "./change-marks.ts";

export type FreshChanges = Answer<"listFreshChanges">;
type Review = Sent<"reviewChanges">;

export interface Fresh extends FreshChanges {
  /** The same, without the actions. */
  readonly known: FreshChanges;
  /** The current value, also between two renders. */
  readonly now: () => FreshChanges;
  /** Reads it again. @param reach shows the items as of a rev first: no mark comes before what it marks. @throws ApiError */
  readonly refresh: (reach?: (rev: number) => Promise<void>) => Promise<void>;
  /** Keeps these changes, or all: the ink dries here at once, then on every device. */
  readonly keep: (keys?: readonly string[]) => void;
  /** Reports that these marks were on screen, and that the user is looking. */
  readonly look: (keys: readonly string[]) => void;
}

const isNewer = (one: FreshChanges, other: FreshChanges) =>
  one.rev > other.rev || (one.rev === other.rev && one.version >= other.version);

/** Assistants' changes that the user has not kept on any device: the server's state, less what was kept here since. */
export function useFresh(scope: string, initial: FreshChanges): Fresh {
  const key = useMemo(() => ["fresh", scope], [scope]);
  const [atFirst] = useState(initial);
  const { data: known = atFirst, mutate } = useSWR<FreshChanges>(key, null, { fallbackData: atFirst });
  const current = useRef(known);
  const reviews = useRef(0);
  const underWay = useRef<Promise<unknown>>(undefined);
  const isWanted = useRef<Promise<void>>(undefined);
  const take = useCallback(
    (next: FreshChanges) => {
      current.current = next;
      void mutate(next, { revalidate: false });
    },
    [mutate],
  );
  const now = useCallback(() => current.current, []);
  // Another page's cached state may be older or newer than what the server has just rendered.
  useEffect(() => {
    if (isNewer(initial, current.current)) take(initial);
  }, [initial, take]);
  useEffect(() => setCounts(known), [known]);
  // Settings changed elsewhere: the server says anew how the page is written.
  const router = useRouter();
  const { settingsRev = 0 } = known;
  const { settingsRev: drawnBy = 0 } = initial;
  useEffect(() => {
    if (settingsRev > drawnBy) router.refresh();
  }, [settingsRev, drawnBy, router]);

  const refresh = useCallback(
    async (reach?: (rev: number) => Promise<void>) => {
      const read = async () => {
        for (;;) {
          await underWay.current;
          const asked = reviews.current;
          const answer = await call("listFreshChanges", {});
          await reach?.(answer.rev);
          // It may lack what was kept during the read.
          if (asked !== reviews.current) continue;
          isWanted.current = undefined;
          return take(answer);
        }
      };
      isWanted.current ??= read().finally(() => {
        isWanted.current = undefined;
      });
      return isWanted.current;
    },
    [take],
  );

  const review = useCallback(
    async (sent: Omit<Review, "rev">, marks: readonly Mark[]) => {
      reviews.current += 1;
      const { rev, marks: before } = current.current;
      take({ ...current.current, marks: [...marks] });
      const asked = call("reviewChanges", { rev, ...sent }).catch(() => undefined);
      underWay.current = Promise.all([underWay.current, asked]);
      const answer = await asked;
      // If it was refused or lost, the ink comes back: it is still wet elsewhere.
      if (answer) take({ ...current.current, version: Math.max(current.current.version, answer.version) });
      else {
        take({ ...current.current, marks: before });
        await refresh().catch(() => undefined);
      }
    },
    [take, refresh],
  );
  const keep = useCallback(
    (keys?: readonly string[]) => {
      const { marks } = current.current;
      const kept = keys ? marks.filter((mark) => keys.includes(markKeyOf(mark))) : marks;
      if (kept.length === 0) return;
      const left = marks.filter((mark) => !kept.includes(mark));
      void review(keys ? { keep: kept.map(addressOf) } : { keepAll: true }, left);
    },
    [review],
  );
  const look = useCallback(
    (keys: readonly string[]) => {
      const { marks } = current.current;
      const seen = marks.filter((mark) => !mark.seen && keys.includes(markKeyOf(mark)));
      const next = marks.map((mark) => (seen.includes(mark) ? { ...mark, seen: true } : mark));
      void review(seen.length > 0 ? { seen: seen.map(addressOf) } : {}, next);
    },
    [review],
  );
  useLeaving(now);
  return useMemo(() => ({ ...known, known, now, refresh, keep, look }), [known, now, refresh, keep, look]);
}

const addressOf = (mark: Mark) => ({
  id: mark.id,
  rev: lastRevOf(mark),
  ...(mark.occurrence !== undefined && { occurrence: mark.occurrence }),
});

/** A user who leaves has looked until now. */
function useLeaving(now: () => FreshChanges): void {
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState !== "hidden") return;
      void call("reviewChanges", { rev: now().rev }, { keepalive: true }).catch(() => undefined);
    };
    document.addEventListener("visibilitychange", leave);
    return () => document.removeEventListener("visibilitychange", leave);
  }, [now]);
}
