import { remindersAlone } from "../../agenda/phrases/line/line-reminders.ts";
import { allDayReminder, readReminder, writeReminder } from "../../contract/reminder-times.ts";
import { timeHeard } from "./time-heard.ts";

type Say = (reminder: string) => string;

/**
 * Parses a typed reminder: "20 min", "2 h", "3 days", "1 day 19:30", "the evening before at 19:30", and what the page itself writes.
 * @param isAllDay then it needs a time of the day: "3 days" is at nine, "20 min" is none
 * @param say how the page writes a reminder, in the reader's language
 */
export function reminderHeard(typed: string, isAllDay: boolean, say: Say): string | undefined {
  const text = plain(typed);
  const lengths = [...written(text, say), ...remindersAlone(text)];
  const readings = [...lengths, ...daysAndTimes(text, say)];
  if (!isAllDay) return readings[0];
  const days = daysOf(readings[0]);
  return readings.find((each) => each.includes(":")) ?? (days === undefined ? undefined : allDayReminder(`${days}d`));
}

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** Numbers that words may mean: up to two they are not always digits. */
const countsIn = (words: string): readonly string[] => ["0", "1", "2", ...(words.match(/\d+/g) ?? [])];

/** Before the start, as the page writes it or begins to: "20 min" of "20 minutes before". */
function written(text: string, say: Say): string[] {
  const isBegun = /^\d+ ?\p{L}/u.test(text);
  return countsIn(text)
    .flatMap((count) => canonical(`${count}w`, `${count}d`, `${count}h`, `${count}m`))
    .filter((each) => {
      const words = plain(say(each));
      return words === text || (isBegun && ` ${words}`.includes(` ${text}`));
    });
}

/** Days before, as either has them, and a time; alone it is that of the first day. */
function daysAndTimes(text: string, say: Say): string[] {
  return Array.from(text, (_, at) => at).flatMap((at) => {
    const time = /\d$/.test(text.slice(0, at)) ? undefined : timeHeard(text.slice(at), "")?.time;
    if (time === undefined) return [];
    const days = text.slice(0, at).replace(/(?:,| at| um| à| a las?|の| الساعة)? ?$/, "");
    if (days === "") return /\D/.test(text) ? [`0d ${time}`] : [];
    const begun = countsIn(days).filter(
      (count) => /\p{L}/u.test(days) && plain(say(`${count}d ${time}`)).startsWith(days),
    );
    const counts = [...begun, ...[...written(days, say), ...remindersAlone(days)].map(daysOf)];
    return canonical(...counts.map((count) => `${count}d ${time}`));
  });
}

/** Those that are reminders, up to four weeks before, as an item stores them. */
const canonical = (...reminders: readonly string[]): string[] =>
  reminders.flatMap((each) => readReminder(each) ?? []).map(writeReminder);

/** How many days before, if it is whole ones. */
function daysOf(reminder = ""): number | undefined {
  const read = readReminder(reminder);
  if (!read || "time" in read) return read?.days;
  return read.minutes % 1440 === 0 ? read.minutes / 1440 : undefined;
}
