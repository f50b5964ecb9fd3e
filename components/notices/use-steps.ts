import { useCallback, useEffect, useMemo, useState } from "react";
import type { AssistantChange } from "../actions/agenda-actions.ts";
import { markKeyOf } from "../sync/change-marks.ts";
import { inOrder, placeItem } from "../timeline/placed-item.ts";

export interface Steps {
  /** The current position, from 1 on; undefined before the first step. */
  readonly position: number | undefined;
  readonly count: number;
  /** @returns whether there was one to go to */
  readonly step: (by: 1 | -1) => boolean;
}

/** How long a change may take to appear before the focus no longer jumps to it. */
const patienceMs = 5000;

/**
 * Steps through assistants' changes, in agenda order, wrapping around.
 * @param goTo shows a day of the list; called for a change that is not on the page
 */
export function useSteps(changes: readonly AssistantChange[], timeZone: string, goTo: (date: string) => void): Steps {
  const inTurn = useMemo(
    () =>
      changes
        .map(({ mark, item }) => ({ key: markKeyOf(mark), placed: placeItem(item, timeZone) }))
        .sort(({ placed: a }, { placed: b }) => (a.from === b.from ? inOrder(a, b) : a.from < b.from ? -1 : 1)),
    [changes, timeZone],
  );
  const [at, setAt] = useState<{ readonly key: string; readonly index: number }>();
  const [wanted, setWanted] = useState<{ readonly key: string; readonly untilMs: number }>();
  const found = inTurn.findIndex(({ key }) => key === at?.key);

  const step = useCallback(
    (by: 1 | -1) => {
      const count = inTurn.length;
      if (count === 0) return false;
      // If the current one was kept meanwhile, the next has taken its place.
      const from = found !== -1 ? found : at === undefined ? (by === 1 ? -1 : 0) : at.index - (by === 1 ? 1 : 0);
      const index = (from + by + count) % count;
      const next = inTurn[index];
      if (!next) return false;
      setAt({ key: next.key, index });
      if (!focusMark(next.key)) {
        setWanted({ key: next.key, untilMs: performance.now() + patienceMs });
        goTo(next.placed.from);
      }
      return true;
    },
    [inTurn, found, at, goTo],
  );
  useEffect(() => {
    if (wanted && (performance.now() > wanted.untilMs || focusMark(wanted.key))) setWanted(undefined);
  });
  const position = found === -1 ? undefined : found + 1;
  return useMemo(() => ({ position, count: inTurn.length, step }), [position, inTurn.length, step]);
}

/** @returns whether it is on the page */
function focusMark(key: string): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(`main [data-mark="${key}"]`)];
  const row = rows.find((each) => each.checkVisibility());
  if (!row) return false;
  const control = row.querySelector<HTMLElement>("[data-item]") ?? row.querySelector<HTMLElement>("button");
  // A deleted item may have no control, and its shortcuts act on the focused row.
  if (!control) row.tabIndex = -1;
  (control ?? row).focus();
  row.scrollIntoView({ block: "center" });
  return true;
}
