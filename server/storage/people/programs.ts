import { keptDays, proposalDays } from "../../../contract/limits.ts";
import type { ProgramLevel } from "../../../contract/operations.ts";
import { type Caller, programOf, type UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { type Transaction, transaction } from "../transaction.ts";

/** What the person lets a program do. */
interface ProgramRights {
  readonly level: ProgramLevel;
  readonly deletes: boolean;
  readonly changesSeries: boolean;
  readonly outsideHours: boolean;
  readonly hiddenTags: readonly string[];
}

export interface ProgramRow extends ProgramRights {
  readonly isDisconnected: boolean;
}

const rights = `p.level AS level, p.deletes AS deletes, p."changesSeries" AS "changesSeries", p."outsideHours" AS "outsideHours",
  p."hiddenTags" AS "hiddenTags", p."disconnectedAt" IS NOT NULL AS "isDisconnected"`;
const oneSql = `SELECT ${rights} FROM "Program" p WHERE "userId" = $1 AND id = $2`;
/** If the sign-in server gave no client id, it may be any of them, so it gets only the rights they all have. */
const leastSql = `SELECT CASE WHEN bool_or(level = 'reads') THEN 'reads' WHEN bool_or(level = 'asks') THEN 'asks' ELSE 'writes' END AS level,
    bool_and(deletes) AS deletes, bool_and("changesSeries") AS "changesSeries", bool_and("outsideHours") AS "outsideHours", bool_or("disconnectedAt" IS NOT NULL) AS "isDisconnected",
    (SELECT coalesce(array_agg(DISTINCT tag ORDER BY tag), '{}') FROM "Program" CROSS JOIN LATERAL unnest("hiddenTags") AS tag
      WHERE "userId" = $1) AS "hiddenTags"
  FROM "Program" WHERE "userId" = $1 HAVING count(*) > 0`;
const findSql = `SELECT ${rights}, p.name, p."lastUsedAt" < now() - interval '1 minute' AS "isLongAgo" FROM "Program" p
  WHERE "userId" = $1 AND id = $2`;

/** A user without a row has nothing it could belong to: it is recorded with their first change. */
const noteSql = `INSERT INTO "Program" AS p ("userId", id, door, name, level, deletes, "changesSeries", "outsideHours", "hiddenTags", since, "lastUsedAt")
  SELECT id, $2, $3, $4, coalesce("newPrograms", 'writes'), "newDeletes", "newChangesSeries", "newOutsideHours", "newHiddenTags", $5::timestamptz, $5::timestamptz FROM "User" WHERE id = $1
  ON CONFLICT ("userId", id) DO UPDATE
    SET door = excluded.door, name = coalesce(excluded.name, p.name), "lastUsedAt" = excluded."lastUsedAt"
  RETURNING ${rights}`;

/** A program's rights, recording its use; undefined while the user has no row. @param id see `programOf` */
export async function noteProgram(caller: Caller, id: string): Promise<ProgramRow | undefined> {
  const { userId, clientId, clientName } = caller;
  const [found] = await readRows<ProgramRow & { name: string | null; isLongAgo: boolean }>(findSql, [userId, id]);
  const isNews = !found || found.isLongAgo || (clientName !== undefined && clientName !== found.name);
  if (found?.isDisconnected) return found;
  // A known program may read even if its use cannot be recorded.
  const note = () => transaction((tx) => noteProgramIn(tx, caller));
  const noted = !isNews ? found : found ? await note().catch(() => found) : await note();
  if (!noted || clientId !== undefined) return noted;
  const [least] = await readRows<ProgramRow>(leastSql, [userId]);
  return least;
}

/** Records a program's use. @returns its rights; undefined while the user has no row */
export async function noteProgramIn(tx: Transaction, caller: Caller): Promise<ProgramRow | undefined> {
  const { userId, door, clientName = null } = caller;
  const [noted] = await tx.rows<ProgramRow>(noteSql, [userId, programOf(caller), door, clientName, new Date()]);
  return noted;
}

/** Whether the person has programs on this door that the sign-in server gave a client id for. */
export async function hasNamedPrograms({ userId, door }: Caller): Promise<boolean> {
  const sql = `SELECT 1 FROM "Program" WHERE "userId" = $1 AND door = $2 AND id <> door LIMIT 1`;
  return (await readRows(sql, [userId, door])).length > 0;
}

/** A program's rights, without recording its use. @param read inside a write, its transaction's */
export async function findProgram(
  { userId, clientId }: Pick<Caller, "userId" | "clientId">,
  read: ReadRows = readRows,
): Promise<ProgramRow | undefined> {
  const [found] = await (clientId === undefined
    ? read<ProgramRow>(leastSql, [userId])
    : read<ProgramRow>(oneSql, [userId, clientId]));
  return found;
}

/** A program with its recent activity. */
interface ListedProgram extends Omit<ProgramRow, "isDisconnected"> {
  readonly id: string;
  readonly door: string;
  readonly name: string | null;
  readonly since: Date;
  readonly lastUsedAt: Date;
  readonly disconnectedAt: Date | null;
  readonly changes: number;
  readonly undone: number;
}

/** A change is undone only if its undo is not itself undone. Counts as far back as the ledger's contents are kept. */
const listSql = `
WITH lately AS MATERIALIZED (SELECT rev, coalesce("clientId", door) AS program, undoes FROM "Change"
    WHERE "userId" = $1 AND at > now() - interval '${keptDays} days'),
  undone AS (SELECT DISTINCT unnest(undoes) AS rev FROM lately u WHERE undoes IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM lately r WHERE r.undoes @> ARRAY[u.rev])),
  made AS (SELECT program, count(*)::int AS changes, count(undone.rev)::int AS undone
    FROM lately LEFT JOIN undone USING (rev) GROUP BY program)
SELECT p.id, p.door, p.name, p.level, p.deletes, p."changesSeries", p."outsideHours", p."hiddenTags", p.since, p."lastUsedAt", p."disconnectedAt",
  coalesce(made.changes, 0) AS changes, coalesce(made.undone, 0) AS undone
FROM "Program" p LEFT JOIN made ON made.program = p.id WHERE p."userId" = $1 ORDER BY p."lastUsedAt" DESC, p.id LIMIT 200`;

/** Includes tags of single occurrences, and of items in the trash that can still be restored. */
const tagsSql = `SELECT DISTINCT tag FROM "Item" CROSS JOIN LATERAL (SELECT unnest(tags) UNION ALL
    SELECT each #>> '{}' FROM jsonb_path_query(exceptions, '$.*.changed.tags[*]') AS each) AS used (tag)
  WHERE "userId" = $1 ORDER BY tag`;

const personSql = `SELECT "newPrograms", "newDeletes", "newChangesSeries", "newOutsideHours", "newHiddenTags", (SELECT count(*)::int FROM "Proposal" p WHERE p."userId" = $1 AND state = 'waiting'
    AND p.at > now() - interval '${proposalDays} days') AS waiting FROM "User" WHERE id = $1`;

/** What new programs may do; the level is null until the person chooses. */
interface NewPrograms {
  readonly newPrograms: ProgramLevel | null;
  readonly newDeletes: boolean;
  readonly newChangesSeries: boolean;
  readonly newOutsideHours: boolean;
  readonly newHiddenTags: readonly string[];
}

/** Every program that has used the agenda, last used first, the rights of new ones, and the tags in use. */
export async function readPrograms(
  userId: UserId,
): Promise<{ programs: ListedProgram[]; newOnes: ProgramRights; waiting: number; tags: string[] }> {
  const [programs, [person], tags] = await Promise.all([
    readRows<ListedProgram>(listSql, [userId]),
    readRows<NewPrograms & { waiting: number }>(personSql, [userId]),
    readRows<{ tag: string }>(tagsSql, [userId]),
  ]);
  return {
    programs,
    newOnes: {
      level: person?.newPrograms ?? "writes",
      deletes: person?.newDeletes ?? true,
      changesSeries: person?.newChangesSeries ?? true,
      outsideHours: person?.newOutsideHours ?? true,
      hiddenTags: person?.newHiddenTags ?? [],
    },
    waiting: person?.waiting ?? 0,
    tags: tags.map(({ tag }) => tag),
  };
}

/** All programs that have used the agenda, by their ids. */
export async function readProgramIds(userId: UserId): Promise<string[]> {
  const rows = await readRows<{ id: string }>(`SELECT id FROM "Program" WHERE "userId" = $1`, [userId]);
  return rows.map(({ id }) => id);
}

/** Changes to a program; absent fields stay as they are. */
interface ProgramPatch {
  readonly level?: ProgramLevel | undefined;
  readonly deletes?: boolean | undefined;
  readonly changesSeries?: boolean | undefined;
  readonly outsideHours?: boolean | undefined;
  readonly hiddenTags?: readonly string[] | undefined;
  readonly connected?: boolean | undefined;
}

const updateSql = `UPDATE "Program" SET level = coalesce($3, level), deletes = coalesce($4, deletes),
  "hiddenTags" = coalesce($5::text[], "hiddenTags"), "changesSeries" = coalesce($8, "changesSeries"), "outsideHours" = coalesce($9, "outsideHours"),
  "disconnectedAt" = CASE $6::boolean WHEN true THEN NULL WHEN false THEN coalesce("disconnectedAt", $7::timestamptz) ELSE "disconnectedAt" END
  WHERE "userId" = $1 AND id = $2`;

/** @returns whether there is such a program */
export async function updateProgram(userId: UserId, id: string, patch: ProgramPatch): Promise<boolean> {
  const { level = null, deletes = null, hiddenTags = null, connected = null } = patch;
  const { changesSeries = null, outsideHours = null } = patch;
  const said = [level, deletes, hiddenTags && [...hiddenTags], connected];
  const values = [userId, id, ...said, new Date(), changesSeries, outsideHours];
  return transaction(async (tx) => (await tx.rows(`${updateSql} RETURNING id`, values)).length > 0);
}

/** Sets the rights of new programs; absent fields stay as they are. */
export async function setNewPrograms(userId: UserId, rights: ProgramPatch): Promise<void> {
  const { level = null, deletes = null, hiddenTags = null, changesSeries = null, outsideHours = null } = rights;
  const sql = `UPDATE "User" SET "newPrograms" = coalesce($2, "newPrograms"), "newDeletes" = coalesce($3, "newDeletes"),
    "newHiddenTags" = coalesce($4::text[], "newHiddenTags"), "newChangesSeries" = coalesce($5, "newChangesSeries"),
    "newOutsideHours" = coalesce($6, "newOutsideHours") WHERE id = $1`;
  await transaction((tx) =>
    tx.rows(sql, [userId, level, deletes, hiddenTags && [...hiddenTags], changesSeries, outsideHours]),
  );
}
