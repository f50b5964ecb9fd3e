import type { Entry } from "../../agenda/entries/entry.ts";
import { hoursIn } from "../../agenda/planning/day-hours.ts";
import { answerOverviewEntry, type OverviewQuestion, overviewDays } from "../../agenda/planning/overview.ts";
import { spokenWords } from "../../agenda/planning/overview-words.ts";
import { leftSince } from "../../agenda/planning/undone.ts";
import { isHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { weekOf } from "../../agenda/settings/stored-settings.ts";
import { dateRangeIn, isInDateRange } from "../../agenda/time/date-range.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { checkWeekday, requireDate } from "../../agenda/time/require-date.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { getOverview as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { readLeftUndone } from "../entries/left-entries.ts";
import { readAllEntries } from "../entries/planned-entries.ts";
import { inSlices } from "../in-slices.ts";
import { lastSeenRev } from "../storage/ledger/changes.ts";
import { findPerson } from "../storage/people/users.ts";
import { hiddenTags } from "../storage/visibility.ts";
import { planningSettingsOf } from "./planning-settings.ts";
import { presentIn } from "./present-time.ts";

/** A day or a week at a glance. */
export async function getOverview(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const person = await findPerson(caller.userId);
  const { hours, weekStart, usualMinutes } = planningSettingsOf(person);
  const nowMs = Date.now();
  const present = presentIn(input.timeZone, person.timeZone, nowMs);
  const { timeZone, today } = present;
  const { span = "day" } = input;
  const date = input.date === undefined ? today.date : requireDate(input.date, ["date"]);
  checkWeekday(date, input.weekday, ["weekday"]);
  const { from, to } = span === "day" ? { from: date, to: date } : withinAgenda(weekOf(date, weekStart));
  const hidden = hiddenTags();
  const isHidden = ({ item }: Entry) => isHiddenBy(hidden, item);
  const question: OverviewQuestion = { from, to, timeZone, hours, usualMinutes, nowMs, isHidden };

  // From the day before: items without an end may still take time.
  const [entries, { entries: late }, rev] = await Promise.all([
    readAllEntries(caller.userId, { from: addDays(from, -1), to, timeZone }),
    readLeftUndone(caller.userId, today.date),
    lastSeenRev(caller.userId, person.rev),
  ]);
  const overdue = {
    since: leftSince(today.date),
    count: late.length,
    items: late.slice(0, limits.overviewOverdue).map((entry) => answerOverviewEntry(entry, timeZone)),
  };
  const window = dateRangeIn(from, to, timeZone);
  const itemCount = entries.filter((entry) => isInDateRange(entry.content, window) && !isHidden(entry)).length;
  const hasHours = (day: string) => {
    return hoursIn(day, day, hours, timeZone).some(({ endsAtMs }) => endsAtMs > nowMs);
  };
  const listed = await inSlices(overviewDays(entries, question, limits.overviewItems));
  const answerWith = (itemsMost: number) => {
    const days = listed.map((day) => ({ ...day, items: day.items.slice(0, itemsMost) }));
    const spoken = spokenWords({ span, days, today: today.date, hasHours, itemCount, overdue });
    const named = [...days.flatMap(({ items, overlaps }) => [...items, ...overlaps]), ...overdue.items];
    const mark = named.some(({ imported }) => imported) && { imported: true as const };
    return { ...present, span, from, to, rev, spoken, ...mark, days, overdue };
  };
  const answer = answerWith(limits.overviewItems);
  return JSON.stringify(answer).length <= limits.answerCharacters ? answer : answerWith(limits.overviewItems / 4);
}

/** Clips to the agenda's range of dates. */
function withinAgenda({ from, to }: { from: string; to: string }) {
  return { from: from < firstDate ? firstDate : from, to: to > lastDate ? lastDate : to };
}
