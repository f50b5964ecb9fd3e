import { expect, test } from "@playwright/test";
import { newcomer } from "../../harness/api.ts";
import { type Entry, readPages, shown } from "../../harness/pages.ts";

// In St. John's clocks went back over midnight, from 00:01 to 23:01 of the day before: the 29th begins, ends and begins again.
// Apia had no 30 December 2011.
for (const [timeZone, window] of [
  ["America/St_Johns", { from: "2006-10-28", to: "2006-10-29" }],
  ["Pacific/Apia", { from: "2011-12-29", to: "2011-12-31" }],
] as const)
  test(`pages are consecutive across irregular days: ${timeZone}`, async () => {
    const { gpt } = await newcomer(timeZone);
    const { from, to } = window;
    const entries: Entry[] = ["28", "29", "30", "31"].flatMap((day) =>
      ["first", "second"].map((text) => ({ text: `${text} all day on ${day}`, date: from.slice(0, 8) + day })),
    );
    const first = Temporal.PlainDate.from(from).toZonedDateTime("UTC");
    for (let hours = 0; hours < 72; hours += 0.5) {
      const { year, month, day, hour, minute } = first.add({ minutes: hours * 60 });
      const two = (number: number) => String(number).padStart(2, "0");
      const date = `${year}-${two(month)}-${two(day)}`;
      entries.push({
        text: `${date} ${hour}:${minute}`,
        date,
        startTime: `${two(hour)}:${two(minute)}`,
        timeZone: "UTC",
      });
    }
    await gpt.makeAll(entries);
    const expected = shown(entries, from, to, timeZone);
    for (const limit of [200, 1]) expect((await readPages(gpt, { ...window, limit })).flat()).toEqual(expected);
  });
