import { test } from "@playwright/test";
import fc from "fast-check";
import { type Entry, occurrencesOf, placeOfEntry } from "../../../../agenda/entries/entry.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ChangedFields, EntryContent, StoredItem } from "../../../../agenda/item/item-content.ts";
import { foundOccurrences } from "../../../../agenda/search/found-occurrences.ts";
import { comparePlaces, type Place } from "../../../../agenda/series/occurrences.ts";
import { dateRangeIn } from "../../../../agenda/time/date-range.ts";
import { addDays } from "../../../../agenda/time/dates.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { requireEqual } from "../../require-equal.ts";
import { datesOf } from "../series/series-of.ts";

const readIn = "Europe/Paris";
const day = (days: number) => addDays("2026-01-01", days);

const times: (Partial<NewItem> & { readonly nights?: number })[] = [
  { startTime: "22:00", endTime: "06:00", nights: 1 },
  {},
  { startTime: "09:00", endTime: "10:00" },
  { startTime: "00:30", timeZone: "Asia/Tokyo" },
];
const fates: Record<string, ChangedFields | "cancelled" | undefined> = {
  ...{
    plain: undefined,
    cancelled: "cancelled",
    done: { done: true },
    renamed: { text: "Exam" },
    both: { text: "Choir exam" },
  },
  ...{ moved: { when: { date: day(200), startTime: null, endDate: null, endTime: null, timeZone: null } } },
};
const usual = Object.values(fates);

/** A choir on some days, with some occurrences cancelled, done, renamed or moved. */
const anySeries: fc.Arbitrary<StoredItem> = fc
  .record({
    rule: fc.constantFrom(
      "FREQ=DAILY",
      "FREQ=DAILY;INTERVAL=9",
      "FREQ=WEEKLY",
      "FREQ=MONTHLY",
      "FREQ=MONTHLY;INTERVAL=4",
    ),
    count: fc.constantFrom("", ";COUNT=1", ";COUNT=3", ";COUNT=12"),
    start: fc.integer({ min: 0, max: 400 }),
    when: fc.constantFrom(...times),
    befell: fc.array(fc.constantFrom(...usual), { maxLength: 14 }),
    id: fc.constantFrom("a", "b", "c"),
  })
  .map(({ rule, count, start, when: { nights, ...when }, befell, id }) => {
    const recurrence = `${rule}${count}`;
    const content = buildItem(
      { text: "Choir", date: day(start), ...when, ...(nights && { endDate: day(start + nights) }), recurrence },
      readIn,
      [],
    );
    const dates = datesOf(recurrence, day(start), { most: befell.length });
    const exceptions = Object.fromEntries(
      dates.flatMap((date, index) => {
        const fate = befell[index];
        if (fate === undefined) return [];
        return [[date, fate === "cancelled" ? { kind: "cancelled" } : { kind: "changed", changed: fate }]];
      }),
    );
    const more = { id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null };
    return { ...content, exceptions, ...more } as StoredItem;
  });

const anySearch = fc
  .record({
    words: fc.constantFrom(["choir"], ["exam"], ["choir", "exam"]),
    done: fc.constantFrom(undefined, true, false),
    today: fc.integer({ min: -20, max: 700 }).map(day),
    from: fc.constantFrom("1900-01-01", day(50), day(210)),
    to: fc.constantFrom("2199-12-31", day(240), day(500)),
  })
  .map(({ words, done, today, from, to }) => ({
    search: { words, onceFrom: today },
    reading: {
      ...{ readIn, window: dateRangeIn(from, to, readIn), limit: 51 },
      accepts: (content: EntryContent) => done === undefined || content.done === done,
    },
  }));

/** Slow and simple: every occurrence of six years with its own content. */
function allFound(item: StoredItem, { search, reading }: Searching): Entry[] {
  const until = dateRangeIn(
    reading.window.from,
    reading.window.to < day(2_200) ? reading.window.to : day(2_200),
    readIn,
  );
  return occurrencesOf(item, { window: until, readIn, limit: 20_000 }).filter(
    ({ content }) =>
      reading.accepts(content) && search.words.every((word) => content.text.toLowerCase().includes(word)),
  );
}
type Searching = typeof anySearch extends fc.Arbitrary<infer T> ? T : never;

test("a series is found once, by its first match that is not over, else by its last", () => {
  fc.assert(
    fc.property(anySeries, anySearch, (item, { search, reading }) => {
      const all = allFound(item, { search, reading });
      const todayMs = dateRangeIn(search.onceFrom, search.onceFrom, readIn).startsAtMs;
      const isOver = ({ content: { date, endDate, startsAtMs, endsAtMs } }: Entry) =>
        startsAtMs === null
          ? (endDate ?? date) < search.onceFrom
          : startsAtMs < todayMs && (endsAtMs ?? startsAtMs) <= todayMs;
      const expected = all.find((entry) => !isOver(entry)) ?? all.at(-1);
      const found = foundOccurrences(item, reading, search);
      requireEqual(
        found.map(({ occurrence }) => occurrence),
        expected ? [expected.occurrence] : [],
      );
    }),
    { numRuns: 200 },
  );
});

test("within a window every match is found, in pages as at once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anySeries, { selector: ({ id }) => id, maxLength: 3 }),
      anySearch,
      (items, { search, reading }) => {
        const window = dateRangeIn(day(50), day(300), readIn);
        const each = { ...search, onceFrom: undefined };
        const compare = comparePlaces(readIn);
        const inOrder = (entries: Entry[]) => entries.sort((a, b) => compare(placeOfEntry(a), placeOfEntry(b)));
        const nameOf = ({ item, occurrence }: Entry) => `${item.id} ${occurrence}`;
        const all = inOrder(items.flatMap((item) => allFound(item, { search, reading: { ...reading, window } })));
        const paged: Entry[] = [];
        for (let after: Place | undefined; ; after = paged.map(placeOfEntry).at(-1)) {
          const page = inOrder(
            items.flatMap((item) =>
              foundOccurrences(item, { ...reading, window, limit: 60, ...(after && { after }) }, each),
            ),
          ).slice(0, 60);
          paged.push(...page);
          if (page.length < 60) break;
        }
        requireEqual(paged.map(nameOf), all.map(nameOf));
      },
    ),
    { numRuns: 100 },
  );
});

test("results with each series once are the same in pages", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anySeries, { selector: ({ id }) => id, minLength: 2, maxLength: 3 }),
      anySearch,
      (items, { search, reading }) => {
        const all = items.flatMap((item) => foundOccurrences(item, reading, search));
        for (const entry of all) {
          const rest = items.flatMap((item) =>
            foundOccurrences(item, { ...reading, after: placeOfEntry(entry) }, search),
          );
          const compare = comparePlaces(readIn);
          const expected = all.filter((one) => compare(placeOfEntry(entry), placeOfEntry(one)) < 0);
          requireEqual(rest, expected);
        }
      },
    ),
    { numRuns: 100 },
  );
});
