import { addDays } from "../../agenda/time/dates.ts";
import { ago, clock } from "./clock-words.ts";
import { shortDay } from "./date-names.ts";
import type { Reader } from "./reader.ts";
import { wallOf } from "./wall-in-zone.ts";

type Reading = Pick<Reader, "timeZone" | "today" | "hour12"> & Partial<Pick<Reader, "words">>;

/** When something happened: "today 07:52", "yesterday 18:40", "Tue 24, 18:40". */
export function momentWords(ms: number, { timeZone, today, hour12, words }: Reading): string {
  const wall = wallOf(ms, timeZone);
  const time = clock(wall.time, hour12);
  if (wall.date === today) return `today ${time}`;
  return wall.date === addDays(today, -1) ? `yesterday ${time}` : `${shortDay(wall.date, words)}, ${time}`;
}

/** The same, but "3 min ago" within the last hour. */
export const nearMomentWords = (ms: number, nowMs: number, reading: Reading): string =>
  nowMs - ms < 3_600_000 ? ago(ms, nowMs) : momentWords(ms, reading);

/** The same as a sentence of its own: "Just now.", "Yesterday 18:40." */
export function nearMomentSentence(...moment: Parameters<typeof nearMomentWords>): string {
  const words = nearMomentWords(...moment);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
