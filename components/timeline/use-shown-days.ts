import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { isTyping } from "../controls/is-typing.ts";
import { common, type DayRange, missingIn } from "../time/day-ranges.ts";
import { dayId } from "./day-words.ts";
import { type Day, daysOf, itemsNear, withKept } from "./days.ts";
import { aheadDays } from "./days-shown.ts";

interface Options {
  readonly items: readonly Item[];
  readonly ranges: readonly DayRange[];
  readonly timeZone: string;
  /** The day to begin with, or to go to. */
  readonly date: string;
  /** Another one each time that somebody goes there. */
  readonly visit: string;
}

/** Days of the list in a row: drawn where they are known, else a place to say that they are being read, or could not be. */
export type Segment = DayRange & { readonly days?: readonly Day[] };

const backDays = 14;
/** So far from what is shown the list grows to a day; further away it begins anew there. */
const nearDays = 45;

interface Stretch {
  /** Without it, the day that the address is about, also when that is another after midnight. */
  readonly from?: string;
  readonly to: string;
}

/** Where somebody goes, and what had the focus then. */
interface Goal {
  readonly date: string;
  readonly from: Element | null;
}

const goalOf = (date: string): Goal => ({ date, from: document.activeElement });

/** Which days the list shows: one stretch, which grows at both ends as one scrolls. */
export function useShownDays({ items, ranges, timeZone, date, visit }: Options) {
  const [stretch, setStretch] = useState<Stretch>({ to: addDays(date, aheadDays) });
  const from = stretch.from ?? date;
  const to = stretch.to > lastDate ? lastDate : stretch.to;
  const [goal, setGoal] = useState<Goal>();

  const visited = useRef(visit);
  useLayoutEffect(() => {
    if (visited.current === visit) return;
    visited.current = visit;
    setStretch((known) => stretchTo(date, { from, to: known.to }));
    setGoal(goalOf(date));
  }, [visit, date, from]);
  useEffect(() => {
    const heading = goal && document.getElementById(dayId(goal.date));
    if (!heading) return;
    setGoal(undefined);
    // Whoever has begun to write before its days were read is not taken away from it.
    const at = document.activeElement;
    if (at !== goal.from && isTyping(at)) return;
    heading.scrollIntoView({ block: "start" });
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  });

  const drawn = useRef<{ readonly timeZone: string; readonly days: ReadonlyMap<string, Day> }>(undefined);
  const segments = useMemo(() => {
    const before = drawn.current?.timeZone === timeZone ? drawn.current.days : new Map<string, Day>();
    return segmentsOf({ from, to }, ranges, items, timeZone).map((segment) =>
      segment.days ? { ...segment, days: withKept(segment.days, before) } : segment,
    );
  }, [from, to, ranges, items, timeZone]);
  useEffect(() => {
    const days = new Map(segments.flatMap(({ days = [] }) => days).map((day) => [day.date, day]));
    drawn.current = { timeZone, days };
  }, [segments, timeZone]);
  // Browsers keep in place what one looks at while days come above it, but not at the very top of the page.
  const held = useRef<{ readonly heading: Element; readonly top: number }>(undefined);
  useLayoutEffect(() => {
    if (!held.current || segments.length === 0) return;
    const { heading, top } = held.current;
    held.current = undefined;
    scrollBy(0, heading.getBoundingClientRect().top - top);
  }, [segments]);
  const growEarlier = useCallback(() => {
    const heading = scrollY < 1 && document.getElementById(dayId(from));
    held.current = heading ? { heading, top: heading.getBoundingClientRect().top } : undefined;
    const earlier = addDays(from, -backDays);
    setStretch(({ to }) => ({ from: earlier < firstDate ? firstDate : earlier, to }));
  }, [from]);
  /** And goes there. */
  const showEarlier = useCallback(() => {
    growEarlier();
    setGoal(goalOf(addDays(from, -1)));
  }, [growEarlier, from]);
  const showLater = useCallback(() => setStretch((known) => ({ ...known, to: addDays(known.to, aheadDays) })), []);
  return { from, to, segments, showEarlier, growEarlier, showLater };
}

/** The stretch with a day in it. */
export function stretchTo(date: string, { from, to }: DayRange): Stretch {
  if (date > addDays(to, nearDays) || date < addDays(from, -nearDays))
    return { from: date, to: addDays(date, aheadDays) };
  // What follows the day fills the window below it.
  const reach = addDays(date, backDays);
  return { from: date < from ? date : from, to: to > reach ? to : reach };
}

/** A stretch as it is known: days to draw, and between them days that are not. */
export function segmentsOf(
  stretch: DayRange,
  ranges: readonly DayRange[],
  items: readonly Item[],
  timeZone: string,
): readonly Segment[] {
  const known = ranges.flatMap((range) => common(range, stretch) ?? []);
  const drawn = known.map(({ from, to }) => ({
    from,
    to,
    days: daysOf(itemsNear(items, from, to), from, to, timeZone),
  }));
  return [...drawn, ...missingIn(stretch, ranges)].sort((a, b) => (a.from < b.from ? -1 : 1));
}
