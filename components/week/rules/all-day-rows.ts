import { daysBetween } from "../../../agenda/time/dates.ts";
import { keyOf } from "../../sync/entry-key.ts";
import type { Day } from "../../timeline/days.ts";
import { isSpan, type Placed } from "../../timeline/placed-item.ts";
import type { AllDayPlace } from "./place.ts";

/** An item in the row above the grid. */
export interface AllDayPiece {
  readonly placed: Placed;
  /** Index of its first day in this week. */
  readonly from: number;
  /** Number of days of this week. */
  readonly days: number;
  /** Index of its row. */
  readonly row: number;
  readonly isRun: boolean;
  readonly beginsBefore: boolean;
  readonly runsOn: boolean;
}

/** The columns that days in a row take of the week from `first` on. */
export function columnsOf(
  first: string,
  { date, days }: Pick<AllDayPlace, "date" | "days">,
): Pick<AllDayPiece, "from" | "days"> {
  const start = daysBetween(first, date);
  const from = Math.max(0, start);
  return { from, days: Math.max(1, Math.min(start + days, 7) - from) };
}

/** Rows above the grid: spans first, then single days, each in the first row with room. */
export function allDayRows(days: readonly Day[]): readonly AllDayPiece[] {
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  const all = new Map(days.flatMap(({ allDay }) => allDay.map((placed) => [keyOf(placed.item), placed] as const)));
  const taken: number[] = [];
  return [...all.values()]
    .map((placed) => {
      const whole = { date: placed.from, days: daysBetween(placed.from, placed.to) + 1 };
      return {
        ...{ placed, ...columnsOf(first, whole), isRun: isSpan(placed) },
        ...{ beginsBefore: placed.from < first, runsOn: placed.to > last },
      };
    })
    .sort((a, b) => Number(b.isRun) - Number(a.isRun) || a.from - b.from || b.days - a.days)
    .map((piece) => {
      const mask = ((1 << piece.days) - 1) << piece.from;
      const free = taken.findIndex((days) => (days & mask) === 0);
      const row = free === -1 ? taken.length : free;
      taken[row] = (taken[row] ?? 0) | mask;
      return { ...piece, row };
    });
}
