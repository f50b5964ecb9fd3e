import { addDays } from "../../agenda/time/dates.ts";
import type { Translator } from "../../messages/translator.ts";
import { capitalized, inRow } from "../words/listed.ts";
import { ago, clock } from "./clock-words.ts";
import { shortDate, shortDay } from "./date-names.ts";
import type { Reader } from "./reader.ts";
import { wallOf } from "./wall-in-zone.ts";

type Reading = Pick<Reader, "timeZone" | "today" | "hour12" | "words">;

/** When something happened: "today 07:52", "yesterday 18:40", "Tue 24, 18:40", "Mon 24 Aug, 18:40". */
export function momentWords(ms: number, { timeZone, today, hour12, words }: Reading, t: Translator): string {
  const wall = wallOf(ms, timeZone);
  const time = clock(wall.time, hour12);
  if (wall.date === today) return `${words.today} ${time}`;
  if (wall.date === addDays(today, -1)) return `${words.yesterday} ${time}`;
  const isRecent = wall.date > addDays(today, -28); // the number of the day tells it
  return inRow([isRecent ? shortDay(wall.date, words) : shortDate(wall.date, today, words), time], t);
}

/** The same, but "3 min ago" within the last hour. */
export const nearMomentWords = (ms: number, nowMs: number, reading: Reading, t: Translator): string =>
  nowMs - ms < 3_600_000 ? ago(ms, nowMs, t) : momentWords(ms, reading, t);

/** The same as a sentence of its own: "Just now.", "Yesterday 18:40." */
export const nearMomentSentence = (...moment: Parameters<typeof nearMomentWords>): string =>
  moment[3]("time.sentence", { words: capitalized(nearMomentWords(...moment)) });
