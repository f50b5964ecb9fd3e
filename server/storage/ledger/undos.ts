import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { Undo } from "../../../agenda/history/undone-changes.ts";
import type { StoredItem } from "../../../agenda/item/item-content.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import { AgendaError } from "../../../contract/problems.ts";
import type { Caller, UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import { isKeptSql, oldest } from "../items/items.ts";
import { columns } from "../items/window-sql.ts";
import type { Statements, Transaction } from "../transaction.ts";
import { hiddenTags, isChangeHiddenSql, isEntryHiddenSql } from "../visibility.ts";

/** A user's undos after a rev. An undo is always newer than what it undoes. */
export async function readUndosIn(tx: Statements, userId: UserId, after: number): Promise<Undo[]> {
  return tx.$queryRaw<Undo[]>`
    SELECT rev, undoes FROM "Change" WHERE "userId" = ${userId} AND undoes IS NOT NULL AND rev > ${after}`;
}

/** Like `readUndosIn`, outside a write. */
export async function readUndos(userId: UserId, after: number): Promise<Undo[]> {
  return query((db) => readUndosIn(db, userId, after));
}

/** For changes: not wholly hidden from the caller, whose hidden tags are $3. */
const seenSql = `(cardinality($3::text[]) = 0 OR NOT ${isEntryHiddenSql("$1", "$3")})`;

/** The changes of one conversation that are not wholly hidden from the caller, newest first. */
export async function readConversationIn(tx: Transaction, userId: UserId, conversation: string): Promise<number[]> {
  const sql = `SELECT rev FROM "Change" WHERE "userId" = $1 AND conversation = $2 AND ${seenSql} ORDER BY rev DESC`;
  const rows = await tx.rows<{ rev: number }>(sql, [userId, conversation, hiddenTags()]);
  return rows.map(({ rev }) => rev);
}

/** Which changes of a person are meant: a query for their revs. Its values begin with $3: $1 is the person, and $2 the reader's. */
export interface Chosen {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export const chooseRevs = (revs: readonly number[]): Chosen => ({ sql: "SELECT unnest($3::int[])", values: [revs] });

/** The latest change by one author that is neither an undo nor undone, nor touches what is hidden from it; skips a zone learned at sign-in, which has no author. */
export function chooseLastOf(
  { door, clientId }: Caller,
  conversation: string | undefined,
  undone: readonly number[],
): Chosen {
  const inside = conversation === undefined ? [] : [conversation];
  const sql = `
    SELECT rev FROM "Change" WHERE "userId" = $1 AND door = $3 AND "clientId" IS NOT DISTINCT FROM $4
      AND undoes IS NULL AND NOT rev = ANY ($5::int[]) AND settings -> 'learned' IS DISTINCT FROM 'true'::jsonb
      AND (cardinality($6::text[]) = 0 OR NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(items) AS each (item) WHERE ${isChangeHiddenSql("item", "$1", "$6")}))
      ${inside.map(() => "AND conversation = $7")} ORDER BY rev DESC LIMIT 1`;
  return { sql, values: [door, clientId ?? null, undone, hiddenTags(), ...inside] };
}

/** A change with its whole contents; null if those were erased or never kept. */
export interface WholeChange {
  readonly rev: number;
  readonly items: ItemChange[] | null;
  readonly settings: SettingsChange | null;
}

/** Each item in a row of its own: parsed as one JSON text, thousands would block the event loop. */
const contentsSql = (chosen: Chosen) => `
SELECT rev, settings, items IS NOT NULL AND (place IS NOT NULL OR settings IS NOT NULL OR undoes IS NOT NULL) AS "isKept", item,
  item IS NOT NULL AND cardinality($2::text[]) > 0 AND ${isChangeHiddenSql("item", "$1", "$2")} AS "isHidden"
FROM "Change" LEFT JOIN LATERAL jsonb_array_elements(items) WITH ORDINALITY AS each (item, place) ON true
WHERE "userId" = $1 AND rev IN (${chosen.sql}) ORDER BY rev DESC, place`;

/**
 * Changes with their whole contents, newest first; one hidden from the caller looks like one whose contents are no longer kept.
 * @throws AgendaError("not_permitted") if only part of one is hidden
 */
export async function readContentsIn(tx: Transaction, userId: UserId, chosen: Chosen): Promise<WholeChange[]> {
  type Row = Pick<WholeChange, "rev" | "settings"> & {
    readonly isKept: boolean;
    readonly item: ItemChange | null;
    readonly isHidden: boolean;
  };
  const changes = new Map<number, WholeChange>();
  const rows = await tx.rows<Row>(contentsSql(chosen), [userId, hiddenTags(), ...chosen.values]);
  const hidden = new Set(rows.filter(({ isHidden }) => isHidden).map(({ rev }) => rev));
  if (rows.some(({ rev, item, isHidden }) => item && !isHidden && hidden.has(rev))) throw partlyHidden();
  for (const { rev, settings, item, ...row } of rows) {
    const isKept = row.isKept && !hidden.has(rev);
    const change = changes.get(rev) ?? { rev, settings, items: isKept ? [] : null };
    if (item) change.items?.push(item);
    changes.set(rev, change);
  }
  return [...changes.values()];
}

const touchedSql = (chosen: Chosen) => `
SELECT ${columns} FROM "Item" WHERE "userId" = $1 AND ${isKeptSql("$2")} AND id IN (
  SELECT item ->> 'id' FROM "Change" CROSS JOIN LATERAL jsonb_array_elements(items) AS each (item)
  WHERE "userId" = $1 AND rev IN (${chosen.sql}))`;

/** The items that changes touched, as they are now, deleted or not; without those whose time in the trash is over. */
export async function readTouchedNowIn(tx: Transaction, userId: UserId, chosen: Chosen): Promise<StoredItem[]> {
  return tx.rows<StoredItem>(touchedSql(chosen), [userId, oldest(), ...chosen.values]);
}

const partlyHidden = () =>
  new AgendaError(
    "not_permitted",
    "This change also touched something that the person keeps from this program. Nothing was undone. They can undo it themselves on the agenda's page Activity.",
  );

/** Whether a person has a change with this number that is not wholly hidden from the caller. */
export async function hasChangeIn(tx: Transaction, userId: UserId, rev: number): Promise<boolean> {
  const sql = `SELECT 1 FROM "Change" WHERE "userId" = $1 AND rev = $2 AND ${seenSql}`;
  return (await tx.rows(sql, [userId, rev, hiddenTags()])).length > 0;
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
