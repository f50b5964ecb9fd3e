import type { Chrono, ParsedComponents } from "chrono-node";
import * as chrono from "chrono-node";
import { offsetMsAt } from "../offsets.ts";
import { atomsOf } from "./atoms.ts";
import { dateFrom, dayName, weekdayNumber } from "./calendar.ts";
import type { Language } from "./lattice.ts";
import type { Draft, Now } from "./said.ts";

const readers: Readonly<Record<Language["name"], Chrono>> = {
  English: chrono.en.casual,
  German: chrono.de.casual,
  French: chrono.fr.casual,
  Spanish: chrono.es.casual,
};

/**
 * What chrono-node makes of a phrase that our own grammar cannot read. Taken only when it is one result that uses every word, and
 * when day and month were said or computed rather than implied: what it guesses is wrong too often.
 * @see docs/decisions/0085-phrases.md
 */
export function askChrono(phrase: string, { name }: Language, now: Now): Draft[] {
  const reference = { instant: new Date(now.nowMs), timezone: offsetMsAt(now.nowMs, now.timeZone) / 60_000 };
  const results = readers[name].parse(phrase, reference, { forwardDate: true });
  const [result] = results;
  if (result === undefined || results.length > 1) return [];
  if (atomsOf(result.text).join(" ") !== atomsOf(phrase).join(" ")) return [];
  if (!isSaid(result.start) || result.start.isCertain("timezoneOffset")) return [];
  const date = dateOf(result.start, now);
  if (date === undefined) return [];
  const start = minutesOf(result.start);
  // The types say undefined; it is null.
  if (!result.end) return [{ date, ...(start !== undefined && { start }) }];
  if (!isSaid(result.end)) return [];
  const endDate = dateOf(result.end, now);
  const end = minutesOf(result.end);
  if (endDate === undefined || (start === undefined) !== (end === undefined)) return [];
  return [{ date, endDate, ...(start !== undefined && end !== undefined && { start, end }) }];
}

const isSaid = (parts: ParsedComponents) => parts.isCertain("day") && parts.isCertain("month");

function dateOf(parts: ParsedComponents, now: Now): string | undefined {
  const date = dateFrom(parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0);
  const weekday = parts.isCertain("weekday") ? parts.get("weekday") : null;
  if (date === undefined || weekday === null || (weekday || 7) === weekdayNumber(date)) return date;
  now.refuse(`${dayName(date)} has another weekday than was said.`);
  return undefined;
}

function minutesOf(parts: ParsedComponents): number | undefined {
  if (!parts.isCertain("hour")) return undefined;
  return (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0);
}
