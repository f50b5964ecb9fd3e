import { useCallback, useEffect, useMemo, useState } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import type { Weekday } from "../../contract/fields/time.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import { dayId } from "./day-words.ts";
import { daysOf } from "./days.ts";
import { placeItem } from "./placed-item.ts";

interface Options {
  readonly items: readonly Item[];
  readonly loaded: Loaded;
  readonly today: string;
  readonly weekStart: Weekday;
  readonly readEarlier: (from: string) => Promise<void>;
  readonly readLater: () => Promise<void>;
}

/** Which days the list shows: from today on, and as many earlier ones as were asked for. */
export function useShownDays(options: Options) {
  const { items, loaded, today, weekStart, readEarlier, readLater } = options;
  const { timeZone } = loaded;
  const firstDay = weekStartOf(today, weekStart);
  const [earliest, setEarliest] = useState<string>();
  // Never a day that is not loaded: it would claim "Nothing planned".
  const wanted = earliest !== undefined && earliest < today ? earliest : today;
  const known = loaded.from < today ? loaded.from : today;
  const from = wanted < known ? known : wanted;
  const [goal, setGoal] = useState<string>();

  const days = useMemo(() => daysOf(items, from, loaded.to, timeZone), [items, from, loaded.to, timeZone]);
  const fortnight = useMemo(
    () => daysOf(items, firstDay, addDays(firstDay, 13), timeZone),
    [items, firstDay, timeZone],
  );
  const hasEarlier = useMemo(
    () => loaded.itemsBefore > 0 || items.some((item) => placeItem(item, timeZone).to < from),
    [loaded.itemsBefore, items, from, timeZone],
  );

  // The fortnight starts with this week's first day; the first answer begins today.
  useEffect(() => {
    if (firstDay < loaded.from && loaded.itemsBefore > 0) void readEarlier(firstDay);
  }, [firstDay, loaded.from, loaded.itemsBefore, readEarlier]);
  // A truncated first answer may not even cover the fortnight.
  const isCutShort = loaded.to < addDays(firstDay, 13);
  useEffect(() => {
    if (isCutShort) void readLater();
  }, [isCutShort, readLater]);

  const reach = useCallback(
    async (date: string) => {
      if (date < loaded.from) await readEarlier(date);
      setEarliest((known) => (known === undefined || date < known ? date : known));
    },
    [loaded.from, readEarlier],
  );
  const showEarlier = useCallback(() => reach(addDays(from, -7)), [reach, from]);
  const goTo = useCallback(
    async (date: string) => {
      if (date < from) await reach(date);
      setGoal(date);
    },
    [from, reach],
  );
  // Loads more until the day is included.
  const readTo = goal !== undefined && goal > loaded.to ? loaded.to : undefined;
  useEffect(() => {
    if (readTo !== undefined) void readLater();
  }, [readTo, readLater]);
  useEffect(() => {
    const heading = goal && document.getElementById(dayId(goal));
    if (!heading) return;
    setGoal(undefined);
    heading.scrollIntoView({ block: "start" });
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });
  return { days, fortnight, hasEarlier, showEarlier, goTo };
}
