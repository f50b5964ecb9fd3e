import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Answer, ApiError, call, type Sent } from "../sync/api-client.ts";
import { setConnection } from "../sync/connection-state.ts";
import { followFeed } from "../sync/shared-stream.ts";
import type { Fresh } from "../sync/use-fresh.ts";

type Answered = Answer<"listChanges">;
export type Known = Pick<Answered, "rev" | "changes" | "more">;
export interface TrashCount {
  readonly count: number;
  readonly hasMore: boolean;
}

const olderLimit = 50;
const retryMs = 1500;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Only = Pick<Sent<"listChanges">, "program">;

/** Everything from the newest change back to a known one. */
async function readBackTo(oldest: number, only: Only): Promise<Known> {
  const first = await call("listChanges", { order: "newest", limit: 200, ...only });
  const changes = [...first.changes];
  let { more } = first;
  for (let last = changes.at(-1); more && last && last.id > oldest; last = changes.at(-1)) {
    const next: Answered = await call("listChanges", { order: "newest", limit: 200, before: last.id, ...only });
    changes.push(...next.changes);
    ({ more } = next);
  }
  return { rev: first.rev, changes, ...(more && { more }) };
}

async function readTrashCount(): Promise<TrashCount> {
  const { items, nextCursor } = await call("listTrash", { limit: 50 });
  return { count: items.length, hasMore: nextCursor !== undefined };
}

/** The history as far as it is shown, followed live: an undo made elsewhere shows here too. */
export function useChanges(
  scope: string,
  { initial, initialTrash, program }: { initial: Known; initialTrash: TrashCount; program: string | undefined },
  { now: freshNow, refresh: refreshFresh }: Pick<Fresh, "now" | "refresh">,
) {
  const only = useMemo((): Only => (program === undefined ? {} : { program }), [program]);
  const [known, setKnown] = useState(initial);
  const [trash, setTrash] = useState(initialTrash);
  const [isReading, setIsReading] = useState(false);
  const [failure, setFailure] = useState<ApiError>();
  const latest = useRef(initial);
  const wantedRev = useRef(initial.rev);
  const wantedVersion = useRef(0);
  const isRunning = useRef(false);

  const take = useCallback((next: Known) => {
    latest.current = next;
    setKnown(next);
  }, []);
  const readAnew = useCallback(async () => {
    const [next, count] = await Promise.all([
      readBackTo(latest.current.changes.at(-1)?.id ?? 0, only),
      readTrashCount(),
    ]);
    if (next.rev < latest.current.rev) return;
    take(next);
    setTrash(count);
    setConnection({ asOfMs: Date.now() });
  }, [take, only]);
  const catchUp = useCallback(async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    const isBehind = () => latest.current.rev < wantedRev.current;
    const isFreshBehind = () => freshNow().rev < wantedRev.current || freshNow().version < wantedVersion.current;
    try {
      // Whatever is announced while it reads is read too; and it never retries without a pause.
      for (let round = 0; isBehind() || isFreshBehind(); round++) {
        if (round > 0) await pause(Math.min(round * 100, retryMs));
        if (isBehind()) await readAnew();
        if (isFreshBehind()) await refreshFresh();
      }
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
      else setTimeout(() => void catchUp(), retryMs);
    } finally {
      isRunning.current = false;
    }
  }, [readAnew, freshNow, refreshFresh]);

  useEffect(() => {
    setConnection({ asOfMs: Date.now() });
    return followFeed({
      scope,
      since: latest.current.rev,
      onState: (state) => setConnection({ state }),
      onLook: (version) => {
        wantedVersion.current = version;
        void catchUp();
      },
      onRev: (rev) => {
        setConnection({ asOfMs: Date.now() });
        wantedRev.current = Math.max(wantedRev.current, rev);
        void catchUp();
      },
    });
  }, [scope, catchUp]);

  const showOlder = useCallback(async () => {
    const { changes } = latest.current;
    const last = changes.at(-1);
    if (!last) return;
    setIsReading(true);
    setFailure(undefined);
    try {
      const next = await call("listChanges", { order: "newest", limit: olderLimit, before: last.id, ...only });
      const older = next.changes.filter(({ id }) => id < (latest.current.changes.at(-1)?.id ?? last.id));
      const { rev } = latest.current;
      take({ rev, changes: [...latest.current.changes, ...older], ...(next.more && { more: true }) });
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.status === 401) setConnection({ state: "signed-out" });
      setFailure(thrown);
    } finally {
      setIsReading(false);
    }
  }, [take, only]);
  return { known, trash, isReading, failure, readAnew, showOlder };
}
