import type { ItemPatch } from "../../contract/fields/item.ts";
import { codePoints } from "../../contract/fields/text.ts";
import { lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import { wrongField } from "../../contract/problems.ts";
import { requireRecurrence } from "../recurrence/require-recurrence.ts";
import { addDays, daysBetween } from "../time/dates.ts";
import { requireTime } from "../time/instants.ts";
import { requireDate } from "../time/require-date.ts";
import { requireTimeZone } from "../time/zones.ts";
import { detailsAfter } from "./field-values.ts";
import type { EntryContent, ItemContent } from "./item-content.ts";
import { resolveTimes, startingAt } from "./item-times.ts";
import { hasTimeOfDay, requireTimesOfDay } from "./require-reminders.ts";

export type Path = readonly (string | number)[];

/**
 * An item after an update: only the fields that are sent change, null clears one, and dependent fields follow.
 * - A new start (`date`, `startTime`) without an end moves the end along, keeping the local length. A `date` with an `endTime` but no
 *   `endDate` moves `endDate` by the same days. With an `endTimeZone`, the elapsed time is kept instead.
 * - `startTime: null` makes it all-day: `endTime`, the zones and reminders relative to the start are removed, `endDate` stays.
 *   `endTime: null` also removes `endDate` and `endTimeZone`.
 * - With an `endTimeZone`, a new `timeZone` moves only the start; without one it moves the end too.
 * - A `startTime` for an all-day item puts it in the user's zone without an end; one that spans days must be given an end.
 * - `timeZone: null` means the user's zone. An item that is still floating takes it too.
 * - Only a time sent now is refused in a DST gap. One that was kept, although its date or zone changed, follows RFC 5545 §3.3.5: it was not
 *   stated for that day.
 * - `weekday` and `endWeekday` are checked against the first and last day after the update.
 * - `notesAppend` is appended below the existing notes.
 * - A `recurrence` turns it into a series; a done item's first occurrence is then done. For a series: see series-patches.ts.
 * @param current a single item
 * @throws AgendaError("invalid_input") that says what would be right
 */
export function applyPatch(current: ItemContent, patch: ItemPatch, personZone: string | null, path: Path): ItemContent {
  const entry = applyEntryPatch(current, patch, personZone, path);
  if (!patch.recurrence) return { ...entry, recurrence: null, exceptions: null };
  const recurrence = requireRecurrence(patch.recurrence, entry, [...path, "recurrence"]);
  const exceptions = entry.done ? { [entry.date]: { kind: "changed", changed: { done: true } } as const } : null;
  return { ...entry, done: false, recurrence, exceptions };
}

/** Like `applyPatch`, for one entry: a single item, or one occurrence of a series. Ignores the rule. */
export function applyEntryPatch(
  current: EntryContent,
  patch: ItemPatch,
  personZone: string | null,
  path: Path,
): EntryContent {
  const date = patch.date === undefined ? current.date : requireDate(patch.date, [...path, "date"]);
  const startTime =
    typeof patch.startTime === "string"
      ? requireTime(patch.startTime, date, [...path, "startTime"])
      : sentOr(patch.startTime, current.startTime);
  const timeZone = patchedZone(current, patch, startTime, personZone, path);
  const end = patchedEnd(current, patch, { date, startTime, timeZone }, path);
  const stated = {
    startTime: typeof patch.startTime === "string",
    endTime: typeof patch.endTime === "string",
    weekday: patch.weekday,
    endWeekday: patch.endWeekday,
  };
  return {
    text: patch.text ?? current.text,
    ...detailsAfter(patch, current),
    notes: patchedNotes(current.notes, patch, path),
    reminders: patchedReminders(current, patch, startTime, path),
    done: patch.done ?? current.done,
    ...resolveTimes({ date, startTime, timeZone, ...end }, stated, path),
    ...(current.imported && { imported: current.imported }), // also when a series is split by it
  };
}

const sentOr = <T>(sent: T | undefined, current: T): T => (sent === undefined ? current : sent);

function patchedReminders(
  current: EntryContent,
  { reminders }: ItemPatch,
  startTime: string | null,
  path: Path,
): readonly string[] {
  if (startTime !== null) return sentOr(reminders, current.reminders) ?? [];
  if (reminders === undefined)
    return current.startTime === null ? current.reminders : current.reminders.filter(hasTimeOfDay);
  requireTimesOfDay(reminders ?? [], [...path, "reminders"]);
  return reminders ?? [];
}

function patchedNotes(current: string | null, patch: ItemPatch, path: Path): string | null {
  if (patch.notesAppend === undefined) return sentOr(patch.notes, current);
  if (patch.notes === undefined) return appendNotes(current, patch.notesAppend, [...path, "notesAppend"]);
  throw wrongField(
    [...path, "notesAppend"],
    "Send notes to replace them all, or notesAppend to add to them, not both.",
  );
}

/**
 * Appends text to notes, on a new line.
 * @throws AgendaError("invalid_input") that says how much room there is
 */
export function appendNotes(current: string | null, more: string, path: Path, whose = ""): string {
  if (current === null) return more;
  const notes = `${current}\n${more}`;
  const length = codePoints(notes);
  if (length <= limits.notes) return notes;
  const room = limits.notes - codePoints(current) - 1;
  throw wrongField(
    path,
    `${whose}With this the notes would have ${length} characters; at most ${limits.notes} fit. ${room > 0 ? `There is room for ${room}.` : "Here no room is left: send notes to write them anew."}`,
  );
}

type Start = Pick<EntryContent, "date" | "startTime" | "timeZone">;
type End = Pick<EntryContent, "endDate" | "endTime" | "endTimeZone">;

function patchedEnd(current: EntryContent, patch: ItemPatch, start: Start, path: Path): End {
  const isEndSent = patch.endDate !== undefined || patch.endTime !== undefined || patch.endTimeZone !== undefined;
  const becomesTimed = current.startTime === null && start.startTime !== null;
  if (becomesTimed && current.endDate !== null && patch.endDate === undefined && typeof patch.endTime !== "string")
    throw wrongField(
      [...path, "endTime"],
      `The item is all-day from ${current.date} to ${current.endDate}. With startTime, send endTime for its last day, or endDate null for an item without an end.`,
    );
  if (!isEndSent) return movedEnd(current, start, path);

  const isEndCleared = current.endTime !== null && patch.endTime === null;
  const keptEndDate = isEndCleared || current.endDate === null ? null : movedEndDate(current, start.date, path);
  const endDate =
    typeof patch.endDate === "string"
      ? requireDate(patch.endDate, [...path, "endDate"])
      : sentOr(patch.endDate, keptEndDate);
  const keptEndTime = start.startTime === null ? null : current.endTime;
  const endTime =
    typeof patch.endTime === "string"
      ? requireTime(patch.endTime, endDate ?? start.date, [...path, "endTime"])
      : sentOr(patch.endTime, keptEndTime);
  const keptZone = isEndCleared || start.startTime === null ? null : (current.endTimeZone ?? null);
  const endTimeZone =
    typeof patch.endTimeZone === "string"
      ? requireTimeZone(patch.endTimeZone, [...path, "endTimeZone"])
      : sentOr(patch.endTimeZone, keptZone);
  return { endDate, endTime, endTimeZone };
}

/** The end after a new start. With an `endTimeZone` it stays if only the zone of the start changed. */
function movedEnd(current: EntryContent, start: Start, path: Path): End {
  const isStartSame = start.date === current.date && start.startTime === current.startTime;
  const { endDate, endTime, endTimeZone } = isStartSame && current.endTimeZone ? current : startingAt(current, start);
  if (endDate !== null) refuseTooLate(endDate, path);
  return { endDate, endTime, endTimeZone };
}

function movedEndDate(current: EntryContent, date: string, path: Path): string {
  const endDate = addDays(current.endDate ?? current.date, daysBetween(current.date, date));
  refuseTooLate(endDate, path);
  return endDate;
}

function refuseTooLate(endDate: string, path: Path): void {
  if (endDate > lastDate)
    throw wrongField([...path, "date"], `It would end on ${endDate}; the agenda takes dates up to ${lastDate}.`, {
      key: "add-line.outside",
    });
}

function patchedZone(
  current: EntryContent,
  patch: ItemPatch,
  startTime: string | null,
  personZone: string | null,
  path: Path,
): string | null {
  if (typeof patch.timeZone === "string") return requireTimeZone(patch.timeZone, [...path, "timeZone"]);
  if (startTime === null) return null;
  return patch.timeZone === null ? personZone : (current.timeZone ?? personZone);
}
