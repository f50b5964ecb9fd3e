import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { SettingsChange, StoredSettings } from "../../../agenda/settings/stored-settings.ts";
import { mapSteps } from "../../../agenda/steps.ts";
import type { Caller } from "../../caller.ts";
import { inSlices } from "../../in-slices.ts";
import { isDuplicateKey } from "../failures.ts";
import { accountGone, wasDeletedSince } from "../people/deletions.ts";
import { noteProgramIn } from "../people/programs.ts";
import { settingColumns } from "../people/users.ts";
import { type Transaction, transaction } from "../transaction.ts";
import { withUserWriteQueue } from "./write-queue.ts";

export type { ItemChange } from "../../../agenda/history/ledger.ts";

/** The person whose agenda is being written, with the row locked until the transaction ends. */
export interface Locked {
  readonly tx: Transaction;
  /** IANA name, or null if unknown. */
  readonly timeZone: string | null;
  /** The number of the person's last change; this write's gets the next. */
  readonly rev: number;
  /** All that the person has set. */
  readonly settings: StoredSettings;
  /** One clock reading for the whole write, in milliseconds; never behind the person's last change. */
  readonly nowMs: number;
}

/** What a write does once the person's row is locked, given what was read together with the lock. */
export type Work<T, F = void> = (locked: Locked, first: F) => Promise<Worked<T>>;

export interface WriteOptions<F = void> {
  /** For all of the write; 10 seconds when absent. */
  readonly timeoutMs?: number | undefined;
  /** What to read in the same round trip as the lock, after it. */
  readonly first?: (tx: Transaction) => Promise<F>;
}

interface Worked<T> {
  readonly result: T;
  /** What to record in the ledger; null if nothing changed, and then nothing is stored at all. */
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The revs of the changes that this one undoes. */
  readonly undoes?: readonly number[];
  /** Whether this is a trial: then everything is rolled back, and nothing is recorded. */
  readonly isTrial?: boolean;
}

/** The work's result, with its ledger entry; null if there is none. */
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
 * Runs one write: waits for its turn, locks the person's row, does the work, records it in the ledger and raises `rev`, all in one
 * transaction.
 *
 * The row lock orders a person's writes, across processes too. Each statement sees what was committed before it began (READ
 * COMMITTED), and those after the lock begin only when it is held: PostgreSQL executes a connection's statements in order, even
 * those sent before the lock was answered. So everything read is as the last change left it, nobody else can change it before
 * COMMIT, and the next rev is the locked one plus one: there are no gaps, and revs are in commit order.
 *
 * Four round trips, if the work keeps to it: BEGIN, lock, clock and `first`; other reads; writes, with the ledger; COMMIT. Every
 * statement names the person, so where tables are distributed by person a single server commits.
 * @throws AgendaError("too_many_writes" | "database_unavailable"); AgendaError("account_deleted") if that happened while it waited
 */
export async function write<T, F = void>(
  caller: Caller,
  work: Work<T, F>,
  options: WriteOptions<F> = {},
): Promise<Written<T>> {
  const askedAtMs = performance.now();
  return withUserWriteQueue(caller.userId, async () => {
    if (wasDeletedSince(caller.userId, askedAtMs)) throw accountGone();
    try {
      return await attempt(caller, work, options);
    } catch (thrown) {
      if (!isDuplicateKey(thrown)) throw thrown;
      return attempt(caller, work, options); // colliding ids: retry once, with new ones
    }
  });
}

async function attempt<T, F>(caller: Caller, work: Work<T, F>, options: WriteOptions<F>): Promise<Written<T>> {
  try {
    return await enterWork(caller, work, options);
  } catch (thrown) {
    if (thrown instanceof Trial) return { result: thrown.result as T, entry: null };
    throw thrown;
  }
}

/** Thrown to roll back a trial. */
class Trial extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super();
    this.result = result;
  }
}

function enterWork<T, F>(caller: Caller, work: Work<T, F>, { timeoutMs, first }: WriteOptions<F>): Promise<Written<T>> {
  const together = (tx: Transaction) => Promise.all([lock(tx, caller), first?.(tx)]);
  return transaction(
    async (tx, [found, read]) => {
      const { rev, nowMs, ...settings } = found ?? (await makeAndLock(tx, caller));
      // If there was no row to lock, another process may have written since the read.
      const readLocked = found ? read : await first?.(tx);
      const worked = await work({ tx, timeZone: settings.timeZone, settings, rev, nowMs }, readLocked as F);
      const { result, changes } = worked;
      if (worked.isTrial) {
        await tx.settled(); // do not promise what the database would refuse
        throw new Trial(result);
      }
      if (changes === null) return { result, entry: null };
      const entered = { items: changes, settings: worked.settings ?? null, undoes: worked.undoes ?? null };
      await enter(tx, caller, nowMs, entered);
      return { result, entry: { ...entered, rev: rev + 1 } };
    },
    { timeoutMs, first: together },
  );
}

