import type { Weekday } from "../../contract/fields/time.ts";
import { addDays, weekdays as fromSunday, weekdayOf } from "../time/dates.ts";

/** Monday first, as ISO 8601 counts. */
export const weekdays: readonly Weekday[] = [...fromSunday.slice(1), ...fromSunday.slice(0, 1)];

/** One span of working time on the wall: from `from` to `to`, both HH:MM, on each of `days`. */
export interface WorkingSpan {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** What a person has said; null where nobody said anything. */
export interface StoredSettings {
  /** IANA name. */
  readonly timeZone: string | null;
  readonly weekStart: Weekday | null;
  readonly workingHours: readonly WorkingSpan[] | null;
  readonly defaultDurationMinutes: number | null;
  /** BCP 47, in its canonical form. */
  readonly locale: string | null;
}

export const settingNames = ["timeZone", "weekStart", "workingHours", "defaultDurationMinutes", "locale"] as const;
export type SettingName = (typeof settingNames)[number];
export type SettingsPart = Partial<StoredSettings>;

/** What holds where nobody said anything; the start of the week follows the locale. */
export const defaultWorkingHours: readonly WorkingSpan[] = [{ days: weekdays.slice(0, 5), from: "09:00", to: "17:00" }];
export const defaultMinutes = 60;

/** Settings as they hold: what was said, else the default. */
export interface Settings {
  readonly weekStart: Weekday;
  /** In the order of the week, which begins with Monday here; spans of one day do not meet. */
  readonly workingHours: readonly WorkingSpan[];
  readonly defaultDurationMinutes: number;
}

/** What holds for a person. */
export function settingsOf(stored: Omit<StoredSettings, "timeZone">): Settings {
  return {
    weekStart: stored.weekStart ?? firstDayIn(stored.locale),
    workingHours: stored.workingHours ?? defaultWorkingHours,
    defaultDurationMinutes: stored.defaultDurationMinutes ?? defaultMinutes,
  };
}

/** The working time of one weekday, in order; none when it is free. */
export function hoursOn(weekday: Weekday, workingHours: readonly WorkingSpan[]): { from: string; to: string }[] {
  return workingHours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Not in TypeScript's library yet. @see ECMA-402 Intl.Locale.prototype.getWeekInfo; 1 is Monday */
type KnowsWeek = Intl.Locale & { getWeekInfo(): { firstDay: number } };

/** The weekday that weeks begin with where a language is spoken. @param locale null: Monday, as ISO 8601 has it */
function firstDayIn(locale: string | null): Weekday {
  const day = locale === null ? 1 : (new Intl.Locale(locale) as KnowsWeek).getWeekInfo().firstDay;
  return weekdays[day - 1] ?? "Monday";
}

/** First and last day of the week that a date lies in. */
export function weekOf(date: string, weekStart: Weekday): { from: string; to: string } {
  const since = (weekdays.indexOf(weekdayOf(date)) - weekdays.indexOf(weekStart) + 7) % 7;
  const from = addDays(date, -since);
  return { from, to: addDays(from, 6) };
}

/** Whether two settings say the same. They are kept in one form, but for the order of keys, which the database does not keep. */
export const isSameSetting = (a: unknown, b: unknown): boolean => written(a) === written(b);
const written = (setting: unknown) => JSON.stringify(setting, ["days", "from", "to"]);

/** Of some settings, those that are not so already, as they were and as they are to be; null when all are. */
export function settingsChange(
  now: StoredSettings,
  toBe: SettingsPart,
): { before: SettingsPart; after: SettingsPart } | null {
  const changed = settingNames.filter((name) => toBe[name] !== undefined && !isSameSetting(now[name], toBe[name]));
  const pick = (from: SettingsPart): SettingsPart => Object.fromEntries(changed.map((name) => [name, from[name]]));
  return changed.length === 0 ? null : { before: pick(now), after: pick(toBe) };
}

/** What one write did to the person's settings: those it changed, as they were and as they are. */
export interface SettingsChange {
  readonly before: SettingsPart;
  readonly after: SettingsPart;
  /** True when nobody asked for it: the zone was learnt from the browser at sign-in. */
  readonly learned?: boolean;
}
