import type { Weekday } from "../../contract/fields/time.ts";
import { reminderWords } from "../item/reminder-words.ts";
import { shorten } from "../item/shorten.ts";
import {
  type SettingName,
  type SettingsChange,
  type SettingsPart,
  settingNames,
  type WorkingSpan,
  weekdays,
} from "./stored-settings.ts";

/** A setting's name within a sentence, capitalized. */
export const settingTitles: Readonly<Record<SettingName, string>> = {
  timeZone: "The time zone",
  weekStart: "The week start",
  workingHours: "The working hours",
  defaultDurationMinutes: "The default duration",
  locale: "The locale",
  showOverdue: "What is left from before",
  timedReminders: "The usual reminders",
  allDayReminders: "The usual reminders of all-day items",
  mapService: "The map",
  language: "The language",
};

/** Limit for working hours within a sentence, in code points. */
const mostHours = 160;

/** Describes a settings change: "Changed the time zone to Asia/Tokyo and the week start to Sunday". */
export function settingsWords({ before, after }: SettingsChange): string {
  const changed = settingNames.filter((name) => after[name] !== undefined);
  const [only] = changed;
  if (only === "timeZone" && changed.length === 1 && after.timeZone === null) return "Made the time zone unknown again";
  const isFirst = changed.every((name) => before[name] === null);
  const phrases = changed.map((name) => `${lower(settingTitles[name])} ${toWords(name, after)}`);
  return `${isFirst ? "Set" : "Changed"} ${listed(phrases)}`;
}

function toWords(name: SettingName, after: SettingsPart): string {
  const value = after[name];
  if (value === null || value === undefined) return name === "timeZone" ? "to unknown" : "back to the default";
  if (typeof value === "boolean") return value ? "to shown" : "to hidden";
  if (typeof value === "number") return `to ${value} min`;
  if (typeof value === "string") return `to ${value}`;
  return `to ${isReminders(value) ? remindersWords(value) : hoursWords(value)}`;
}

const isReminders = (value: readonly (WorkingSpan | string)[]): value is readonly string[] =>
  value.every((each) => typeof each === "string");

const remindersWords = (reminders: readonly string[]) =>
  reminders.map((each) => reminderWords(each)).join(", ") || "none";

/** "Monday to Friday 09:00–17:00, Saturday 10:00–12:00". */
export function hoursWords(spans: readonly WorkingSpan[]): string {
  const words = spans.map(({ days, from, to }) => `${daysWords(days)} ${from}–${to}`).join(", ");
  const start = shorten(words, mostHours);
  return start.length < words.length ? `${start}…` : words;
}

/** "Monday to Friday", "Monday and Thursday": three or more in a row become a range. @param days in week order */
function daysWords(days: readonly Weekday[]): string {
  const places = days.map((day) => weekdays.indexOf(day));
  const isRow = days.length > 2 && places.every((place, index) => place === (places[0] ?? 0) + index);
  return isRow ? `${days[0]} to ${days.at(-1)}` : listed(days);
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
