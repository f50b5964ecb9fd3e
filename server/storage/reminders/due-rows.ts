import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { type PlannedReminder, reminderDays, snoozed } from "../../../agenda/planning/due-reminders.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { columns } from "../items/window-sql.ts";
import { type Transaction, transaction } from "../transaction.ts";
import { type Delivered, noteDeliveryIn } from "./push-devices.ts";

/** How long after its due time a reminder may still be sent. */
const keptMs = 7 * 86_400_000;
/** How long a claim lasts; then another instance may send the reminder. */
const claimMs = 60_000;
/** If the claiming instance was killed, the reminder is claimed once more. */
const mostAttempts = 2;

/** People read at once of each kind: those whose last change is not planned for, and those whose plan ends soon. */
export const peopleAtOnce = 200;

/**
 * People to plan for. Those who change much come last. The limit is not a parameter: for one that it does not know, PostgreSQL would
 * read everybody instead of the index, because it takes most to be unplanned.
 */
export async function peopleToPlan(endsBeforeMs: number): Promise<UserId[]> {
  const rows = await readRows<{ userId: UserId }>(
    `(SELECT id AS "userId" FROM "User" WHERE rev <> "plannedRev" ORDER BY "plannedRev" LIMIT ${peopleAtOnce})
      UNION (SELECT "userId" FROM "ReminderPlan" WHERE until < $1 ORDER BY until LIMIT ${peopleAtOnce})`,
    [new Date(endsBeforeMs)],
  );
  return rows.map(({ userId }) => userId);
}

/** A person to remind. */
interface RemindedPerson {
  readonly rev: number;
  readonly timeZone: string | null;
  readonly locale: string | null;
  /** Whether notifications show no words. */
  readonly hidesWords: boolean;
  /** How far ahead reminders are planned; null if never, or if there are none. */
  readonly untilMs: number | null;
  /** Time of the oldest unplanned change of the last day; null if all are planned. */
  readonly changedMs: number | null;
}

const own = `FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL`;
/** A single occurrence may have reminders that its series lacks. */
const reminds = `(cardinality(reminders) > 0 OR exceptions::text LIKE '%"reminders"%')`;
const remindingSql = `
SELECT u.rev AS "personRev", u."timeZone" AS "personZone", u.locale, u."hidesWords", (extract(epoch FROM p.until) * 1000)::float8 AS "untilMs",
    (SELECT (extract(epoch FROM min(at)) * 1000)::float8 FROM "Change" c WHERE c."userId" = $1 AND c.rev > coalesce(p.rev, 0)
      AND at > now() - interval '1 day') AS "changedMs",
    EXISTS (SELECT 1 ${own} AND ${reminds} AND (date > $3 OR "reachTo" > $3)) AS "hasLater", found.*
  FROM "User" u LEFT JOIN "ReminderPlan" p ON p."userId" = u.id LEFT JOIN (
    (SELECT ${columns} ${own} AND recurrence IS NULL AND NOT done AND date BETWEEN $2 AND $3 AND cardinality(reminders) > 0)
    UNION ALL (SELECT ${columns} ${own} AND "reachFrom" <= $3 AND "reachTo" >= $2 AND ${reminds})
  ) AS found ON true WHERE u.id = $1`;

type RemindingRow = {
  readonly personRev: number;
  readonly personZone: string | null;
  readonly locale: string | null;
  readonly hidesWords: boolean;
  readonly untilMs: number | null;
  readonly changedMs: number | null;
  readonly hasLater: boolean;
} & (StoredItem | { readonly id: null });

type DateRange = readonly [from: string, to: string];

export interface Reminding {
  readonly person: RemindedPerson;
  readonly items: readonly StoredItem[];
  /** Whether anything after `to` has reminders. */
  readonly hasLater: boolean;
}

