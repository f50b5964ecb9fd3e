import { expect, test } from "@playwright/test";
import type { Reading } from "../../../../agenda/phrases/line/hear.ts";
import { type Resolved, resolvePhrase } from "../../../../agenda/phrases/resolve.ts";

/** A phrase and the expected results. */
export type Row = readonly [phrase: string, ...expected: string[]];

/** Monday 23 November 2026, 10:00 in Paris. */
export const monday = "2026-11-23T10:00:00+01:00";

/** Resolves a phrase as of a moment. */
export function hear(phrase: string, at = monday, timeZone = "Europe/Paris"): Resolved {
  return resolvePhrase(phrase, Date.parse(at), timeZone);
}

/** "Fri 2026-11-27 15:00 to 16:00 FREQ=WEEKLY" */
export function short({ weekday, date, startTime, endDate, endTime, recurrence }: Reading): string {
  const end = endDate || endTime ? ["to", endDate, endTime] : [];
  return [weekday.slice(0, 3), date, startTime, ...end, recurrence].filter(Boolean).join(" ");
}

/** The readings of a phrase, abbreviated. */
export function readingsOf(phrase: string, at?: string, timeZone?: string): string[] {
  return hear(phrase, at, timeZone).readings?.map(short) ?? [];
}

/** One test for a table of phrases. */
export function heardAs(language: string, rows: readonly Row[]): void {
  test(`${rows.length} phrases in ${language} get the intended readings`, () => {
    expect(rows.length).toBeGreaterThan(40);
    const heard = rows.map(([phrase]): Row => [phrase, ...readingsOf(phrase)]);
    expect(heard).toEqual(rows);
  });
}

/** One test for phrases with words that cannot be parsed. */
export function leftOverOf(language: string, rows: readonly Row[]): void {
  test(`leftover words in ${language} are named, and nothing is guessed`, () => {
    for (const [phrase, ...words] of rows) {
      const heard = hear(phrase);
      expect(heard.readings, phrase).toBeUndefined();
      expect(heard.notUnderstood, phrase).toEqual(words);
      expect(heard.reason, phrase).toBeTruthy();
    }
  });
}
