import { searchVersion } from "../../../agenda/search/search-text.ts";
import type { SettingsPart, StoredSettings } from "../../../agenda/settings/stored-settings.ts";
import type { UserId } from "../../caller.ts";
import { readRows } from "../database.ts";
import { Prisma } from "../generated/client.ts";

export interface Person extends StoredSettings {
  readonly rev: number;
  /** The version of the rules that all of the user's search text was built with (agenda/search/search-text.ts). */
  readonly searchVersion: number;
}

/** The columns of the settings. */
export const settingColumns = `"timeZone", "weekStart", "workingHours", "defaultDurationMinutes", locale`;

/** A user without any settings. */
const nothingSaid: StoredSettings = {
  timeZone: null,
  weekStart: null,
  workingHours: null,
  defaultDurationMinutes: null,
  locale: null,
};

const personSql = `SELECT rev, "searchVersion", ${settingColumns} FROM "User" WHERE id = $1`;

/** What is known of a person; somebody who never wrote anything has no row yet. */
export async function findPerson(userId: UserId): Promise<Person> {
  const [person] = await readRows<Person>(personSql, [userId]);
  return person ?? { rev: 0, searchVersion, ...nothingSaid };
}

/** Sets some of a person's settings, null to forget them; inside a write, so the person's row is there and locked. */
export async function setSettingsIn(tx: Prisma.TransactionClient, userId: UserId, toBe: SettingsPart): Promise<void> {
  const { workingHours, ...rest } = toBe;
  const hours = workingHours === null ? Prisma.DbNull : (workingHours as unknown as Prisma.InputJsonArray | undefined);
  await tx.user.update({
    where: { id: userId },
    data: { ...rest, ...(hours !== undefined && { workingHours: hours }) },
  });
}