/** The items between two dates that have reminders, and series that may; null for a person who never wrote anything. */
export async function readReminding(
  userId: UserId,
  [from, to]: DateRange,
  rowsOf: ReadRows = readRows,
): Promise<Reminding | null> {
  const rows = await rowsOf<RemindingRow>(remindingSql, [userId, from, to]);
  const [first] = rows;
  if (!first) return null;
  const { personRev, personZone, locale, hidesWords, untilMs, changedMs, hasLater } = first;
  return {
    person: { rev: personRev, timeZone: personZone, locale, hidesWords, untilMs, changedMs },
    items: rows.filter((row) => row.id !== null),
    hasLater,
  };
}

interface Plan {
  readonly untilMs: number | null;
  /** All reminders due until then, including those due since `keptSinceMs`. */
  readonly due: readonly PlannedReminder[];
  /** Only reminders due from here on are added: one that is past when it is set is pointless. */
  readonly newFromMs: number;
  readonly nowMs: number;
}

/** How far back the plan is compared with the items. */
export const keptSinceMs = (nowMs: number): number => nowMs - keptMs;

const recordset = `jsonb_to_recordset($2::jsonb) AS w ("itemId" text, occurrence text, reminder text, "dueAtMs" float8)`;
const isSame = `w."itemId" = d."itemId" AND w.occurrence = d.occurrence AND w.reminder = d.reminder`;

/** Locks a person's plan, if there is one, unless it needs no replacing or another instance is at it. */
const claimSql = `WITH locked AS MATERIALIZED (SELECT 1 FROM "ReminderPlan" WHERE "userId" = $1 FOR UPDATE SKIP LOCKED)
  SELECT u.id FROM "User" u LEFT JOIN "ReminderPlan" p ON p."userId" = u.id
  WHERE u.id = $1 AND (u.rev <> u."plannedRev" OR p.until < $2) AND (p."userId" IS NULL OR EXISTS (SELECT 1 FROM locked))`;

/** Notes for which revision a person is planned; a later one stays unplanned. While a write holds the person's row, nothing is noted. */
const noteSql = `UPDATE "User" u SET "plannedRev" = $2 FROM (SELECT id FROM "User" WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED) AS free
  WHERE u.id = $1 AND u.id = free.id RETURNING u.id`;

/** Reading and computing for someone with thousands of series takes long on a busy machine. */
const planningMs = 60_000;

/**
 * Replaces a person's plan, if their agenda has changed or the plan ends soon. Reminders sent for the same time are not sent again.
 * @param dates of the items to plan from
 * @returns false if another instance does it, or the agenda is being written: then it is not planned for
 */
export async function replacePlan(
  userId: UserId,
  { endsBeforeMs, dates }: { readonly endsBeforeMs: number; readonly dates: DateRange },
  planOf: (found: Reminding) => Promise<Plan>,
): Promise<boolean> {
  const claim = (tx: Transaction) => tx.rows(claimSql, [userId, new Date(endsBeforeMs)]);
  const work = async (tx: Transaction, claimed: readonly object[]) => {
    const found = claimed.length === 0 ? null : await readReminding(userId, dates, tx.rows);
    if (!found) return false;
    const { untilMs, due, newFromMs, nowMs } = await planOf(found);
    const { rev } = found.person;
    if ((await tx.rows(noteSql, [userId, rev])).length === 0) return false;
    tx.send(
      `INSERT INTO "ReminderPlan" ("userId", rev, until) SELECT id, $2::int, $3::timestamptz FROM "User" WHERE id = $1
        ON CONFLICT ("userId") DO UPDATE SET rev = excluded.rev, until = excluded.until`,
      [userId, rev, untilMs === null ? null : new Date(untilMs)],
    );
    tx.send(
      `DELETE FROM "DueReminder" d WHERE "userId" = $1 AND ("dueAt" < $3
        OR ("sentAt" IS NULL AND reminder <> '${snoozed}' AND NOT EXISTS (SELECT 1 FROM ${recordset} WHERE ${isSame})))`,
      [userId, JSON.stringify(due), new Date(keptSinceMs(nowMs))],
    );
    tx.send(
      `INSERT INTO "DueReminder" AS d ("userId", "itemId", occurrence, reminder, "dueAt")
        SELECT u.id, w."itemId", w.occurrence, w.reminder, to_timestamp(w."dueAtMs" / 1000)
          FROM "User" u, ${recordset} WHERE u.id = $1 AND w."dueAtMs" >= $3
        ON CONFLICT ("userId", "itemId", occurrence, reminder)
        DO UPDATE SET "dueAt" = excluded."dueAt", "claimedAt" = NULL, attempts = 0, "sentAt" = NULL WHERE d."dueAt" <> excluded."dueAt"`,
      [userId, JSON.stringify(due), newFromMs],
    );
    return true;
  };
  return transaction(work, { timeoutMs: planningMs, first: claim });
}

