import type { Translator } from "../../messages/translator.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { dateBefore, scheduleOf } from "../recurrence/schedule.ts";
import { dateText } from "../time/date-texts.ts";
import type { Occurrence, SeriesContent, SeriesParts } from "./series.ts";

/** What each scope covers, in words without a capital or a full stop. */
interface ScopeWords {
  /** "only Friday 27 November 2026" */
  readonly only: string;
  /** "originally on Thursday 26 November 2026", for one that was moved to another day. */
  readonly originally: string | undefined;
  /** "Friday 27 November 2026 and all after it" */
  readonly onward: string;
  /** "those up to Friday 20 November 2026 stay as they are"; absent for the first, for which following means all. */
  readonly kept: string | undefined;
  readonly every: string;
}

/**
 * The three scopes, seen from one occurrence.
 * @param series its rule and the date of its first occurrence
 * @param occurrence its original date, and its current one
 * @param day formats a date with its weekday
 */
function scopeWords(
  { recurrence, date: first }: Pick<SeriesContent, "recurrence" | "date">,
  { originalDate, date }: { readonly originalDate: string; readonly date: string },
  day: (date: string) => string,
  t: Translator,
): ScopeWords {
  const last = dateBefore(scheduleOf(recurrence, first), originalDate);
  return {
    only: t("series.only", { day: day(date) }),
    originally: date === originalDate ? undefined : t("series.originally", { day: day(originalDate) }),
    onward: t("series.onward", { day: day(originalDate) }),
    kept: last && t("series.kept", { day: day(last) }),
    every: last ? t("series.everyAlsoBefore") : t("series.every"),
  };
}

/**
 * The explanation for a change of a series without a scope: the three scopes with their effects. For programs: the page asks.
 * @param occurrence the addressed one; null if the series was addressed as a whole
 */
export function explainScopes({ content }: SeriesParts, occurrence: Occurrence | null, t: Translator): string {
  const repeats = `This item repeats: ${describeRecurrence(content.recurrence, content.date, t)}.`;
  if (occurrence === null)
    return `${repeats} Send scope: "all" for every occurrence; or, with occurrence (the original date of one), "this" for that one alone or "following" for that one and all after it.`;
  const { originalDate } = occurrence;
  const dayName = (date: string) => dateText(date, "full", t);
  const words = scopeWords(content, { originalDate, date: occurrence.content.date }, dayName, t);
  const now = words.originally === undefined ? "" : `, ${words.originally}`;
  const following = words.kept ? `${words.onward}; ${words.kept}` : "it is the first, so the same as all";
  return `${repeats} Send scope: "this" (${words.only}${now}), "following" (${following}) or "all" (${words.every}).`;
}
