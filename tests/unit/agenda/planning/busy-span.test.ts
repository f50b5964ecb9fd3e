import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import {
  busySpanOf,
  commonSpan,
  isOverlapping,
  joinSpans,
  reservedFor,
  withoutSpans,
} from "../../../../agenda/planning/busy-span.ts";
import type { NewItem } from "../../../../contract/fields/item.ts";
import { requireEqual } from "../../require-equal.ts";

const minuteMs = 60_000;
const item = (input: Partial<NewItem>) => buildItem({ text: "x", date: "2026-11-27", ...input }, "Europe/Paris", []);
const at = (time: string) => Date.parse(`2026-11-27T${time}:00+01:00`);
const span = (from: string, to: string) => ({ startsAtMs: at(from), endsAtMs: at(to) });

for (const [why, input, taken, kept] of [
  ["an all-day item", {}, null, null],
  ["days in a row", { endDate: "2026-11-29" }, null, null],
  ["a meeting", { startTime: "09:00", endTime: "10:00" }, ["09:00", "10:00"], ["09:00", "10:00"]],
  ["what has no end", { startTime: "09:00" }, ["09:00", "09:00"], ["09:00", "09:45"]],
  ["what is done", { startTime: "09:00", endTime: "10:00", done: true }, null, null],
  ["what is done and has no end", { startTime: "09:00", done: true }, null, null],
  [
    "a call in Tokyo",
    { startTime: "17:00", endTime: "18:00", timeZone: "Asia/Tokyo" },
    ["09:00", "10:00"],
    ["09:00", "10:00"],
  ],
] as const)
  test(`${why} takes ${taken?.join(" to ") ?? "no time"}, and ${kept?.join(" to ") ?? "nothing"} is kept free for it`, () => {
    expect(busySpanOf(item(input))).toEqual(taken && span(taken[0], taken[1]));
    expect(reservedFor(item(input), 45)).toEqual(kept && span(kept[0], kept[1]));
  });

for (const [a, b, common] of [
  [["09:00", "10:00"], ["10:00", "11:00"], null],
  [
    ["09:00", "10:00"],
    ["09:30", "11:00"],
    ["09:30", "10:00"],
  ],
  [
    ["09:00", "12:00"],
    ["10:00", "11:00"],
    ["10:00", "11:00"],
  ],
  [
    ["09:00", "10:00"],
    ["09:00", "10:00"],
    ["09:00", "10:00"],
  ],
  [
    ["09:00", "10:00"],
    ["09:00", "09:00"],
    ["09:00", "09:00"],
  ],
  [
    ["09:00", "10:00"],
    ["09:30", "09:30"],
    ["09:30", "09:30"],
  ],
  [["09:00", "10:00"], ["10:00", "10:00"], null],
  [
    ["09:00", "09:00"],
    ["09:00", "09:00"],
    ["09:00", "09:00"],
  ],
  [["09:00", "09:00"], ["09:01", "09:01"], null],
] as const)
  test(`${a.join(" to ")} and ${b.join(" to ")} have ${common?.join(" to ") ?? "nothing"} in common`, () => {
    const expected = common && span(common[0], common[1]);
    expect(commonSpan(span(a[0], a[1]), span(b[0], b[1]))).toEqual(expected);
    expect(commonSpan(span(b[0], b[1]), span(a[0], a[1]))).toEqual(expected);
  });

const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 20 }))
  .map(([start, length]) => ({ startsAtMs: start * minuteMs, endsAtMs: (start + length) * minuteMs }));

test("overlap is symmetric", () => {
  fc.assert(
    fc.property(anySpan, anySpan, (a, b) => {
      requireEqual(isOverlapping(a, b), isOverlapping(b, a));
      requireEqual(isOverlapping(a, a), true);
    }),
  );
});

// Compare all minutes at once: an `expect` costs half a millisecond.
const allMinutes = Array.from({ length: 130 }, (_, minute) => minute);
const covers = (spans: readonly { startsAtMs: number; endsAtMs: number }[], ms: number) =>
  spans.some(({ startsAtMs, endsAtMs }) => startsAtMs <= ms && ms < endsAtMs);
const minutesOf = (spans: Parameters<typeof covers>[0]) =>
  allMinutes.filter((minute) => covers(spans, minute * minuteMs));

test("merged spans cover the same time, sorted and disjoint", () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 12 }), (spans) => {
      const joined = joinSpans(spans);
      requireEqual(minutesOf(joined), minutesOf(spans));
      const isApart = ({ startsAtMs }: (typeof joined)[number], index: number) =>
        index === 0 || startsAtMs > (joined[index - 1]?.endsAtMs ?? 0);
      requireEqual(joined.every(isApart), true);
    }),
  );
});

test("subtracting spans leaves what is in the one and not in the other", () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 8 }), fc.array(anySpan, { maxLength: 8 }), (from, taken) => {
      const lengthy = (spans: typeof from) => spans.filter(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs);
      const left = withoutSpans(joinSpans(lengthy(from)), joinSpans(lengthy(taken)));
      const others = new Set(minutesOf(taken));
      requireEqual(
        minutesOf(left),
        minutesOf(from).filter((minute) => !others.has(minute)),
      );
      requireEqual(lengthy(left), left);
    }),
  );
});
