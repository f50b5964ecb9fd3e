import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { readReminder } from "../../contract/reminder-times.ts";
import { keyOf } from "../sync/entry-key.ts";
import { momentOf } from "../time/wall-in-zone.ts";

const hourMs = 3_600_000;

export interface KnownReminder<M = unknown> {
  readonly dueAt: string;
  readonly item: Item;
  /** For a notification of it: from the server only. */
  readonly message?: M | undefined;
}

interface Known {
  /** Those with reminders, as this page or device has them. */
  readonly items: readonly Item[];
  /** The user's. */
  readonly timeZone: string;
  readonly nowMs: number;
}

const dueOf = ({ dueAt }: KnownReminder) => Date.parse(dueAt);
export const nameOf = (reminder: KnownReminder) => `${keyOf(reminder.item)}@${dueOf(reminder)}`;

/**
 * What `listReminders` would answer, while there is no network.
 * @param read its last answer: only the server knows what was put off
 */
export function remindersWithout<M>(read: readonly KnownReminder<M>[], known: Known): KnownReminder<M>[] {
  const byName = new Map(read.map((each) => [nameOf(each), each]));
  const isPutOff = (each: KnownReminder) =>
    known.items.some((item) => keyOf(item) === keyOf(each.item)) &&
    !ownReminders({ ...known, items: [each.item] }).some((own) => nameOf(own) === nameOf(each));
  const own = ownReminders(known).map((each) => ({ ...each, message: byName.get(nameOf(each))?.message }));
  return [...own, ...read.filter(isPutOff)].sort((one, other) => dueOf(one) - dueOf(other));
}

function ownReminders({ items, timeZone, nowMs }: Known): Omit<KnownReminder, "message">[] {
  return items.flatMap((item) =>
    (item.reminders ?? [])
      .map((reminder) => dueMsOf(reminder, item, timeZone))
      .filter((dueMs) => dueMs >= nowMs - hourMs && dueMs < nowMs + 24 * hourMs)
      .map((dueMs) => ({ item, dueAt: new Date(dueMs).toISOString() })),
  );
}

/** As `agenda/planning/due-reminders.ts` computes it; NaN for a reminder that cannot be read. */
function dueMsOf(reminder: string, { date, startsAt, timeZone }: Item, own: string): number {
  const read = readReminder(reminder);
  if (!read) return Number.NaN;
  if ("time" in read) return momentOf({ date: addDays(date, -read.days), time: read.time }, timeZone ?? own);
  const startMs = startsAt === undefined ? momentOf({ date, time: "00:00" }, own) : Date.parse(startsAt);
  return startMs - read.minutes * 60_000;
}
