import { expect, test } from "@playwright/test";
import { describeBeforeAndAfter as beforeAndAfter } from "../../../../agenda/history/before-and-after.ts";
import type { ChangeView } from "../../../../agenda/history/change-view.ts";
import { summarizeChange as summarize } from "../../../../agenda/history/change-words.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ItemContent } from "../../../../agenda/item/item-content.ts";
import { requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import type { Series } from "../../../../agenda/series/series.ts";
import { cancelFollowing, cancelThis, resetThis } from "../../../../agenda/series/series-edits.ts";
import { patchAll, patchFollowing, patchThis } from "../../../../agenda/series/series-patches.ts";
import { seriesContent, seriesOf } from "../../../../agenda/series/stored-series.ts";
import type { ItemPatch } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";

const summarizeChange = (entry: Parameters<typeof summarize>[0]) => summarize(entry, t);
const describeBeforeAndAfter = (change: ChangeView) => beforeAndAfter(change, t);

const paris = "Europe/Paris";
const before = buildItem(
  { text: "Standup", date: "2026-11-23", startTime: "09:00", recurrence: "FREQ=WEEKLY;BYDAY=MO,FR" },
  paris,
  [],
);
const series = seriesOf({ id: "x", ...before }) as Series;
const on = (date: string) => requireOccurrence(series, date, []);
const told = (after: ItemContent, from: ItemContent = before): ChangeView => ({ kind: "updated", before: from, after });
const patched = (patch: ItemPatch) => seriesContent(patchThis(series, on("2026-11-27"), patch, paris));

for (const [what, change, summary, was, is] of [
  [
    "moving one",
    told(patched({ date: "2026-11-28", startTime: "10:00" })),
    "Moved Standup from Friday 27 November, 09:00 to Saturday 28 November, 10:00",
    "Friday 27 November 2026, 09:00",
    "Saturday 28 November 2026, 10:00",
  ],
  [
    "ticking one off",
    told(patched({ done: true })),
    "Ticked off Standup on Friday 27 November 2026",
    "Friday 27 November 2026: open",
    "Friday 27 November 2026: done",
  ],
  [
    "cancelling one",
    told(seriesContent(cancelThis(series, "2026-11-27"))),
    "Cancelled Standup on Friday 27 November 2026 at 09:00",
    "Friday 27 November 2026, 09:00",
    "cancelled",
  ],
  [
    "bringing one back",
    told(seriesContent(resetThis(series, "2026-11-27")), seriesContent(cancelThis(series, "2026-11-27"))),
    "Restored Standup on Friday 27 November 2026 at 09:00",
    "cancelled",
    "Friday 27 November 2026, 09:00",
  ],
  [
    "moving all",
    told(patchAll(series, on("2026-11-27"), { date: "2026-11-28" }, paris).content),
    "Moved all of Standup from Monday 23 November to Tuesday 24 November, 09:00 and made it repeat every Tuesday and Saturday",
    "Monday 23 November 2026, 09:00; every Monday and Friday",
    "Tuesday 24 November 2026, 09:00; every Tuesday and Saturday",
  ],
  [
    "another rule",
    told(patchAll(series, null, { recurrence: "FREQ=DAILY;COUNT=3" }, paris).content),
    "Changed Standup to repeat every day, 3 times",
    "every Monday and Friday",
    "every day, 3 times",
  ],
  [
    "ending it",
    told(seriesContent(cancelFollowing(series, "2026-11-27") as Series)),
    "Ended Standup from Friday 27 November 2026 on",
    "every Monday and Friday",
    "every Monday and Friday until 23 November 2026",
  ],
  [
    "making it a single item",
    told(patchAll(series, on("2026-11-27"), { recurrence: null }, paris).content),
    "Made a single item: Standup on Friday 27 November 2026 at 09:00",
    "Monday 23 November 2026, 09:00; every Monday and Friday",
    "Friday 27 November 2026, 09:00; does not repeat",
  ],
  [
    "another rule that ends, too",
    told(patchAll(series, null, { recurrence: "FREQ=DAILY;UNTIL=20261127" }, paris).content),
    "Changed Standup to repeat every day until 27 November 2026",
    "every Monday and Friday",
    "every day until 27 November 2026",
  ],
] as const)
  test(`${what} is described with what it affected`, () => {
    expect(summarizeChange({ items: [change] })).toBe(summary);
    expect(describeBeforeAndAfter(change)).toEqual({ was, is });
  });

test("a new series is described with its rule, and ledger rows from before series existed still work", () => {
  expect(summarizeChange({ items: [{ kind: "created", before: null, after: before }] })).toBe(
    "Added Standup on Monday 23 November 2026 at 09:00, every Monday and Friday",
  );
  const { recurrence: _, exceptions: __, ...old } = before;
  expect(summarizeChange({ items: [{ kind: "updated", before: old, after: { ...old, done: true } }] })).toBe(
    "Ticked off Standup",
  );
});

for (const [patch, summary] of [
  [{ startTime: "10:00" }, "Moved Standup and all after it from Friday 27 November, 09:00 to 10:00"],
  [{ location: "Room 4" }, "Changed the location of Standup from Friday 27 November 2026 on"],
  [{ recurrence: "FREQ=WEEKLY;BYDAY=FR" }, "Changed Standup from Friday 27 November 2026 on to repeat every Friday"],
] as const)
  test(`a split is one sentence: ${summary}`, () => {
    const split = patchFollowing(series, on("2026-11-27"), patch, paris);
    if (!split?.before) throw new Error("The series was not split.");
    const items: ChangeView[] = [told(split.before), { kind: "created", before: null, after: split.content }];
    expect(summarizeChange({ items })).toBe(summary);
  });

test("several occurrences at once are counted", () => {
  const two = seriesContent(cancelThis(cancelThis(series, "2026-11-27"), "2026-11-30"));
  expect(summarizeChange({ items: [told(two)] })).toBe("Changed 2 occurrences of Standup");
});
