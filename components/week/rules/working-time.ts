import { weekdayOf } from "../../../agenda/time/dates.ts";
import type { WorkingSpan } from "../../time/reader.ts";

/** Working hours within one day, HH:MM. */
export type WorkingTime = Pick<WorkingSpan, "from" | "to">;

export function workingOn(date: string, spans: readonly WorkingSpan[]): readonly WorkingTime[] {
  const weekday = weekdayOf(date);
  return spans.filter(({ days }) => days.includes(weekday)).map(({ from, to }) => ({ from, to }));
}
