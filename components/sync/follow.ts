import { ApiError } from "./api-client.ts";
import { setConnection } from "./connection-state.ts";
import { followFeed } from "./shared-stream.ts";
import type { Fresh } from "./use-fresh.ts";

interface Followed {
  readonly scope: string;
  /** The rev of what is shown. */
  readonly rev: () => number;
  readonly fresh: () => Pick<ReturnType<Fresh["now"]>, "rev" | "version">;
  /** Reads what is behind. @param wanted the rev announced last */
  readonly read: (wanted: () => number) => Promise<void>;
}

const retryMs = 1500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Reads whatever the feed announces, also while it reads. @returns stops following */
export function follow({ scope, rev, fresh, read }: Followed): () => void {
  let wantedRev = rev();
  let wantedVersion = 0;
  let isRunning = false;
  let isLeft = false;

  const isBehind = () => fresh().rev !== wantedRev || rev() !== wantedRev || fresh().version < wantedVersion;
  const catchUp = async () => {
    if (isRunning || isLeft) return;
    isRunning = true;
    try {
      for (let round = 0; !isLeft && isBehind(); round++) {
        // Whatever prevents it from catching up, never retry without a pause.
        if (round > 0) await pause(Math.min(round * 100, retryMs));
        const [before, wanted, version] = [rev(), wantedRev, wantedVersion];
        await read(() => wantedRev);
        // What was announced meanwhile is still to be read.
        if (wantedVersion === version) wantedVersion = Math.min(version, fresh().version);
        if (wantedRev !== wanted) continue;
        const revs = [rev(), fresh().rev];
        // If the database was restored, old revs no longer compare.
        const least = Math.min(...revs);
        wantedRev = least < before ? least : Math.max(wanted, ...revs);
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
    onRev: (announced) => {
      setConnection({ asOfMs: Date.now() });
      wantedRev = announced;
      // A lower rev is usually just late, and the newer one follows; otherwise the database has gone back.
      if (announced < rev()) setTimeout(catchUp, retryMs);
      else void catchUp();
    },
  });
  return () => {
    isLeft = true;
    leave();
  };
}
