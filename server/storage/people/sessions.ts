import type { Language } from "../../../contract/languages.ts";
import type { UserId } from "../../caller.ts";
import { query, readRows } from "../database.ts";
import { transaction } from "../transaction.ts";

/** A signed-in browser, as stored. */
interface SessionRow {
  /** SHA-256 of the id in the cookie. */
  readonly idHash: string;
  readonly logtoSid: string | null;
  /** Encrypted. */
  readonly data: string;
  readonly expiresAt: Date;
}

export interface SessionAddress {
  readonly userId: UserId;
  readonly idHash: string;
}

/** Stores a new session; creates the user's row if needed. */
export async function insertSession(userId: UserId, session: SessionRow): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO "User" (id) VALUES (${userId}) ON CONFLICT DO NOTHING`;
    await (await tx.prisma()).session.create({ data: { userId, ...session } });
  });
}

interface FoundSession extends Pick<SessionRow, "data" | "expiresAt"> {
  /** The language the person has chosen. */
  readonly language: Language | null;
  /** The locale for dates and times, BCP 47. */
  readonly locale: string | null;
}

const findSql = `SELECT data, "expiresAt", language, locale
  FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE s."userId" = $1 AND "idHash" = $2`;

/** A session that has not expired, or null. */
export async function findSession(userId: UserId, idHash: string): Promise<FoundSession | null> {
  const [session] = await readRows<FoundSession>(findSql, [userId, idHash]);
  return session && session.expiresAt.getTime() > Date.now() ? session : null;
}

/** Replaces the data of a session that still exists. */
export async function replaceSessionData(userId: UserId, idHash: string, data: string): Promise<void> {
  await query((db) => db.session.updateMany({ where: { userId, idHash }, data: { data } }));
}

/** Extends a session, at most once a day, and not beyond `longestSeconds` after the sign-in. */
export async function extendSession(userId: UserId, idHash: string, end: Date, longestSeconds: number): Promise<void> {
  await transaction(
    (tx) => tx.$executeRaw`UPDATE "Session" SET "expiresAt" = ${end} WHERE "userId" = ${userId} AND "idHash" = ${idHash}
      AND "expiresAt" < ${end}::timestamptz - interval '1 day'
      AND "createdAt" >= ${end}::timestamptz - make_interval(secs => ${longestSeconds})`,
  );
}

interface Unasked {
  /** A session ending this soon was not extended for a while. */
  readonly endingInSeconds: number;
  /** Older sessions are not extended any more. */
  readonly longestSeconds: number;
}

/** Sessions of browsers that receive reminders, soonest to end first. */
export async function findRemindedSessions(
  { endingInSeconds, longestSeconds }: Unasked,
  most: number,
): Promise<SessionAddress[]> {
  return readRows<SessionAddress>(
    `SELECT "userId", "idHash" FROM "Session" s WHERE "expiresAt" BETWEEN now() AND now() + make_interval(secs => $1)
      AND "createdAt" > now() - make_interval(secs => $2) AND EXISTS (SELECT 1 FROM "PushDevice" d
        WHERE d."userId" = s."userId" AND d."sessionHash" = s."idHash" AND d."isOn" AND d."goneAt" IS NULL) ORDER BY "expiresAt" LIMIT $3::int`,
    [endingInSeconds, longestSeconds, most],
  );
}

/** Deletes one session. */
export async function deleteSession(userId: UserId, idHash: string): Promise<void> {
  await transaction((tx) => tx.$executeRaw`DELETE FROM "Session" WHERE "userId" = ${userId} AND "idHash" = ${idHash}`);
}

const endSql = `DELETE FROM "Session" WHERE "userId" = $1 AND ($2::text IS NULL OR "logtoSid" = $2) RETURNING "idHash"`;

/**
 * Deletes the sessions opened by one sign-in at Logto, or all of a user's if no `sid` is given.
 * @returns the hashes of the deleted sessions
 */
export async function deleteSessionsOf(userId: UserId, logtoSid: string | undefined): Promise<string[]> {
  const ended = await transaction((tx) => tx.rows<Pick<SessionRow, "idHash">>(endSql, [userId, logtoSid ?? null]));
  return ended.map(({ idHash }) => idHash);
}
