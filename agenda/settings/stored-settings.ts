import type { Weekday } from "../../contract/fields/time.ts";
import type { Language } from "../../contract/languages.ts";
import type { MapService } from "../../contract/operations/settings.ts";
import { addDays, weekdays, weekStartOf } from "../time/dates.ts";

/** A span of working time in local time: from `from` to `to`, both HH:MM, on each of `days`. */
export interface WorkingSpan {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** What the user has set; null if not set. */
export interface StoredSettings {
  /** IANA name. */
  readonly timeZone: string | null;
  readonly weekStart: Weekday | null;
  readonly workingHours: readonly WorkingSpan[] | null;
  readonly defaultDurationMinutes: number | null;
  /** BCP 47, canonical form. */
  readonly locale: string | null;
  /** Whether today shows what past days left undone. */
  readonly showOverdue: boolean | null;
  /** Default reminders of new items: of timed ones, and of all-day ones. */
  readonly timedReminders: readonly string[] | null;
  readonly allDayReminders: readonly string[] | null;
  /** The map service for looking up places. */
  readonly mapService: MapService | null;
  /** The page's language; null: the browser's preference. */
  readonly language: Language | null;
}

export const settingNames = [
  "timeZone",
  "weekStart",
  "workingHours",
  "defaultDurationMinutes",
  "locale",
  "showOverdue",
  "timedReminders",
  "allDayReminders",
  "mapService",
  "language",
] as const;
export type SettingName = (typeof settingNames)[number];
export type SettingsPart = Partial<StoredSettings>;

/** Defaults; the start of the week follows the locale. */
export const defaultWorkingHours: readonly WorkingSpan[] = [{ days: weekdays.slice(0, 5), from: "09:00", to: "17:00" }];
const defaultMinutes = 60;

/** The effective settings: the user's value, else the default. */
export interface Settings {
  readonly weekStart: Weekday;
  /** In week order, Monday first; spans of the same day do not touch. */
  readonly workingHours: readonly WorkingSpan[];
  readonly defaultDurationMinutes: number;
  readonly showOverdue: boolean;
  readonly timedReminders: readonly string[];
  readonly allDayReminders: readonly string[];
  readonly mapService: MapService;
}

/** The effective settings of a user. */
export function settingsOf(stored: Omit<StoredSettings, "timeZone">): Settings {
  return {
    weekStart: stored.weekStart ?? firstDayIn(stored.locale),
    // Field by field: the column is JSON, and these reach pages that no contract checks.
    workingHours: stored.workingHours?.map(({ days, from, to }) => ({ days, from, to })) ?? defaultWorkingHours,
    defaultDurationMinutes: stored.defaultDurationMinutes ?? defaultMinutes,
    showOverdue: stored.showOverdue ?? true,
    timedReminders: stored.timedReminders ?? [],
    allDayReminders: stored.allDayReminders ?? [],
    mapService: stored.mapService ?? "openstreetmap",
  };
}

/** The working hours of one weekday, in order; empty if it is free. */
export function hoursOn(weekday: Weekday, workingHours: readonly WorkingSpan[]): { from: string; to: string }[] {
  return workingHours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Missing from TypeScript's library. @see ECMA-402 Intl.Locale.prototype.getWeekInfo; 1 is Monday */
type KnowsWeek = Intl.Locale & { getWeekInfo(): { firstDay: number } };

/** The first day of the week for a locale. @param locale null: Monday, as in ISO 8601 */
function firstDayIn(locale: string | null): Weekday {
  const day = locale === null ? 1 : (new Intl.Locale(locale) as KnowsWeek).getWeekInfo().firstDay;
  return weekdays[day - 1] ?? "Monday";
}

/** First and last day of the week that contains a date. */
export function weekOf(date: string, weekStart: Weekday): { from: string; to: string } {
  const from = weekStartOf(date, weekStart);
  return { from, to: addDays(from, 6) };
}

/** Whether two settings are equal. Values are canonical except for key order, which the database does not preserve. */
export const isSameSetting = (a: unknown, b: unknown): boolean => written(a) === written(b);
const written = (setting: unknown) => JSON.stringify(setting, ["days", "from", "to"]);

/** The settings that would really change, before and after; null if none would. */
export function settingsChange(
  now: StoredSettings,
  toBe: SettingsPart,
): { before: SettingsPart; after: SettingsPart } | null {
  const changed = settingNames.filter((name) => toBe[name] !== undefined && !isSameSetting(now[name], toBe[name]));
  const pick = (from: SettingsPart): SettingsPart => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return changed.length === 0 ? null : { before: pick(now), after: pick(toBe) };
}

/** What one write changed in the settings: the changed ones, before and after. */
export interface SettingsChange {
  readonly before: SettingsPart;
  readonly after: SettingsPart;
  /** True if the user did not ask for it: the zone was detected by the browser at sign-in. */
  readonly learned?: boolean;
}
