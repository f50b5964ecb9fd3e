import { useCallback, useEffect, useMemo, useState } from "react";
import type { AssistantChange } from "../actions/agenda-actions.ts";
import { markKeyOf } from "../sync/change-marks.ts";

export interface Steps {
  /** Where one is in going through them, from 1 on; undefined before the first. */
  readonly position: number | undefined;
  readonly count: number;
  /** @returns whether there was anywhere to go */
  readonly step: (by: 1 | -1) => boolean;
}

const momentOf = ({ item }: AssistantChange): string => item.startsAt ?? `${item.date}T${item.startTime ?? ""}`;

/** Going through what assistants did, in the order of the agenda, around and around; days that are not read yet are read. */
export function useSteps(changes: readonly AssistantChange[], goTo: (date: string) => void): Steps {
  const inTurn = useMemo(
    () =>
      changes
        .map((change) => ({ key: markKeyOf(change.mark), date: change.item.date, at: momentOf(change) }))
        .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)) || (a.at < b.at ? -1 : Number(a.at > b.at))),
    [changes],
  );
  const [at, setAt] = useState<{ readonly key: string; readonly index: number }>();
  const [wanted, setWanted] = useState<string>();
  const found = inTurn.findIndex(({ key }) => key === at?.key);

  const step = useCallback(
    (by: 1 | -1) => {
      const count = inTurn.length;
      if (count === 0) return false;
      // Where the one that one was at is kept meanwhile, the next has moved up to its place.
      const from = found !== -1 ? found : at === undefined ? (by === 1 ? -1 : 0) : at.index - (by === 1 ? 1 : 0);
      const index = (from + by + count) % count;
      const next = inTurn[index];
      if (!next) return false;
      setAt({ key: next.key, index });
      if (!focusMark(next.key)) {
        setWanted(next.key);
        goTo(next.date);
      }
      return true;
    },
    [inTurn, found, at, goTo],
  );
  useEffect(() => {
    if (wanted !== undefined && focusMark(wanted)) setWanted(undefined);
  });
  const position = found === -1 ? undefined : found + 1;
  return useMemo(() => ({ position, count: inTurn.length, step }), [position, inTurn.length, step]);
}

/** @returns whether it is on the page */
function focusMark(key: string): boolean {
  const row = document.querySelector<HTMLElement>(`main [data-mark="${key}"]`);
  if (!row) return false;
  (row.querySelector<HTMLElement>("[data-item]") ?? row.querySelector<HTMLElement>("button"))?.focus();
  row.scrollIntoView({ block: "center" });
  return true;
}
