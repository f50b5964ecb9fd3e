import type { Weekday } from "../../contract/fields/time.ts";
import type { Language } from "../../contract/languages.ts";
import type { Translator } from "../../messages/translator.ts";
import { remindersWords } from "../item/reminder-words.ts";
import { shorten } from "../item/shorten.ts";
import { listText, textOfWeekday, timeText } from "../time/date-texts.ts";
import { weekdays } from "../time/dates.ts";
import {
  type SettingName,
  type SettingsChange,
  type SettingsPart,
  settingNames,
  type WorkingSpan,
} from "./stored-settings.ts";

/** Limit for working hours within a sentence, in code points. */
const mostHours = 160;

/** Describes a settings change: "Changed the time zone to Asia/Tokyo and the week start to Sunday". */
export function settingsWords(change: SettingsChange, t: Translator): string {
  if (isZoneForgotten(change)) return t("settings.zoneForgotten");
  return t("settings.changed", { isFirst: String(isFirst(change)), list: phrasesOf(change, t) });
}

/** The same for a change to come: "change the time zone to Asia/Tokyo". */
export function futureSettingsWords(change: SettingsChange, t: Translator): string {
  if (isZoneForgotten(change)) return t("settings.toForgetZone");
  return t("settings.toChange", { verb: isFirst(change) ? "set" : "change", list: phrasesOf(change, t) });
}

const changedIn = ({ after }: SettingsChange) => settingNames.filter((name) => after[name] !== undefined);

const isFirst = (change: SettingsChange) => changedIn(change).every((name) => change.before[name] === null);

function isZoneForgotten(change: SettingsChange): boolean {
  const [only, ...more] = changedIn(change);
  return only === "timeZone" && more.length === 0 && change.after.timeZone === null;
}

const phrasesOf = (change: SettingsChange, t: Translator): string =>
  listText(
    changedIn(change).map((name) => phraseOf(name, change.after, t)),
    "and",
    t,
  );

function phraseOf(name: SettingName, after: SettingsPart, t: Translator): string {
  const setting = t("settings.name", { setting: name });
  const value = after[name];
  const isBack = value === null || value === undefined;
  if (isBack && name !== "timeZone") return t("settings.toDefault", { setting });
  return t("settings.to", { setting, value: isBack ? t("settings.unknown") : valueWords(name, value, t) });
}

function valueWords(name: SettingName, value: NonNullable<SettingsPart[SettingName]>, t: Translator): string {
  if (typeof value === "boolean") return t("settings.shown", { shown: String(value) });
  if (typeof value === "number") return t("settings.minutes", { count: value });
  if (name === "weekStart") return textOfWeekday(value as Weekday, t);
  if (name === "language") return languageName(value as Language);
  if (typeof value === "string") return value;
  if (!isReminders(value)) return hoursWords(value, t);
  return value.length === 0 ? t("settings.noReminders") : remindersWords(value, t);
}

/** Its own name: "Deutsch". */
const languageName = (language: Language): string =>
  new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;

const isReminders = (value: readonly (WorkingSpan | string)[]): value is readonly string[] =>
  value.every((each) => typeof each === "string");

/** "Monday to Friday 09:00–17:00, Saturday 10:00–12:00". */
export function hoursWords(spans: readonly WorkingSpan[], t: Translator): string {
  const words = listText(
    spans.map(({ days, from, to }) => `${daysWords(days, t)} ${timeText(from, t)}–${timeText(to, t)}`),
    "unit",
    t,
  );
  const start = shorten(words, mostHours);
  return start.length < words.length ? `${start}…` : words;
}

/** "Monday to Friday", "Monday and Thursday": three or more in a row become a range. @param days in week order */
function daysWords(days: readonly Weekday[], t: Translator): string {
  const places = days.map((day) => weekdays.indexOf(day));
  const isRow = days.length > 2 && places.every((place, index) => place === (places[0] ?? 0) + index);
  const names = days.map((day) => textOfWeekday(day, t));
  return isRow ? t("settings.days", { from: names[0] ?? "", to: names.at(-1) ?? "" }) : listText(names, "and", t);
}
