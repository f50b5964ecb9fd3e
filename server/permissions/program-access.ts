import { LRUCache } from "lru-cache";
import { type ProgramLevel, programLevels } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import { type Caller, type ProgramAccess, programOf, type UserId } from "../caller.ts";
import { oncePerProcess } from "../once-per-process.ts";
import { findProgram, hasNamedPrograms, noteProgram, type ProgramRow } from "../storage/people/programs.ts";
import type { Transaction } from "../storage/transaction.ts";

/** How long a person's decision may take to apply on every instance, half of what is promised. */
const keptMs = 1_000;

interface Known {
  readonly row: ProgramRow | undefined;
}

const known = oncePerProcess(
  "programs",
  () =>
    new LRUCache<string, Known, { caller: Caller; id: string }>({
      max: 20_000,
      ttl: keptMs,
      // Concurrent calls of one program share one read; a failure is not kept.
      fetchMethod: async (_key, _stale, { context: { caller, id }, options }) => {
        // If the person's programs had client ids before: their limits must not be lost because the id is missing now.
        if (caller.clientId === undefined && (await hasNamedPrograms(caller))) throw unnamed();
        const row = await noteProgram(caller, id);
        if (!row) options.ttl = 1; // its first change creates the person's row, and then it is recorded
        return { row };
      },
    }),
);
const keyOf = (userId: UserId, id: string) => JSON.stringify([userId, id]);

const unnamed = () =>
  new AgendaError(
    "identity_unavailable",
    "The sign-in server did not say which program this is. Your sign-in is still good; try again shortly.",
    { retryAfterSeconds: 5, cause: "a token without a client, of a person whose programs have client ids" },
  );

const everything: ProgramAccess = {
  ...{ level: "writes", hiddenTags: [] },
  ...{ deletes: true, changesSeries: true, outsideHours: true },
};

/**
 * A caller with its rights. The person's own page may do everything; nothing is looked up for it.
 * @throws AgendaError("client_blocked") if they have disconnected this program; AgendaError("database_unavailable")
 */
export async function withAccess(caller: Caller): Promise<Caller> {
  if (caller.door === "web") return caller;
  const id = programOf(caller);
  const read = () => known().forceFetch(keyOf(caller.userId, id), { context: { caller, id } });
  // Deleting the cached entry aborts a read in progress, whose result may be out of date.
  const { row } = await read().catch((thrown: unknown) => {
    if (thrown instanceof Error && thrown.message === "deleted") return read();
    throw thrown;
  });
  return { ...caller, access: accessIn(row, caller) };
}

/**
 * Ensures, once the person's row is locked, that a write's caller still has the rights it had on arrival: it may have waited for
 * its turn for half a minute.
 * @param row from `readAccessIn`, in the same transaction
 * @throws AgendaError("client_blocked"); AgendaError("not_permitted") if the person has changed them meanwhile
 */
export function requireSameAccess(caller: Caller, row: ProgramRow | undefined): void {
  const { access } = caller;
  if (!access || !row) return;
  const now = accessIn(row, caller);
  const decisive = ({ level, deletes, changesSeries, outsideHours, hiddenTags }: ProgramAccess) =>
    JSON.stringify([level, deletes, changesSeries, outsideHours, hiddenTags]);
  if (decisive(now) === decisive(access)) return;
  throw new AgendaError(
    "not_permitted",
    "The person changed what this program may do while this waited for its turn. Nothing was done. Send it again: it is then decided anew.",
  );
}

/** A program's rights now, for `requireSameAccess`; undefined for the person's own page. */
export const readAccessIn = async (tx: Transaction, caller: Caller): Promise<ProgramRow | undefined> =>
  caller.access && findProgram(caller, tx.rows);

function accessIn(row: ProgramRow | undefined, { scopeLevel }: Caller): ProgramAccess {
  if (row?.isDisconnected)
    throw new AgendaError(
      "client_blocked",
      "The person has disconnected this program from their agenda. Signing in again does not help: only they can let it in again, on the agenda's page Assistants.",
    );
  const access = row ?? everything;
  return { ...access, level: lesser(access.level, scopeLevel) };
}

/** A scope bounds what the person allows, and allows nothing by itself. */
const lesser = (level: ProgramLevel, bound: ProgramLevel = "writes"): ProgramLevel =>
  programLevels.indexOf(bound) < programLevels.indexOf(level) ? bound : level;

/** Drops what was read, in this process; the others follow within a second. */
export const forgetAccess = (userId: UserId, id: string): void => void known().delete(keyOf(userId, id));
