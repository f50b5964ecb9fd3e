import { type ReminderTime, readReminder } from "../../contract/reminder-times.ts";

/**
 * "30 minutes before", "the day before at 18:00": a reminder within a sentence.
 * @param clock writes a time of the day, HH:MM
 */
export function reminderWords(reminder: string, clock = (time: string) => time): string {
  const read = readReminder(reminder);
  if (!read) return reminder;
  if ("time" in read) return `${dayWords(read.days)} at ${clock(read.time)}`;
  return read.minutes === 0 ? "at the start" : `${lengthWords(read)} before`;
}

function dayWords(days: number): string {
  if (days === 0) return "on the day";
  return days === 1 ? "the day before" : `${days} days before`;
}

const units = [
  ["week", 10_080],
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
] as const;

function lengthWords({ minutes }: Extract<ReminderTime, { minutes: number }>): string {
  const [unit, size] = units.find(([, each]) => minutes % each === 0) ?? units[3];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
