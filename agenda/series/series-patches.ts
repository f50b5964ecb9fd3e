import type { ItemPatch } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { appendNotes, applyEntryPatch } from "../item/apply-patch.ts";
import type { EntryContent, ItemContent, SeriesException } from "../item/item-content.ts";
import { momentsOf } from "../item/item-times.ts";
import { isSameContent } from "../item/same-content.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { firstMatch, requireRecurrence } from "../recurrence/require-recurrence.ts";
import { readRule, writeRule } from "../recurrence/rule-text.ts";
import { hasDate, scheduleOf } from "../recurrence/schedule.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { requireDate } from "../time/require-date.ts";
import {
  changedContentOn,
  type Occurrence,
  plainContentOn,
  type SeriesContent,
  type SeriesParts,
  scheduleOfSeries,
} from "./series.ts";
import { changeAll, changeThis, hasOccurrences, movedRecurrence, splitAt } from "./series-edits.ts";
import { seriesContent, singleContent } from "./stored-series.ts";

/*
 * What an update of a repeating item comes to, for each scope: the same rules as for a single item (`applyPatch`), in the eyes of
 * whoever looks at the occurrence that was addressed.
 */

/** What becomes of a series, as it is stored, and the original dates of exceptions that no longer fall on one of its dates. */
export interface PatchedSeries {
  readonly content: ItemContent;
  readonly dropped: readonly string[];
}

/**
 * `this`: one occurrence says something else.
 * @throws AgendaError("invalid_input")
 */
export function patchThis(
  series: SeriesParts,
  { originalDate, content }: Occurrence,
  patch: ItemPatch,
  zone: string | null,
) {
  if (patch.recurrence !== undefined)
    throw wrongField(
      ["recurrence"],
      'One occurrence has no rule of its own. Leave recurrence out, or send scope "following" or "all".',
    );
  return requireRoom(changeThis(series, originalDate, applyEntryPatch(content, patch, zone, [])));
}

/** @throws AgendaError("invalid_input") when a series would hold more exceptions than one row should */
export function requireRoom(series: SeriesParts): SeriesParts {
  if (series.exceptions.size <= limits.exceptions) return series;
  throw wrongField(
    ["scope"],
    `A series holds at most ${limits.exceptions} occurrences that differ. Change it with scope "following": the rest goes on as a series of its own.`,
  );
}

/**
 * `all`: the series says something else.
 * - A `date` moves the whole series by the days between it and the occurrence that was addressed (else the first), and the rule
 *   along; with a `recurrence` beside it the rule is that one. A rule alone that the first date does not match begins at the next
 *   date that does.
 * - The occurrence that was addressed says what was sent, also where it had said something of its own.
 * - `notesAppend` reaches occurrences with notes of their own, too: it takes nothing from them.
 * - `recurrence: null` leaves that one occurrence as a single item.
 * @throws AgendaError("invalid_input")
 */
export function patchAll(
  series: SeriesParts,
  occurrence: Occurrence | null,
  patch: ItemPatch,
  zone: string | null,
): PatchedSeries {
  if (patch.recurrence === null) return patchToSingle(series, occurrence, patch, zone);
  if (patch.done !== undefined)
    throw wrongField(
      ["done"],
      'A repeating item is done occurrence by occurrence. Send done with occurrence and scope "this".',
    );
  const addressed = occurrence?.originalDate ?? series.content.date;
  const base = plainContentOn(series.content, addressed);
  const wanted = applyEntryPatch(base, patch, zone, []);
  const content = seriesSaying(series.content, wanted, addressed, patch);
  const { series: changed, dropped } = changeAll(withAppended(series, patch.notesAppend), content);
  const settled = occurrence === null ? changed : withWanted(changed, occurrence, patch, zone);
  return { content: seriesContent(settled), dropped };
}

/**
 * `following`: the same for the second part of the split series. `before` is null when nothing is left before it: then it is all.
 * A rule with the COUNT that the series has leaves the number of its dates alone: what is left of them is the second part's.
 * @returns null when nothing would say anything else than before
 * @throws AgendaError("invalid_input")
 */
export function patchFollowing(
  series: SeriesParts,
  occurrence: Occurrence,
  patch: ItemPatch,
  zone: string | null,
): (PatchedSeries & { readonly before: ItemContent | null }) | null {
  const { before, after } = splitAt(series, occurrence.originalDate);
  const recurrence = patch.recurrence && ruleOfRest(patch.recurrence, series.content, after.content);
  const patched = patchAll(after, occurrence, recurrence ? { ...patch, recurrence } : patch, zone);
  if (isSameContent(patched.content, seriesContent(after))) return null;
  // Of which every date was cancelled, nothing stays behind.
  return { ...patched, before: before && hasOccurrences(before) ? seriesContent(before) : null };
}

