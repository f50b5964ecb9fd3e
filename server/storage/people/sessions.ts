import type { UserId } from "../../caller.ts";
import { query } from "../database.ts";
import { transaction } from "../transaction.ts";

/** A signed-in browser, as it is stored. */
export interface SessionRow {
  /** SHA-256 of the id that the cookie holds. */
  readonly idHash: string;
  readonly logtoSid: string | null;
  /** Encrypted. */
  readonly data: string;
  readonly expiresAt: Date;
}

/** Keeps a new session; makes the person's row where there is none yet. */
export async function insertSession(userId: UserId, session: SessionRow): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO "User" (id) VALUES (${userId}) ON CONFLICT DO NOTHING`;
    await tx.session.create({ data: { userId, ...session } });
  });
}

/** A session that is not over, or null. */
export async function findSession(userId: UserId, idHash: string): Promise<SessionRow | null> {
  const session = await query((db) => db.session.findUnique({ where: { userId_idHash: { userId, idHash } } }));
  return session && session.expiresAt.getTime() > Date.now() ? session : null;
}

/** Keeps other data in a session that is there still. */
export async function replaceSessionData(userId: UserId, idHash: string, data: string): Promise<void> {
  await query((db) => db.session.updateMany({ where: { userId, idHash }, data: { data } }));
}

/** Ends one session. */
export async function deleteSession(userId: UserId, idHash: string): Promise<void> {
  await transaction((tx) => tx.session.deleteMany({ where: { userId, idHash } }));
}

/**
 * Ends the sessions that one sign-in at Logto opened, or all of a person's when no `sid` is told.
 * @returns the hashes of the sessions that ended
 */
export async function deleteSessionsOf(userId: UserId, logtoSid: string | undefined): Promise<string[]> {
  const where = logtoSid === undefined ? { userId } : { userId, logtoSid };
  return transaction(async (tx) => {
    const ended = await tx.session.findMany({ where, select: { idHash: true } });
    await tx.session.deleteMany({ where });
    return ended.map(({ idHash }) => idHash);
  });
}
