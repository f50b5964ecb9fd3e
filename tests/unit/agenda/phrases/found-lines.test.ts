import { expect, test } from "@playwright/test";
import { type LineRow, rowOf } from "./lines.ts";

/** Add lines that were once read wrongly, with the locale they are typed in: on Wednesday 2026-11-25 at 10:24 in Paris. */
const rows: readonly (readonly [locale: string, ...LineRow])[] = [
  // the month first, as in the US
  ["en-GB", "Dentist March 5 at 3pm", "Dentist", "2027-03-05 15:00 to 16:00"],
  ["en-GB", "Flight December 20 6:45am", "Flight", "2026-12-20 06:45 to 07:45"],
  ["en-US", "Party Dec 31 9pm", "Party", "2026-12-31 21:00 to 22:00"],
  ["en-US", "Mom's birthday May 3", "Mom's birthday", "2027-05-03"],
  ["en-US", "Call Dec 1, 9-10 PM", "Call", "2026-12-01 21:00 to 22:00"],
  // END
];

test(`${rows.length} lines that were once read wrongly get the intended reading`, () => {
  expect(rows.map(([locale, line]) => [locale, ...rowOf(line, { locale })])).toEqual(rows);
});
