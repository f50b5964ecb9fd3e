import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { freshOf, type Mark, type Marks, marksAfter } from "../agenda/marks.ts";
import { type Answer, ApiError, call } from "./api.ts";
import { setConnection } from "./connection.ts";
import { followFeed } from "./feed.ts";
import type { Loaded } from "./loaded.ts";
import { recallMarks, rememberMarks } from "./remembered-marks.ts";

interface Options {
  readonly scope: string;
  readonly latest: RefObject<Loaded>;
  readonly refresh: () => Promise<void>;
  /** Resolves when no write of this page is under way. */
  readonly settled: () => Promise<void>;
}

const pagesMost = 20;
const retryMs = 1500;

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
export function useLive({ scope, latest, refresh, settled }: Options) {
  const [marks, setMarks] = useState<Marks>(new Map());
  const wantedRev = useRef(latest.current.rev);
  const markedRev = useRef(latest.current.rev);
  const isRunning = useRef(false);

  const catchUp = useCallback(async () => {
    if (isRunning.current) return;
    isRunning.current = true;
    const isBehind = () =>
      markedRev.current < Math.max(wantedRev.current, latest.current.rev) || latest.current.rev < wantedRev.current;
    try {
      while (isBehind()) {
        await settled();
        const before = new Map(latest.current.items.map((item) => [item.id, item]));
        const [answer] = await Promise.all([changesAfter(markedRev.current), refresh()]);
        markedRev.current = answer.rev;
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
  }, [latest, refresh, settled]);

  useEffect(() => {
    const recalled = recallMarks(scope);
    setMarks((known) => (known.size > 0 ? known : recalled));
    return followFeed({
      scope,
      since: latest.current.rev,
      onState: (state) => setConnection({ state }),
      onRev: (rev) => {
        setConnection({ asOfMs: Date.now() });
        wantedRev.current = Math.max(wantedRev.current, rev);
        void catchUp();
      },
    });
  }, [scope, latest, catchUp]);

  useEffect(() => rememberMarks(scope, freshOf(marks, Date.now())), [scope, marks]);

  /** Lets the ink dry on these items, or on all. */
  const keep = useCallback((ids?: readonly string[]) => {
    setMarks((known) => new Map(ids ? [...known].filter(([id]: [string, Mark]) => !ids.includes(id)) : []));
  }, []);
  return { marks, keep };
}
