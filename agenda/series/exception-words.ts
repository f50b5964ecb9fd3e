import type { Details } from "../item/field-values.ts";
import { type DetailName, detailNames, fields } from "../item/fields.ts";
import type { SeriesException } from "../item/item-content.ts";
import { reminderWords } from "../item/reminder-words.ts";
import { short } from "../item/shorten.ts";
import { dayWords, whenWords } from "../item/when-words.ts";
import { changedContentOn, plainContentOn, type SeriesContent } from "./series.ts";

/** Limit for one value, in code points. */
const mostValue = 100;

/**
 * Describes how one occurrence differs from its series: "moved to Saturday 28 November 2026, 10:00 to 11:00; done". If only its
 * day differs, only that is mentioned.
 * @param date its original date
 */
export function describeException(content: SeriesContent, date: string, exception: SeriesException): string {
  if (exception.kind === "cancelled") return "cancelled";
  const { text, done, when, alarms, ...details } = exception.changed;
  return [
    ...(when === undefined ? [] : [whenDiffers(content, date, exception.changed)]),
    ...(done === undefined ? [] : [done ? "done" : "not done"]),
    ...(text === undefined ? [] : [`called ${short(text, mostValue)}`]),
    ...detailNames.flatMap((name) => (details[name] === undefined ? [] : [fieldWords(name, details[name])])),
    ...(alarms === undefined ? [] : [alarms.length === 0 ? "no alarms" : "alarms of its own"]),
  ].join("; ");
}

function fieldWords(name: DetailName, value: Details[DetailName]): string {
  const { title, ...field } = fields[name];
  const words = [value ?? []]
    .flat()
    .map((each) => (name === "reminders" ? reminderWords(each) : each))
    .join(", ");
  if (words === "") return `no ${title}`;
  return "isLong" in field ? `${title} of its own` : `${title}: ${short(words, mostValue)}`;
}

function whenDiffers(
  content: SeriesContent,
  date: string,
  changed: Extract<SeriesException, { kind: "changed" }>["changed"],
): string {
  const plain = plainContentOn(content, date);
  const now = changedContentOn(content, date, changed);
  const isOnlyDay =
    plain.date !== now.date &&
    (["startTime", "endTime", "timeZone", "endTimeZone"] as const).every((field) => plain[field] === now[field]) &&
    now.endDate === null;
  if (isOnlyDay) return `moved to ${dayWords(now.date, { withYear: true })}`;
  return `moved to ${whenWords(now, { withZone: now.timeZone !== plain.timeZone })}`;
}
