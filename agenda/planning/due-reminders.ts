import { readReminder } from "../../contract/reminder-times.ts";
import { type Entry, entryOnDate, occurrencesOf, singleEntry } from "../entries/entry.ts";
import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { seriesOf } from "../series/stored-series.ts";
import { dateRangeIn } from "../time/date-range.ts";
import { addDays } from "../time/dates.ts";
import { dateIn, instantOf } from "../time/instants.ts";

/** A reminder of one entry, and when it is due, Unix time in milliseconds. */
export interface DueReminder {
  readonly entry: Entry;
  /** As in the item's `reminders`, or `snoozed`. */
  readonly reminder: string;
  readonly dueAtMs: number;
}

/** Names a reminder that was snoozed, in place of the item's own. */
export const snoozed = "snoozed";

/** Days a reminder can precede its item, plus one for time zones. */
export const reminderDays = 29;

/** Limit of occurrences examined per series: a daily one has fewer within four weeks, even with moved ones. */
const mostOccurrences = 500;

type Times = Pick<EntryContent, "date" | "startsAtMs" | "timeZone">;

/**
 * When a reminder is due. A time of day is local to the item's zone, or to the user's if it is all-day.
 * @param zone the user's IANA zone
 * @returns Unix time in milliseconds; undefined for a reminder that cannot be read
 */
export function dueAtMs(reminder: string, { date, startsAtMs, timeZone }: Times, zone: string): number | undefined {
  const read = readReminder(reminder);
  if (!read) return undefined;
  if ("time" in read) return instantOf(addDays(date, -read.days), read.time, timeZone ?? zone);
  return (startsAtMs ?? instantOf(date, "00:00", zone)) - read.minutes * 60_000;
}

interface Span {
  /** Unix time in milliseconds. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** The user's IANA zone. */
  readonly zone: string;
}

/** The reminders of an item, or of each occurrence of a series, within a span. Done and cancelled ones have none. */
export function remindersIn(item: StoredItem, { fromMs, toMs, zone }: Span): DueReminder[] {
  const isOpen = ({ done, reminders }: EntryContent) => !done && reminders.length > 0;
  const window = () => dateRangeIn(addDays(dateIn(fromMs, zone), -1), addDays(dateIn(toMs, zone), reminderDays), zone);
  const entries = item.recurrence
    ? occurrencesOf(item, { window: window(), readIn: zone, limit: mostOccurrences, accepts: isOpen })
    : [singleEntry(item)].filter(({ content }) => isOpen(content));
  return entries.flatMap((entry) =>
    entry.content.reminders.flatMap((reminder) => {
      const ms = dueAtMs(reminder, entry.content, zone);
      return ms !== undefined && ms >= fromMs && ms < toMs ? [{ entry, reminder, dueAtMs: ms }] : [];
    }),
  );
}

/** A planned reminder. `occurrence` is the original date within a series, otherwise empty. */
export interface PlannedReminder {
  readonly itemId: string;
  readonly occurrence: string;
  readonly reminder: string;
  readonly dueAtMs: number;
}

/**
 * The entry of a planned reminder; undefined if it is no longer due then: moved, done, cancelled or deleted, or the reminder was removed.
 */
export function entryOfPlanned(
  item: StoredItem | undefined,
  planned: PlannedReminder,
  zone: string,
): Entry | undefined {
  const entry = item && item.deletedAtMs === null ? openEntry(item, planned.occurrence) : undefined;
  if (!entry || planned.reminder === snoozed) return entry;
  const { content } = entry;
  const isStill = content.reminders.includes(planned.reminder);
  return isStill && dueAtMs(planned.reminder, content, zone) === planned.dueAtMs ? entry : undefined;
}

function openEntry(item: StoredItem, date: string): Entry | undefined {
  const series = seriesOf(item);
  if ((series === null) !== (date === "")) return undefined;
  const entry = series === null ? singleEntry(item) : entryOnDate(item, series, date);
  return entry?.content.done ? undefined : entry;
}
