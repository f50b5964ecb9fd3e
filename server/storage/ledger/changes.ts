import type { ChangeView } from "../../../agenda/history/change-view.ts";
import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import { limits } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import type { Statements, Transaction } from "../transaction.ts";
import { hiddenTags, isChangeHiddenSql, isEntryHiddenSql } from "../visibility.ts";

/** One ledger entry; `items` and `settings` are null once its contents were erased. */
export interface LedgerEntry {
  readonly rev: number;
  readonly atMs: number;
  readonly door: string;
  readonly clientId: string | null;
  readonly clientName: string | null;
  readonly conversation: string | null;
  readonly settings: SettingsChange | null;
  readonly undoes: readonly number[] | null;
  /** Only the first ones include before and after; notes and links of more than 100 characters are cut. */
  readonly items: readonly (ChangeView & { readonly id: string })[] | null;
}

/** Which ledger entries to read; both ends exclusive. */
export interface LedgerQuery {
  readonly since: number;
  readonly before?: number;
  readonly door?: string;
  readonly conversation?: string;
  /** The client id, or the door if there is none. */
  readonly program?: string;
  readonly newestFirst: boolean;
  readonly limit: number;
  /** How many items of a change include before and after. */
  readonly detailedMost: number;
}

/** A page of ledger entries. */
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[];
  readonly more: boolean;
  /** Whether the contents of some are no longer kept. */
  readonly isErased: boolean;
  /** Where to continue if every entry examined is hidden from the caller. */
  readonly passed?: Pick<LedgerEntry, "rev" | "atMs" | "door">;
}

/** How many more entries are examined for a program from which some are hidden. */
const lookedThrough = 200;

/** Ledger entries with enough of their contents to describe them, without those wholly hidden from the caller. */
export async function readChanges(userId: UserId, asked: LedgerQuery): Promise<LedgerPage> {
  const { limit, newestFirst } = asked;
  if (hiddenTags().length === 0) {
    const entries = await readEntries(userId, asked, limit + 1);
    const told = entries.slice(0, limit);
    return { entries: told, more: entries.length > limit, isErased: told.some(({ items }) => items === null) };
  }
  const most = limit + lookedThrough;
  const { text, values } = whichOf(userId, asked);
  const tags = `$${values.push(hiddenTags())}`;
  const looked = `$${values.push(most)}::int`;
  type Row = Pick<LedgerEntry, "rev" | "atMs" | "door"> & { readonly isHidden: boolean; readonly isErased: boolean };
  const rows = await readRows<Row>(
    `SELECT rev, (extract(epoch FROM at) * 1000)::float8 AS "atMs", door, items IS NULL AS "isErased", ${isEntryHiddenSql("$1", tags)} AS "isHidden"
      FROM (SELECT * FROM "Change" WHERE ${text} LIMIT ${looked}) AS looked ORDER BY rev ${newestFirst ? "DESC" : ""}`,
    values,
  );
  const seen = rows.filter(({ isHidden }) => !isHidden);
  const revs = seen.slice(0, limit).map(({ rev }) => rev);
  const isCut = rows.length === most;
  const passed = isCut && revs.length === 0 ? rows.at(-1) : undefined;
  return {
    entries: revs.length === 0 ? [] : await readEntries(userId, { ...asked, revs }, limit),
    more: seen.length > limit || isCut,
    isErased: rows.some(({ isErased }) => isErased),
    ...(passed && { passed }),
  };
}

/** The last change visible to a program from which some are hidden. @param rev the person's last */
export async function lastSeenRev(userId: UserId, rev: number): Promise<number> {
  if (hiddenTags().length === 0) return rev;
  const sql = `SELECT rev FROM (SELECT * FROM "Change" WHERE "userId" = $1 AND rev <= $3::int ORDER BY rev DESC LIMIT 1000) AS looked
    WHERE NOT ${isEntryHiddenSql("$1", "$2")} ORDER BY rev DESC LIMIT 1`;
  const [row] = await readRows<{ rev: number }>(sql, [userId, hiddenTags(), rev]);
  return row?.rev ?? 0;
}

/** Which entries, and in which order. */
function whichOf(userId: UserId, asked: LedgerQuery & { readonly revs?: readonly number[] }) {
  const { since, before, door, conversation, program, newestFirst, revs } = asked;
  const values: unknown[] = [userId, since];
  const valueAs = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const filters = [
    ...(before === undefined ? [] : [`AND rev < ${valueAs(before, "int")}`]),
    ...(door === undefined ? [] : [`AND door = ${valueAs(door, "text")}`]),
    ...(conversation === undefined ? [] : [`AND conversation = ${valueAs(conversation, "text")}`]),
    ...(program === undefined ? [] : [`AND coalesce("clientId", door) = ${valueAs(program, "text")}`]),
    ...(revs === undefined ? [] : [`AND rev = ANY (${valueAs(revs, "int[]")})`]),
  ].join(" ");
  const order = `ORDER BY rev ${newestFirst ? "DESC" : ""}`;
  return { text: `"userId" = $1 AND rev > $2::int ${filters} ${order}`, values };
}

