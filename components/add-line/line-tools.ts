import { type ReadLine, readLine } from "../../agenda/phrases/line/line.ts";
import { askedOf, type LineSetting } from "../../agenda/phrases/line/line-readings.ts";
import type { Translator } from "../../messages/translator.ts";
import { KeyboardInset } from "../controls/keyboard-inset.ts";
import type { Reader } from "../time/reader.ts";
import { momentOf, wallOf } from "../time/wall-in-zone.ts";
import { wordsOfItem } from "./added.ts";
import { chipsOf, chosenOf, fieldsOfLine, keyOfReading, type LineChoice } from "./line-fields.ts";
import { LinePreview } from "./line-preview.tsx";

/** Parses and previews a line: loaded when a line gets the focus. */

type LineOpening = Pick<LineSetting, "date" | "startTime" | "endTime" | "asWords">;

function read(line: string, opening: LineOpening, reading: Reader, t: Translator): ReadLine {
  const { timeZone, weekStart, usualMinutes, locale } = reading;
  return readLine(line, {
    ...opening,
    nowMs: Date.now(),
    weekStart,
    usualMinutes,
    locale,
    clock: {
      wallAt: (ms) => wallOf(ms, timeZone),
      momentOf: (date, time) => momentOf({ date, time }, timeZone),
      whySkipped: (date, time) => skipped(date, time, timeZone, t),
    },
  });
}

const known = new Map<string, string | undefined>();
const mostKnown = 500;

/** Cache: asking Intl costs more than the rest of a keystroke, and the next one asks for the same times. */
function skipped(date: string, time: string, timeZone: string, t: Translator): string | undefined {
  const key = `${date} ${time} ${timeZone}`;
  if (known.has(key)) return known.get(key);
  const shown = wallOf(momentOf({ date, time }, timeZone), timeZone).time;
  const why = shown === time ? undefined : t("add-line.skipped", { time, shown });
  if (known.size >= mostKnown) known.clear();
  known.set(key, why);
  return why;
}

/** The key of the next or previous candidate day, wrapping around. */
function nextOf(said: ReadLine, choice: LineChoice, by: 1 | -1): string | undefined {
  const asked = chipsOf(said);
  const now = chosenOf(said, choice);
  const at = asked.findIndex((each) => now && keyOfReading(each) === keyOfReading(now));
  const next = asked[(at + by + asked.length) % asked.length];
  return next && keyOfReading(next);
}

export const lineTools = { wordsOfItem, read, askedOf, nextOf, chosenOf, fieldsOfLine, KeyboardInset, LinePreview };
export type LineTools = typeof lineTools;
