import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { addDays, weekdayOf } from "../time/dates.ts";
import { instantOf } from "../time/instants.ts";
import { longDate } from "../time/long-date.ts";
import { requireDate } from "../time/require-date.ts";
import { dateOfDay, dayNumberOf } from "../time/wall-clock.ts";
import { daysOf, lastBefore } from "./rule-days.ts";
import type { ReadRule, RecurrenceRule, Until } from "./rule-parts.ts";
import { readRule, writeRule } from "./rule-text.ts";

type Path = readonly (string | number)[];
/** Where a series starts, in its local time. */
interface Start {
  readonly date: string;
  readonly startTime: string | null;
  readonly timeZone: string | null;
}

/** Around 2100, which has no 29 February, two leap days are eight years apart. */
const mostDaysBetweenMatches = 8 * 366;

/**
 * Validates a recurrence rule against the calendar and the item it belongs to.
 *
 * The canonical form has no `RRULE:`, a fixed order of parts and no defaults (INTERVAL=1, WKST=MO). UNTIL is always a date: the
 * last local day on which an occurrence may start. An UNTIL that is an instant is converted to that day using the item's time
 * and zone; for an all-day item its own date is used. An UNTIL beyond the agenda's last date (programs write 99991231 for "for
 * ever") is dropped.
 *
 * The item's `date` is its first occurrence, so it must match the rule (RFC 5545 leaves other cases undefined).
 * @param text with or without `RRULE:`
 * @param start a valid date and time, and a valid IANA name
 * @returns the canonical form
 * @throws AgendaError("invalid_input") that says what would be right
 * @see RFC 5545 §3.3.10, §3.8.5.3
 */
export function requireRecurrence(text: string, start: Start, path: Path): string {
  const read = readRule(text, path);
  const rule: RecurrenceRule = { ...read, until: settleUntil(read, start, path) };
  const startDay = dayNumberOf(start.date);
  if (!daysOf(rule, startDay, startDay, startDay).next().done) return writeRule(rule);

  const near = nearestMatches(rule, start.date);
  if (near.length === 0)
    throw wrongField(
      path,
      `This rule never matches: from ${start.date} on, no date up to ${lastDate} is one of its dates.${hintAtDerived(rule, start.date)}`,
      { key: "problems.noDateOfRule", values: { day: { date: start.date } } },
    );
  throw wrongField(
    path,
    `The item's date must be the first of its dates, and ${weekdayOf(start.date)} ${start.date} does not match this rule. Send as date ${near.map((date) => `${date} (${weekdayOf(date)})`).join(" or ")}, or change the rule.`,
    {
      key: "problems.notOfRule",
      values: {
        day: { date: start.date },
        near: { list: near.map((date) => ({ date })) },
      },
    },
  );
}

/**
 * The dates closest to a date at which an item with this rule could begin: one before and one after, if they exist.
 * Ignores UNTIL and COUNT.
 */
export function nearestMatches(rule: RecurrenceRule, date: string): string[] {
  const open = { ...rule, interval: 1 };
  const day = dayNumberOf(date);
  const earliest = Math.max(day - mostDaysBetweenMatches, dayNumberOf(firstDate));
  const earlier = (from: number, to: number) => daysOf(open, day, from, to, { evenBeforeStart: true });
  const before = lastBefore(earlier, day, earliest);
  const after = daysOf(open, day, day + 1, dayNumberOf(lastDate)).next().value;
  return [before, after].filter((found) => found !== undefined).map(dateOfDay);
}

/**
 * The date itself if the rule matches it, else the next match; the date itself if there is none, so that `requireRecurrence`
 * reports it.
 * @throws AgendaError("invalid_input") for a rule that cannot be parsed
 */
export function firstMatch(text: string, start: Start, path: Path): string {
  const rule: RecurrenceRule = { ...readRule(text, path), until: null };
  const day = dayNumberOf(start.date);
  const first = daysOf(rule, day, day, dayNumberOf(lastDate)).next();
  if (!first.done && first.value === day) return start.date;
  const after = nearestMatches(rule, start.date).find((date) => date > start.date);
  return after ?? start.date;
}

function hintAtDerived(rule: RecurrenceRule, date: string): string {
  const saysDays = rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length > 0;
  return saysDays
    ? ""
    : ` Without BYMONTHDAY or BYDAY it takes the day of the month from date, ${Number(date.slice(8))}.`;
}

/** The last day on which an occurrence may start. @see RFC 5545 §3.3.10: UNTIL is inclusive */
function settleUntil({ until, writtenUntil }: ReadRule, start: Start, path: Path): string | null {
  if (until === null || until.date > lastDate) return null;
  const date = requireDate(until.date, path);
  const last = until.time === null || start.startTime === null ? date : lastStart(until, until.time, start);
  if (last >= start.date) return last;
  const startWords = `${weekdayOf(start.date)} ${longDate(start.date)}${start.startTime === null ? "" : ` at ${start.startTime}`}`;
  throw wrongField(
    path,
    `UNTIL=${writtenUntil} is before the item starts, on ${startWords}. Send a later one, or none for a rule without an end.`,
    { key: "problems.ruleEndsFirst", values: { day: { date: start.date } } },
  );
}

function lastStart(until: Until, untilTime: string, start: Start): string {
  const startTime = start.startTime ?? "00:00";
  // Seconds are compared as text: "09:00" sorts before "09:00:30".
  if (!until.isUtc) return startTime <= untilTime ? until.date : addDays(until.date, -1);
  const untilMs = Date.parse(`${until.date}T${untilTime}Z`);
  // No zone is a full day away from UTC, so the local date is the day before, the same day or the day after.
  let last = addDays(until.date, 1);
  while (instantOf(last, startTime, start.timeZone ?? "UTC") > untilMs) last = addDays(last, -1);
  return last;
}
