import { daysHeard, type MomentHeard, momentsHeard } from "../../agenda/phrases/line/day-heard.ts";
import type { Reader } from "../time/reader.ts";
import { isDay } from "../time/view-address.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";

type Reading = Pick<Reader, "timeZone" | "weekStart" | "locale">;

/** The dates that words may mean for a reader, likeliest first; also 2026-12-03. */
export function daysInWords(typed: string, reader: Reading): readonly string[] {
  const words = typed.trim();
  if (words === "") return [];
  if (isDay(words)) return [words];
  return daysHeard(words, settingOf(reader)).filter(isDay);
}

/** The same with any times in the words. */
export const momentsInWords = (typed: string, reader: Reading): readonly MomentHeard[] =>
  momentsHeard(typed.trim(), settingOf(reader)).filter(({ date }) => isDay(date));

function settingOf({ timeZone, weekStart, locale }: Reading): Parameters<typeof daysHeard>[1] {
  const clock = {
    wallAt: (ms: number) => wallOf(ms, timeZone),
    momentOf: (date: string, time: string) => momentOf({ date, time }, timeZone),
    whySkipped: () => undefined,
  };
  return { nowMs: Date.now(), clock, weekStart, locale };
}
