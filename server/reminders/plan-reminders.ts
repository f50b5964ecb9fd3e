import pLimit from "p-limit";
import { type DueReminder, type PlannedReminder, remindersIn } from "../../agenda/planning/due-reminders.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import type { UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { daysAhead, keptSinceMs, peopleToPlan, readReminding, storePlan } from "../storage/reminders/due-rows.ts";
import { sayFailed } from "./say-failed.ts";

const hourMs = 3_600_000;
/** A day ahead, and what it may take until somebody plans on. */
const aheadMs = 26 * hourMs;
const planOnMs = 2 * hourMs;
/** How far back changes are looked at: longer than a clock is off, or a restart takes. */
const lookBackMs = 10 * 60_000;
/** A reminder that was due before its item was saved by less than this is still sent: planning follows a change within seconds. */
const graceMs = 15_000;
const peopleAtOnce = 200;
const plannedAtOnce = 3;

export const plannedOf = ({ entry, reminder, dueAtMs }: DueReminder): PlannedReminder => ({
  itemId: entry.item.id,
  occurrence: entry.occurrence ?? "",
  reminder,
  dueAtMs,
});

/** What a person is reminded of in a span of time; null for somebody without an agenda. */
export async function readDue(userId: UserId, fromMs: number, toMs: number) {
  const day = (ms: number, days: number) => addDays(dateIn(ms, "UTC"), days);
  const found = await readReminding(userId, day(fromMs, -2), day(toMs, daysAhead));
  if (!found) return null;
  const span = { fromMs, toMs, zone: found.person.timeZone ?? "UTC" };
  const due = (await inSlices(mapSteps(found.items, (item) => remindersIn(item, span)))).flat();
  return { ...found, due };
}

/** Plans a person's reminders anew for the next day, from their items as they are. */
export async function planReminders(userId: UserId, nowMs: number): Promise<void> {
  const found = await readDue(userId, keptSinceMs(nowMs), nowMs + aheadMs);
  if (!found) return;
  const { person, due, items, hasLater } = found;
  await storePlan(userId, {
    rev: person.rev,
    untilMs: items.length > 0 || hasLater ? nowMs + aheadMs : null,
    due: due.map(plannedOf),
    // After a time when nobody planned, on from where the plan ended; and from where it was set, however late it is planned.
    newFromMs: Math.min(
      ...[nowMs, person.changedMs ?? nowMs].map((ms) => ms - graceMs),
      person.untilMs ?? Number.POSITIVE_INFINITY,
    ),
    nowMs,
  });
}

/**
 * Plans for everybody whose agenda changed, and on for everybody whose plan ends soon. Any number of instances may do it at once. What fails
 * for one person keeps nobody else waiting.
 * @param sinceMs how far back changes are looked at; a few minutes unless given
 * @returns whether all of them are planned
 */
export async function planForAll(nowMs: number, sinceMs = nowMs - lookBackMs): Promise<boolean> {
  for (;;) {
    const people = await peopleToPlan(sinceMs, nowMs + planOnMs, peopleAtOnce);
    const limit = pLimit(plannedAtOnce);
    const planned = await Promise.allSettled(people.map((userId) => limit(() => planReminders(userId, nowMs))));
    const failures = planned.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    for (const failure of failures) sayFailed(failure);
    if (people.length < peopleAtOnce || failures.length > 0) return failures.length === 0;
  }
}
