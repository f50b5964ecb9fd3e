import { expect, test } from "@playwright/test";
import { planImport } from "../../../../agenda/icalendar/read/import-plan.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { Imported, StoredItem } from "../../../../agenda/item/item-content.ts";
import { runAtOnce } from "../run-at-once.ts";

const entry = (uid: string, text: string, alarms: Imported["alarms"] = []) => ({
  content: { ...buildItem({ text, date: "2027-03-05" }, null, []), imported: { uid, kind: "event" as const, alarms } },
  remarks: [],
});
const stored = ({ content }: ReturnType<typeof entry>, id: string): StoredItem => ({
  ...content,
  ...{ id, version: 1, createdBy: "web", createdAtMs: 1, updatedAtMs: 1, deletedAtMs: null },
});
const alarm = (trigger: string) => ["valarm", [["trigger", {}, "duration", trigger]], []];

test("new entries are added, differing ones changed, identical ones left alone, in the file's order", () => {
  const there = new Map([
    ["a", stored(entry("a", "Same"), "1")],
    ["b", stored(entry("b", "Before"), "2")],
  ]);
  const file = [entry("c", "New"), entry("b", "After"), entry("a", "Same"), entry("d", "Newer")];
  const { added, changed, same } = runAtOnce(planImport(file, there));
  expect(added.map(({ content }) => content.text)).toEqual(["New", "Newer"]);
  expect(changed.map(({ content, current }) => [content.text, current.id])).toEqual([["After", "2"]]);
  expect(same.map(({ content, current }) => [content.text, current.id])).toEqual([["Same", "1"]]);
  const { imported: _, ...nameless } = entry("", "Without a UID").content;
  expect(runAtOnce(planImport([{ content: nameless, remarks: [] }], there)).added).toHaveLength(1);
});

test("a series that was split here is not made whole beside its later part, unless the file knows both", () => {
  const there = new Map([["a", stored(entry("a", "Until November"), "1")]]);
  const plan = (text: string) => runAtOnce(planImport([entry("a", text)], there, new Set(["a"])));
  const whole = plan("Whole");
  expect([whole.changed, whole.refused]).toEqual([[], [{ text: "Whole", reason: { key: "calendars.splitHere" } }]]);
  expect(plan("Until November").same).toHaveLength(1);
});

test("a difference in alarms alone is a change too, except for items created here", () => {
  const before = entry("a", "Dentist", [alarm("-PT15M")]);
  const plan = (now: ReturnType<typeof entry>, current: StoredItem) =>
    runAtOnce(planImport([now], new Map([["a", current]])));
  expect(plan(entry("a", "Dentist", [alarm("-PT30M")]), stored(before, "1")).changed).toHaveLength(1);
  expect(plan(entry("a", "Dentist"), stored(before, "1")).changed).toHaveLength(1);
  expect(plan(before, stored(before, "1")).same).toHaveLength(1);
  const { imported: _, ...made } = stored(entry("a", "Dentist"), "1");
  expect(plan(entry("a", "Dentist"), made).same).toHaveLength(1);
  expect(plan(before, made).changed).toHaveLength(1);
});
