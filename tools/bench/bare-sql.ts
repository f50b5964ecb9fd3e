import type { StoredItem } from "../../agenda/item-content.ts";

/** What is written of an item, in order. */
export const columns = [
  ...["userId", "id", "text", "date", "startTime", "endDate", "endTime", "timeZone", "notes", "location", "url"],
  ...["tags", "done", "startsAt", "endsAt", "version", "createdBy", "createdAt", "updatedAt"],
];

const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));

export function valuesOfItem(userId: string, item: StoredItem): unknown[] {
  const { id, text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done } = item;
  const moments = [dateOf(item.startsAtMs), dateOf(item.endsAtMs)];
  const made = [item.version, item.createdBy, dateOf(item.createdAtMs), dateOf(item.updatedAtMs)];
  const said = [text, date, startTime, endDate, endTime, timeZone, notes, location, url, tags, done];
  return [userId, id, ...said, ...moments, ...made];
}

/** The product's statements beside that of a window, written as anyone would who has only pg. */
export const bareSql = {
  person: `SELECT rev, "timeZone" FROM "User" WHERE id = $1`,
  lock: `SELECT u."timeZone", coalesce((SELECT extract(epoch FROM c.at) * 1000 FROM "Change" c
    WHERE c."userId" = u.id AND c.rev = u.rev), 0)::float8 AS "lastAtMs" FROM "User" u WHERE u.id = $1 FOR UPDATE OF u`,
  creations: `SELECT rev, items FROM "Change" WHERE "userId" = $1 AND at > $2 AND door = $3
    AND "clientId" IS NOT DISTINCT FROM $4 AND items @> ANY ($5::jsonb[]) ORDER BY rev DESC`,
  insert: `INSERT INTO "Item" (${columns.map((name) => `"${name}"`)}) VALUES`,
  enter: `WITH raised AS (UPDATE "User" SET rev = rev + 1 WHERE id = $1 RETURNING rev)
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", conversation, items)
    SELECT $1, rev, $2, $3, $4, $5, $6::jsonb FROM raised RETURNING rev`,
};
