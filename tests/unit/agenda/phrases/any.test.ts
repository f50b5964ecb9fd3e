import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import { resolvePhrase } from "../../../../agenda/phrases/resolve.ts";
import { english } from "../../../../agenda/phrases/words/english.ts";
import { french } from "../../../../agenda/phrases/words/french.ts";
import { german } from "../../../../agenda/phrases/words/german.ts";
import { japanese } from "../../../../agenda/phrases/words/japanese.ts";
import { spanish } from "../../../../agenda/phrases/words/spanish.ts";
import { requireRecurrence } from "../../../../agenda/recurrence/require-recurrence.ts";

const numbers = "1 2 3 9 15 31 3. 27th 2027 9:30 14h 12/05 3.5. 2026-11-30 12月 3日 15時".split(" ");

/** Random words of one language in any order: most make no sense, many do. */
const phrase = fc
  .constantFrom(english, german, french, spanish, japanese)
  .chain(({ words }) => fc.array(fc.constantFrom(...words.keys(), ...numbers), { minLength: 1, maxLength: 5 }))
  .map((words) => words.join(" "));
const moment = fc.date({ min: new Date("2024-01-01T00:00Z"), max: new Date("2032-01-01T00:00Z"), noInvalidDate: true });
const zone = fc.constantFrom(
  "Europe/Paris",
  "America/New_York",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
);

test("for any combination of words, every reading is valid input for the agenda", () => {
  let readings = 0;
  fc.assert(
    fc.property(phrase, moment, zone, (said, now, timeZone) => {
      const heard = resolvePhrase(said, now.getTime(), timeZone);
      for (const { recurrence, meaning: _, ...when } of heard.readings ?? []) {
        readings += 1;
        // The checks of createItems: dates, weekday, order, times that exist; and that the rule matches its date.
        if (recurrence === undefined) buildItem({ text: said, ...when }, timeZone, []);
        else requireRecurrence(recurrence, { date: when.date, startTime: when.startTime ?? null, timeZone }, []);
      }
      return (heard.readings === undefined) === (heard.notUnderstood !== undefined);
    }),
    { numRuns: 1000 },
  );
  // Some 125, give or take 15: enough that the property is not empty.
  expect(readings).toBeGreaterThan(50);
});
