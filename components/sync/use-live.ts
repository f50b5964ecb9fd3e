import { useEffect } from "react";
import { follow } from "./follow.ts";
import { mayLeaveMore } from "./loaded-window.ts";
import type { Cache } from "./use-cache.ts";
import type { Fresh } from "./use-fresh.ts";

interface Options {
  readonly scope: string;
  readonly known: Pick<Cache, "now" | "refresh">;
  readonly fresh: Pick<Fresh, "now" | "refresh">;
  readonly readLeft: () => Promise<void>;
  /** Resolves when no write of this page is pending. */
  readonly settled: () => Promise<void>;
}

/** Follows the agenda: reads it when a rev is announced, and the fresh marks also when marks were seen or kept elsewhere. */
export function useLive({ scope, known, fresh, readLeft, settled }: Options): void {
  const { now, refresh } = known;
  const { now: freshNow, refresh: refreshFresh } = fresh;

  useEffect(() => {
    const read = async (wanted: () => number) => {
      await settled();
      const { loaded } = now();
      const isWritten = freshNow().rev !== wanted();
      const readOwn = async () => (isWritten && mayLeaveMore(loaded) ? readLeft() : undefined);
      // Own writes are known from their answers: list the changes, but do not read the agenda again.
      await Promise.all([refreshFresh(refresh), wanted() === loaded.rev ? readOwn() : refresh()]);
    };
    return follow({ scope, rev: () => now().loaded.rev, fresh: freshNow, read });
  }, [scope, now, refresh, freshNow, refreshFresh, readLeft, settled]);
}
