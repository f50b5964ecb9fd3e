import type { LedgerChange } from "../../../agenda/history/fresh-marks.ts";
import type { Looks } from "../../../agenda/history/looks.ts";
import { limits, proposalDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { transaction } from "../transaction.ts";
import { withUserWriteQueue } from "./write-queue.ts";

/** What a person has seen and kept, with the changes since. */
export interface LookedThrough {
  readonly rev: number;
  readonly timeZone: string | null;
  readonly looks: Looks;
  /** Raised when something is seen or kept. */
  readonly version: number;
  /** The latest changes that are not kept, oldest first. */
  readonly changes: readonly LedgerChange[];
  /** Number of changes by assistants since, if `changes` does not hold all of them with their items; else null. */
  readonly changeCount: number | null;
  /** Number of pending proposals. */
  readonly proposals: number;
  /** The last of the latest changes that changed settings. */
  readonly settingsRev: number | null;
}

interface Row extends Omit<LookedThrough, "looks" | "changeCount"> {
  readonly keptRev: number;
  readonly looks: readonly [rev: number, atMs: number][];
  readonly marks: Looks["marks"];
  readonly changes: readonly (LedgerChange & { readonly isCut: boolean; readonly isLarge: boolean })[];
  readonly assistantCount: number;
}

/**
 * A change of more items than an agenda marks is not read: it would be the whole answer by itself. It takes no room from those
 * before it. The stored size is compressed, so it only bounds what is unpacked here; the characters bound what is sent and parsed.
 */
const lookedThroughSql = `
  WITH person AS (SELECT u.rev, u."timeZone", coalesce(l."keptRev", 0) AS "keptRev", coalesce(l.version, 0) AS version,
      coalesce(l.looks, '[]') AS looks, coalesce(l.marks, '{}') AS marks
    FROM "User" u LEFT JOIN "Look" l ON l."userId" = u.id WHERE u.id = $1),
  latest AS (SELECT rev, at, door, "clientName", conversation, settings, undoes, items,
      CASE WHEN pg_column_size(items) <= ${limits.freshBytes} THEN
        CASE WHEN jsonb_array_length(items) <= ${limits.freshMarks} THEN pg_column_size(items) END END AS bytes
    FROM "Change" WHERE "userId" = $1 AND rev > (SELECT "keptRev" FROM person) ORDER BY rev DESC LIMIT ${limits.freshChanges}),
  stored AS MATERIALIZED (SELECT *, coalesce(sum(bytes) OVER (ORDER BY rev DESC), 0) > ${limits.freshBytes} AS "isOver" FROM latest),
  written AS MATERIALIZED (SELECT *, CASE WHEN bytes IS NOT NULL AND NOT "isOver" THEN length(items::text) END AS length FROM stored),
  sized AS (SELECT *, CASE WHEN length <= ${limits.freshCharacters} THEN length END AS characters FROM written),
  bounded AS (SELECT *, items IS NOT NULL AND NOT "isOver" AND characters IS NULL AS "isLarge",
      "isOver" OR coalesce(sum(characters) OVER (ORDER BY rev DESC), 0) > ${limits.freshCharacters} AS "isCut" FROM sized)
  SELECT person.*,
    (SELECT coalesce(json_agg(json_build_object('rev', rev, 'atMs', floor(extract(epoch FROM at) * 1000), 'door', door,
        'clientName', "clientName", 'conversation', conversation, 'isSettings', settings IS NOT NULL AND undoes IS NULL,
        'isCut', "isCut", 'isLarge', "isLarge", 'items', CASE WHEN NOT "isCut" AND NOT "isLarge" THEN items END) ORDER BY rev), '[]')
      FROM bounded) AS changes,
    (SELECT max(rev) FROM latest WHERE settings IS NOT NULL) AS "settingsRev",
    (SELECT count(*)::int FROM "Proposal" WHERE "userId" = $1 AND state = 'waiting'
      AND at > now() - interval '${proposalDays} days') AS proposals,
    (SELECT count(*)::int FROM (SELECT 1 FROM "Change" WHERE "userId" = $1 AND rev > (SELECT "keptRev" FROM person)
      AND door <> 'web' AND settings IS NULL AND items IS NOT NULL LIMIT ${limits.freshCounted}) AS each) AS "assistantCount"
  FROM person`;

async function readWith(read: ReadRows, userId: UserId): Promise<LookedThrough> {
  const [row] = await read<Row>(lookedThroughSql, [userId]);
  if (!row) return nothing;
  const { rev, timeZone, version, keptRev, marks, proposals, settingsRev } = row;
  const changes = row.changes.filter(({ isCut }) => !isCut);
  const isLeftOut = changes.some(({ isLarge, isSettings, door }) => isLarge && !isSettings && door !== "web");
  const isCut = row.changes.length === limits.freshChanges || changes.length < row.changes.length || isLeftOut;
  return {
    ...{ rev, timeZone, version, changes, proposals, settingsRev },
    looks: { keptRev, marks, looks: row.looks.map(([at, atMs]) => ({ rev: at, atMs })) },
    changeCount: isCut && row.assistantCount > 0 ? row.assistantCount : null,
  };
}

const nothing: LookedThrough = {
  ...{ rev: 0, timeZone: null, version: 0, changes: [], changeCount: null, proposals: 0, settingsRev: null },
  looks: { keptRev: 0, looks: [], marks: {} },
};

/** What a person has not kept, in one statement. */
export const readLooks = (userId: UserId): Promise<LookedThrough> => readWith(readRows, userId);

/**
 * Replaces what a person has seen and kept, in their write queue and with the row locked.
 * @param rule the new value, and whether to notify open pages
 * @returns the new version
 * @throws AgendaError("too_many_writes" | "database_unavailable")
 */
export async function updateLooks(
  userId: UserId,
  rule: (known: LookedThrough) => { readonly looks: Looks; readonly isNews: boolean },
): Promise<number> {
  return withUserWriteQueue(userId, () =>
    transaction(async (tx) => {
      // A person whose account was just deleted has none, and gets none.
      await tx.$executeRaw`INSERT INTO "Look" ("userId") SELECT id FROM "User" WHERE id = ${userId} ON CONFLICT DO NOTHING`;
      await tx.$queryRaw`SELECT 1 FROM "Look" WHERE "userId" = ${userId} FOR UPDATE`;
      const known = await readWith(tx.rows, userId);
      const { looks, isNews } = rule(known);
      const version = known.version + Number(isNews);
      const told = looks.looks.map(({ rev, atMs }) => [rev, atMs]);
      await tx.$executeRaw`UPDATE "Look" SET "keptRev" = ${looks.keptRev}, version = ${version},
        looks = ${JSON.stringify(told)}::jsonb, marks = ${JSON.stringify(looks.marks)}::jsonb WHERE "userId" = ${userId}`;
      return version;
    }),
  );
}

/** A person's revision and the version of what they have seen and kept. */
export async function readVersions(userId: UserId): Promise<{ rev: number; version: number }> {
  const [row] = await readRows<{ rev: number; version: number }>(
    `SELECT u.rev, coalesce(l.version, 0) AS version FROM "User" u LEFT JOIN "Look" l ON l."userId" = u.id WHERE u.id = $1`,
    [userId],
  );
  return row ?? { rev: 0, version: 0 };
}
