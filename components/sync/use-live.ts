import { useEffect } from "react";
import { ApiError } from "./api-client.ts";
import { setConnection } from "./connection-state.ts";
import { mayLeaveMore } from "./loaded-window.ts";
import { followFeed } from "./shared-stream.ts";
import type { Cache } from "./use-cache.ts";
import type { Fresh } from "./use-fresh.ts";

interface Following {
  readonly scope: string;
  readonly now: Cache["now"];
  readonly refresh: Cache["refresh"];
  readonly freshNow: Fresh["now"];
  readonly refreshFresh: Fresh["refresh"];
  readonly readLeft: () => Promise<void>;
  /** Resolves when no write of this page is pending. */
  readonly settled: () => Promise<void>;
}

interface Options extends Pick<Following, "scope" | "readLeft" | "settled"> {
  readonly known: Pick<Cache, "now" | "refresh">;
  readonly fresh: Pick<Fresh, "now" | "refresh">;
}

const retryMs = 1500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Follows the agenda: reads it when a rev is announced, and the fresh marks also when marks were seen or kept elsewhere. */
export function useLive({ scope, known, fresh, readLeft, settled }: Options): void {
  const { now, refresh } = known;
  const { now: freshNow, refresh: refreshFresh } = fresh;

  useEffect(
    () => follow({ scope, now, refresh, freshNow, refreshFresh, readLeft, settled }),
    [scope, now, refresh, freshNow, refreshFresh, readLeft, settled],
  );
}

/** The same, outside React. @returns stops following */
export function follow({ scope, now, refresh, freshNow, refreshFresh, readLeft, settled }: Following): () => void {
  let wantedRev = now().loaded.rev;
  let wantedVersion = 0;
  let isRunning = false;
  let isLeft = false;

  const catchUp = async () => {
    if (isRunning || isLeft) return;
    isRunning = true;
    const isBehind = () =>
      freshNow().rev !== wantedRev || now().loaded.rev !== wantedRev || freshNow().version < wantedVersion;
    try {
      for (let round = 0; !isLeft && isBehind(); round++) {
        // Whatever prevents it from catching up, never retry without a pause.
        if (round > 0) await pause(Math.min(round * 100, retryMs));
        await settled();
        const { rev } = now().loaded;
        const [wanted, version] = [wantedRev, wantedVersion];
        const isWritten = freshNow().rev !== wantedRev;
        const readOwn = async () => (isWritten && mayLeaveMore(now().loaded) ? readLeft() : undefined);
        // Own writes are known from their answers: list the changes, but do not read the agenda again.
        await Promise.all([refreshFresh(), wantedRev === rev ? readOwn() : refresh()]);
        const answered = freshNow();
        // One announced meanwhile is still to be read.
        if (wantedVersion === version) wantedVersion = Math.min(version, answered.version);
        if (answered.rev < rev) {
          // The database was restored: old revs no longer compare.
          wantedRev = answered.rev;
          await refresh();
        } else if (wantedRev === wanted) wantedRev = Math.max(wanted, answered.rev);
      }
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
      else setTimeout(catchUp, retryMs);
    } finally {
      isRunning = false;
    }
  };
  const leave = followFeed({
    scope,
    since: wantedRev,
    onState: (state) => setConnection({ state }),
    onLook: (version) => {
      wantedVersion = version;
      void catchUp();
    },
    onRev: (rev) => {
      setConnection({ asOfMs: Date.now() });
      wantedRev = rev;
      // A lower rev is usually just late, and the newer one follows; otherwise the database has gone back.
      if (rev < freshNow().rev) setTimeout(catchUp, retryMs);
      else void catchUp();
    },
  });
  return () => {
    isLeft = true;
    leave();
  };
}