/** Snoozes an entry's reminder. */
export async function storeSnoozed(userId: UserId, planned: Omit<PlannedReminder, "reminder">): Promise<void> {
  await transaction(async (tx) => {
    tx.send(
      `INSERT INTO "DueReminder" ("userId", "itemId", occurrence, reminder, "dueAt") VALUES ($1, $2, $3, '${snoozed}', $4)
        ON CONFLICT ("userId", "itemId", occurrence, reminder)
        DO UPDATE SET "dueAt" = excluded."dueAt", "claimedAt" = NULL, attempts = 0, "sentAt" = NULL`,
      [userId, planned.itemId, planned.occurrence, new Date(planned.dueAtMs)],
    );
  });
}

/** A person's snoozed reminders due since then: a page goes on showing one that was sent. */
export async function readSnoozed(userId: UserId, fromMs: number): Promise<PlannedReminder[]> {
  return readRows<PlannedReminder>(
    `SELECT "itemId", occurrence, reminder, (extract(epoch FROM "dueAt") * 1000)::float8 AS "dueAtMs"
      FROM "DueReminder" WHERE "userId" = $1 AND reminder = '${snoozed}' AND "dueAt" >= $2`,
    [userId, new Date(fromMs)],
  );
}

const isDue = `"sentAt" IS NULL AND "dueAt" <= $1 AND ("claimedAt" IS NULL OR "claimedAt" < $2) AND attempts < ${mostAttempts}`;
const claimBefore = (nowMs: number) => [new Date(nowMs), new Date(nowMs - claimMs)] as const;

/** People with reminders due, longest overdue first. */
export async function peopleDue(nowMs: number, most: number): Promise<UserId[]> {
  const rows = await readRows<{ userId: UserId }>(
    `SELECT "userId" FROM "DueReminder" WHERE ${isDue} GROUP BY "userId" ORDER BY min("dueAt") LIMIT $3::int`,
    [...claimBefore(nowMs), most],
  );
  return rows.map(({ userId }) => userId);
}

/** Claims a person's due reminders. Rows that another instance is claiming are skipped. A claim lasts a minute. */
export async function claimDue(userId: UserId, nowMs: number): Promise<PlannedReminder[]> {
  const claim = `UPDATE "DueReminder" d SET "claimedAt" = $1, attempts = attempts + 1
    FROM (SELECT "itemId", occurrence, reminder FROM "DueReminder" WHERE "userId" = $3 AND ${isDue} FOR UPDATE SKIP LOCKED) AS w
    WHERE d."userId" = $3 AND ${isSame}
    RETURNING d."itemId", d.occurrence, d.reminder, (extract(epoch FROM d."dueAt") * 1000)::float8 AS "dueAtMs"`;
  return transaction((tx) => tx.rows<PlannedReminder>(claim, [...claimBefore(nowMs), userId]));
}

/** Records the outcome of a person's messages. These reminders are done; one that was snoozed or moved meanwhile stays. */
export async function settleDue(
  settled: readonly PlannedReminder[],
  delivered: Delivered,
  nowMs: number,
): Promise<void> {
  const settle = `UPDATE "DueReminder" d SET "sentAt" = $3 FROM ${recordset}
    WHERE d."userId" = $1 AND ${isSame} AND d."dueAt" = to_timestamp(w."dueAtMs" / 1000)`;
  await transaction(async (tx) => {
    tx.send(settle, [delivered.userId, JSON.stringify(settled), new Date(nowMs)]);
    noteDeliveryIn(tx, delivered);
  });
}

/** Number of days whose items can be due within one day. */
export const daysAhead = reminderDays + 2;
