import { wrongField } from "../../contract/problems.ts";
import { weekdays } from "../time/dates.ts";
import type { WorkingSpan } from "./stored-settings.ts";

/**
 * Normalizes working hours: spans in week order, each with sorted, distinct days. A span ends on the day it begins; spans may
 * touch but not overlap.
 * @throws AgendaError("invalid_input") that says what would be right
 */
export function requireWorkingHours(spans: readonly WorkingSpan[]): WorkingSpan[] {
  const kept = spans.map(({ days, from, to }, index) => {
    const path = ["workingHours", index];
    requireTimeOfDay(from, [...path, "from"]);
    requireTimeOfDay(to, [...path, "to"]);
    if (from >= to)
      throw wrongField(
        [...path, "to"],
        `Working hours from ${from} to ${to} end before they begin. Send a to later than from; for a night, one span until 23:59 and one from 00:00 on the next day.`,
        { key: "problems.hoursEndFirst" },
      );
    return { days: weekdays.filter((day) => days.includes(day)), from, to };
  });
  for (const [index, span] of kept.entries())
    for (const other of kept.slice(0, index)) {
      const day = span.days.find((each) => other.days.includes(each));
      if (day !== undefined && span.from < other.to && other.from < span.to)
        throw wrongField(
          ["workingHours", index],
          `On ${day}, ${span.from} to ${span.to} overlaps ${other.from} to ${other.to}. Send each stretch of time once.`,
          { key: "problems.hoursOverlap" },
        );
    }
  const placeOf = ({ days, from }: WorkingSpan) => `${weekdays.indexOf(days[0] ?? "Sunday")} ${from}`;
  return kept.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/**
 * Normalizes a BCP 47 language tag ("de-de" → "de-DE").
 * @throws AgendaError("invalid_input")
 * @see RFC 5646 (BCP 47)
 */
export function requireLocale(name: string): string {
  const [locale] = canonical(name.trim().replaceAll("_", "-"));
  if (locale !== undefined && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0) return locale;
  throw wrongField(
    ["locale"],
    `"${name.slice(0, 40)}" is no language that dates can be written in. Send a BCP 47 name: a language and, better, a region, such as en-GB, en-US, de-DE or ja-JP.`,
  );
}

/** HH:MM, 00:00 to 23:59. */
function requireTimeOfDay(time: string, path: readonly (string | number)[]): void {
  if (time <= "23:59" && time.slice(3) <= "59") return;
  throw wrongField(
    path,
    `${time} is not a time of the day: hours go from 00 to 23, minutes from 00 to 59. The day's last is 23:59.`,
  );
}

function canonical(name: string): string[] {
  try {
    return Intl.getCanonicalLocales(name);
  } catch {
    return [];
  }
}
