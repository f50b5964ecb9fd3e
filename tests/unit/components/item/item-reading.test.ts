import { expect, test } from "@playwright/test";
import { aroundWords } from "../../../../components/item/reading/around-words.ts";
import { linkedParts } from "../../../../components/item/reading/linked-parts.ts";
import { isTimeToJoin, mapOf, pastWords, readingWhen } from "../../../../components/item/reading/reading-words.ts";
import { changesOf, lastChangeOf } from "../../../../components/item/reading/use-last-change.ts";
import { english } from "../../../../components/time/date-words.ts";
import type { Reader } from "../../../../components/time/reader.ts";
import { daysOf } from "../../../../components/timeline/days.ts";
import { placeItem } from "../../../../components/timeline/placed-item.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const reader: Reader = {
  ...{ timeZone: "UTC", today: "2026-11-25", hour12: false, locale: "en", words: english, weekStart: "Monday" },
  ...{ usualMinutes: 60, hasSingleKeys: true, workingHours: [], mapService: "openstreetmap" },
};
const nowMs = Date.parse("2026-11-25T10:24:00Z");
const day = "2026-11-25";

for (const [fields, when, more] of [
  [{ startTime: "14:00", endTime: "15:30" }, ["Wednesday 25 November", "today", "14:00–15:30", "1 h 30, in 3 h 36"]],
  [{ startTime: "14:00", endTime: "15:30" }, ["", "", "2:00 pm–3:30 pm", ""], { hour12: true }],
  [{ startTime: "10:00", endTime: "11:00" }, ["", "today", "10:00–11:00", "1 h, 36 min left"]],
  [{ startTime: "08:00", endTime: "09:00" }, ["", "today", "08:00–09:00", "1 h, over"]],
  [{ startTime: "18:00" }, ["", "today", "18:00", "in 7 h 36"]],
  [
    { startTime: "22:00", endTime: "01:30", endDate: "2026-11-26" },
    ["", "", "22:00–01:30 Thursday", "3 h 30, in 11 h 36"],
  ],
  [
    { date: "2026-11-24", startTime: "22:00", endTime: "01:30", endDate: day },
    ["Tuesday 24 November", "yesterday", "22:00–01:30 Wednesday", "3 h 30, over"],
  ],
  [
    { date: "2026-11-24", startTime: "22:00", endTime: "11:00", endDate: day },
    ["Tuesday 24 November", "now", "22:00–11:00 Wednesday", "13 h, 36 min left"],
  ],
  [{ date: "2026-12-04" }, ["Friday 4 December", "in 9 days", undefined, undefined]],
  [{ date: "2027-01-04" }, ["Monday 4 January 2027", "in 40 days", undefined, undefined]],
  [{ date: "2026-11-24" }, ["Tuesday 24 November", "yesterday", undefined, undefined]],
  [{ date: "2026-11-20" }, ["Friday 20 November", "5 days ago", undefined, undefined]],
  [
    { date: "2026-11-24", endDate: "2026-11-27" },
    ["Tuesday 24 to Friday 27 November", "4 days, now", undefined, undefined],
  ],
  [{ date: "2026-11-30", endDate: "2026-12-02" }, ["Monday 30 November to Wednesday 2 December", "3 days, in 5 days"]],
] as const)
  test(`when ${JSON.stringify(fields)} is, is read as ${when.filter(Boolean).join(", ")}`, () => {
    const placed = placeItem(item({ text: "Review", date: day, ...fields }), "UTC");
    const read = readingWhen(placed, nowMs, { ...reader, ...more }, t);
    const said = [read.day, read.dayHint, read.time, read.timeHint];
    for (const [index, words] of when.entries()) if (words !== "") expect(said[index]).toBe(words);
  });

test("a call is joined from ten minutes before it begins until it ends", () => {
  const call = placeItem(item({ text: "Call", date: day, startTime: "14:00", endTime: "15:00" }), "UTC");
  const at = (time: string) => isTimeToJoin(call, Date.parse(`${day}T${time}Z`));
  expect(["13:49", "13:50", "14:59", "15:00"].map(at)).toEqual([false, true, true, false]);
  expect(isTimeToJoin(placeItem(item({ text: "Trip", date: day }), "UTC"), nowMs)).toBe(false);
});

for (const [at, words] of [
  ["2026-11-25T10:21:00Z", "3 min ago"],
  ["2026-11-25T07:05:00Z", "07:05"],
  ["2026-11-24T21:12:00Z", "yesterday 21:12"],
  ["2026-11-20T08:00:00Z", "Fri 20 Nov"],
] as const)
  test(`${at} is ${words}`, () => expect(pastWords(Date.parse(at), nowMs, reader, t)).toBe(words));

test("a place is escaped in the address of its map", () => {
  const words = "Bar%20%26%20Grill%2C%205%20%232";
  for (const [service, address] of [
    ["openstreetmap", `https://www.openstreetmap.org/search?query=${words}`],
    ["google", `https://www.google.com/maps/search/?api=1&query=${words}`],
    ["apple", `https://maps.apple.com/?q=${words}`],
  ] as const)
    expect(mapOf("Bar & Grill, 5 #2", service)).toBe(address);
});

