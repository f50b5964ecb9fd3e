import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import { withUserWriteQueue } from "../ledger/write-queue.ts";
import { type Transaction, transaction } from "../transaction.ts";

/** A browser that receives reminders. */
export interface PushDevice {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly isDiscreet: boolean;
  /** Whether proposals are pushed to it as well. */
  readonly tellsProposals: boolean;
  readonly createdAt: Date;
  /** When a push service last accepted a message for it. */
  readonly reachedAt: Date | null;
}

type NewDevice = Omit<PushDevice, "isDiscreet" | "createdAt" | "reachedAt"> & { readonly sessionHash: string };

const columns = `id, endpoint, p256dh, auth, name, "isOn", "isDiscreet", "tellsProposals", "createdAt", "reachedAt"`;

/** Of sessions that have not ended, and without those that push services no longer know. */
export async function findDevices(userId: UserId): Promise<PushDevice[]> {
  return readRows<PushDevice>(
    `SELECT ${columns} FROM "PushDevice" d WHERE "userId" = $1 AND "goneAt" IS NULL AND EXISTS (SELECT 1 FROM "Session" s
      WHERE s."userId" = $1 AND s."idHash" = d."sessionHash" AND s."expiresAt" > now()) ORDER BY "createdAt", id`,
    [userId],
  );
}

/** The ids of those that push services no longer know. They are kept so that their browsers, unlike stopped ones, subscribe anew. */
export async function findGone(userId: UserId): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    `SELECT id FROM "PushDevice" WHERE "userId" = $1 AND "goneAt" IS NOT NULL ORDER BY id`,
    [userId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Stores a device, or its new session and name. An endpoint belongs to one browser, so its previous user loses it: nobody sees
 * another person's reminders on a shared browser. If there are too many devices, the oldest are removed. If the person had words
 * hidden, a new device hides them too: every sign-in makes the browser a new device without saying so.
 */
export async function putDevice(userId: UserId, device: NewDevice, most: number): Promise<PushDevice> {
  return change(userId, async (rows) => {
    await rows(`DELETE FROM "PushDevice" WHERE id = $1 AND "userId" <> $2`, [device.id, userId]);
    const [person] = await rows<{ hidesWords: boolean }>(`SELECT "hidesWords" FROM "User" WHERE id = $1`, [userId]);
    const isDiscreet = person?.hidesWords ?? false;
    const [stored] = await rows<PushDevice>(
      `INSERT INTO "PushDevice" ("userId", id, "sessionHash", endpoint, p256dh, auth, name, "isDiscreet", "isOn", "tellsProposals", "createdAt")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()) ON CONFLICT ("userId", id) DO UPDATE SET "sessionHash" = excluded."sessionHash",
        p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name, "goneAt" = NULL RETURNING ${columns}`,
      [
        ...[userId, device.id, device.sessionHash, device.endpoint, device.p256dh, device.auth, device.name],
        ...[isDiscreet, device.isOn, device.tellsProposals],
      ],
    );
    await rows(
      `DELETE FROM "PushDevice" WHERE "userId" = $1 AND id <> $2 AND id = ANY (ARRAY(SELECT id FROM "PushDevice"
        WHERE "userId" = $1 ORDER BY "createdAt" DESC, id OFFSET $3::int))`,
      [userId, device.id, most],
    );
    if (!stored) throw new Error("A device that was stored is not there.");
    return stored;
  });
}

/** @returns undefined if there is no such device */
export async function changeDevice(
  userId: UserId,
  id: string,
  { isOn, isDiscreet, tellsProposals }: Partial<Pick<PushDevice, "isOn" | "isDiscreet" | "tellsProposals">>,
): Promise<PushDevice | undefined> {
  return change(userId, async (rows) => {
    const [changed] = await rows<PushDevice>(
      `UPDATE "PushDevice" SET "isOn" = coalesce($3, "isOn"), "isDiscreet" = coalesce($4, "isDiscreet"),
        "tellsProposals" = coalesce($5, "tellsProposals") WHERE "userId" = $1 AND id = $2 AND "goneAt" IS NULL RETURNING ${columns}`,
      [userId, id, isOn ?? null, isDiscreet ?? null, tellsProposals ?? null],
    );
    if (changed && isDiscreet !== undefined)
      await rows(
        `UPDATE "User" SET "hidesWords" = EXISTS (SELECT 1 FROM "PushDevice" WHERE "userId" = $1 AND "isDiscreet") WHERE id = $1`,
        [userId],
      );
    return changed;
  });
}

export async function deleteDevice(userId: UserId, id: string): Promise<void> {
  await change(userId, (rows) => rows(`DELETE FROM "PushDevice" WHERE "userId" = $1 AND id = $2`, [userId, id]));
}

/** Delivery results for one person: devices that were reached, and those that push services no longer know. */
export interface Delivered {
  readonly userId: UserId;
  readonly reached: readonly string[];
  readonly gone: readonly string[];
}

export function noteDeliveryIn(tx: Transaction, { userId, reached, gone }: Delivered): void {
  const statement = (verb: string, ids: readonly string[]) =>
    ids.length > 0 && tx.send(`${verb} WHERE "userId" = $1 AND id = ANY ($2::text[])`, [userId, ids]);
  statement(`UPDATE "PushDevice" SET "reachedAt" = now()`, reached);
  statement(`UPDATE "PushDevice" SET "goneAt" = now()`, gone);
}

export const noteDelivery = (delivered: Delivered): Promise<void> =>
  transaction(async (tx) => noteDeliveryIn(tx, delivered));

type Rows = <R extends object>(text: string, values: readonly unknown[]) => Promise<R[]>;

const change = <T>(userId: UserId, work: (rows: Rows) => Promise<T>): Promise<T> =>
  withUserWriteQueue(userId, () => transaction((tx) => work(tx.rows)));
