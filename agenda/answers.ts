import type { Item } from "../contract/item.ts";
import { limits } from "../contract/limits.ts";
import { weekdayOf } from "./dates.ts";
import { wallTimeIn, writeInstant } from "./instants.ts";
import type { StoredItem } from "./item-content.ts";

interface Options {
  /** The IANA zone that is read in: times on its wall are added to timed items of another zone. */
  readonly readIn?: string;
  /** Whether to cut notes to what a list holds. */
  readonly shortNotes?: boolean;
}

/**
 * An item as it is answered: what does not apply is absent, and what a model gets wrong by itself is added. An item that floats
 * has no `timeZone`, its moments are in UTC, and it has no `local`: it would show another time than the one that was said.
 * @see RFC 3339 for the moments
 */
export function answerItem(stored: StoredItem, options: Options = {}): Item {
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
  if (stored.notes !== null) {
    item.notes = options.shortNotes ? shorten(stored.notes, limits.notesInLists) : stored.notes;
    if (item.notes.length < stored.notes.length) item.notesShortened = true;
  }
  if (stored.location !== null) item.location = stored.location;
  if (stored.url !== null) item.url = stored.url;
  if (stored.tags.length > 0) item.tags = [...stored.tags];
  if (stored.deletedAtMs !== null) item.deletedAt = writeInstant(stored.deletedAtMs, "UTC");
  return item;
}

function addTimes(item: Item, stored: StoredItem, readIn: string | undefined): void {
  const { startTime, endDate, endTime, timeZone, startsAtMs, endsAtMs } = stored;
  if (endDate !== null) item.endDate = endDate;
  if (startTime === null || startsAtMs === null) return;
  item.startTime = startTime;
  item.startsAt = writeInstant(startsAtMs, timeZone ?? "UTC");
  if (endTime !== null) {
    item.endTime = endTime;
    item.endsAt = writeInstant(endsAtMs ?? startsAtMs, timeZone ?? "UTC");
  }
  if (timeZone === null) return;
  item.timeZone = timeZone;
  if (readIn === undefined || readIn === timeZone) return;
  const start = wallTimeIn(startsAtMs, readIn);
  item.local = { date: start.date, weekday: weekdayOf(start.date), startTime: start.time };
  if (endTime === null) return;
  const end = wallTimeIn(endsAtMs ?? startsAtMs, readIn);
  if (end.date !== start.date) item.local.endDate = end.date;
  item.local.endTime = end.time;
}

/** Made on first use: it is slow to make. */
let graphemes: Intl.Segmenter | undefined;

/** A grapheme longer than this (code units) is cut through rather than dropped whole. */
const mostGrapheme = 64;

/** At most so many code points, and no half of what people see as one character. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count++) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  if (end >= text.length) return text;
  // Nothing below U+0300 joins what stands before it, and CR does not occur: the cut is between two of them, most of the time.
  if (text.charCodeAt(end) < 0x300 && text.charCodeAt(end - 1) < 0x300) return text.slice(0, end);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const cut = graphemes.segment(text.slice(0, end + mostGrapheme)).containing(end)?.index ?? end;
  return text.slice(0, end - cut > mostGrapheme ? end : cut);
}
