import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { SeriesException } from "../../../../agenda/item/item-content.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";
import { datesBetween, scheduleOf } from "../../../../agenda/recurrence/schedule.ts";
import type { Occurrence, Series, SeriesContent } from "../../../../agenda/series/series.ts";
import { writeInstant } from "../../../../agenda/time/instants.ts";
import { dateOfDay, dayNumberOf } from "../../../../agenda/time/wall-clock.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { lastDate } from "../../../../contract/first-limits.ts";

/** A series as it would be stored: validated, with its instants computed. In Paris by default. */
export function seriesOf(
  recurrence: string,
  input: Partial<NewItem> & { date: string },
  exceptions: Iterable<[string, SeriesException]> = [],
): Series {
  const item = buildItem({ text: "x", ...input }, "Europe/Paris", []);
  const content: SeriesContent = { ...item, recurrence: requireRecurrence(recurrence, item, ["recurrence"]) };
  return { id: "series", content, exceptions: new Map(exceptions) };
}

/** The first dates of a rule. `date` must match it. */
export function datesOf(
  recurrence: string,
  date: string,
  { most = 1000, to = lastDate, ...rest }: { most?: number; to?: string; startTime?: string; timeZone?: string } = {},
): string[] {
  const start = { date, startTime: rest.startTime ?? null, timeZone: rest.timeZone ?? null };
  const schedule = scheduleOf(requireRecurrence(recurrence, start, ["recurrence"]), date);
  return Iterator.from(datesBetween(schedule, schedule.startDay, dayNumberOf(to)))
    .take(most)
    .map(dateOfDay)
    .toArray();
}

/** "2026-11-27 2026-11-27T09:00:00+01:00": the original date, and the start. */
export function startOf({ originalDate, content }: Occurrence): string {
  const { startsAtMs, timeZone, date } = content;
  return `${originalDate} ${startsAtMs === null ? date : writeInstant(startsAtMs, timeZone ?? "UTC")}`;
}
