import { longDate, weekdayOf } from "./dates.ts";
import { describeRecurrence } from "./recurrence-words.ts";
import { dateBefore } from "./schedules.ts";
import { type Occurrence, type SeriesParts, scheduleOfSeries } from "./series.ts";

/**
 * What someone is told who changes a series without saying how far: the three scopes with their effects.
 * @param occurrence the one that was addressed; null when the series was addressed as a whole
 */
export function explainScopes(series: SeriesParts, occurrence: Occurrence | null): string {
  const { recurrence, date } = series.content;
  const repeats = `This item repeats: ${describeRecurrence(recurrence, date)}.`;
  if (occurrence === null)
    return `${repeats} Send scope: "all" for every occurrence; or, with occurrence (the original date of one), "this" for that one alone or "following" for that one and all after it.`;
  const { originalDate, content } = occurrence;
  const now = content.date === originalDate ? "" : `, originally on ${dayName(originalDate)}`;
  const last = dateBefore(scheduleOfSeries(series), originalDate);
  const following =
    last === undefined
      ? "it is the first, so the same as all"
      : `${dayName(originalDate)} and all after it; those up to ${dayName(last)} stay as they are`;
  return `${repeats} Send scope: "this" (only ${dayName(content.date)}${now}), "following" (${following}) or "all" (every occurrence, also those before it).`;
}

const dayName = (date: string) => `${weekdayOf(date)} ${longDate(date)}`;
