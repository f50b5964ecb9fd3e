import { type Counts, countOccurrences } from "../../agenda/entries/count-occurrences.ts";
import { almostFullWords } from "../../agenda/history/agenda-capacity.ts";
import { settingsOf, weekOf } from "../../agenda/settings/stored-settings.ts";
import { type DateRange, dateRangeIn } from "../../agenda/time/date-range.ts";
import { addDays, weekdayOf } from "../../agenda/time/dates.ts";
import { limits } from "../../contract/limits.ts";
import type { getContext as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { countIn } from "../storage/items/count-items.ts";
import { readSeries } from "../storage/items/read-window.ts";
import { lastSeenRev } from "../storage/ledger/changes.ts";
import { findPerson } from "../storage/people/users.ts";
import { hiddenTags } from "../storage/visibility.ts";
import { readKept } from "../write/require-room.ts";
import { presentIn } from "./present-time.ts";

/** What an assistant needs to know first: date, zone, and how much is planned. */
export async function getContext(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const present = presentIn(input.timeZone, person.timeZone, Date.now());
  const { today, timeZone } = present;
  const day = (days: number) => addDays(today.date, days);
  const { weekStart, workingHours } = settingsOf(person);
  const week = weekOf(today.date, weekStart);
  const windows = [
    dateRangeIn(today.date, today.date, timeZone),
    dateRangeIn(week.from, week.to, timeZone),
    dateRangeIn(day(1), day(7), timeZone),
  ] as const;
  const most = limits.countMost;
  const [series, ...singles] = await Promise.all([
    readSeries(caller.userId, { from: week.from, to: day(7) }),
    countIn(caller.userId, windows[0], most),
    countIn(caller.userId, windows[1], most),
    countIn(caller.userId, windows[2], most),
  ]);
  const together = async (counted: Counts, window: DateRange): Promise<Counts> =>
    sum(counted, await inSlices(countOccurrences(series, { window, readIn: timeZone, limit: most })), most);
  const almostFull = almostFullWords(await readKept(caller.userId, person.rev), {
    isCounted: hiddenTags().length === 0,
  });
  const days = Array.from({ length: limits.contextDays }, (_, index) => day(index + 1));
  return {
    ...present,
    days: days.map((date) => ({ date, weekday: weekdayOf(date) })),
    counts: {
      today: await together(singles[0], windows[0]),
      thisWeek: { ...(await together(singles[1], windows[1])), ...week },
      nextSevenDays: await together(singles[2], windows[2]),
    },
    ...(almostFull && { almostFull }),
    weekStart,
    workingHours: workingHours.map((span) => ({ ...span, days: [...span.days] })),
    rev: await lastSeenRev(caller.userId, person.rev),
  };
}

const sum = (one: Counts, other: Counts, most: number): Counts => ({
  open: Math.min(most, one.open + other.open),
  all: Math.min(most, one.all + other.all),
});
