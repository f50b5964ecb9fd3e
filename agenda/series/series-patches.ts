import type { ItemPatch } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { appendNotes, applyEntryPatch } from "../item/apply-patch.ts";
import { pick } from "../item/field-values.ts";
import { whenNames } from "../item/fields.ts";
import type { EntryContent, ItemContent, SeriesException } from "../item/item-content.ts";
import { momentsOf, startingAt } from "../item/item-times.ts";
import { hasTimeOfDay } from "../item/require-reminders.ts";
import { isSameContent } from "../item/same-content.ts";
import { isSameValue } from "../item/same-value.ts";
import { firstMatch, requireRecurrence } from "../recurrence/require-recurrence.ts";
import { readRule, writeRule } from "../recurrence/rule-text.ts";
import { scheduleOf } from "../recurrence/schedule.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { requireDate } from "../time/require-date.ts";
import {
  changedContentOn,
  differenceOn,
  type Occurrence,
  plainContentOn,
  type SeriesContent,
  type SeriesParts,
} from "./series.ts";
import { changeAll, changeThis, hasOccurrences, type Moving, movedRecurrence, splitAt } from "./series-edits.ts";
import { seriesContent, singleContent } from "./stored-series.ts";

/*
 * Updates of a repeating item, for each scope: the same rules as for a single item (`applyPatch`), seen from the occurrence
 * that was addressed.
 */

/** The resulting series as stored, and the original dates of exceptions that no longer match one of its dates. */
interface PatchedSeries {
  readonly content: ItemContent;
  readonly dropped: readonly string[];
}

/**
 * `this`: changes one occurrence.
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

/** @throws AgendaError("invalid_input") if a series would have more exceptions than one row should hold */
export function requireRoom(series: SeriesParts): SeriesParts {
  if (series.exceptions.size <= limits.exceptions) return series;
  throw wrongField(
    ["scope"],
    `A series holds at most ${limits.exceptions} occurrences that differ. Change it with scope "following": the rest goes on as a series of its own.`,
    { key: "problems.exceptions", values: { most: limits.exceptions } },
  );
}

/**
 * `all`: changes the whole series.
 * - A `date` moves the whole series by the days between it and the addressed occurrence (else the first), and the rule along;
 *   if a
 *   `recurrence` is sent too, that is the rule. If only a rule is sent that the first date does not match, the series begins at
 *   the
 *   next date that does.
 * - The addressed occurrence takes what was sent, even where it had its own content. If moving it leaves exceptions on their dates, it takes
 *   nothing from the one on the new date.
 * - `notesAppend` also applies to occurrences with their own notes: it removes nothing from them.
 * - `recurrence: null` leaves that one occurrence as a single item.
 * @throws AgendaError("invalid_input")
 */
export function patchAll(
  series: SeriesParts,
  occurrence: Occurrence | null,
  patch: ItemPatch,
  zone: string | null,
  { areMovedAlong = false }: Pick<Moving, "areMovedAlong"> = {},
): PatchedSeries {
  if (patch.recurrence === null) return patchToSingle(series, occurrence, patch, zone);
  if (patch.done !== undefined)
    throw wrongField(
      ["done"],
      'A repeating item is done occurrence by occurrence. Send done with occurrence and scope "this".',
    );
  const addressed = occurrence?.originalDate ?? series.content.date;
  const base = plainContentOn(series.content, addressed);
  const own = occurrence?.isChanged ? applyEntryPatch(occurrence.content, patch, zone, []) : null;
  const wanted = applyEntryPatch(base, own ? seenFrom(base, occurrence, patch) : patch, zone, []);
  const content = seriesSaying(series.content, base, wanted, patch);
  const to = patch.date === undefined ? addressed : wanted.date;
  const moving = { areMovedAlong, ...(occurrence && { addressed: { from: addressed, to } }) };
  const changed = changeAll(withAppended(series, patch.notesAppend), content, moving);
  const said = own && changed.places.get(addressed) === to ? changeThis(changed.series, to, own) : changed.series;
  const settled = content.startTime === null ? withTimesOfDay(said) : said;
  return { content: seriesContent(settled), dropped: changed.dropped };
}

/** All-day dates have no start that a reminder could count from. */
function withTimesOfDay({ content, exceptions }: SeriesParts): SeriesParts {
  const fitting = [...exceptions].flatMap(([date, exception]): [string, SeriesException][] => {
    const changed = exception.kind === "changed" ? exception.changed : {};
    if (changed.when?.startTime || (changed.reminders ?? []).every(hasTimeOfDay)) return [[date, exception]];
    const said = changedContentOn(content, date, changed);
    const left = differenceOn(content, date, { ...said, reminders: said.reminders.filter(hasTimeOfDay) });
    return left ? [[date, { kind: "changed", changed: left }]] : [];
  });
  return { content, exceptions: new Map(fitting) };
}

/** What was sent for an occurrence with another day, for its regular one: the length is what counts. Its weekdays are checked where it lies. */
function seenFrom(
  { date }: EntryContent,
  occurrence: Occurrence | null,
  { weekday: _, endWeekday: __, ...patch }: ItemPatch,
): ItemPatch {
  if (!occurrence || patch.date !== undefined || typeof patch.endDate !== "string") return patch;
  return { ...patch, endDate: addDays(patch.endDate, daysBetween(occurrence.content.date, date)) };
}

/**
 * `following`: the same for the second part of the split series. `before` is null if nothing is left before it: then it equals
 * `all`. A rule with the series' own COUNT keeps the number of dates: the second part gets what is left of it.
 * @returns null if nothing would change
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
  // If every earlier date was cancelled, no first part remains.
  return { ...patched, before: before && hasOccurrences(before) ? seriesContent(before) : null };
}

/**
 * A rule sent for the second part of a split series, with the rest of COUNT if that was not changed.
 * @param whole the series before the split
 * @param rest its second part, whose COUNT is the rest
 * @throws AgendaError("invalid_input") for a rule that cannot be parsed
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

/** The series' content, rule and first date when its occurrence with the content `base` is to have this one. */
function seriesSaying(
  current: SeriesContent,
  base: EntryContent,
  wanted: EntryContent,
  patch: ItemPatch,
): SeriesContent {
  const offset = daysBetween(base.date, current.date);
  const moved = requireDate(addDays(wanted.date, offset), ["date"]);
  const { startTime, timeZone } = wanted;
  const rule = patch.recurrence ?? movedRule(current, daysBetween(current.date, moved));
  const isMovable = typeof patch.recurrence === "string" && patch.date === undefined;
  const date = isMovable ? firstMatch(rule, { date: moved, startTime, timeZone }, ["recurrence"]) : moved;
  const recurrence = requireRecurrence(rule, { date, startTime, timeZone }, ["recurrence"]);
  // The length of a date cannot be told from a local end in an hour that happens twice.
  const isWhenSame = whenNames.every((name) => isSameValue(wanted[name], base[name]));
  const times = isWhenSame ? { ...wanted, ...pick(current, whenNames) } : wanted;
  const first = startingAt(times, { date, startTime, timeZone });
  return { ...first, ...momentsOf(first), recurrence };
}

/** @throws AgendaError("invalid_input") if no rule fits the other days */
function movedRule(current: SeriesContent, days: number): string {
  const recurrence = movedRecurrence(current, days);
  if (recurrence !== null) return recurrence;
  const told = `“${current.recurrence}” has no like ${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days < 0 ? "earlier" : "later"}. Send the recurrence that is meant beside date; or move one occurrence alone, with scope "this".`;
  throw wrongField(["date"], told, { key: "problems.ruleStays" });
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
