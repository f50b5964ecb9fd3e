import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { SettingsChange, StoredSettings } from "../../../agenda/settings/stored-settings.ts";
import { mapSteps } from "../../../agenda/steps.ts";
import type { Caller } from "../../caller.ts";
import { inSlices } from "../../in-slices.ts";
import { isDuplicateKey } from "../failures.ts";
import { Prisma } from "../generated/client.ts";
import { accountGone, wasDeletedSince } from "../people/deletions.ts";
import { settingColumns } from "../people/users.ts";
import { transaction } from "../transaction.ts";
import { withUserWriteQueue } from "./write-queue.ts";

export type { ItemChange } from "../../../agenda/history/ledger.ts";

/** The user whose agenda is being written, with the row locked until the transaction ends. */
export interface Locked {
  readonly tx: Prisma.TransactionClient;
  /** IANA name, or null while unknown. */
  readonly timeZone: string | null;
  /** The id of the user's last change. If this write records one, it gets the next. */
  readonly rev: number;
  /** All settings of the user. */
  readonly settings: StoredSettings;
  /** A single clock reading for the whole write, in milliseconds; never before the user's last change. */
  readonly nowMs: number;
}

/** What a write does once the person's row is locked. */
export type Work<T> = (locked: Locked) => Promise<Worked<T>>;

interface Worked<T> {
  readonly result: T;
  /** What to record in the ledger; null if nothing changed, and then nothing is stored at all. */
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The ids of the changes that this one undoes. */
  readonly undoes?: readonly number[];
  /** Whether it is a dry run: then everything is rolled back and nothing recorded. */
  readonly isTrial?: boolean;
}

/** The work's result, with what was recorded in the ledger; null if nothing was. */
export interface Written<T> {
  readonly result: T;
  readonly entry: (Entered & { readonly rev: number }) | null;
}

interface Entered {
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
  readonly undoes: readonly number[] | null;
}

/**
 * Runs one write: waits for its turn, locks the person's row, does the work, enters it in the ledger and raises `rev`,
 * all in one transaction (of at most 10 seconds, or `timeoutMs`). The row lock is what orders one person's writes, across processes too.
 * @throws AgendaError("too_many_writes" | "database_unavailable"); AgendaError("account_deleted") when that happened
 *   while it waited
 */
export async function write<T>(caller: Caller, work: Work<T>, timeoutMs?: number): Promise<Written<T>> {
  const askedAtMs = performance.now();
  return withUserWriteQueue(caller.userId, async () => {
    if (wasDeletedSince(caller.userId, askedAtMs)) throw accountGone();
    try {
      return await attempt(caller, work, timeoutMs);
    } catch (thrown) {
      if (!isDuplicateKey(thrown)) throw thrown;
      return attempt(caller, work, timeoutMs); // two ids met: once more, with new ones
    }
  });
}

async function attempt<T>(caller: Caller, work: Work<T>, timeoutMs?: number): Promise<Written<T>> {
  try {
    return await enterWork(caller, work, timeoutMs);
  } catch (thrown) {
    if (thrown instanceof Trial) return { result: thrown.result as T, entry: null };
    throw thrown;
  }
}

/** Thrown to roll back the transaction of a dry run. */
class Trial extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super();
    this.result = result;
  }
}

function enterWork<T>(caller: Caller, work: Work<T>, timeoutMs?: number): Promise<Written<T>> {
  return transaction(async (tx) => {
    const { rev, ...settings } = await lock(tx, caller);
    const nowMs = await readClock(tx, caller.userId);
    const worked = await work({ tx, timeZone: settings.timeZone, settings, rev, nowMs });
    const { result, changes } = worked;
    if (worked.isTrial) throw new Trial(result);
    if (changes === null) return { result, entry: null };
    const entered = { items: changes, settings: worked.settings ?? null, undoes: worked.undoes ?? null };
    return { result, entry: { ...entered, rev: await enter(tx, caller, nowMs, entered) } };
  }, timeoutMs);
}

type Person = StoredSettings & Pick<Locked, "rev">;

/**
 * Locks the person's row, and makes it where a program is the first to write. One that was there when the statement began, and
 * is gone now that its lock is free, was deleted meanwhile; a browser's was made when it signed in (docs/decisions/0161).
 */
async function lock(tx: Prisma.TransactionClient, { userId, door }: Caller): Promise<Person> {
  const read = async () => {
    const [row] = await tx.$queryRaw<(Person & { lockedId: string | null })[]>`
      WITH seen AS MATERIALIZED (SELECT 1 FROM "User" WHERE id = ${userId}),
        locked AS MATERIALIZED (SELECT id AS "lockedId", ${Prisma.raw(settingColumns)}, rev FROM "User" WHERE id = ${userId} FOR UPDATE)
      SELECT locked.* FROM seen LEFT JOIN locked ON true`;
    if (!row) return undefined;
    const { lockedId, ...person } = row;
    if (lockedId === null) throw accountGone();
    return person;
  };
  const person = await read();
  if (person) return person;
  if (door === "web") throw accountGone();
  await tx.$executeRaw`INSERT INTO "User" (id) VALUES (${userId}) ON CONFLICT DO NOTHING`;
  const made = await read();
  if (!made) throw accountGone();
  return made;
}

/**
 * The database's clock, which is one for all instances, but never behind the person's last change. Read in a statement of its own
 * once the row is locked: one that waited for the lock would not see what was committed meanwhile.
 */
async function readClock(tx: Prisma.TransactionClient, userId: string): Promise<number> {
  const [clock] = await tx.$queryRaw<{ nowMs: number }[]>`
    SELECT floor(extract(epoch FROM greatest(clock_timestamp(),
      (SELECT at FROM "Change" WHERE "userId" = ${userId} ORDER BY rev DESC LIMIT 1))) * 1000)::float8 AS "nowMs"`;
  if (!clock) throw new Error("The database told no time.");
  return clock.nowMs;
}

async function enter(
  tx: Prisma.TransactionClient,
  caller: Caller,
  nowMs: number,
  { items, settings, undoes }: Entered,
) {
  const texts = await inSlices(mapSteps(items, (item) => JSON.stringify(item)));
  const [entered] = await tx.$queryRaw<{ rev: number }[]>`
    WITH raised AS (UPDATE "User" SET rev = rev + 1 WHERE id = ${caller.userId} RETURNING rev)
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", "clientName", conversation, items, settings, undoes)
    SELECT ${caller.userId}, rev, ${new Date(nowMs)}, ${caller.door}, ${caller.clientId ?? null},
      ${caller.clientName ?? null}, ${caller.conversation ?? null}, ${`[${texts.join(",")}]`}::jsonb, ${settings && JSON.stringify(settings)}::jsonb,
      ${undoes && [...undoes]}::int[] FROM raised RETURNING rev`;
  if (!entered) throw new Error("A change could not be entered in the ledger.");
  return entered.rev;
}