async function readEntries(
  userId: UserId,
  asked: LedgerQuery & { readonly revs?: readonly number[] },
  limit: number,
): Promise<LedgerEntry[]> {
  const { text, values } = whichOf(userId, asked);
  const most = `$${values.push(limit)}::int`;
  const detailed = `$${values.push(asked.detailedMost)}::int`;
  const tags = hiddenTags();
  const each = `jsonb_array_elements(items) WITH ORDINALITY`;
  const told =
    tags.length === 0
      ? each
      : `(SELECT i, row_number() OVER (ORDER BY n) AS n FROM ${each} AS each(i, n)
          WHERE NOT ${isChangeHiddenSql("i", "$1", `$${values.push(tags)}`)})`;
  return readRows<LedgerEntry>(
    `SELECT rev, (extract(epoch FROM at) * 1000)::float8 AS "atMs", door, "clientId", "clientName", conversation, settings, undoes,
        CASE WHEN items IS NOT NULL THEN coalesce(
          (SELECT jsonb_agg(jsonb_build_object('id', i -> 'id', 'kind', i -> 'kind',
              'before', CASE WHEN n <= ${detailed} THEN ${shortenedSide("before")} END,
              'after', CASE WHEN n <= ${detailed} THEN ${shortenedSide("after")} END,
              'occurrenceCount', touched.count) ORDER BY n)
            FROM ${told} AS e(i, n)
              LEFT JOIN LATERAL (${touchedSql}) AS touched ON n <= ${detailed}),
          CASE WHEN items = '[]' OR settings IS NOT NULL THEN '[]'::jsonb END) END AS items
      FROM "Change" WHERE ${text} LIMIT ${most}`,
    values,
  );
}

/** One side of an item's change, with long fields cut so that different ones stay different, and with its `touchedSql`. */
function shortenedSide(side: "before" | "after"): string {
  const json = `(i -> '${side}')`;
  const cut = (field: string) =>
    `'${field}', CASE WHEN length(${json} ->> '${field}') > 100
      THEN left(${json} ->> '${field}', 100) || md5(${json} ->> '${field}') ELSE ${json} ->> '${field}' END`;
  return `CASE WHEN jsonb_typeof${json} = 'object'
      THEN ${json} || jsonb_build_object(${cut("notes")}, ${cut("url")}, 'exceptions', touched.${side}) END`;
}

/** The exceptions of a series that the change touched: the first on each side, and their number. */
const touchedSql = `
  SELECT max(count)::int AS count, jsonb_object_agg(key, before) FILTER (WHERE before IS NOT NULL) AS before,
    jsonb_object_agg(key, after) FILTER (WHERE after IS NOT NULL) AS after
  FROM (SELECT key, b.value AS before, a.value AS after, count(*) OVER () AS count
    FROM ${exceptionsOf("before")} AS b FULL JOIN ${exceptionsOf("after")} AS a USING (key)
    WHERE b.value IS DISTINCT FROM a.value ORDER BY key LIMIT ${limits.occurrencesListed}) AS each`;

function exceptionsOf(side: "before" | "after"): string {
  const json = `(i -> '${side}' -> 'exceptions')`;
  return `jsonb_each(CASE WHEN jsonb_typeof${json} = 'object' THEN ${json} END)`;
}

/**
 * What one program created through one door since a moment: ledger entries, newest first. Returns none, without reading
 * further, if nothing there has the given title and date: the usual case for a new item, however much was created recently.
 */
export async function readCreationsIn(
  tx: Transaction,
  userId: UserId,
  by: { door: string; clientId: string | null },
  sinceMs: number,
  like: { text: string; date: string },
): Promise<{ rev: number; items: ItemChange[] }[]> {
  const pattern = JSON.stringify([{ kind: "created", after: { text: like.text, date: like.date } }]);
  return tx.rows(creationsSql, [userId, new Date(sinceMs).toISOString(), by.door, by.clientId, pattern]);
}

const creations = `"userId" = $1 AND at > $2::timestamptz AND door = $3 AND "clientId" IS NOT DISTINCT FROM $4`;
const creationsSql = `
SELECT rev, items FROM "Change" WHERE ${creations} AND items @> '[{"kind": "created"}]'
  AND EXISTS (SELECT 1 FROM "Change" WHERE ${creations} AND items @> $5::jsonb)
ORDER BY rev DESC`;

/**
 * Which of these items one program changed through one door after a rev. A change of settings does not count: nobody asked for
 * its effect on items.
 */
export async function readTouchedIn(
  tx: Statements,
  userId: UserId,
  by: { door: string; clientId: string | null },
  after: number,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT i ->> 'id' AS id FROM "Change" CROSS JOIN LATERAL jsonb_array_elements(items) AS i
    WHERE "userId" = ${userId} AND rev > ${after} AND door = ${by.door} AND "clientId" IS NOT DISTINCT FROM ${by.clientId}
      AND settings IS NULL AND i ->> 'kind' <> 'created' AND i ->> 'id' = ANY (${[...ids]}::text[])`;
  return new Set(rows.map(({ id }) => id));
}
