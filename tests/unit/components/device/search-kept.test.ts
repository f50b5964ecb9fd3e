import { expect, test } from "@playwright/test";
import { askedLine } from "../../../../components/actions/asked-line.ts";
import { readAsked } from "../../../../components/search/asked.ts";
import { nothingFound, withMore } from "../../../../components/search/found.ts";
import { findIn } from "../../../../components/search/search-kept.ts";
import { item } from "../page-items.ts";

const items = [
  item({ text: "Café with Zoë", date: "2026-12-02", tags: ["friends"] }),
  item({ text: "Dentist", date: "2026-11-30", startTime: "09:00", notes: "next to the cafe", done: true }),
  item({ text: "Gym", date: "2026-12-01", location: "Rue Zoë" }),
];
const loaded = {
  ...{ ranges: [], items, itemsBefore: 0, rev: 1, timeZone: "UTC", timeZoneSource: "settings" as const },
};
const found = (query: string) =>
  findIn({ loaded }, readAsked(new URLSearchParams(query))).items.map(({ text }) => text);

test("what is kept is searched as the server does: all words, anywhere, whatever their accents, by day", () => {
  expect(found("q=cafe")).toEqual(["Dentist", "Café with Zoë"]);
  expect(found("q=zoe+cafe")).toEqual(["Café with Zoë"]);
  expect(found("q=zoe")).toEqual(["Gym", "Café with Zoë"]);
  expect(found("q=cafe&state=open")).toEqual(["Café with Zoë"]);
  expect(found("tag=friends")).toEqual(["Café with Zoë"]);
  expect(found("q=cafe&door=gpt")).toEqual([]);
  expect(found("")).toEqual([]);
});

test("two dates of a series that were moved to one time are two results", () => {
  const gym = item({ text: "Gym", date: "2026-12-01", startTime: "18:00", occurrence: "2026-12-01" });
  const known = { ...nothingFound, items: [gym] };
  const next = { ...nothingFound, items: [gym, { ...gym, occurrence: "2026-12-08" }] };
  expect(withMore(known, next).items.map(({ occurrence }) => occurrence)).toEqual(["2026-12-01", "2026-12-08"]);
});

test("what another app shares becomes one line, without the same link twice", () => {
  const line = (query: string) => askedLine(new URLSearchParams(query));
  expect(line("title=Concert&text=Friday%0A20:00&url=https://example.com/a")).toBe(
    "Concert Friday 20:00 https://example.com/a",
  );
  expect(line("text=See+https://example.com/a&url=https://example.com/a")).toBe("See https://example.com/a");
  expect(line("new")).toBe("");
  expect(line("item=abc")).toBeUndefined();
  expect(line(`text=${"x".repeat(2000)}`)).toHaveLength(1000);
});
