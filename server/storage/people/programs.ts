import { keptDays, proposalDays } from "../../../contract/limits.ts";
import type { ProgramLevel } from "../../../contract/operations.ts";
import type { Caller, UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import { type Transaction, transaction } from "../transaction.ts";

/** What the person lets a program do. */
export interface ProgramRights {
  readonly level: ProgramLevel;
  readonly deletes: boolean;
  readonly hiddenTags: readonly string[];
}

export interface ProgramRow extends ProgramRights {
  readonly isDisconnected: boolean;
}

const rights = `p.level, p.deletes, p."hiddenTags", p."disconnectedAt" IS NOT NULL AS "isDisconnected"`;
const findSql = `SELECT ${rights}, p.name, p."lastUsedAt" < now() - interval '1 minute' AS "isLongAgo" FROM "Program" p
  WHERE "userId" = $1 AND id = $2`;

/** Somebody who is not known yet has no row that it could belong to: it is remembered at the first call after their first change. */
const noteSql = `INSERT INTO "Program" AS p ("userId", id, door, name, level, deletes, "hiddenTags", since, "lastUsedAt")
  SELECT id, $2, $3, $4, coalesce("newPrograms", 'writes'), "newDeletes", "newHiddenTags", $5::timestamptz, $5::timestamptz FROM "User" WHERE id = $1
  ON CONFLICT ("userId", id) DO UPDATE
    SET door = excluded.door, name = coalesce(excluded.name, p.name), "lastUsedAt" = excluded."lastUsedAt"
  RETURNING ${rights}`;

/** What a program may do, remembering that it was here; undefined while nothing is known of the person. @param id see `programOf` */
export async function noteProgram({ userId, door, clientName }: Caller, id: string): Promise<ProgramRow | undefined> {
  const [found] = await readRows<ProgramRow & { name: string | null; isLongAgo: boolean }>(findSql, [userId, id]);
  const isNews = !found || found.isLongAgo || (clientName !== undefined && clientName !== found.name);
  if (!isNews || found?.isDisconnected) return found;
  const note = transaction((tx) => tx.rows<ProgramRow>(noteSql, [userId, id, door, clientName ?? null, new Date()]));
  // Who may read is not refused because it cannot be written down that they were here.
  const [noted] = found ? await note.catch(() => [found]) : await note;
  return noted;
}

/** Whether the person knows programs by this door that the sign-in server told a client id of. */
export async function hasNamedPrograms({ userId, door }: Caller): Promise<boolean> {
  const sql = `SELECT 1 FROM "Program" WHERE "userId" = $1 AND door = $2 AND id <> door LIMIT 1`;
  return (await readRows(sql, [userId, door])).length > 0;
}

/** What a program may do, within a write. */
export async function findProgramIn(tx: Transaction, userId: UserId, id: string): Promise<ProgramRow | undefined> {
  const [found] = await tx.rows<ProgramRow>(`SELECT ${rights} FROM "Program" p WHERE "userId" = $1 AND id = $2`, [
    userId,
    id,
  ]);
  return found;
}

/** A program with what it did lately. */
export interface ListedProgram extends Omit<ProgramRow, "isDisconnected"> {
  readonly id: string;
  readonly door: string;
  readonly name: string | null;
  readonly since: Date;
  readonly lastUsedAt: Date;
  readonly disconnectedAt: Date | null;
  readonly changes: number;
  readonly undone: number;
}

/** What is undone, is so by an undo that is not undone itself. Of the ledger only as much is counted as its contents are kept. */
const listSql = `
WITH lately AS MATERIALIZED (SELECT rev, coalesce("clientId", door) AS program, undoes FROM "Change"
    WHERE "userId" = $1 AND at > now() - interval '${keptDays} days'),
  undone AS (SELECT DISTINCT unnest(undoes) AS rev FROM lately u WHERE undoes IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM lately r WHERE r.undoes @> ARRAY[u.rev])),
  made AS (SELECT program, count(*)::int AS changes, count(undone.rev)::int AS undone
    FROM lately LEFT JOIN undone USING (rev) GROUP BY program)
SELECT p.id, p.door, p.name, p.level, p.deletes, p."hiddenTags", p.since, p."lastUsedAt", p."disconnectedAt",
  coalesce(made.changes, 0) AS changes, coalesce(made.undone, 0) AS undone
FROM "Program" p LEFT JOIN made ON made.program = p.id WHERE p."userId" = $1 ORDER BY p."lastUsedAt" DESC, p.id LIMIT 200`;

/** Also those of single dates of a series, and of what is in the trash and may come back. */
const tagsSql = `SELECT DISTINCT tag FROM "Item" CROSS JOIN LATERAL (SELECT unnest(tags) UNION ALL
    SELECT each #>> '{}' FROM jsonb_path_query(exceptions, '$.*.changed.tags[*]') AS each) AS used (tag)
  WHERE "userId" = $1 ORDER BY tag`;

const personSql = `SELECT "newPrograms", "newDeletes", "newHiddenTags", (SELECT count(*)::int FROM "Proposal" p WHERE p."userId" = $1 AND state = 'waiting'
    AND p.at > now() - interval '${proposalDays} days') AS waiting FROM "User" WHERE id = $1`;

/** What new programs may do; the level is null until the person chooses. */
interface NewPrograms {
  readonly newPrograms: ProgramLevel | null;
  readonly newDeletes: boolean;
  readonly newHiddenTags: readonly string[];
}

/** Every program that has used the agenda, the last used first, what new ones may do, and the tags in use. */
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
      hiddenTags: person?.newHiddenTags ?? [],
    },
    waiting: person?.waiting ?? 0,
    tags: tags.map(({ tag }) => tag),
  };
}

/** What is to be changed about a program; absent: as before. */
export interface ProgramPatch {
  readonly level?: ProgramLevel | undefined;
  readonly deletes?: boolean | undefined;
  readonly hiddenTags?: readonly string[] | undefined;
  readonly connected?: boolean | undefined;
}

const updateSql = `UPDATE "Program" SET level = coalesce($3, level), deletes = coalesce($4, deletes),
  "hiddenTags" = coalesce($5::text[], "hiddenTags"),
  "disconnectedAt" = CASE $6::boolean WHEN true THEN NULL WHEN false THEN coalesce("disconnectedAt", $7::timestamptz) ELSE "disconnectedAt" END
  WHERE "userId" = $1 AND id = $2`;

/** @returns whether there is such a program */
export async function updateProgram(userId: UserId, id: string, patch: ProgramPatch): Promise<boolean> {
  const { level = null, deletes = null, hiddenTags = null, connected = null } = patch;
  const values = [userId, id, level, deletes, hiddenTags && [...hiddenTags], connected, new Date()];
  return transaction(async (tx) => (await tx.rows(`${updateSql} RETURNING id`, values)).length > 0);
}

/** Sets what programs may do that were never here before; absent: as before. */
export async function setNewPrograms(userId: UserId, rights: ProgramPatch): Promise<void> {
  const { level = null, deletes = null, hiddenTags = null } = rights;
  const sql = `UPDATE "User" SET "newPrograms" = coalesce($2, "newPrograms"), "newDeletes" = coalesce($3, "newDeletes"),
    "newHiddenTags" = coalesce($4::text[], "newHiddenTags") WHERE id = $1`;
  await transaction((tx) => tx.rows(sql, [userId, level, deletes, hiddenTags && [...hiddenTags]]));
}
