import { daysBetween } from "../../agenda/time/dates.ts";
import { keyOf } from "../sync/entry-key.ts";
import { lineOf, type TwiceRow } from "../timeline/day-line.ts";
import { type Day, routineDays } from "../timeline/days.ts";
import { isSpan, type Placed } from "../timeline/placed-item.ts";

/** A month as lines of text. Pure; the component only draws it. */

/** The part of an item over several days that lies in one week. */
export interface WeekSpan {
  readonly placed: Placed;
  /** Columns of the week, the first is 0. */
  readonly column: number;
  readonly days: number;
  /** Its line below the day numbers: spans that overlap do not share one. */
  readonly lane: number;
  readonly comesIn: boolean;
  readonly goesOn: boolean;
}

export interface DayLines {
  readonly date: string;
  readonly day: Day;
  /** Items of this day alone: timed ones in order, then those without a time. */
  readonly lines: readonly Placed[];
  /** The day's first overlap. */
  readonly twice: TwiceRow | undefined;
  /** Lanes that spans take above its lines. */
  readonly lanes: number;
}

export interface WeekLines {
  readonly days: readonly DayLines[];
  readonly spans: readonly WeekSpan[];
}

const linesMost = 4;
const linesCut = 3;

/** The lines of a day drawn before "4 more". Never "1 more": that line fits in the same place. */
export const shownOf = (lines: readonly Placed[], isOpen: boolean): readonly Placed[] =>
  isOpen || lines.length <= linesMost ? lines : lines.slice(0, linesCut);

/** Series that occur on most days of a week, by id. */
export function routineIn(weeks: readonly (readonly Day[])[]): ReadonlyMap<string, Placed> {
  const routine = new Map<string, Placed>();
  for (const week of weeks) {
    const counts = new Map<string, number>();
    for (const { slices, allDay } of week)
      for (const placed of [...allDay, ...slices.map((slice) => slice.placed)]) {
        const { item } = placed;
        if (item.occurrence === undefined || item.deletedAt !== undefined) continue;
        const count = (counts.get(item.id) ?? 0) + 1;
        counts.set(item.id, count);
        if (count >= routineDays) routine.set(item.id, placed);
      }
  }
  return routine;
}

/** One week: spans in lanes, and the lines of each day. @param leftOut ids of items that are not drawn */
export function weekLines(week: readonly Day[], leftOut: ReadonlyMap<string, Placed>, timeZone: string): WeekLines {
  const drawn = ({ item }: Placed) => !leftOut.has(item.id);
  const spans = spansOf(week, drawn);
  const days = week.map((day, column): DayLines => {
    const timed = day.slices.filter(({ placed, since }) => since === undefined && drawn(placed));
    const tasks = day.allDay.filter((placed) => !isOverDays(placed) && drawn(placed));
    const above = spans.filter((span) => span.column <= column && column < span.column + span.days);
    const rows = lineOf(
      day.slices.filter(({ placed }) => drawn(placed)),
      { timeZone },
    );
    return {
      date: day.date,
      day,
      lines: [...timed.map(({ placed }) => placed), ...tasks],
      twice: rows.find((row): row is TwiceRow => row.kind === "twice"),
      lanes: Math.max(0, ...above.map(({ lane }) => lane + 1)),
    };
  });
  return { days, spans };
}

const isOverDays = (placed: Placed): boolean => isSpan(placed) || (!placed.timed && placed.from !== placed.to);

function spansOf(week: readonly Day[], drawn: (placed: Placed) => boolean): WeekSpan[] {
  const [first, last] = [week[0]?.date ?? "", week.at(-1)?.date ?? ""];
  const byKey = new Map<string, Placed>();
  for (const { allDay } of week)
    for (const placed of allDay) if (isOverDays(placed) && drawn(placed)) byKey.set(keyOf(placed.item), placed);
  const lanes: number[] = [];
  return [...byKey.values()]
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to > b.to ? -1 : 1))
    .map((placed) => {
      const column = Math.max(0, daysBetween(first, placed.from));
      const end = Math.min(6, daysBetween(first, placed.to));
      const free = lanes.findIndex((to) => to < column);
      const lane = free === -1 ? lanes.length : free;
      lanes[lane] = end;
      const cut = { comesIn: placed.from < first, goesOn: placed.to > last };
      return { placed, column, days: end - column + 1, lane, ...cut };
    });
}
