import { momentsInWords } from "../calendar/days-in-words.ts";
import { isDay } from "../time/view-address.ts";
import { timeHeard } from "./time-heard.ts";

/** What was typed into a day field: the day, a time, or both. */
export interface DateHeard {
  readonly date?: string;
  /** HH:MM. */
  readonly time?: string;
}

/**
 * Parses a typed day: "fri", "3 dec", 2026-12-03; if the field has a time, also "fri 3pm", "tomorrow 9" and "noon". A number alone is not a
 * time: "9" may be the start of "9 dec". "5.12" is a day, "9.30" can only be a time.
 */
export function dateHeard(
  typed: string,
  reader: Parameters<typeof momentsInWords>[1],
  takesTime: boolean,
): DateHeard | undefined {
  const text = typed.trim();
  if (isDay(text)) return { date: text };
  const [whole] = momentsInWords(text, reader);
  const isDotted = whole !== undefined && !whole.startTime && /^\d+\.\d+$/.test(text);
  const alone = isDotted || /^\d+\.?$/.test(text) ? undefined : timeHeard(text, "");
  if (alone) return takesTime ? { time: alone.time } : undefined;
  if (whole) return { date: whole.date, ...(takesTime && whole.startTime && { time: whole.startTime }) };
  const [, days = "", last = ""] = /^(.+)\s(\S+)$/.exec(text) ?? [];
  const time = takesTime && days ? timeHeard(last, "")?.time : undefined;
  const [day] = time ? momentsInWords(days, reader) : [];
  return time && day && !day.startTime ? { date: day.date, time } : undefined;
}
