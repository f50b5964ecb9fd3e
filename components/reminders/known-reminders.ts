import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { readReminder } from "../../contract/reminder-times.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { type DayRange, isCovered } from "../time/day-ranges.ts";
import { momentOf } from "../time/wall-in-zone.ts";

const hourMs = 3_600_000;

export interface KnownReminder<M = unknown> {
  readonly dueAt: string;
  readonly item: Item;
  /** For a notification of it: from the server only. */
  readonly message?: M | undefined;
}

/** What a page or device has of the agenda. */
export interface Known {
  /** Those with reminders. */
  readonly items: readonly Item[];
  /** The days of which it has every item. */
  readonly ranges: readonly DayRange[];
}

/** The page on which reminders are shown. */
export interface RemindingPage {
  /** Undefined if it shows no items. */
  readonly known?: Known;
  /** Keeps a write that cannot be sent now. @throws if the device keeps nothing of this user */
  readonly keep: (write: QueuedWrite) => Promise<void>;
  /** Whether it lists what waits to be sent. */
  readonly listsWaiting: boolean;
}

interface Here extends Known {
  /** The user's. */
  readonly timeZone: string;
  readonly nowMs: number;
}

const dueOf = ({ dueAt }: KnownReminder) => Date.parse(dueAt);
export const nameOf = (reminder: KnownReminder) => `${keyOf(reminder.item)}@${dueOf(reminder)}`;

/**
 * What `listReminders` would answer, while there is no network.
 * @param read its last answer: only the server knows what was put off, and items of other days
 */
export function offlineReminders<M>(read: readonly KnownReminder<M>[], here: Here): KnownReminder<M>[] {
  const { items, ranges, timeZone, nowMs } = here;
  const byName = new Map(read.map((each) => [nameOf(each), each]));
  const keys = new Set(items.map(keyOf));
  const isPutOff = (each: KnownReminder) =>
    !ownReminders([each.item], timeZone).some((own) => nameOf(own) === nameOf(each));
  const isOfOtherDay = ({ item: { local, date: own } }: KnownReminder) => {
    const date = local?.date ?? own;
    return !isCovered({ from: date, to: date }, ranges);
  };
  const own = ownReminders(items, timeZone).map((each) => ({ ...each, message: byName.get(nameOf(each))?.message }));
  const left = read.filter((each) => (keys.has(keyOf(each.item)) ? isPutOff(each) : isOfOtherDay(each)));
  return [...own, ...left]
    .filter((each) => dueOf(each) >= nowMs - hourMs && dueOf(each) < nowMs + 24 * hourMs)
    .sort((one, other) => dueOf(one) - dueOf(other));
}

function ownReminders(items: readonly Item[], timeZone: string): Omit<KnownReminder, "message">[] {
  return items.flatMap((item) =>
    (item.reminders ?? [])
      .map((reminder) => dueMsOf(reminder, item, timeZone))
      .filter((dueMs) => !Number.isNaN(dueMs))
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
