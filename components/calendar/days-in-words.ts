import { daysHeard } from "../../agenda/phrases/line/day-heard.ts";
import type { Reader } from "../time/reader.ts";
import { isDay } from "../time/view-address.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";

/** The days that words may name to a reader, the likeliest first; also 2026-12-03. */
export function daysInWords(
  typed: string,
  { timeZone, weekStart, locale }: Pick<Reader, "timeZone" | "weekStart" | "locale">,
): readonly string[] {
  const words = typed.trim();
  if (words === "") return [];
  if (isDay(words)) return [words];
  const clock = {
    wallAt: (ms: number) => wallOf(ms, timeZone),
    momentOf: (date: string, time: string) => momentOf({ date, time }, timeZone),
    whySkipped: () => undefined,
  };
  return daysHeard(words, { nowMs: Date.now(), clock, weekStart, locale }).filter(isDay);
}
