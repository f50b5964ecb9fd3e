import type { ItemChange } from "../../../agenda/history/ledger.ts";
import type { SettingsChange } from "../../../agenda/settings/stored-settings.ts";
import type { OperationName } from "../../../contract/addresses.ts";
import type { Door } from "../../../contract/fields/item.ts";
import type { ProposalState } from "../../../contract/fields/write-fields.ts";
import { limits, proposalDays } from "../../../contract/limits.ts";
import type { UserId } from "../../caller.ts";
import { type ReadRows, readRows } from "../database.ts";
import { type Transaction, transaction } from "../transaction.ts";
import { hiddenTags, isChangeHiddenSql } from "../visibility.ts";

/** A write pending the person's decision, with its effect. */
export interface ProposalRow {
  readonly id: string;
  readonly atMs: number;
  /** See `programOf`. */
  readonly program: string;
  readonly door: Door;
  readonly clientId: string | null;
  readonly clientName: string | null;
  readonly conversation: string | null;
  readonly operation: OperationName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly inputHash: string;
  readonly summary: string;
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
}

const isLive = `at > now() - interval '${proposalDays} days'`;
const waiting = `"userId" = $1 AND state = 'waiting' AND ${isLive}`;
const columns = `id, (extract(epoch FROM at) * 1000)::float8 AS "atMs", program, door, "clientId", "clientName", conversation,
  operation, input, "inputHash", summary, items, settings`;

const insertSql = `INSERT INTO "Proposal" ("userId", id, at, program, door, "clientId", "clientName", conversation, operation, input,
    "inputHash", summary, items, settings)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13::jsonb, $14::jsonb)`;

/** Open pages are notified by the look's version: marks and proposals are for the same eyes. */
const raiseSql = `INSERT INTO "Look" AS l ("userId", version) SELECT id, 1 FROM "User" WHERE id = $1
  ON CONFLICT ("userId") DO UPDATE SET version = l.version + 1 RETURNING l.version AS version`;

/** Raises the version that open pages watch. @returns the version to announce after the transaction */
export async function raiseLookIn(tx: Transaction, userId: UserId): Promise<number> {
  const [row] = await tx.rows<{ version: number }>(raiseSql, [userId]);
  return row?.version ?? 0;
}

export function insertProposalIn(tx: Transaction, userId: UserId, proposal: ProposalRow): void {
  const { id, atMs, program, door, clientId, clientName, conversation, operation, inputHash, summary } = proposal;
  const { input, items, settings } = proposal;
  const by = [program, door, clientId, clientName, conversation, operation];
  const what = [JSON.stringify(input), inputHash, summary, JSON.stringify(items), settings && JSON.stringify(settings)];
  tx.send(insertSql, [userId, id, new Date(atMs), ...by, ...what], 1);
}

/**
 * How many are pending, how large they are, and the one that the same program proposed with the same call. A row that is too large by
 * itself even as stored, compressed, is not unpacked.
 */
export async function findSameIn(
  tx: Transaction,
  userId: UserId,
  { program, inputHash }: Pick<ProposalRow, "program" | "inputHash">,
): Promise<{ readonly count: number; readonly characters: number; readonly sameId: string | null }> {
  const [row] = await tx.rows<{ count: number; characters: number; sameId: string | null }>(
    `SELECT count(*)::int AS count, coalesce(sum(length(input::text) + CASE WHEN pg_column_size(items) <= ${limits.proposalCharacters}
        THEN length(items::text) ELSE ${limits.proposalCharacters} END), 0)::float8 AS characters,
      max(id) FILTER (WHERE program = $2 AND "inputHash" = $3) AS "sameId"
      FROM "Proposal" WHERE ${waiting}`,
    [userId, program, inputHash],
  );
  return row ?? { count: 0, characters: 0, sameId: null };
}

/** Pending proposals, oldest first. */
export const readWaiting = (userId: UserId): Promise<ProposalRow[]> =>
  readRows<ProposalRow>(
    `SELECT ${columns} FROM "Proposal" WHERE ${waiting} ORDER BY at, id LIMIT ${limits.proposalsWaiting}`,
    [userId],
  );

