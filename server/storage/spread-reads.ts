import { searchVersion } from "../../agenda/search/search-text.ts";
import type { UserId } from "../caller.ts";
import { readRows } from "./database.ts";
import { answeredBy, openedReplica } from "./replica.ts";

/** What tells two states of an agenda apart: an account that was made again begins to count anew. */
interface Version {
  readonly rev: number;
  readonly searchVersion: number;
  readonly createdAt: Date;
}

const versionSql = `SELECT rev, "searchVersion", "createdAt" FROM "User" WHERE id = $1`;
/** Longer than one row takes; then the primary has answered long ago. */
const versionMs = 300;

/**
 * Runs a read on the replica if that has all that the person wrote, as the primary knows it at this moment; else on the primary. So nobody
 * ever reads what is older than what was acknowledged, through whichever process: one row of the primary's is the price of a list of the
 * replica's.
 * @param read must read nothing but what `rev` counts
 * @see docs/decisions/0308-replicas.md
 */
export async function withReplica<T>(userId: UserId, read: () => Promise<T>): Promise<T> {
  const replica = openedReplica();
  if (!replica?.isAwake) return read();
  const [[known], found] = await Promise.all([
    readRows<Version>(versionSql, [userId]),
    replica.ask<Version>(versionSql, [userId], { isNamed: true, withinMs: versionMs }),
  ]);
  return known && hasAllOf(known, found?.[0]) ? answeredBy(replica, read) : read();
}

function hasAllOf(known: Version, found: Version | undefined): boolean {
  return (
    found !== undefined &&
    found.rev >= known.rev &&
    known.searchVersion === searchVersion && // else a search writes the texts anew, and reads them
    found.searchVersion === searchVersion &&
    found.createdAt.getTime() === known.createdAt.getTime()
  );
}