type Person = StoredSettings & Pick<Locked, "rev" | "nowMs">;

const lockSql = `WITH seen AS MATERIALIZED (SELECT 1 FROM "User" WHERE id = $1),
    locked AS MATERIALIZED (SELECT id AS "lockedId", ${settingColumns}, rev FROM "User" WHERE id = $1 FOR UPDATE)
  SELECT locked.* FROM seen LEFT JOIN locked ON true`;

/**
 * The database's clock, shared by all instances, but never behind the person's last change. Read in its own statement after the
 * lock: the one that waited for the lock would not see what was committed meanwhile.
 */
const clockSql = `SELECT floor(extract(epoch FROM greatest(clock_timestamp(),
  (SELECT at FROM "Change" WHERE "userId" = $1 ORDER BY rev DESC LIMIT 1))) * 1000)::float8 AS "nowMs"`;

/**
 * Locks the person's row and reads the clock. A row that existed when the statement began, but is gone once its lock is free, was
 * deleted meanwhile.
 * @returns undefined if there is none
 */
async function lock(tx: Transaction, { userId }: Caller): Promise<Person | undefined> {
  const [[row], [clock]] = await Promise.all([
    tx.rows<Omit<Person, "nowMs"> & { lockedId: string | null }>(lockSql, [userId]),
    tx.rows<{ nowMs: number }>(clockSql, [userId]),
  ]);
  if (!row) return undefined;
  const { lockedId, ...person } = row;
  if (lockedId === null) throw accountGone();
  if (!clock) throw new Error("The database told no time.");
  return { ...person, ...clock };
}

/** Creates the row of a person whose first write comes from a program. A browser's was created at sign-in (docs/decisions/0161). */
async function makeAndLock(tx: Transaction, caller: Caller): Promise<Person> {
  if (caller.door === "web") throw accountGone();
  await tx.rows(`INSERT INTO "User" (id) VALUES ($1) ON CONFLICT DO NOTHING`, [caller.userId]);
  const [made] = await Promise.all([lock(tx, caller), noteProgramIn(tx, caller)]);
  if (!made) throw accountGone();
  return made;
}

const enterSql = `WITH entered AS (
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", "clientName", conversation, items, settings, undoes)
    SELECT id, rev + 1, $2::timestamptz, $3, $4, $5, $6, $7::text::jsonb, $8::jsonb, $9::int[] FROM "User" WHERE id = $1)
  UPDATE "User" SET rev = rev + 1 WHERE id = $1`;

/** Adds further items to the change that was just entered. */
const appendSql = `UPDATE "Change" SET items = items || $2::text::jsonb
  WHERE "userId" = $1 AND rev = (SELECT rev FROM "User" WHERE id = $1)`;

async function enter(
  tx: Transaction,
  caller: Caller,
  nowMs: number,
  { items, settings, undoes }: Entered,
): Promise<void> {
  const [json = noItems, ...further] = await jsonParts(items);
  const { userId, door, clientId = null, clientName = null, conversation = null } = caller;
  const by = [door, clientId, clientName, conversation];
  const contents = [json, settings && JSON.stringify(settings), undoes && [...undoes]];
  tx.send(enterSql, [userId, new Date(nowMs), ...by, ...contents], 1);
  for (const part of further) {
    await tx.settled();
    tx.send(appendSql, [userId, part], 1);
  }
}

const noItems = Buffer.from("[]");

/** Bytes of a change's items in one statement: handing over ten megabytes at once would block the event loop. */
const partBytes = 4_000_000;

/** Items as JSON arrays that are handed over one by one, encoded in slices. */
async function jsonParts(items: readonly unknown[]): Promise<Buffer[]> {
  const parts: Buffer[][] = [];
  let bytes = partBytes;
  for (const json of await inSlices(mapSteps(items, (item) => Buffer.from(`,${JSON.stringify(item)}`)))) {
    if (bytes + json.length > partBytes) {
      parts.push([]);
      bytes = 0;
    }
    bytes += json.length;
    parts.at(-1)?.push(json);
  }
  return parts.map(([first = noItems, ...others]) =>
    Buffer.concat([Buffer.from("["), first.subarray(1), ...others, Buffer.from("]")]),
  );
}
