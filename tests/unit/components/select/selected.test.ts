import { expect, test } from "@playwright/test";
import { addressesOf, bulkChange } from "../../../../components/select/bulk-change.ts";
import { extended, nothing, type Selected, toggled } from "../../../../components/select/selected.ts";
import { ApiError } from "../../../../components/sync/api-client.ts";
import { english } from "../../../../components/time/date-words.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const order = ["a", "b", "c", "d", "e"];
const keys = (selected: Selected) => [...selected.keys].sort().join("");

test("one after the other is selected, and unselected", () => {
  const two = toggled(toggled(nothing, "a"), "d");
  expect(keys(two)).toBe("ad");
  expect(keys(toggled(two, "a"))).toBe("d");
  expect(toggled(toggled(nothing, "a"), "a")).toBe(nothing);
});

test("a range goes from what was selected last to here, forward or back, and gives back what it leaves", () => {
  const from = toggled(toggled(nothing, "a"), "c");
  expect(["e", "d", "c", "b", "a"].map((key) => keys(extended(from, key, order)))).toEqual([
    ...["acde", "acd", "ac", "abc", "abc"],
  ]);
  const far = extended(from, "e", order);
  expect(keys(extended(far, "d", order))).toBe("acd");
  expect(keys(extended(far, "b", order))).toBe("abc");
});

test("without a beginning that is still there, this one alone is selected, too", () => {
  expect(keys(extended(nothing, "b", order))).toBe("b");
  expect(keys(extended(toggled(nothing, "gone"), "b", order))).toBe("bgone");
});

const lease = item({ id: "lease", text: "Lease", date: "2026-11-25" });
const bins = item({ id: "bins", text: "Bins", date: "2026-11-26", occurrence: "2026-11-24" });
const reader = { today: "2026-11-25", timeZone: "Europe/Berlin", words: english };

test("single items are addressed by id, dates of a series each by its original date", () => {
  expect(addressesOf([lease, bins])).toEqual({
    ids: ["lease"],
    occurrences: [{ id: "bins", occurrence: "2026-11-24" }],
  });
  expect(addressesOf([lease])).toEqual({ ids: ["lease"] });
});

test("what is done shows at once, and is told as one", () => {
  const acts = [
    { to: "date", date: "2026-11-25" },
    { to: "date", date: "2026-12-04" },
    { to: "shift", days: 1 },
    { to: "shift", days: -14 },
    { to: "done", done: true },
    { to: "tag", add: ["work", "spring cleaning"], remove: [] },
    { to: "tag", add: [], remove: ["work"] },
    { to: "delete" },
  ] as const;
  expect(
    acts.map((act) => bulkChange([lease, bins], act, reader, t).wordsOf({ count: 2, items: [lease, bins] })),
  ).toEqual([
    "2 items moved to today.",
    "2 items moved to Friday 4 December.",
    "2 items moved 1 day later.",
    "2 items moved 2 weeks earlier.",
    "2 items are done.",
    "2 items tagged #work, #spring cleaning.",
    "2 items no longer tagged #work.",
    "2 items deleted.",
  ]);
  // The others were so already.
  const reopened = bulkChange([bins, lease], { to: "done", done: false }, reader, t);
  expect(reopened.wordsOf({ count: 1, items: [lease] })).toBe("Lease is open again.");
  expect(bulkChange([lease, bins], { to: "shift", days: 2 }, reader, t).shown).toEqual([
    expect.objectContaining({ of: "lease", patch: { date: "2026-11-27" } }),
    expect.objectContaining({ of: "bins.2026-11-24", patch: { date: "2026-11-28" } }),
  ]);
});

test("moved to a day, an item of another zone stands on that day of the reader", () => {
  // Thursday 04:00 in Berlin.
  const call = item({ id: "call", text: "Call", date: "2026-11-25", startTime: "22:00", timeZone: "America/New_York" });
  expect(bulkChange([call, lease], { to: "date", date: "2026-11-27" }, reader, t).shown).toEqual([
    expect.objectContaining({ of: "call", patch: { date: "2026-11-26" } }),
    expect.objectContaining({ of: "lease", patch: { date: "2026-11-27" } }),
  ]);
});

test("a refusal is one of all, and blames no item that is not to blame", () => {
  const said = (status: number, code: "offline" | "item_not_found" | "invalid_input", to: "delete" | "date") =>
    bulkChange([lease, bins], { to, date: "2026-12-04" }, reader, t).wordsOfRefusal(
      new ApiError(status, { code, detail: "The agenda takes dates up to 2200." }),
    );
  expect(said(0, "offline", "date")).toBe("No network, so nothing was moved.");
  expect(said(404, "item_not_found", "delete")).toBe(
    "One of them is no longer there, so nothing was deleted. Check, then try again.",
  );
  expect(said(400, "invalid_input", "date")).toBe("Nothing was moved. The agenda takes dates up to 2200.");
});
