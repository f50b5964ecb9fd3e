import pLimit from "p-limit";
import { type DueReminder, type PlannedReminder, remindersIn } from "../../agenda/planning/due-reminders.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import {
  daysAhead,
  keptSinceMs,
  type Past,
  peopleToPlan,
  readReminding,
  storePlan,
} from "../storage/reminders/due-rows.ts";
import { sayFailed } from "./say-failed.ts";

const hourMs = 3_600_000;
/** A day ahead, plus the time until planning continues. */
const aheadMs = 26 * hourMs;
const planOnMs = 2 * hourMs;
/** A reminder due less than this before its item was saved is still sent: planning follows a change within seconds. */
const graceMs = 15_000;
const peopleAtOnce = 200;
const plannedAtOnce = 3;

export const plannedOf = ({ entry, reminder, dueAtMs }: DueReminder): PlannedReminder => ({
  itemId: entry.item.id,
  occurrence: entry.occurrence ?? "",
  reminder,
  dueAtMs,
});

/** A person's reminders in a span of time; null for a person without an agenda. */
export async function readDue(userId: UserId, fromMs: number, toMs: number) {
  const day = (ms: number, days: number) => addDays(dateIn(ms, "UTC"), days);
  const found = await readReminding(userId, day(fromMs, -2), day(toMs, daysAhead));
  if (!found) return null;
  const span = { fromMs, toMs, zone: found.person.timeZone ?? "UTC" };
  const due = (await inSlices(mapSteps(found.items, (item) => remindersIn(item, span)))).flat();
  return { ...found, due };
}

/** Replans a person's reminders for the next day, from their current items. */
export async function planReminders(userId: UserId, nowMs: number): Promise<void> {
  const found = await readDue(userId, keptSinceMs(nowMs), nowMs + aheadMs);
  if (!found) return;
  const { person, due, items, hasLater } = found;
  await storePlan(userId, {
    rev: person.rev,
    untilMs: items.length > 0 || hasLater ? nowMs + aheadMs : null,
    due: due.map(plannedOf),
    // After a gap in planning, from where the plan ended; and from when a change was made, however late it is planned.
    newFromMs: Math.min(
      ...[nowMs, person.changedMs ?? nowMs].map((ms) => ms - graceMs),
      person.untilMs ?? Number.POSITIVE_INFINITY,
    ),
    nowMs,
  });
}

/**
 * Plans for everybody whose agenda changed in some part of the past or whose plan ends soon. Any number of instances may do so at
 * once. A failure for one person does not hold up the others.
 * @returns whether all of them are planned
 */
export async function planForAll(past: Past): Promise<boolean> {
  const nowMs = Date.now();
  for (;;) {
    const people = await peopleToPlan(past, nowMs + planOnMs, peopleAtOnce);
    const limit = pLimit(plannedAtOnce);
    const planned = await Promise.allSettled(people.map((userId) => limit(() => planReminders(userId, nowMs))));
    const failures = planned.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    for (const failure of failures) sayFailed(failure);
    if (people.length < peopleAtOnce || failures.length > 0) return failures.length === 0;
  }
}
