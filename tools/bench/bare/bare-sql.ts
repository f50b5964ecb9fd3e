import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { searchTextOf } from "../../../agenda/search/search-text.ts";

/** The columns of an item, in order. */
export const columns = [
  ...["userId", "id", "text", "date", "startTime", "endDate", "endTime", "timeZone", "notes", "location", "url"],
  ...["tags", "done", "startsAt", "endsAt", "version", "createdBy", "createdAt", "updatedAt", "searchText"],
];

const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));

export function valuesOfItem(userId: string, item: StoredItem): unknown[] {
  const { id, text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done } = item;
  const moments = [dateOf(item.startsAtMs), dateOf(item.endsAtMs)];
  const made = [item.version, item.createdBy, dateOf(item.createdAtMs), dateOf(item.updatedAtMs), searchTextOf(item)];
  const said = [text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done];
  return [userId, id, ...said, ...moments, ...made];
}

const lately = `"userId" = $1 AND at > $2 AND door = $3 AND "clientId" IS NOT DISTINCT FROM $4`;

/** The product's statements except that of a window, written as anyone would with plain pg. */
export const bareSql = {
  person: `SELECT rev, "timeZone", "searchVersion" FROM "User" WHERE id = $1`,
  lock: `SELECT "timeZone" FROM "User" WHERE id = $1 FOR UPDATE`,
  clock: `SELECT floor(extract(epoch FROM greatest(clock_timestamp(),
    (SELECT at FROM "Change" WHERE "userId" = $1 ORDER BY rev DESC LIMIT 1))) * 1000)::float8 AS "nowMs"`,
  creations: `SELECT rev, items FROM "Change" WHERE ${lately} AND items @> '[{"kind": "created"}]'
    AND EXISTS (SELECT 1 FROM "Change" WHERE ${lately} AND items @> $5::jsonb) ORDER BY rev DESC`,
  insert: `INSERT INTO "Item" (${columns.map((name) => `"${name}"`)}) VALUES`,
  enter: `WITH raised AS (UPDATE "User" SET rev = rev + 1 WHERE id = $1 RETURNING rev)
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", conversation, items, settings, undoes)
    SELECT $1, rev, $2, $3, $4, $5, $6::jsonb, NULL, NULL FROM raised RETURNING rev`,
};
