import { type ReadLine, readLine } from "../../../../agenda/phrases/line/line.ts";
import type { LineSetting } from "../../../../agenda/phrases/line/line-readings.ts";
import { clockOf } from "../../../../agenda/phrases/resolve.ts";

/** An add line, the resulting text, when, and other results. */
export type LineRow = readonly [line: string, text: string, when: string, ...more: string[]];

/** Wednesday 25 November 2026, 10:24 in Paris. */
export const setting: LineSetting = {
  nowMs: Date.parse("2026-11-25T10:24:00+01:00"),
  clock: clockOf("Europe/Paris"),
  weekStart: "Monday",
  usualMinutes: 60,
  locale: "en-GB",
  date: "2026-11-25",
};

export const read = (line: string, more: Partial<LineSetting> = {}): ReadLine =>
  readLine(line, { ...setting, ...more });

/** A parsed line in the form of a table row. */
export function rowOf(line: string, more: Partial<LineSetting> = {}): LineRow {
  const { text, readings, refused, location, tags, url, isAsked, unread } = read(line, more);
  const [first] = readings;
  const { date, startTime, endDate, endTime, recurrence } = first ?? {};
  const end = endDate || endTime ? ["to", endDate, endTime] : [];
  const when = first ? [date, startTime, ...end, recurrence].filter(Boolean).join(" ") : `refused: ${refused?.why}`;
  const said = [
    ...(location ? [`@${location}`] : []),
    ...tags.map((tag) => `#${tag}`),
    ...(url ? [url] : []),
    ...(isAsked ? ["asked"] : []),
    ...(unread ? [`unread: ${unread.words}`] : []),
  ];
  return [line, text, when, ...said];
}