for (const [text, links] of [
  ["see https://a.example/x.", { "https://a.example/x": "https://a.example/x" }],
  ["(http://a.example/b_(c))!", { "http://a.example/b_(c)": "http://a.example/b_(c)" }],
  ["figma.com/file/varda, please", { "figma.com/file/varda": "https://figma.com/file/varda" }],
  ["ask hugo@varda.com?", { "hugo@varda.com": "mailto:hugo@varda.com" }],
  ["mailto:hugo@varda.com", { "mailto:hugo@varda.com": "mailto:hugo@varda.com" }],
  ["(tel:+33-1-23), or TEL:112.", { "tel:+33-1-23": "tel:+33-1-23", "TEL:112": "TEL:112" }],
  ["javascript:alert(1) data:text/html,x file:///etc/passwd ftp://a.example/", {}],
  ["JaVaScRiPt://a.example/%0aalert(1)", {}],
  ['<a href="javascript:alert(1)">x</a> <img src=x onerror=alert(1)>', {}],
  ["at 9.30, room 2.14, v1.2.3", {}],
] as const)
  test(`links in ‘${text}’`, () => {
    const parts = linkedParts(text);
    expect(parts.map(({ words }) => words).join("")).toBe(text);
    expect(Object.fromEntries(parts.flatMap(({ words, href }) => (href ? [[words, href]] : [])))).toEqual(links);
  });

test("the last change of an item or of one occurrence, without what was undone, only gave it its zone or did not touch it", () => {
  type Change = Parameters<typeof lastChangeOf>[1][number];
  const at = "2026-11-25T10:00:00Z";
  const of = (id: number, more: Partial<Change>): Change => ({ id, at, door: "gpt", ...more });
  const updated = { id: "one", kind: "updated" } as const;
  const there = { occurrences: [{ occurrence: "2026-12-01", kind: "updated" as const }] };
  const changes = [
    of(7, { door: "web", settings: true, summary: "Changed the time zone to Paris", items: [updated] }),
    of(6, { undoes: [5], summary: "Undid a change: moved Walk", items: [updated] }),
    of(5, { undoneBy: 6, summary: "Moved Walk to Friday", items: [updated] }),
    of(4, { summary: "Moved Run", items: [{ ...updated, id: "two" }] }),
    of(3, { door: "web", summary: "Moved Walk to Monday", items: [{ ...updated, ...there, was: "Tuesday" }] }),
    of(2, { summary: "Changed the place of Walk", items: [updated] }),
    of(1, { items: [{ ...updated, kind: "created" }] }),
  ];
  const last = (id: string, occurrence?: string) => lastChangeOf({ id, ...(occurrence && { occurrence }) }, changes, t);
  expect(last("one", "2026-12-01")).toMatchObject({ verb: "Moved", door: "web", was: "Tuesday" });
  expect(last("one", "2026-12-02")).toMatchObject({ verb: "Changed", door: "gpt" });
  expect(last("two")).toMatchObject({ verb: "Moved" });
  expect(last("three")).toBeUndefined();
  expect(
    changesOf({ id: "one" }, changes, t).map(({ verb, isUndone }) => `${verb}${isUndone ? ", undone" : ""}`),
  ).toEqual([...["Taken back", "Moved, undone", "Moved", "Changed", "Added"]]);
});

const around = (own: Partial<Item>, ...others: readonly (Partial<Item> & Pick<Item, "text">)[]) => {
  const review = item({ text: "Review", startTime: "14:00", endTime: "15:30", ...own });
  const items = [review, ...others.map((one) => item({ date: day, ...one }))];
  return aroundWords(daysOf(items, day, day, "UTC"), placeItem(review, "UTC"), reader, t);
};
const [call, leo] = [
  { text: "Call", startTime: "12:00", endTime: "13:00" },
  { text: "Collect Leo", startTime: "15:45", endTime: "16:00" },
];

for (const [what, words, own, ...others] of [
  ["between two", "1 h free before it, after Call, 15 min free after it, then Collect Leo.", {}, call, leo],
  ["alone", "Nothing before it that day, nothing after it that day.", {}],
  ["touching", "Right after Call, then Collect Leo right away.", { startTime: "13:00", endTime: "15:45" }, call, leo],
  [
    "overlapping",
    "At the same time as Call, 15 min free after it, then Collect Leo.",
    { startTime: "12:30" },
    call,
    leo,
  ],
  [
    "without ends",
    "After Nap at 13:00, then Collect Leo at 15:45.",
    { endTime: undefined },
    { text: "Nap", startTime: "13:00" },
    leo,
  ],
  ["done and deleted", "Nothing before it that day, nothing after it that day.", {}, { ...call, done: true }],
  ["all day", undefined, { startTime: undefined, endTime: undefined }, call],
] as const)
  test(`what is around an item: ${what}`, () => expect(around(own as Partial<Item>, ...others)).toBe(words));
