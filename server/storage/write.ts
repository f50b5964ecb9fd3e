import type { ItemChange, SettingsChange } from "../../agenda/ledger.ts";
import type { StoredSettings } from "../../agenda/settings.ts";
import type { Caller } from "../identity/caller.ts";
import { isDuplicateKey, query } from "./database.ts";
import { Prisma } from "./generated/client.ts";
import { takeTurn } from "./turns.ts";
import { settingColumns } from "./users.ts";

export type { ItemChange } from "../../agenda/ledger.ts";

/** The person whose agenda is being written, with the row locked until the transaction ends. */
export interface Locked {
  readonly tx: Prisma.TransactionClient;
  /** IANA name, or null while unknown. */
  readonly timeZone: string | null;
  /** The number of the person's last change. If this write enters one, it gets the next. */
  readonly rev: number;
  /** All that the person has set. */
  readonly settings: StoredSettings;
  /** One clock reading for the whole write, in milliseconds; never behind the person's last change. */
  readonly nowMs: number;
}

/** What a write does once the person's row is locked. */
export type Work<T> = (locked: Locked) => Promise<Worked<T>>;

interface Worked<T> {
  readonly result: T;
  /** What to enter in the ledger; null when nothing was changed, and then nothing is stored at all. */
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The revs of the changes that this one undoes. */
  readonly undoes?: readonly number[];
  /** Whether it was only tried out: then everything it did is taken back, and nothing is entered. */
  readonly isTrial?: boolean;
}

/** A work's result, with what was entered in the ledger; null when nothing was. */
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
 * all in one transaction. The row lock is what orders one person's writes, across processes too.
 * @throws AgendaError("too_many_writes" | "database_unavailable")
 */
export async function write<T>(caller: Caller, work: Work<T>): Promise<Written<T>> {
  return takeTurn(caller.userId, async () => {
    try {
      return await attempt(caller, work);
    } catch (thrown) {
      if (!isDuplicateKey(thrown)) throw thrown;
      return attempt(caller, work); // two ids met: once more, with new ones
    }
  });
}

async function attempt<T>(caller: Caller, work: Work<T>): Promise<Written<T>> {
  try {
    return await enterWork(caller, work);
  } catch (thrown) {
    if (thrown instanceof Trial) return { result: thrown.result as T, entry: null };
    throw thrown;
  }
}

/** Thrown to roll a transaction back that was only tried out. */
class Trial extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super();
    this.result = result;
  }
}

function enterWork<T>(caller: Caller, work: Work<T>): Promise<Written<T>> {
  return query((db) =>
    db.$transaction(async (tx) => {
      const { rev, ...settings } = await lock(tx, caller.userId);
      const nowMs = await readClock(tx, caller.userId);
      const worked = await work({ tx, timeZone: settings.timeZone, settings, rev, nowMs });
      const { result, changes } = worked;
      if (worked.isTrial) throw new Trial(result);
      if (changes === null) return { result, entry: null };
      const entered = { items: changes, settings: worked.settings ?? null, undoes: worked.undoes ?? null };
      return { result, entry: { ...entered, rev: await enter(tx, caller, nowMs, entered) } };
    }),
  );
}

type Person = StoredSettings & Pick<Locked, "rev">;

async function lock(tx: Prisma.TransactionClient, userId: string): Promise<Person> {
  const read = () => tx.$queryRaw<Person[]>`
    SELECT ${Prisma.raw(settingColumns)}, rev FROM "User" WHERE id = ${userId} FOR UPDATE`;
  const [person] = await read();
  if (person) return person;
  await tx.$executeRaw`INSERT INTO "User" (id) VALUES (${userId}) ON CONFLICT DO NOTHING`;
  const [made] = await read();
  if (!made) throw new Error("A person's row vanished while it was locked.");
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
  const [entered] = await tx.$queryRaw<{ rev: number }[]>`
    WITH raised AS (UPDATE "User" SET rev = rev + 1 WHERE id = ${caller.userId} RETURNING rev)
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", "clientName", conversation, items, settings, undoes)
    SELECT ${caller.userId}, rev, ${new Date(nowMs)}, ${caller.door}, ${caller.clientId ?? null},
      ${caller.clientName ?? null}, ${caller.conversation ?? null}, ${JSON.stringify(items)}::jsonb, ${settings && JSON.stringify(settings)}::jsonb,
      ${undoes && [...undoes]}::int[] FROM raised RETURNING rev`;
  if (!entered) throw new Error("A change could not be entered in the ledger.");
  return entered.rev;
}
