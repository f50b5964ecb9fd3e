import type { StoredItem } from "../../agenda/item-content.ts";

const msOf = (column: string) => `(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}Ms"`;
const read = `id, text, date, "startTime", "endDate", "endTime", "timeZone", notes, location, url, tags, done,
  ${["startsAt", "endsAt"].map(msOf)}, version, "createdBy", ${["createdAt", "updatedAt", "deletedAt"].map(msOf)}`;
const mine = `FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL`;
const timed = `ORDER BY "startsAt", id LIMIT $8`;

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

/** The product's statements, written as anyone would who has only pg. */
export const bareSql = {
  person: `SELECT rev, "timeZone" FROM "User" WHERE id = $1`,
  window: `
    (SELECT ${read} ${mine} AND "startsAt" >= $2 AND "startsAt" < $3 ${timed})
    UNION ALL (SELECT ${read} ${mine} AND "startsAt" >= $4 AND "startsAt" < $2 AND "endsAt" > $2 AND "endDate" IS NULL ${timed})
    UNION ALL (SELECT ${read} ${mine} AND "endDate" >= $5 AND "startsAt" < $2 AND "endsAt" > $2 ${timed})
    UNION ALL (SELECT ${read} ${mine} AND "startsAt" IS NULL AND date >= $6 AND date <= $7
      ORDER BY "startsAt", date, id LIMIT $8)
    UNION ALL (SELECT ${read} ${mine} AND "startsAt" IS NULL AND "endDate" >= $6 AND date < $6 ORDER BY date, id LIMIT $8)`,
  before: `SELECT count(*)::int AS count FROM (
    (SELECT 1 ${mine} AND "startsAt" < $2 AND "endsAt" <= $2 ORDER BY "startsAt" DESC LIMIT $4)
    UNION ALL (SELECT 1 ${mine} AND "startsAt" IS NULL AND date < $3 AND ("endDate" IS NULL OR "endDate" < $3) LIMIT $4)
    ) AS before`,
  lock: `SELECT u."timeZone", coalesce((SELECT extract(epoch FROM c.at) * 1000 FROM "Change" c
    WHERE c."userId" = u.id AND c.rev = u.rev), 0)::float8 AS "lastAtMs" FROM "User" u WHERE u.id = $1 FOR UPDATE OF u`,
  creations: `SELECT rev, items FROM "Change" WHERE "userId" = $1 AND at > $2 AND door = $3
    AND "clientId" IS NOT DISTINCT FROM $4 AND items @> ANY ($5::jsonb[]) ORDER BY rev DESC`,
  insert: `INSERT INTO "Item" (${columns.map((name) => `"${name}"`)}) VALUES`,
  enter: `WITH raised AS (UPDATE "User" SET rev = rev + 1 WHERE id = $1 RETURNING rev)
    INSERT INTO "Change" ("userId", rev, at, door, "clientId", conversation, items)
    SELECT $1, rev, $2, $3, $4, $5, $6::jsonb FROM raised RETURNING rev`,
};
