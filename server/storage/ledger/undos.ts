import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { Undo } from "../../../agenda/history/undone-changes.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import type { Caller, UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import type { Statements } from "../transaction.ts";

/** A person's undos after a rev. An undo is always younger than what it undoes. */
export async function readUndosIn(tx: Statements, userId: UserId, after: number): Promise<Undo[]> {
  return tx.$queryRaw<Undo[]>`
    SELECT rev, undoes FROM "Change" WHERE "userId" = ${userId} AND undoes IS NOT NULL AND rev > ${after}`;
}

/** Like `readUndosIn`, outside a write. */
export async function readUndos(userId: UserId, after: number): Promise<Undo[]> {
  return query((db) => readUndosIn(db, userId, after));
}

/** The changes of one conversation, newest first. */
export async function readConversationIn(tx: Statements, userId: UserId, conversation: string): Promise<number[]> {
  const rows = await tx.$queryRaw<{ rev: number }[]>`
    SELECT rev FROM "Change" WHERE "userId" = ${userId} AND conversation = ${conversation} ORDER BY rev DESC`;
  return rows.map(({ rev }) => rev);
}

/** The latest change by one author that is neither an undo nor undone; skips a zone learned at sign-in, which has no author. */
export async function findLastIn(
  tx: Statements,
  { userId, door, clientId }: Caller,
  conversation: string | undefined,
  undone: readonly number[],
): Promise<number | undefined> {
  const inside = conversation === undefined ? Prisma.empty : Prisma.sql`AND conversation = ${conversation}`;
  const [row] = await tx.$queryRaw<{ rev: number }[]>`
    SELECT rev FROM "Change" WHERE "userId" = ${userId} AND door = ${door}
      AND "clientId" IS NOT DISTINCT FROM ${clientId ?? null} ${inside}
      AND undoes IS NULL AND NOT rev = ANY (${[...undone]}::int[]) AND settings -> 'learned' IS DISTINCT FROM 'true'::jsonb
    ORDER BY rev DESC LIMIT 1`;
  return row?.rev;
}

/** Changes with their whole contents, newest first; null where those were erased or never kept. */
export async function readContentsIn(
  tx: Statements,
  userId: UserId,
  revs: readonly number[],
): Promise<{ rev: number; items: ItemChange[] | null; settings: SettingsChange | null }[]> {
  return tx.$queryRaw`
    SELECT rev, CASE WHEN items <> '[]' OR settings IS NOT NULL OR undoes IS NOT NULL THEN items END AS items, settings
    FROM "Change" WHERE "userId" = ${userId} AND rev = ANY (${[...revs]}::int[]) ORDER BY rev DESC`;
}

/** A change that touched something, with what is needed to describe it. */
export interface Touch {
  readonly rev: number;
  readonly door: string;
  /** Null if it touched the settings. */
  readonly item: ItemChange | null;
  readonly settings: SettingsChange | null;
}

/**
 * For each of these items and settings, the latest change after a rev that is not in `revs`.
 * @param names ids of items, or names of settings: no id equals one
 */
export async function findLaterIn(
  tx: Statements,
  userId: UserId,
  names: readonly string[],
  revs: readonly number[],
): Promise<Map<string, Touch>> {
  const others = Prisma.sql`c."userId" = ${userId} AND c.rev > ${Math.min(...revs)} AND NOT c.rev = ANY (${[...revs]}::int[])`;
  const touches = await tx.$queryRaw<(Touch & { name: string })[]>`
    (SELECT DISTINCT ON (i ->> 'id') i ->> 'id' AS name, c.rev, c.door, i AS item, NULL::jsonb AS settings
      FROM "Change" c CROSS JOIN LATERAL jsonb_array_elements(c.items) AS i
      WHERE ${others} AND i ->> 'id' = ANY (${[...names]}::text[]) ORDER BY i ->> 'id', c.rev DESC)
    UNION ALL
    (SELECT DISTINCT ON (name) name, c.rev, c.door, NULL, c.settings
      FROM "Change" c CROSS JOIN LATERAL jsonb_object_keys(c.settings -> 'after') AS name
      WHERE ${others} AND name = ANY (${[...names]}::text[]) ORDER BY name, c.rev DESC)`;
  return new Map(touches.map(({ name, ...touch }) => [name, touch]));
}
