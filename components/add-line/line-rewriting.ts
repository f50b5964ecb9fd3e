import type { LineSpan, ReadLine, SpanKind } from "../../agenda/phrases/line/line.ts";
import type { LineReading } from "../../agenda/phrases/line/line-readings.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { minuteOf, timeAt } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

/** Corrections by a click, written into the line: its words stay what is stored. */

type Read = (line: string) => ReadLine;

/** The line without what one part says. */
export function withoutKind(line: string, { spans }: ReadLine, ...kinds: readonly SpanKind[]): string {
  return spans
    .filter(({ kind }) => kinds.includes(kind))
    .reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), line)
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The first of some ways to write a part that is read as it was meant; the line as it was where none is. */
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

/** Whether one span says the day and the time together, as "tonight" does. */
const saysBoth = (said: ReadLine) =>
  said.saysTime && !said.spans.some(({ kind }) => kind === "time" || kind === "rule");

/** The line on another date. */
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

/** The line at another time; without an end, as long as it was said, else as is usual. */
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

/** The line with another rule, where its words say the same; undefined where they do not. */
export function withRule(line: string, words: string, read: Read): string | undefined {
  const said = read(line);
  const spans = said.spans.filter(({ kind }) => kind === "rule");
  const changed = written(line, spans, [words], (next) => saysRule(read(next), words));
  return changed === line ? undefined : changed;
}

function saysRule({ readings: [first] }: ReadLine, words: string): boolean {
  return first?.recurrence !== undefined && describeRecurrence(first.recurrence, first.date) === words;
}

/** The end that keeps the length, where the line said one. */
function keptEnd({ isUsualLength, startTime = "", endTime = "" }: LineReading, time: string): string | undefined {
  if (isUsualLength || startTime === "" || endTime === "") return undefined;
  return timeAt((minuteOf(time) + minuteOf(endTime) - minuteOf(startTime) + 1440) % 1440);
}
