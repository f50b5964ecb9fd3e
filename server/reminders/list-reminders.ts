import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { type DueReminder, entryOfPlanned, snoozed } from "../../agenda/planning/due-reminders.ts";
import { discreet, reminderMessage } from "../../agenda/planning/reminder-message.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import type { Input, Output, listReminders as reading, snoozeReminder as snoozing } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { requireItem } from "../items/existing-item.ts";
import { findItems } from "../storage/items/items.ts";
import { withUserWriteQueue } from "../storage/ledger/write-queue.ts";
import { findPerson } from "../storage/people/users.ts";
import { readSnoozed, storeSnoozed } from "../storage/reminders/due-rows.ts";
import { readDue } from "./plan-reminders.ts";

const dayMs = 86_400_000;
/** How long a reminder missed while no page was open is shown. */
const shownForMs = 3_600_000;

/** Reminders due within the next day or the past hour. */
export async function listReminders({ userId, t }: Caller): Promise<Output<typeof reading>> {
  const nowMs = Date.now();
  const span = { fromMs: nowMs - shownForMs, toMs: nowMs + dayMs };
  const [found, later] = await Promise.all([readDue(userId, span.fromMs, span.toMs), readSnoozed(userId, span.fromMs)]);
  const zone = found?.person.timeZone ?? "UTC";
  const items = await findItems(userId, [...new Set(later.map(({ itemId }) => itemId))]);
  const again = later.flatMap((planned): DueReminder[] => {
    const entry = entryOfPlanned(
      items.find(({ id }) => id === planned.itemId),
      planned,
      zone,
    );
    return entry && planned.dueAtMs < span.toMs ? [{ entry, reminder: snoozed, dueAtMs: planned.dueAtMs }] : [];
  });
  const due = [...(found?.due ?? []), ...again].sort((a, b) => a.dueAtMs - b.dueAtMs);
  const messageOf = (each: DueReminder) => {
    const whenDueMs = Math.max(nowMs, each.dueAtMs);
    const message = reminderMessage(each, { nowMs: whenDueMs, zone, t });
    return found?.person.hidesWords ? discreet(message, t) : message;
  };
  return {
    reminders: due.map((each) => ({
      dueAt: writeInstant(each.dueAtMs, "UTC"),
      item: answerEntry(each.entry, { t, readIn: zone, shortNotes: true }),
      message: messageOf(each),
    })),
  };
}

/**
 * Reminds of an entry again later.
 * @throws AgendaError("item_not_found") also if it is done or cancelled: there is nothing to be reminded of
 */
export async function snoozeReminder(
  { userId }: Caller,
  { id, occurrence = "", minutes }: Input<typeof snoozing>,
): Promise<Output<typeof snoozing>> {
  return withUserWriteQueue(userId, async () => {
    const dueAtMs = Date.now() + minutes * 60_000;
    const planned = { itemId: id, occurrence, reminder: snoozed, dueAtMs };
    const [[item = null], { timeZone }] = await Promise.all([findItems(userId, [id]), findPerson(userId)]);
    if (!entryOfPlanned(requireItem(item), planned, timeZone ?? "UTC")) requireItem(null);
    await storeSnoozed(userId, planned);
    return { dueAt: writeInstant(dueAtMs, "UTC") };
  });
}
