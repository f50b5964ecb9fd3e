import { readAppEnv } from "../../dev/running-file.ts";

/** Runs the erasing job immediately. */
export async function eraseNow(): Promise<void> {
  Object.assign(process.env, readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {});
  const { eraseExpired } = await import("../../server/storage/erase-expired.ts");
  const { database } = await import("../../server/storage/database.ts");
  if ((await eraseExpired(Date.now())) === null) throw new Error("Our clock and the database's differ.");
  await database().$disconnect();
}
