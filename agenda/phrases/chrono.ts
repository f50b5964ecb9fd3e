import { type Chrono, de, en, es, fr, ja, type ParsedComponents } from "chrono-node";
import { atomsOf } from "./atoms.ts";
import { dateFrom, weekdayNumber } from "./day-arithmetic.ts";
import type { Language } from "./language.ts";
import type { Draft, Now } from "./parsed-parts.ts";

const readers: Readonly<Record<Language["name"], Chrono>> = {
  English: en.strict,
  German: de.strict,
  French: fr.strict,
  Spanish: es.strict,
  Japanese: ja.strict,
};

/** Not real numbers, but chrono reads "a few" as three. */
const vague = /\b(few|several|some|couple)\b/i;

/**
 * Asks chrono-node for phrases that our own grammar cannot parse: written forms ("2026-12-05T14:00Z", "05-Dec-2026") and
 * compound durations ("in 1 hour and 30 minutes"). Accepted only if there is a single result that covers every word and whose
 * day and month were stated or computed: chrono's implied values are wrong too often.
 * @see docs/decisions/0085-phrases.md
 */
export function askChrono(phrase: string, { name }: Language, now: Now): Draft[] {
  if (vague.test(phrase)) return [];
  const { date: today, time } = now.clock.wallAt(now.nowMs);
  const wallMs = Date.parse(`${today}T${time}Z`);
  const reference = {
    instant: new Date(now.nowMs),
    timezone: (wallMs - Math.floor(now.nowMs / 60_000) * 60_000) / 60_000,
  };
  const results = readers[name].parse(phrase, reference, { forwardDate: true });
  const [result] = results;
  if (result === undefined || results.length > 1) return [];
  if (atomsOf(result.text).join(" ") !== atomsOf(phrase).join(" ")) return [];
  const start = placeOf(result.start, now);
  if (start === undefined) return [];
  // Typed as undefined, but null at run time.
  if (!result.end) return [start];
  const end = placeOf(result.end, now);
  if (end === undefined || (start.start === undefined) !== (end.start === undefined)) return [];
  return [{ ...start, endDate: end.date, ...(end.start !== undefined && { end: end.start }) }];
}

function placeOf(parts: ParsedComponents, now: Now): Pick<Draft, "date" | "start"> | undefined {
  if (!parts.isCertain("day") || !parts.isCertain("month")) return undefined;
  // With an offset, or relative in hours, it is an instant: convert it to the zone's local time.
  if (parts.isCertain("timezoneOffset")) {
    const { date, time } = now.clock.wallAt(parts.date().getTime());
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return { date, start: hours * 60 + minutes };
  }
  const date = dateFrom(parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0);
  if (date === undefined) return undefined;
  const weekday = parts.isCertain("weekday") ? parts.get("weekday") : null;
  if (weekday !== null && (weekday || 7) !== weekdayNumber(date)) {
    now.refuse({ is: "anotherWeekday", date });
    return undefined;
  }
  if (!parts.isCertain("hour")) return { date };
  return { date, start: (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0) };
}