/**
 * A rule that is sent for the second part of a split series, with what is left of COUNT where that was not touched.
 * @param whole the series before it is split
 * @param rest its second part, whose COUNT is what is left
 * @throws AgendaError("invalid_input") for a rule that cannot be read
 * @see RFC 5545 §3.3.10: COUNT counts the occurrences from the first one on
 */
function ruleOfRest(
  recurrence: string,
  whole: Pick<SeriesContent, "recurrence" | "date">,
  rest: Pick<SeriesContent, "recurrence" | "date">,
): string {
  const rule = readRule(recurrence, ["recurrence"]);
  if (rule.count === null || rule.count !== scheduleOf(whole.recurrence, whole.date).rule.count) return recurrence;
  return writeRule({ ...rule, until: null, count: scheduleOf(rest.recurrence, rest.date).rule.count });
}

/** What the series says when one of its occurrences shall say this, its rule and its first date included. */
function seriesSaying(
  current: SeriesContent,
  wanted: EntryContent,
  addressed: string,
  patch: ItemPatch,
): SeriesContent {
  const offset = daysBetween(addressed, current.date);
  const moved = requireDate(addDays(wanted.date, offset), ["date"]);
  const { startTime, timeZone } = wanted;
  const rule = patch.recurrence ?? movedRule(current, daysBetween(current.date, moved));
  const isMovable = typeof patch.recurrence === "string" && patch.date === undefined;
  const date = isMovable ? firstMatch(rule, { date: moved, startTime, timeZone }, ["recurrence"]) : moved;
  const recurrence = requireRecurrence(rule, { date, startTime, timeZone }, ["recurrence"]);
  const endDate = wanted.endDate === null ? null : addDays(date, daysBetween(wanted.date, wanted.endDate));
  return { ...wanted, date, endDate, ...momentsOf({ ...wanted, date, endDate }), recurrence };
}

/** @throws AgendaError("invalid_input") where no rule would fit the other days */
function movedRule(current: SeriesContent, days: number): string {
  const recurrence = movedRecurrence(current, days);
  if (recurrence !== null) return recurrence;
  const words = describeRecurrence(current.recurrence, current.date);
  throw wrongField(
    ["date"],
    `“${words}” has no like ${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days < 0 ? "earlier" : "later"}. Send the recurrence that is meant beside date; or move one occurrence alone, with scope "this".`,
  );
}

/** Lets the occurrence that was addressed say what was sent, where it had said something of its own. */
function withWanted(series: SeriesParts, occurrence: Occurrence, patch: ItemPatch, zone: string | null): SeriesParts {
  if (!occurrence.isChanged) return series;
  const wanted = applyEntryPatch(occurrence.content, patch, zone, []);
  const isMoved = patch.date !== undefined;
  const date = isMoved ? wanted.date : occurrence.originalDate;
  if (!hasDate(scheduleOfSeries(series), date)) return series;
  return changeThis(series, date, wanted);
}

/** @throws AgendaError("invalid_input") that names the occurrence whose own notes have no room */
function withAppended(series: SeriesParts, more: string | undefined): SeriesParts {
  if (more === undefined) return series;
  const exceptions = [...series.exceptions].map(([date, exception]): [string, SeriesException] => {
    if (exception.kind === "cancelled" || exception.changed.notes === undefined) return [date, exception];
    const notes = appendNotes(exception.changed.notes, more, ["notesAppend"], `The notes of ${date} alone: `);
    return [date, { kind: "changed", changed: { ...exception.changed, notes } }];
  });
  return { ...series, exceptions: new Map(exceptions) };
}

function patchToSingle(
  series: SeriesParts,
  occurrence: Occurrence | null,
  patch: ItemPatch,
  zone: string | null,
): PatchedSeries {
  const { content, exceptions } = series;
  const date = occurrence?.originalDate ?? content.date;
  const exception = exceptions.get(date);
  const base =
    exception?.kind === "changed" ? changedContentOn(content, date, exception.changed) : plainContentOn(content, date);
  const dropped = [...exceptions.keys()].filter((each) => each !== date).sort();
  return { content: singleContent(applyEntryPatch(base, patch, zone, [])), dropped };
}
