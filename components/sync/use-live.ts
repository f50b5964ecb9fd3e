import { useCallback, useEffect, useRef } from "react";
import { ApiError } from "./api-client.ts";
import { setConnection } from "./connection-state.ts";
import { mayLeaveMore } from "./loaded-window.ts";
import { followFeed } from "./shared-stream.ts";
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

const retryMs = 1500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Follows the agenda: reads it when a rev is announced, and the fresh marks also when marks were seen or kept elsewhere. */
export function useLive({ scope, known, fresh, readLeft, settled }: Options): void {
  const { now, refresh } = known;
  const { now: freshNow, refresh: refreshFresh } = fresh;
  const wantedRev = useRef(now().loaded.rev);
  const wantedVersion = useRef(0);
  const isRunning = useRef(false);

  const catchUp = useCallback(async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    const isBehind = () =>
      freshNow().rev !== wantedRev.current ||
      now().loaded.rev !== wantedRev.current ||
      freshNow().version < wantedVersion.current;
    try {
      for (let round = 0; isBehind(); round++) {
        // Whatever prevents it from catching up, never retry without a pause.
        if (round > 0) await pause(Math.min(round * 100, retryMs));
        await settled();
        const { rev } = now().loaded;
        const isWritten = freshNow().rev !== wantedRev.current;
        const readOwn = async () => (isWritten && mayLeaveMore(now().loaded) ? readLeft() : undefined);
        // Own writes are known from their answers: list the changes, but do not read the agenda again.
        await Promise.all([refreshFresh(), wantedRev.current === rev ? readOwn() : refresh()]);
        const answered = freshNow();
        wantedVersion.current = Math.min(wantedVersion.current, answered.version);
        if (answered.rev < rev) {
          // The database was restored: old revs no longer compare.
          wantedRev.current = answered.rev;
          await refresh();
        } else wantedRev.current = Math.max(wantedRev.current, answered.rev);
      }
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
      else setTimeout(() => void catchUp(), retryMs);
    } finally {
      isRunning.current = false;
    }
  }, [now, refresh, freshNow, refreshFresh, readLeft, settled]);

  useEffect(
    () =>
      followFeed({
        scope,
        since: now().loaded.rev,
        onState: (state) => setConnection({ state }),
        onLook: (version) => {
          wantedVersion.current = version;
          void catchUp();
        },
        onRev: (rev) => {
          setConnection({ asOfMs: Date.now() });
          wantedRev.current = rev;
          // A lower rev is usually just late, and the newer one follows; otherwise the database has gone back.
          if (rev < freshNow().rev) setTimeout(() => void catchUp(), retryMs);
          else void catchUp();
        },
      }),
    [scope, now, freshNow, catchUp],
  );
}
