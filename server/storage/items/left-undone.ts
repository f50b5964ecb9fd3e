import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { limits } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import type { Person } from "../people/users.ts";
import { columns } from "./window-sql.ts";

/** Items that may be left undone, notes shortened, and their person at the same moment. */
export interface LeftRead {
  readonly stored: readonly StoredItem[];
  readonly person: Pick<Person, "rev" | "timeZone" | "showOverdue">;
}

type Row = {
  readonly personRev: number | null;
  readonly personZone: string | null;
  readonly showOverdue: boolean | null;
} & (StoredItem | { readonly id: null });

/** No more of the notes than lists show, plus a margin so that none is cut within a character. */
const shortColumns = columns.replace('"notes"', `left(notes, ${limits.notesInLists + 100}) AS notes`);
/** An item imported as an event was never meant to be ticked off: it must not displace those that were. */
const own = `FROM "Item" WHERE "userId" = $1 AND "deletedAt" IS NULL AND imported->>'kind' IS DISTINCT FROM 'event'`;
const single = `SELECT ${shortColumns} ${own} AND recurrence IS NULL AND NOT done AND "startsAt" IS NULL`;

/**
 * Open all-day items whose last day lies between two dates, the latest first, and the series that may have an all-day occurrence
 * there. The orders are those of the indexes, as in `windowSql`.
 */
const leftSql = `
SELECT person.*, found.* FROM (SELECT 1) AS one LEFT JOIN (
  SELECT rev AS "personRev", "timeZone" AS "personZone", "showOverdue" FROM "User" WHERE id = $1
) AS person ON true LEFT JOIN (
  (${single} AND date >= $2 AND date <= $3 AND ("endDate" IS NULL OR "endDate" <= $3) ORDER BY "startsAt" DESC, date DESC, id DESC LIMIT $4::int)
  UNION ALL
  (${single} AND "endDate" >= $2 AND "endDate" <= $3 AND date < $2 ORDER BY "endDate" DESC LIMIT $4::int)
  UNION ALL
  (SELECT ${shortColumns} ${own} AND "reachFrom" <= $3 AND "reachTo" >= $2 AND ("startsAt" IS NULL OR exceptions IS NOT NULL))
) AS found ON true`;

/** @param from, to first and last day, YYYY-MM-DD @param most of single items */
export async function readLeft(
  userId: UserId,
  { from, to, most }: { readonly from: string; readonly to: string; readonly most: number },
): Promise<LeftRead> {
  const rows = await readRows<Row>(leftSql, [userId, from, to, most]);
  const { personRev = null, personZone = null, showOverdue = null } = rows[0] ?? {};
  const person = { rev: personRev ?? 0, timeZone: personZone, showOverdue };
  return { stored: rows.filter((row) => row.id !== null), person };
}
