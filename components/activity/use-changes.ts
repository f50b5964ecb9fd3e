import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Answer, ApiError, call, type Sent } from "../sync/api-client.ts";
import { setConnection } from "../sync/connection-state.ts";
import { follow } from "../sync/follow.ts";
import type { Fresh } from "../sync/use-fresh.ts";

type Answered = Answer<"listChanges">;
export type Known = Pick<Answered, "rev" | "changes" | "more">;
export interface TrashCount {
  readonly count: number;
  readonly hasMore: boolean;
}

const olderLimit = 50;

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
  /** One reading after another: each goes as far as what is shown by then. */
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const inTurn = useCallback(<T>(read: () => Promise<T>): Promise<T> => {
    const asked = turn.current.then(read);
    turn.current = asked.catch(() => undefined);
    return asked;
  }, []);

  const take = useCallback((next: Known) => {
    latest.current = next;
    setKnown(next);
  }, []);
  const readAnew = useCallback(
    () =>
      inTurn(async () => {
        const [next, count] = await Promise.all([
          readBackTo(latest.current.changes.at(-1)?.id ?? 0, only),
          readTrashCount(),
        ]);
        take(next);
        setTrash(count);
        setConnection({ asOfMs: Date.now() });
      }),
    [inTurn, take, only],
  );

  useEffect(() => {
    setConnection({ asOfMs: Date.now() });
    const read = async (wanted: () => number) => {
      if (latest.current.rev !== wanted()) await readAnew();
      await refreshFresh();
    };
    return follow({ scope, rev: () => latest.current.rev, fresh: freshNow, read });
  }, [scope, readAnew, freshNow, refreshFresh]);

  /** @returns the newest of those that it added */
  const showOlder = useCallback(async () => {
    setIsReading(true);
    setFailure(undefined);
    try {
      return await inTurn(async () => {
        const { rev, changes } = latest.current;
        const before = changes.at(-1)?.id;
        if (before === undefined) return undefined;
        const next = await call("listChanges", { order: "newest", limit: olderLimit, before, ...only });
        const older = { rev, changes: [...changes, ...next.changes], ...(next.more && { more: true }) };
        flushSync(() => take(older));
        return next.changes[0]?.id;
      });
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (thrown.status === 401) setConnection({ state: "signed-out" });
      setFailure(thrown);
      return undefined;
    } finally {
      setIsReading(false);
    }
  }, [inTurn, take, only]);
  return { known, trash, isReading, failure, readAnew, showOlder };
}
