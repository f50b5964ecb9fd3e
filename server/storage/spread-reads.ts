import { searchVersion } from "../../agenda/search/search-text.ts";
import type { UserId } from "../caller.ts";
import { readRows } from "./database.ts";
import { answeredBy, openedReplica } from "./replica.ts";

/** Tells two states of an agenda apart. A recreated account starts counting anew. */
interface Version {
  readonly rev: number;
  readonly searchVersion: number;
  readonly createdAt: Date;
}

const versionSql = `SELECT rev, "searchVersion", "createdAt" FROM "User" WHERE id = $1`;
/** Longer than reading one row takes; by then the primary has answered. */
const versionMs = 300;

/**
 * Runs a read on the replica if that has everything the person has written, as the primary knows it at this moment; otherwise on
 * the primary. So no read, in any process, is older than an acknowledged write; the price is one row from the primary per list
 * from the replica.
 * @param read must only read data that `rev` counts
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
    known.searchVersion === searchVersion && // otherwise a search rewrites the texts, and reads them
    found.searchVersion === searchVersion &&
    found.createdAt.getTime() === known.createdAt.getTime()
  );
}
