import type { Translator } from "../../messages/translator.ts";
import type { Details } from "../item/field-values.ts";
import { type DetailName, detailNames, fields } from "../item/fields.ts";
import type { SeriesException } from "../item/item-content.ts";
import { remindersWords } from "../item/reminder-words.ts";
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
export function describeException(
  content: SeriesContent,
  date: string,
  exception: SeriesException,
  t: Translator,
): string {
  if (exception.kind === "cancelled") return t("series.cancelled");
  const { text, done, when, alarms, ...details } = exception.changed;
  return [
    ...(when === undefined ? [] : [whenDiffers(content, date, exception.changed, t)]),
    ...(done === undefined ? [] : [t("series.done", { done: String(done) })]),
    ...(text === undefined ? [] : [t("series.called", { text: short(text, mostValue) })]),
    ...detailNames.flatMap((name) => (details[name] === undefined ? [] : [fieldWords(name, details[name], t)])),
    ...(alarms === undefined ? [] : [t("series.alarms", { own: String(alarms.length > 0) })]),
  ].join("; ");
}

function fieldWords(name: DetailName, value: Details[DetailName], t: Translator): string {
  const values = [value ?? []].flat();
  const words = name === "reminders" ? remindersWords(values, t) : values.join(", ");
  if (words === "") return t("history.noField", { field: name });
  if ("isLong" in fields[name]) return t("series.ownField", { field: name });
  return t("series.fieldIs", { field: name, value: short(words, mostValue) });
}

function whenDiffers(
  content: SeriesContent,
  date: string,
  changed: Extract<SeriesException, { kind: "changed" }>["changed"],
  t: Translator,
): string {
  const plain = plainContentOn(content, date);
  const now = changedContentOn(content, date, changed);
  const isOnlyDay =
    plain.date !== now.date &&
    (["startTime", "endTime", "timeZone", "endTimeZone"] as const).every((field) => plain[field] === now[field]) &&
    now.endDate === null;
  const when = isOnlyDay
    ? dayWords(now.date, { withYear: true }, t)
    : whenWords(now, { withZone: now.timeZone !== plain.timeZone }, t);
  return t("series.movedTo", { when });
}
