import type { LineSpan, ReadLine, SpanKind } from "../../agenda/phrases/line/line.ts";
import type { LineReading } from "../../agenda/phrases/line/line-readings.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";
import type { Translator } from "../../messages/translator.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** Writes corrections made by clicks into the line, so that its text remains the single source of what is stored. */

type Read = (line: string) => ReadLine;

/** Removes the words of one part from the line. */
export function withoutKind(line: string, { spans }: ReadLine, ...kinds: readonly SpanKind[]): string {
  return spans
    .filter(({ kind }) => kinds.includes(kind))
    .reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), line)
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Tries several ways to write a part and takes the first that is parsed as intended; the unchanged line if none is. */
function written(
  line: string,
  spans: readonly LineSpan[],
  ways: readonly string[],
  isRight: (line: string) => boolean,
) {
  const [first, ...others] = [...spans].sort((a, b) => a.from - b.from);
  const rest = others.reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), line);
  for (const words of ways) {
    const changed = first ? rest.slice(0, first.from) + words + rest.slice(first.to) : `${line.trimEnd()} ${words}`;
    const tidy = changed.replaceAll(/\s+/g, " ");
    if (isRight(tidy)) return tidy;
  }
  return line;
}

/** Whether a single span gives day and time, as "tonight" does. */
const saysBoth = (said: ReadLine) =>
  said.saysTime && !said.spans.some(({ kind }) => kind === "time" || kind === "rule");

/** Moves the line to another date. */
export function onDate(
  line: string,
  date: string,
  read: Read,
  { today, words }: Pick<Reader, "today" | "words">,
): string {
  const said = read(line);
  const time = saysBoth(said) ? ` ${said.readings[0]?.startTime ?? ""}` : "";
  const ways = [weekdayAndDate(date, today, words), date].map((way) => `${way}${time}`);
  const spans = said.spans.filter(({ kind }) => kind === "date");
  return written(
    line,
    spans,
    ways,
    (changed) => read(changed).readings[0]?.date === date && read(changed).text === said.text,
  );
}

/** Moves the line to another time; without an end it keeps the stated length, else the default. */
export function atTime(line: string, startTime: string, end: string | undefined, read: Read): string {
  const said = read(line);
  const [reading] = said.readings;
  const endTime = end ?? (reading && keptEnd(reading, startTime));
  const date = saysBoth(said) ? `${reading?.date ?? ""} ` : "";
  const spans = said.spans.filter(
    ({ kind }) => kind === "time" || (kind === "length" && endTime !== undefined) || (kind === "date" && date !== ""),
  );
  const way = `${date}${startTime}${endTime === undefined ? "" : `-${endTime}`}`;
  return written(line, spans, [way], (changed) => {
    const [now] = read(changed).readings;
    return now?.startTime === startTime && (endTime === undefined || now.endTime === endTime);
  });
}

/** Replaces the rule if words can express it; undefined otherwise. */
export function withRule(line: string, words: string, read: Read, t: Translator): string | undefined {
  const said = read(line);
  const spans = said.spans.filter(({ kind }) => kind === "rule");
  const changed = written(line, spans, [words], (next) => saysRule(read(next), words, t));
  return changed === line ? undefined : changed;
}

function saysRule({ readings: [first] }: ReadLine, words: string, t: Translator): boolean {
  return first?.recurrence !== undefined && describeRecurrence(first.recurrence, first.date, t) === words;
}

/** The end that keeps the length, if the line stated one. */
function keptEnd({ isUsualLength, startTime = "", endTime = "" }: LineReading, time: string): string | undefined {
  if (isUsualLength || startTime === "" || endTime === "") return undefined;
  return timeAt((minuteOf(time) + minuteOf(endTime) - minuteOf(startTime) + 1440) % 1440);
}
