import { connect } from "@nats-io/transport-node";
import pg from "pg";
import { natsOptionsIn } from "../../server/feed/nats-options.ts";
import { type Deployment, type Finding, ok, warning } from "./finding.ts";

const patienceMs = 5_000;

/** Optional parts of a larger deployment. Any of them may be absent or fail without locking anybody out. */
export async function examineGrowth({ settings }: Deployment): Promise<Finding[]> {
  const { DATABASE_REPLICA_URL, HINTS_URL } = settings;
  return Promise.all([
    ...(DATABASE_REPLICA_URL ? [examineReplica(DATABASE_REPLICA_URL)] : []),
    ...(HINTS_URL ? [examineHints(HINTS_URL)] : []),
  ]);
}

/** What a server reports; undefined if it does not answer. */
interface ReplicaFacts {
  readonly isReplica: boolean;
  /** The age of its data, in seconds; null before anything was written. */
  readonly behindSeconds: number | null;
}

async function examineReplica(url: string): Promise<Finding> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    // If nothing is written, the last transaction is old though nothing is missing.
    const { rows } = await client.query<ReplicaFacts>(
      `SELECT pg_is_in_recovery() AS "isReplica", CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 END AS "behindSeconds"`,
    );
    return judgeReplica(rows[0]);
  } catch {
    return judgeReplica(undefined);
  } finally {
    await client.end().catch(() => {});
  }
}

const mostBehindSeconds = 10;

export function judgeReplica(facts: ReplicaFacts | undefined): Finding {
  const check = "DATABASE_REPLICA_URL";
  if (!facts) return warning(check, "it does not answer: the primary answers everything", "Start it, or set it right.");
  if (!facts.isReplica)
    return warning(
      check,
      "this server is no replica: after a promotion, it may be the primary itself",
      "Set it to a server that streams from the primary, or unset it.",
    );
  const behind = facts.behindSeconds ?? 0;
  return behind > mostBehindSeconds
    ? warning(
        check,
        `it is ${Math.round(behind)} s behind: the primary answers most`,
        "Look at pg_stat_replication on the primary, and at the replica's disk and network.",
      )
    : ok(check, "it follows");
}

async function examineHints(url: string): Promise<Finding> {
  const check = "HINTS_URL";
  try {
    const connection = await connect({ ...natsOptionsIn(url), timeout: patienceMs, reconnect: false });
    await connection.close();
    return ok(check, "the server answers");
  } catch (thrown) {
    return warning(
      check,
      `the server does not let us in (${(thrown as Error).name}): pages hear of what other processes did up to 2 s later`,
      "Start that NATS server, or set HINTS_URL right.",
    );
  }
}
