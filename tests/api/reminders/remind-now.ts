import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { readAppEnv } from "../../../dev/running-file.ts";
import { until } from "../../../dev/wait.ts";
import type { UserId } from "../../../server/caller.ts";
import { query } from "../../harness/identity-door.ts";

/** A person's id, by the text of an item. */
export async function userOf(text: string): Promise<UserId> {
  const [row] = await query<{ userId: UserId }>(`SELECT "userId" FROM "Item" WHERE text = $1`, [text]);
  if (!row) throw new Error(`There is no item ${text}.`);
  return row.userId;
}

// Node needs an import attribute for JSON; the app's bundler imports messages without one.
registerHooks({
  load: (url, context, next) =>
    /\/messages\/\w+\.json$/.test(url)
      ? { format: "module", source: `export default ${readFileSync(new URL(url), "utf8")}`, shortCircuit: true }
      : next(url, context),
});

async function product() {
  Object.assign(process.env, readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {});
  const { planReminders, readDue } = await import("../../../server/reminders/plan-reminders.ts");
  const { sendDueOf } = await import("../../../server/reminders/send-reminders.ts");
  return { planReminders, readDue, sendDueOf };
}

const planned = `SELECT 1 FROM "User" WHERE id = $1 AND rev = "plannedRev"`;

/** Checks with Logto the browsers that take reminders and were not checked for a day, as an instance does twice an hour. */
export async function askAboutReminded(): Promise<void> {
  await product();
  const { checkReminded } = await import("../../../server/identity/web/web-session.ts");
  await checkReminded();
}

/** Plans one person's reminders as an instance would at some time, once the running one has planned for now. */
export async function planAt(userId: UserId, nowMs: number): Promise<void> {
  await until("Nobody planned", async () => (await query(planned, [userId])).length > 0 || undefined, {
    withinMs: 10_000,
  });
  await (await product()).planReminders(userId, nowMs);
}

/** Plans one person's reminders at once. @returns whether that was to be done, and nobody else did it */
export const planNow = async (userId: UserId): Promise<boolean> => (await product()).planReminders(userId, Date.now());

/** Plans nothing for a person, and does something else between reading the agenda and storing the plan. */
export async function planMeanwhile(userId: UserId, work: () => Promise<void>): Promise<boolean> {
  await product();
  const { replacePlan } = await import("../../../server/storage/reminders/due-rows.ts");
  const asked = { dates: ["2031-03-09", "2031-03-11"], endsBeforeMs: Date.parse("2040-01-01") } as const;
  return replacePlan(userId, asked, async () => {
    await work();
    return { untilMs: null, due: [], newFromMs: 0, nowMs: Date.now() };
  });
}

/** Sends the reminders of one or several people due by then. @returns how many were settled; null if there were none to claim */
export async function sendAt(userIds: UserId | readonly UserId[], nowMs: number): Promise<number | null> {
  return (await product()).sendDueOf([userIds].flat(), nowMs);
}

/** The reminders in a span of time: of what, and when. */
export async function dueBetween(
  userId: UserId,
  fromMs: number,
  toMs: number,
): Promise<[text: string, dueAtMs: number][]> {
  const found = await (await product()).readDue(userId, fromMs, toMs);
  return found?.due.map(({ entry, dueAtMs }) => [entry.content.text, dueAtMs]) ?? [];
}

// As a separate process, which can be killed.
if (process.argv[1] === import.meta.filename) {
  const [nowMs, ...userIds] = process.argv.slice(2);
  await sendAt(userIds as UserId[], Number(nowMs));
  process.exit();
}
