import { useCallback, useEffect, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type Answer, ApiError, call } from "./api-client.ts";
import { entriesBefore, freshOf, type Mark, type Marks, marksAfter } from "./change-marks.ts";
import { setConnection } from "./connection-state.ts";
import { recallMarks, rememberMarks } from "./remembered-marks.ts";
import { followFeed } from "./shared-stream.ts";
import type { Cache } from "./use-cache.ts";

interface Options {
  readonly scope: string;
  readonly known: Pick<Cache, "now" | "refresh">;
  /** Resolves when no write of this page is under way. */
  readonly settled: () => Promise<void>;
}

const pagesMost = 20;
const retryMs = 1500;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function changesAfter(since: number): Promise<Answer<"listChanges">> {
  const first = await call("listChanges", { since, limit: 200 });
  const changes = [...first.changes];
  let { complete, more, rev } = first;
  for (let page = 1; more && complete && page < pagesMost; page++) {
    const next: Answer<"listChanges"> = await call("listChanges", { since: changes.at(-1)?.id ?? since, limit: 200 });
    changes.push(...next.changes);
    ({ more, rev } = next);
    complete = complete && next.complete;
  }
  return { rev, changes, complete };
}

/** Follows the agenda: reads what changed when a rev is announced, and remembers what the assistant's hand did. */
export function useLive({ scope, known: { now, refresh }, settled }: Options) {
  const [marks, setMarks] = useState<Marks>(new Map());
  const wantedRev = useRef(now().loaded.rev);
  const markedRev = useRef(now().loaded.rev);
  const isRunning = useRef(false);

  const catchUp = useCallback(async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    const isBehind = () => markedRev.current !== wantedRev.current || markedRev.current !== now().loaded.rev;
    let seen: ReadonlyMap<string, Item> = new Map();
    try {
      for (let round = 0; isBehind(); round++) {
        // Whatever prevents it from catching up, never retry without a pause.
        if (round > 0) await pause(Math.min(round * 100, retryMs));
        await settled();
        const { items, timeZone, rev } = now().loaded;
        // Reading may have run ahead of the changes it was told: what has gone meanwhile is known from the round before.
        const before = new Map([...seen, ...entriesBefore(items, wallOf(Date.now(), timeZone).date)]);
        seen = before;
        const since = markedRev.current;
        // One's own writes are known by their answers: what they were is asked for, the agenda is not read again.
        const [answer] = await Promise.all([changesAfter(since), wantedRev.current === rev ? undefined : refresh()]);
        markedRev.current = answer.rev;
        if (answer.rev < Math.max(since, rev)) {
          // The database was restored: marks and revs are from another life of it.
          wantedRev.current = answer.rev;
          setMarks(new Map());
          await refresh();
          continue;
        }
        wantedRev.current = Math.max(wantedRev.current, answer.rev);
        // Too much happened to tell it item by item: what is read anew is right, and unmarked.
        if (answer.complete) setMarks((known) => marksAfter(known, answer.changes, before));
      }
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
      else setTimeout(() => void catchUp(), retryMs);
    } finally {
      isRunning.current = false;
    }
  }, [now, refresh, settled]);

  useEffect(() => {
    const recalled = recallMarks(scope);
    setMarks((known) => (known.size > 0 ? known : recalled));
    return followFeed({
      scope,
      since: now().loaded.rev,
      onState: (state) => setConnection({ state }),
      onRev: (rev) => {
        setConnection({ asOfMs: Date.now() });
        wantedRev.current = rev;
        // A lower rev is most often only late, and the newer one follows; else the database has gone back.
        if (rev < markedRev.current) setTimeout(() => void catchUp(), retryMs);
        else void catchUp();
      },
    });
  }, [scope, now, catchUp]);

  useEffect(() => rememberMarks(scope, freshOf(marks, Date.now())), [scope, marks]);

  /** Lets the ink dry on these marks, or on all. */
  const keep = useCallback((keys?: readonly string[]) => {
    setMarks((known) => new Map(keys ? [...known].filter(([key]: [string, Mark]) => !keys.includes(key)) : []));
  }, []);
  return { marks, keep };
}