const oneSql = `SELECT ${columns} FROM "Proposal" WHERE ${waiting} AND id = $2`;

/** A pending proposal; undefined once decided or ended. @param read inside a write, its transaction's */
export async function findWaiting(
  userId: UserId,
  id: string,
  read: ReadRows = readRows,
): Promise<ProposalRow | undefined> {
  const [row] = await read<ProposalRow>(oneSql, [userId, id]);
  return row;
}

/** What a notification says about a proposal. */
export type NewProposal = Pick<ProposalRow, "id" | "door" | "clientName" | "summary" | "items" | "settings">;

/** People with devices to notify of proposals, and proposals not announced yet. */
export async function peopleToTell(most: number): Promise<UserId[]> {
  const rows = await readRows<{ userId: UserId }>(
    `SELECT DISTINCT "userId" FROM "Proposal" p WHERE at > now() - interval '1 hour' AND "toldAt" IS NULL AND state = 'waiting'
      AND EXISTS (SELECT 1 FROM "PushDevice" d WHERE d."userId" = p."userId" AND d."isOn" AND d."tellsProposals" AND d."goneAt" IS NULL) LIMIT $1::int`,
    [most],
  );
  return rows.map(({ userId }) => userId);
}

/** Claims a person's proposals to notify devices of: one instance gets each, and sends it at most once. */
export const claimToTell = (userId: UserId): Promise<NewProposal[]> =>
  transaction((tx) =>
    tx.rows<NewProposal>(
      `UPDATE "Proposal" SET "toldAt" = now() WHERE ${waiting} AND "toldAt" IS NULL RETURNING id, door, "clientName", summary, items, settings`,
      [userId],
    ),
  );

/** What became of a proposal. */
export interface ToldProposal {
  readonly id: string;
  readonly atMs: number;
  readonly state: ProposalState;
  readonly summary: string | null;
  readonly isImported: boolean;
  readonly rev: number | null;
  readonly reason: string | null;
}

const stateSql = `CASE WHEN state = 'waiting' AND NOT ${isLive} THEN 'ended' ELSE state END`;

/** Latest first. Proposals about a hidden item come without words. @param program whose; undefined: everybody's */
export async function readProposals(
  userId: UserId,
  {
    program,
    state,
    limit,
  }: { readonly program: string | undefined; readonly state?: ProposalState; readonly limit: number },
): Promise<ToldProposal[]> {
  return readRows<ToldProposal>(
    `SELECT id, (extract(epoch FROM at) * 1000)::float8 AS "atMs", state, rev,
        CASE WHEN NOT "isHidden" THEN summary END AS summary, CASE WHEN NOT "isHidden" THEN reason END AS reason,
        jsonb_path_exists(items, '$[*].*.imported ? (@ != null)') AS "isImported"
      FROM (SELECT id, at, ${stateSql} AS state, summary, reason, rev, items, cardinality($5::text[]) > 0 AND EXISTS (
          SELECT 1 FROM jsonb_array_elements(items) AS i WHERE ${isChangeHiddenSql("i", "$1", "$5")}) AS "isHidden"
        FROM "Proposal" WHERE "userId" = $1 AND ($2::text IS NULL OR program = $2)
          AND ($3::text IS NULL OR ${stateSql} = $3) ORDER BY at DESC, id DESC LIMIT $4::int) AS told
      ORDER BY at DESC, id DESC`,
    [userId, program ?? null, state ?? null, limit, hiddenTags()],
  );
}

const decideSql = `UPDATE "Proposal" SET state = $3, rev = $4, reason = $5 WHERE "userId" = $1 AND id = $2 AND state = 'waiting'`;

/** Records the decision on a pending proposal, in the transaction of its effect. */
export function decideProposalIn(
  tx: Transaction,
  userId: UserId,
  id: string,
  to: { readonly state: ProposalState; readonly rev?: number; readonly reason?: string },
): void {
  tx.send(decideSql, [userId, id, to.state, to.rev ?? null, to.reason ?? null], 1);
}
