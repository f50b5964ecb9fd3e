import type { Item } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { pick, saidDetails } from "../item/field-values.ts";
import type { DetailName } from "../item/fields.ts";
import type { StoredItem } from "../item/item-content.ts";
import { shorten } from "../item/shorten.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { describeException } from "../series/exception-words.ts";
import { partsOf } from "../series/stored-series.ts";
import { weekdayOf } from "../time/dates.ts";
import { wallTimeIn, writeInstant } from "../time/instants.ts";
import type { Entry } from "./entry.ts";

interface Options {
  /** For describing rules and differences. */
  readonly t: Translator;
  /** The reader's IANA zone: timed items in another zone also get their local time there. */
  readonly readIn?: string;
  /** Whether to truncate notes as in lists. */
  readonly shortNotes?: boolean;
}

/**
 * An item as returned by the API: fields that do not apply are absent, and facts that models get wrong are added. A floating
 * item has no `timeZone`, its instants are in UTC, and it has no `local`, which would show a different time than the stated
 * one.
 * @see RFC 3339 for the instants
 */
export function answerItem(stored: StoredItem, options: Options): Item {
  const item = answerPlace(stored, options);
  const parts = partsOf(stored);
  if (parts === null) return item;
  addRule(item, stored, options.t);
  const dates = [...parts.exceptions].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-limits.exceptionsListed);
  if (dates.length > 0)
    item.exceptions = dates.map(([occurrence, exception]) => ({
      occurrence,
      weekday: weekdayOf(occurrence),
      ...(exception.kind === "cancelled" && { cancelled: true as const }),
      what: describeException(parts.content, occurrence, exception, options.t),
    }));
  if (dates.length < parts.exceptions.size) item.exceptionCount = parts.exceptions.size;
  return item;
}

/** An entry as returned by the API: a single item, or one occurrence with its original date and its rule. */
export function answerEntry({ item, content, occurrence, isChanged }: Entry, options: Options): Item {
  if (occurrence === null) return answerItem(item, options);
  const answer = answerPlace({ ...item, ...content }, options);
  addRule(answer, item, options.t);
  answer.occurrence = occurrence;
  const parts = isChanged ? partsOf(item) : null;
  const exception = parts?.exceptions.get(occurrence);
  if (parts && exception) answer.differs = describeException(parts.content, occurrence, exception, options.t);
  return answer;
}

function addRule(item: Item, { recurrence, date }: StoredItem, t: Translator): void {
  if (recurrence === null) return;
  item.recurrence = recurrence;
  item.recurrenceText = describeRecurrence(recurrence, date, t);
}

function answerPlace(stored: StoredItem, options: Options): Item {
  const item: Item = {
    id: stored.id,
    text: stored.text,
    date: stored.date,
    weekday: weekdayOf(stored.date),
    done: stored.done,
    version: stored.version,
    createdAt: writeInstant(stored.createdAtMs, "UTC"),
    updatedAt: writeInstant(stored.updatedAtMs, "UTC"),
    // The operation's output schema checks that it is a door.
    createdBy: stored.createdBy as Item["createdBy"],
  };
  addTimes(item, stored, options.readIn);
  if (stored.imported) item.imported = true;
  const said: readonly (DetailName & keyof Item)[] = saidDetails(stored);
  Object.assign(item, pick(stored, said));
  if (options.shortNotes && stored.notes !== null) {
    item.notes = shorten(stored.notes, limits.notesInLists);
    if (item.notes.length < stored.notes.length) item.notesShortened = true;
  }
  if (stored.deletedAtMs !== null) item.deletedAt = writeInstant(stored.deletedAtMs, "UTC");
  return item;
}

function addTimes(item: Item, stored: StoredItem, readIn: string | undefined): void {
  const { startTime, endDate, endTime, timeZone, endTimeZone, startsAtMs, endsAtMs } = stored;
  if (endDate !== null) item.endDate = endDate;
  if (startTime === null || startsAtMs === null) return;
  item.startTime = startTime;
  item.startsAt = writeInstant(startsAtMs, timeZone ?? "UTC");
  if (endTime !== null) {
    item.endTime = endTime;
    item.endsAt = writeInstant(endsAtMs ?? startsAtMs, endTimeZone ?? timeZone ?? "UTC");
  }
  if (timeZone === null) return;
  item.timeZone = timeZone;
  if (endTimeZone !== null) item.endTimeZone = endTimeZone;
  if (readIn === undefined || (readIn === timeZone && endTimeZone === null)) return;
  const start = wallTimeIn(startsAtMs, readIn);
  item.local = { date: start.date, weekday: weekdayOf(start.date), startTime: start.time };
  if (endTime === null) return;
  const end = wallTimeIn(endsAtMs ?? startsAtMs, readIn);
  if (end.date !== start.date) item.local.endDate = end.date;
  item.local.endTime = end.time;
}
