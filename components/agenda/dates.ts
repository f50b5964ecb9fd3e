/** Arithmetic and words for dates written YYYY-MM-DD. Pure, and the same on the server and in every browser. */
const dayMs = 86_400_000;
export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const utcMsOf = (date: string): number => Date.parse(`${date}T00:00Z`);

export function addDays(date: string, days: number): string {
  return new Date(utcMsOf(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcMsOf(to) - utcMsOf(from)) / dayMs);
}

/** Every date from one to another, both inclusive. */
export function datesFrom(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));
}

export function weekdayOf(date: string): (typeof weekdays)[number] {
  return weekdays[(new Date(utcMsOf(date)).getUTCDay() + 6) % 7] ?? "Monday";
}

/** The Monday of the date's week. */
export function mondayOf(date: string): string {
  return addDays(date, -weekdays.indexOf(weekdayOf(date)));
}

export const dayNumberOf = (date: string): number => Number(date.slice(8));

export function monthOf(date: string): string {
  return months[Number(date.slice(5, 7)) - 1] ?? "";
}

/** "25 November", with the year where it is not this one. */
export function dayAndMonth(date: string, today: string): string {
  const year = date.slice(0, 4);
  return `${dayNumberOf(date)} ${monthOf(date)}${year === today.slice(0, 4) ? "" : ` ${Number(year)}`}`;
}

/** "Tue 24". */
export function shortDay(date: string): string {
  return `${weekdayOf(date).slice(0, 3)} ${dayNumberOf(date)}`;
}

/** "Tue 24 to Fri 27", with months where they differ. */
export function shortRange(from: string, to: string): string {
  const month = (date: string) => (from.slice(0, 7) === to.slice(0, 7) ? "" : ` ${monthOf(date).slice(0, 3)}`);
  return `${shortDay(from)}${month(from)} to ${shortDay(to)}${month(to)}`;
}

/** "23 to 29 November", "30 Nov to 6 Dec". */
export function weekRange(monday: string): string {
  const sunday = addDays(monday, 6);
  if (monthOf(monday) === monthOf(sunday)) return `${dayNumberOf(monday)} to ${dayNumberOf(sunday)} ${monthOf(sunday)}`;
  const short = (date: string) => `${dayNumberOf(date)} ${monthOf(date).slice(0, 3)}`;
  return `${short(monday)} to ${short(sunday)}`;
}

/** "today", "tomorrow", "yesterday", "Friday" within the week ahead, else "Friday 4 December". */
export function relativeDay(date: string, today: string): string {
  const away = daysBetween(today, date);
  if (away === 0) return "today";
  if (away === 1) return "tomorrow";
  if (away === -1) return "yesterday";
  return away > 1 && away < 7 ? weekdayOf(date) : `${weekdayOf(date)} ${dayAndMonth(date, today)}`;
}
