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
  /** The day to start with, or to go to. */
  readonly date: string;
  /** Changes with every navigation there. */
  readonly visit: string;
}

/** Consecutive days of the list: rendered if known, else a placeholder for loading or an error. */
export type Segment = DayRange & { readonly days?: readonly Day[] };

const backDays = 14;
/** Within this distance the list grows to a day; farther away it starts over there. */
const nearDays = 45;

interface Stretch {
  /** If absent, the URL's day, which may be another one after midnight. */
  readonly from?: string;
  readonly to: string;
}

/** A navigation target, and what was focused then. */
interface Goal {
  readonly date: string;
  readonly from: Element | null;
}

const goalOf = (date: string): Goal => ({ date, from: document.activeElement });

/** The days in the list: one range, which grows at both ends on scrolling. */
export function useShownDays({ items, ranges, timeZone, date, visit }: Options) {
  const [stretch, setStretch] = useState<Stretch>({ to: addDays(date, aheadDays) });
  const from = stretch.from ?? date;
  const to = stretch.to > lastDate ? lastDate : stretch.to;
  const [goal, setGoal] = useState<Goal>();

  const [at, setAt] = useState({ visit, date });
  if (at.visit !== visit || at.date !== date) {
    setAt({ visit, date });
    if (at.visit !== visit) {
      // While rendering: a list without the day that has the line would take the line away.
      const isLongBefore = date < addDays(stretch.from ?? at.date, -nearDays);
      setStretch(stretchTo(date, { from, to: isLongBefore ? date : stretch.to }));
      setGoal(goalOf(date));
    }
  }
  useEffect(() => {
    const heading = goal && document.getElementById(dayId(goal.date));
    if (!heading) return;
    setGoal(undefined);
    // A user who began typing before its days were read is not interrupted, nor one who has gone on to an item.
    const at = document.activeElement;
    const isInField = isTyping(at);
    if (at !== goal.from && (isInField || at?.matches("main [data-item], main [data-mark]"))) return;
    heading.scrollIntoView({ block: "start" });
    if (isInField) return;
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
  // Scroll anchoring keeps the view stable while days are added above, but not at the very top of the page.
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

/** The range extended to a day. */
function stretchTo(date: string, { from, to }: DayRange): Stretch {
  if (date > addDays(to, nearDays) || date < addDays(from, -nearDays))
    return { from: date, to: addDays(date, aheadDays) };
  // The days after it fill the window below.
  const reach = addDays(date, backDays);
  return { from: date < from ? date : from, to: to > reach ? to : reach };
}

/** A range by what is known: days to render, and unknown ones between. */
function segmentsOf(
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
