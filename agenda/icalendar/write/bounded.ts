import type { SeriesException, StoredItem, WallTimes } from "../../item/item-content.ts";
import { dateAfter, hasDate } from "../../recurrence/schedule.ts";
import { type SeriesExceptions, type SeriesParts, scheduleOfSeries } from "../../series/series.ts";
import { cancelFollowing, splitAt } from "../../series/series-edits.ts";
import { partsOf, seriesContent } from "../../series/stored-series.ts";
import { addDays } from "../../time/dates.ts";
import { addMonths } from "../../time/months.ts";

/** First and last day, both inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * The days a calendar subscription covers: up to two years each way, rounded to whole months, so that the output changes only
 * once a month.
 * @param today YYYY-MM-DD
 */
export function subscribedDays(today: string): Days {
  const first = `${today.slice(0, 8)}01`;
  return { from: addMonths(first, -23), to: addDays(addMonths(first, 24), -1) };
}

/**
 * Clips an item to a range of days: for a series, the part within it, without dates that were moved out, and as far as those that were moved
 * in. Null if nothing is left.
 */
export function within(item: StoredItem, days: Days): StoredItem | null {
  const parts = partsOf(item);
  if (parts === null) return lies(item, days) ? item : null;
  const reach = [days.from, days.to, ...datesMovedIn(parts, days)].sort();
  const begun = beginAt(parts, reach[0] ?? days.from);
  const bounded = begun && endAt(begun, reach.at(-1) ?? days.to);
  return bounded && { ...item, ...seriesContent({ ...bounded, exceptions: stayingIn(bounded.exceptions, days) }) };
}

const lies = ({ date, endDate }: Pick<WallTimes, "date" | "endDate">, { from, to }: Days) =>
  (endDate ?? date) >= from && date <= to;

/** Original dates. */
function datesMovedIn(parts: SeriesParts, days: Days): string[] {
  const schedule = scheduleOfSeries(parts);
  return [...parts.exceptions].flatMap(([date, exception]) => {
    const when = exception.kind === "changed" ? exception.changed.when : undefined;
    return when && lies(when, days) && hasDate(schedule, date) ? [date] : [];
  });
}

function stayingIn(exceptions: SeriesExceptions, days: Days): SeriesExceptions {
  const stays = (exception: SeriesException): SeriesException =>
    exception.kind === "cancelled" || exception.changed.when === undefined || lies(exception.changed.when, days)
      ? exception
      : { kind: "cancelled" };
  return new Map([...exceptions].map(([date, exception]) => [date, stays(exception)]));
}

function beginAt(parts: SeriesParts, from: string): SeriesParts | null {
  if (parts.content.date >= from) return parts;
  const first = dateAfter(scheduleOfSeries(parts), addDays(from, -1));
  return first === undefined ? null : splitAt(parts, first).after;
}

function endAt(parts: SeriesParts, to: string): SeriesParts | null {
  if (parts.content.date > to) return null;
  const schedule = scheduleOfSeries(parts);
  const next = hasDate(schedule, addDays(to, 1)) ? addDays(to, 1) : dateAfter(schedule, to);
  return next === undefined ? parts : cancelFollowing(parts, next);
}
