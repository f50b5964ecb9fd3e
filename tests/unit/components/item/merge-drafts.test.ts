import { expect, test } from "@playwright/test";
import { type Draft, draftOf } from "../../../../components/draft/item-draft.ts";
import { mergeDrafts } from "../../../../components/draft/merge-drafts.ts";
import { wordsOfPart } from "../../../../components/item/part-words.ts";
import { soleAuthorOf } from "../../../../components/item/reading/use-last-change.ts";
import { english } from "../../../../components/time/date-words.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const review = draftOf(
  item({ text: "Review", startTime: "14:00", endTime: "15:30", location: "Room 1", tags: ["work"], notes: "Bring it" }),
);

for (const [what, mine, theirs, merged, clashing] of [
  ["what only they changed", {}, { text: "Talk" }, { text: "Talk" }, []],
  ["what only I changed", { text: "Talk" }, {}, { text: "Talk" }, []],
  ["different fields", { location: "Hall" }, { notes: "", tags: [] }, { location: "Hall", notes: "", tags: [] }, []],
  ["the same, alike", { tags: ["a"] }, { tags: ["a"], url: "x" }, { tags: ["a"], url: "x" }, []],
  [
    "the same, differently",
    { location: "Hall" },
    { location: "Roof", text: "Talk" },
    { location: "Hall", text: "Talk" },
    ["location"],
  ],
  ["a cleared field", { notes: "" }, { notes: "Bring both" }, { notes: "" }, ["notes"]],
  [
    "another day, another time",
    { date: "2026-11-27" },
    { startTime: "16:00", endTime: "17:30" },
    { date: "2026-11-27", startTime: "16:00", endTime: "17:30" },
    [],
  ],
  [
    "another time, another day",
    { endTime: "16:00" },
    { date: "2026-11-27" },
    { date: "2026-11-27", startTime: "14:00", endTime: "16:00" },
    [],
  ],
  [
    "its start, its end",
    { startTime: "15:00" },
    { endTime: "14:30" },
    { startTime: "15:00", endTime: "15:30" },
    ["when"],
  ],
  [
    "its time, its zone",
    { startTime: "15:00" },
    { timeZone: "Asia/Tokyo" },
    { startTime: "15:00", timeZone: "UTC" },
    ["when"],
  ],
  [
    "its day, its last day",
    { date: "2026-11-27" },
    { endDate: "2026-11-26" },
    { date: "2026-11-27", endDate: "" },
    ["when"],
  ],
] as const)
  test(`${what}: merged${clashing.length > 0 ? ", and asked about" : " without a question"}`, () => {
    const [own, other] = [mine, theirs].map((change) => ({ ...review, ...change }) as Draft);
    if (!own || !other) throw new Error("No drafts.");
    const found = mergeDrafts(review, own, other);
    expect(found.clashing).toEqual(clashing);
    expect(found.draft).toEqual({ ...review, ...merged });
  });

test("both sides of a choice say what would be stored", () => {
  const reader = {
    ...{ timeZone: "Europe/Paris", today: "2026-11-25", hour12: true, locale: "en", words: english },
    ...({
      weekStart: "Monday",
      usualMinutes: 60,
      hasSingleKeys: true,
      workingHours: [],
      mapService: "openstreetmap",
    } as const),
  };
  const words = (part: Parameters<typeof wordsOfPart>[0], change: Partial<Draft> = {}) =>
    wordsOfPart(part, { ...review, timeZone: "Europe/Paris", ...change }, reader, t);
  expect(words("when")).toBe("Wednesday 25 November, 2:00 pm to 3:30 pm");
  expect(words("when", { timeZone: "Asia/Tokyo" })).toBe("Wednesday 25 November, 2:00 pm to 3:30 pm in Tokyo");
  expect(words("when", { endDate: "2026-11-26", endTimeZone: "America/New_York" })).toBe(
    "Wednesday 25 November, 2:00 pm to 3:30 pm on Thursday 26 November in New York",
  );
  expect(words("when", { startTime: "", endTime: "", timeZone: "" })).toBe("Wednesday 25 November");
  expect(words("tags")).toBe("#work");
  expect(words("location", { location: "" })).toBe("Nothing");
});

test("a change is somebody's only where nobody else has changed the item since", () => {
  type Change = Parameters<typeof soleAuthorOf>[1][number];
  const change = (id: number, door: Change["door"], of = "a"): Change => ({
    ...{ id, at: "2026-11-25T10:00:00Z", door },
    items: [{ id: of, kind: "updated" }],
  });
  const changes = [change(4, "web", "b"), change(3, "gpt"), change(2, "gpt"), change(1, "web")];
  const since = (version: number) =>
    soleAuthorOf({ ...item({ text: "Review", version: 5 }), id: "a" }, changes, version);
  expect(since(3)).toMatchObject({ door: "gpt" });
  expect(since(2)).toBeUndefined();
  expect(since(1)).toBeUndefined();
  expect(since(5)).toBeUndefined();
});
