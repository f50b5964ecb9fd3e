import pLimit, { type LimitFunction } from "p-limit";
import { entryOfPlanned, type PlannedReminder } from "../../agenda/planning/due-reminders.ts";
import { discreet, type ReminderMessage, reminderMessages } from "../../agenda/planning/reminder-message.ts";
import { type Translator, translatorIn } from "../../messages/translator.ts";
import type { UserId } from "../caller.ts";
import { nextTurn } from "../in-slices.ts";
import { noteDelivery as noteDeliveryOf, noteReminder } from "../metrics.ts";
import { type Delivery, pushMessage } from "../push/push-message.ts";
import { topicOf } from "../push/topic.ts";
import { findItems } from "../storage/items/items.ts";
import { findPerson } from "../storage/people/users.ts";
import { claimDue, peopleDue, settleDue } from "../storage/reminders/due-rows.ts";
import { findDevices, type PushDevice } from "../storage/reminders/push-devices.ts";
import { sayFailed } from "./say-failed.ts";

/** People looked up together, and how many of them are served at once: reading and encrypting for one waits for the database. */
const peopleAtOnce = 50;
const servedAtOnce = 6;
/** How long a push service keeps a reminder for a device that is away. */
const ttlSeconds = 4 * 3_600;

/**
 * Sends all due reminders, by any number of instances at once. Each is claimed first, so that one instance sends it; if that one
 * is killed, another sends it a minute later, with the same tag, so that a device that has it shows it once.
 * @returns how many reminders were settled
 */
export async function sendDue(): Promise<number> {
  let count = 0;
  for (;;) {
    const nowMs = Date.now(); // per batch: its claims hold for a minute from now
    const people = await peopleDue(nowMs, peopleAtOnce);
    const sent = people.length === 0 ? null : await sendDueOf(people, nowMs);
    if (sent === null) return count;
    count += sent;
  }
}

/** The same for some people. @returns null if nothing was claimed: another instance has it, or all failed */
export async function sendDueOf(people: readonly UserId[], nowMs: number): Promise<number | null> {
  const inTurn = pLimit(servedAtOnce);
  const settled = await Promise.all(people.map((userId) => serve(userId, { nowMs, inTurn }).catch(failed)));
  return settled.reduce((sum, count) => (count === null ? sum : (sum ?? 0) + count), null);
}

/** A failure for one person does not hold up the others; it is claimed once more. */
function failed(thrown: Error): null {
  sayFailed(thrown);
  return null;
}

interface Serving {
  readonly nowMs: number;
  /** Limits work that needs the database. Waiting for a push service that does not answer is not part of it. */
  readonly inTurn: LimitFunction;
}

/**
 * Reminds one person, and records it at once: a slow one does not keep others from being settled. Where tables are distributed by person,
 * a server that is down keeps back only its own.
 * @returns how many were settled; null if there was nothing to claim
 */
async function serve(userId: UserId, { nowMs, inTurn }: Serving): Promise<number | null> {
  const claimed = await inTurn(() => claimDue(userId, nowMs));
  if (claimed.length === 0) return null;
  const { messages, devices, t } = await inTurn(() => prepare(userId, claimed, nowMs));
  const sent = devices
    .filter(({ isOn }) => isOn)
    .flatMap((device) =>
      messages.map(async ({ message, about }) => ({ id: device.id, about, how: await sendTo(device, message, t) })),
    );
  const deliveries = await Promise.all(sent);
  for (const { how } of deliveries) noteDeliveryOf(how);
  const aboutOf = (how: Delivery) => new Set(deliveries.flatMap((each) => (each.how === how ? each.about : [])));
  const [told, failed] = [aboutOf("reached"), aboutOf("failed")];
  for (const { dueAtMs } of told) noteReminder(Date.now() - dueAtMs);
  // A reminder that reached no device is tried once more.
  const again = new Set([...failed.difference(told)].map(({ planned }) => planned));
  const settled = claimed.filter((planned) => !again.has(planned));
  const idsOf = (how: Delivery) => [...new Set(deliveries.flatMap((each) => (each.how === how ? [each.id] : [])))];
  await inTurn(() => settleDue(settled, { userId, reached: idsOf("reached"), gone: idsOf("gone") }, nowMs));
  return settled.length;
}

/** One person's messages, as far as still due, and their devices. */
async function prepare(userId: UserId, claimed: readonly PlannedReminder[], nowMs: number) {
  const [person, items, devices] = await Promise.all([
    findPerson(userId),
    findItems(userId, [...new Set(claimed.map(({ itemId }) => itemId))]),
    findDevices(userId),
  ]);
  const zone = person.timeZone ?? "UTC";
  const t = await translatorIn(person.language ?? "en", person.locale);
  const byId = new Map(items.map((item) => [item.id, item]));
  const due = claimed.flatMap((planned) => {
    const entry = entryOfPlanned(byId.get(planned.itemId), planned, zone);
    return entry ? [{ entry, dueAtMs: planned.dueAtMs, planned }] : [];
  });
  return { devices, t, messages: reminderMessages(due, { nowMs, zone, t }) };
}

/** Sends one message to one device, without any text of the agenda if the person prefers that. */
export async function sendTo(device: PushDevice, message: ReminderMessage, t: Translator): Promise<Delivery> {
  const payload = JSON.stringify(device.isDiscreet ? discreet(message, t) : message);
  await nextTurn(); // to encrypt hundreds at once would block the event loop
  return pushMessage(device, payload, { topic: topicOf(message.tag), ttlSeconds });
}
