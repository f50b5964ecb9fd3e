import { readReminder } from "../../contract/reminder-times.ts";
import type { Translator } from "../../messages/translator.ts";
import { listText, timeText } from "../time/date-texts.ts";

/** "30 minutes before", "the day before at 18:00": a reminder within a sentence. @param clock writes a time of the day, HH:MM */
export function reminderWords(reminder: string, clock: (time: string) => string, t: Translator): string {
  const read = readReminder(reminder);
  if (!read) return reminder;
  if ("time" in read) return t("reminders.onTheDay", { days: read.days, time: clock(read.time) });
  if (read.minutes === 0) return t("reminders.atStart");
  const [unit, size] = units.find(([, each]) => read.minutes % each === 0) ?? units[3];
  return t("reminders.before", { unit, count: read.minutes / size });
}

/** Several of them. */
export const remindersWords = (
  reminders: readonly string[],
  t: Translator,
  clock = (time: string) => timeText(time, t),
): string =>
  listText(
    reminders.map((each) => reminderWords(each, clock, t)),
    "unit",
    t,
  );

const units = [
  ["week", 10_080],
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
] as const;
