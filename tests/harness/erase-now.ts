import { readAppEnv } from "../../dev/running-file.ts";

/** Runs the erasing job immediately. */
export async function eraseNow(): Promise<void> {
  Object.assign(process.env, readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {});
  const { eraseExpired } = await import("../../server/storage/erase-expired.ts");
  const { database } = await import("../../server/storage/database.ts");
  const erased = await eraseExpired(Date.now());
  if (erased === null) throw new Error("Our clock and the database's differ.");
  for (const count of Object.values(erased)) if (count instanceof Error) throw count;
  await database().$disconnect();
}
