import { LRUCache } from "lru-cache";
import { searchVersion } from "../../../agenda/search/search-text.ts";
import type { SettingsPart, StoredSettings } from "../../../agenda/settings/stored-settings.ts";
import type { UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { readRows } from "../database.ts";
import { Prisma } from "../generated/client.ts";
import type { Transaction } from "../transaction.ts";

export interface Person extends StoredSettings {
  readonly rev: number;
  /** The version of the rules that all of the user's search text was built with (agenda/search/search-text.ts). */
  readonly searchVersion: number;
  /** Whether notifications show no words, unless a device of theirs is to show them. */
  readonly hidesWords: boolean;
}

/** The columns of the settings. */
export const settingColumns = `"timeZone", "weekStart", "workingHours", "defaultDurationMinutes", locale, "showOverdue", "timedReminders", "allDayReminders", "mapService", language`;

/** A user without any settings. */
const nothingSaid: StoredSettings = {
  timeZone: null,
  weekStart: null,
  workingHours: null,
  defaultDurationMinutes: null,
  locale: null,
  showOverdue: null,
  timedReminders: null,
  allDayReminders: null,
  mapService: null,
  language: null,
};

const personSql = `SELECT rev, "searchVersion", "hidesWords", ${settingColumns} FROM "User" WHERE id = $1`;

const seen = oncePerProcess("zones", () => new LRUCache<UserId, { readonly timeZone: string | null }>({ max: 10_000 }));

/** The person's zone when this process last looked: a guess, to be checked. */
export const zoneLastSeen = (userId: UserId): string | null => seen().get(userId)?.timeZone ?? null;

/**
 * Reads data that depends on the person's zone in one round trip: with the zone last seen, and again with the right one if it has
 * changed. An error under a wrong zone is ignored too.
 * @param read also returns the person's zone at the time of the read
 */
export async function readInZone<T extends { readonly person: Pick<Person, "timeZone"> }>(
  userId: UserId,
  read: (timeZone: string | null) => Promise<T>,
): Promise<T> {
  for (let { timeZone } = seen().get(userId) ?? (await findPerson(userId)); ; ) {
    const found = await read(timeZone).catch(async (thrown: unknown) => {
      const person = await findPerson(userId);
      if (person.timeZone === timeZone) throw thrown;
      return { person };
    });
    const now = found.person.timeZone;
    seen().set(userId, { timeZone: now });
    if (now === timeZone) return found as T;
    timeZone = now;
  }
}

/** What is known about a user; one who never wrote anything has no row yet. */
export async function findPerson(userId: UserId): Promise<Person> {
  const [person] = await readRows<Person>(personSql, [userId]);
  return person ?? { rev: 0, searchVersion, hidesWords: false, ...nothingSaid };
}

/** Sets some of a user's settings, null to clear; within a write, so the user's row exists and is locked. */
export async function setSettingsIn(tx: Transaction, userId: UserId, toBe: SettingsPart): Promise<void> {
  const data = Object.entries(toBe).map(([name, value]) => {
    const isJson = name === "workingHours" || name === "timedReminders" || name === "allDayReminders";
    return [name, isJson && value === null ? Prisma.DbNull : value];
  });
  await (await tx.prisma()).user.update({ where: { id: userId }, data: Object.fromEntries(data) });
}
