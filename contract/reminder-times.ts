import { limits } from "./limits.ts";

/** When a reminder of an item is due: minutes before its start, or at a time of the day, some days before its first day. */
export type ReminderTime = { readonly minutes: number } | { readonly days: number; readonly time: string };

const unitMinutes = { w: 10_080, d: 1440, h: 60, m: 1 } as const;
const written = /^(?:(\d{1,5})([mhdw])|(\d{1,2})d ((?:[01]\d|2[0-3]):[0-5]\d))$/;

/** Reads a reminder: "30m", "2h", "1d" or "1w" before the start, or "1d 18:00". Undefined if it is none, or over four weeks. */
export function readReminder(text: string): ReminderTime | undefined {
  const [, count, unit, days, time] = written.exec(text) ?? [];
  if (time !== undefined)
    return Number(days) * unitMinutes.d > limits.reminderMinutes ? undefined : { days: Number(days), time };
  const minutes = Number(count) * unitMinutes[(unit ?? "m") as keyof typeof unitMinutes];
  return minutes <= limits.reminderMinutes ? { minutes } : undefined;
}

/** Writes a reminder in its one canonical form, in the largest unit that fits: 60 minutes are "1h". */
export function writeReminder(reminder: ReminderTime): string {
  if ("time" in reminder) return `${reminder.days}d ${reminder.time}`;
  const { minutes } = reminder;
  const [unit, size] = Object.entries(unitMinutes).find(([, each]) => minutes > 0 && minutes % each === 0) ?? ["m", 1];
  return `${minutes / size}${unit}`;
}

/** The same reminder for an item without a start: at 9:00, on the day or that many days before. */
export function allDayReminder(reminder: string): string {
  const read = readReminder(reminder);
  return read && "minutes" in read ? `${Math.floor(read.minutes / 1440)}d 09:00` : reminder;
}
