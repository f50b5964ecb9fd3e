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
  peopleAtOnce,
  peopleToPlan,
  type Reminding,
  readReminding,
  replacePlan,
} from "../storage/reminders/due-rows.ts";
import { sayFailed } from "./say-failed.ts";

const hourMs = 3_600_000;
/** A day ahead, plus the time until planning continues. */
const aheadMs = 26 * hourMs;
const planOnMs = 2 * hourMs;
/** A reminder due less than this before its item was saved is still sent: planning follows a change within seconds. */
const graceMs = 15_000;
const plannedAtOnce = 3;
/** What is due is sent in between, however many there are to plan for. */
const longestMs = 2_000;

const plannedOf = ({ entry, reminder, dueAtMs }: DueReminder): PlannedReminder => ({
  itemId: entry.item.id,
  occurrence: entry.occurrence ?? "",
  reminder,
  dueAtMs,
});

const day = (ms: number, days: number) => addDays(dateIn(ms, "UTC"), days);
/** The dates of what can be due in a span of time. */
const datesFor = (fromMs: number, toMs: number) => [day(fromMs, -2), day(toMs, daysAhead)] as const;

async function dueOf({ person, items }: Reminding, fromMs: number, toMs: number): Promise<DueReminder[]> {
  const span = { fromMs, toMs, zone: person.timeZone ?? "UTC" };
  return (await inSlices(mapSteps(items, (item) => remindersIn(item, span)))).flat();
}

/** A person's reminders in a span of time; null for a person without an agenda. */
export async function readDue(userId: UserId, fromMs: number, toMs: number) {
  const found = await readReminding(userId, datesFor(fromMs, toMs));
  return found && { ...found, due: await dueOf(found, fromMs, toMs) };
}

/**
 * Replans a person's reminders for the next day, from their current items.
 * @returns false if there was nothing to plan, another instance does it, or the agenda is being written
 */
export async function planReminders(userId: UserId, nowMs: number): Promise<boolean> {
  const [fromMs, toMs] = [keptSinceMs(nowMs), nowMs + aheadMs];
  const asked = { dates: datesFor(fromMs, toMs), endsBeforeMs: nowMs + planOnMs };
  return replacePlan(userId, asked, async (found) => {
    const { person, items, hasLater } = found;
    return {
      untilMs: items.length > 0 || hasLater ? toMs : null,
      due: (await dueOf(found, fromMs, toMs)).map(plannedOf),
      // After a gap in planning, from where the plan ended; and from when a change was made, however late it is planned.
      newFromMs: Math.min(
        ...[nowMs, person.changedMs ?? nowMs].map((ms) => ms - graceMs),
        person.untilMs ?? Number.POSITIVE_INFINITY,
      ),
      nowMs,
    };
  });
}

/**
 * Plans for everybody whose agenda has changed or whose plan ends soon. Any number of instances share it: each goes through the people
 * in an order of its own, and leaves the rest to the others once they were faster with most. A failure for one person does not
 * hold up the others.
 * @returns whether all of them are planned
 */
export async function planForAll(): Promise<boolean> {
  const nowMs = Date.now();
  for (;;) {
    const people = await peopleToPlan(nowMs + planOnMs);
    const limit = pLimit(plannedAtOnce);
    let [planned, missed] = [0, 0];
    const plan = async (userId: UserId) => {
      if (missed > planned + plannedAtOnce) return;
      if (await planReminders(userId, nowMs)) planned += 1;
      else missed += 1;
    };
    const shuffled = people
      .map((userId) => ({ userId, turn: Math.random() }))
      .sort((one, other) => one.turn - other.turn);
    const ended = await Promise.allSettled(shuffled.map(({ userId }) => limit(() => plan(userId))));
    const failures = ended.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    for (const failure of failures) sayFailed(failure);
    if (people.length < peopleAtOnce || failures.length > 0) return failures.length === 0;
    if (planned === 0 || Date.now() > nowMs + longestMs) return false;
  }
}
