import { expect, test } from "@playwright/test";
import fc from "fast-check";
import type { ItemChange } from "../../../../agenda/history/ledger.ts";
import { planUndo, type Undoable } from "../../../../agenda/history/undo-plan.ts";
import { applyPatch } from "../../../../agenda/item/apply-patch.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { requireEqual } from "../../require-equal.ts";
import { runAtOnce } from "../run-at-once.ts";

const zone = "Europe/Paris";
const stored = (content: Partial<StoredItem>, id = "a"): StoredItem => ({
  ...buildItem({ text: "Physio", date: "2026-11-26", startTime: "17:00" }, zone, []),
  id,
  version: 1,
  createdBy: "gpt",
  createdAtMs: 1,
  updatedAtMs: 1,
  deletedAtMs: null,
  ...content,
});
const patched = (item: StoredItem, patch: Parameters<typeof applyPatch>[1]): StoredItem => ({
  ...item,
  ...applyPatch(item, patch, zone, []),
  version: item.version + 1,
});
const trashed = (item: StoredItem): StoredItem => ({ ...item, deletedAtMs: 5, version: item.version + 1 });
const change = (rev: number, before: StoredItem | null, after: StoredItem): Undoable => {
  const kind = before === null ? "created" : after.deletedAtMs !== null ? "deleted" : "updated";
  return { rev, items: [{ id: after.id, kind, before, after }], settings: null };
};
const nothingSaid = {
  timeZone: null,
  weekStart: null,
  workingHours: null,
  defaultDurationMinutes: null,
  locale: null,
  showOverdue: null,
  timedReminders: null,
  allDayReminders: null,
  mapService: null,
  language: null,
};
const plan = (changes: Undoable[], items: StoredItem[], force = false, timeZone: string | null = zone) =>
  runAtOnce(
    planUndo(
      changes,
      { items: new Map(items.map((item) => [item.id, item])), settings: { ...nothingSaid, timeZone } },
      { force },
    ),
  );
const words = ({ items }: ReturnType<typeof plan>) =>
  items.map(({ content, isDeleted }) => ({ ...textAndNotes(content), startTime: content.startTime, isDeleted }));
const textAndNotes = ({ text, notes }: Pick<StoredItem, "text" | "notes">) => ({ text, notes });

test("additions go to the trash, deletions come back, updates are reverted", () => {
  const item = stored({});
  expect(words(plan([change(1, null, item)], [item]))).toMatchObject([{ text: "Physio", isDeleted: true }]);
  expect(words(plan([change(2, item, trashed(item))], [trashed(item)]))).toMatchObject([{ isDeleted: false }]);
  const moved = patched(item, { startTime: "18:00" });
  expect(words(plan([change(2, item, moved)], [moved]))).toMatchObject([{ startTime: "17:00", isDeleted: false }]);
});

test("an item changed since is an obstacle; with force only the unchanged fields are reverted", () => {
  const item = stored({});
  const changed = patched(item, { startTime: "18:00", text: "Gym" });
  const since = patched(changed, { text: "Sports", notes: "Towel" });
  const inTheWay = [{ rev: 2, id: "a", text: "Sports", isGone: false }];
  expect(plan([change(2, item, changed)], [since]).conflicts).toEqual(inTheWay);
  const forced = plan([change(2, item, changed)], [since], true);
  expect(words(forced)).toEqual([{ text: "Sports", notes: "Towel", startTime: "17:00", isDeleted: false }]);
  expect(forced.conflicts).toEqual(inTheWay);
  const withNotes = patched(changed, { notes: "Towel" });
  const whole = plan([change(2, item, changed)], [withNotes], true);
  expect(words(whole)).toEqual([{ text: "Physio", notes: "Towel", startTime: "17:00", isDeleted: false }]);
  expect(whole.conflicts).toEqual([]);
});

test("with force, an added item that was changed since stays, and an item in the trash is not modified", () => {
  const item = stored({});
  const since = patched(item, { notes: "Towel" });
  const other = stored({}, "b");
  const both = { ...change(1, null, item), items: [...change(1, null, item).items, ...change(1, null, other).items] };
  const forced = plan([both], [since, other], true);
  expect(forced.items.map(({ current, isDeleted }) => [current.id, isDeleted])).toEqual([["b", true]]);
  expect(forced.conflicts).toEqual([{ rev: 1, id: "a", text: "Physio", isGone: false }]);
  const moved = patched(item, { startTime: "18:00" });
  const notWritten = plan([change(2, item, moved)], [trashed(moved)], true);
  expect({ items: notWritten.items, left: notWritten.conflicts.length }).toEqual({ items: [], left: 1 });
});

test("with force, a restored item that was changed since does not go to the trash again", () => {
  const item = stored({});
  const since = patched(item, { notes: "Towel" });
  const forced = plan([change(3, trashed(item), item)], [since], true);
  expect({ items: forced.items, left: forced.conflicts.map(({ id }) => id) }).toEqual({ items: [], left: ["a"] });
  const deleted = plan([change(1, null, item)], [trashed(since)], true);
  expect({ items: deleted.items, left: deleted.conflicts }).toEqual({ items: [], left: [] });
});

test("an item restored with other text and deleted again keeps that text, and is named", () => {
  const item = stored({});
  const renamed = patched(item, { text: "Gym" });
  const forced = plan([change(3, trashed(item), renamed)], [trashed(renamed)], true);
  expect(forced).toMatchObject({ items: [], conflicts: [{ id: "a" }] });
});

test("a deleted item comes back from the trash with what was written to it there", () => {
  const item = stored({});
  const forced = plan([change(2, item, trashed(item))], [{ ...trashed(item), notes: "Towel" }], true);
  expect(words(forced)).toMatchObject([{ notes: "Towel", isDeleted: false }]);
});

test("an item or a setting changed by several changes is named once, by the newest", () => {
  const item = stored({});
  const [gym, run, swim] = [
    patched(item, { text: "Gym" }),
    patched(item, { text: "Run" }),
    patched(item, { text: "Swim" }),
  ];
  expect(plan([change(3, gym, run), change(2, item, gym)], [swim]).conflicts).toMatchObject([
    { rev: 3, isGone: false },
  ]);
  const set = (rev: number, from: string, to: string): Undoable => ({
    ...{ rev, items: [] },
    settings: { before: { timeZone: from }, after: { timeZone: to } },
  });
  const both = [set(3, "Asia/Tokyo", "America/Lima"), set(2, "UTC", "Asia/Tokyo")];
  expect(plan(both, []).conflicts).toMatchObject([{ rev: 3, id: null, setting: "timeZone", isGone: false }]);
  expect(plan(both, [], false, "America/Lima")).toMatchObject({ conflicts: [], settings: { timeZone: "UTC" } });
});

test("an erased item is an obstacle", () => {
  const item = stored({});
  expect(plan([change(2, item, patched(item, { text: "Gym" }))], []).conflicts).toMatchObject([{ isGone: true }]);
});

test("an item that got the user's zone when it was learned counts as unchanged, and keeps it", () => {
  const floating = stored({ timeZone: null, startsAtMs: 0, endsAtMs: 0 });
  const item = stored({});
  expect(plan([change(1, null, floating)], [item]).conflicts).toEqual([]);
  const later = { ...floating, text: "Gym" };
  const undone = plan([change(2, floating, later)], [{ ...item, text: "Gym" }]);
  expect(undone).toMatchObject({ conflicts: [], items: [{ content: { text: "Physio", timeZone: zone } }] });
});

test("undoing the zone itself makes the items that got it float again", () => {
  const floating = stored({ timeZone: null, startsAtMs: Date.UTC(2026, 10, 26, 17), endsAtMs: 0 });
  const item = stored({});
  const items: ItemChange[] = [{ id: "a", kind: "updated", before: floating, after: item }];
  const settings = { before: { timeZone: null }, after: { timeZone: zone } };
  const undone = plan([{ rev: 2, items, settings }, change(1, null, floating)], [item]);
  expect(undone).toMatchObject({ conflicts: [], settings: { timeZone: null }, items: [{ isDeleted: true }] });
  expect(undone.items[0]?.content.timeZone).toBe(null);
  expect(plan([{ rev: 2, items, settings }], [item], false, "Asia/Tokyo").conflicts).toMatchObject([{ id: null }]);
});

test("undoing any sequence of changes restores the items", () => {
  const step = fc.record({
    item: fc.nat(2),
    kind: fc.constantFrom("patch", "trash", "restore"),
    patch: fc.record(
      { text: fc.constantFrom("x", "y"), startTime: fc.constantFrom("09:00", null), notes: fc.constantFrom("n", null) },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const first = ["a", "b", "c"].map((id) => stored({}, id));
      const items = [...first];
      const changes: Undoable[] = [];
      for (const [index, { item, kind, patch }] of steps.entries()) {
        const before = items[item] as StoredItem;
        const after =
          kind === "patch" ? patched(before, patch) : { ...before, deletedAtMs: kind === "trash" ? 5 : null };
        items[item] = after;
        changes.unshift(change(index + 1, before, after));
      }
      const undone = plan(changes, items);
      requireEqual(undone.conflicts, []);
      const states = new Map(
        undone.items.map(({ current, content, isDeleted }) => [current.id, { content, isDeleted }]),
      );
      for (const [index, was] of first.entries()) {
        const now = items[index] as StoredItem;
        const { content, isDeleted } = states.get(was.id) ?? { content: now, isDeleted: now.deletedAtMs !== null };
        requireEqual(
          { ...textAndNotes(content), startTime: content.startTime, isDeleted },
          {
            ...textAndNotes(was),
            startTime: was.startTime,
            isDeleted: false,
          },
        );
      }
    }),
  );
});

const weekly = stored({ ...buildItem({ text: "Standup", date: "2026-11-27", recurrence: "FREQ=WEEKLY" }, zone, []) });
const done = { kind: "changed", changed: { done: true } } as const;

test("in a series changed since, one occurrence's content is reverted separately, with force only", () => {
  const ticked = { ...weekly, version: 2, exceptions: { "2026-12-04": done } };
  const now = {
    ...ticked,
    version: 3,
    exceptions: { "2026-12-04": done, "2026-12-11": { kind: "cancelled" } as const },
  };
  expect(plan([change(2, weekly, ticked)], [now]).conflicts).toMatchObject([{ id: "a", text: "Standup" }]);
  const forced = plan([change(2, weekly, ticked)], [now], true);
  expect(forced.conflicts).toEqual([]);
  expect(forced.items.map(({ content }) => content.exceptions)).toEqual([{ "2026-12-11": { kind: "cancelled" } }]);
  expect(plan([change(3, ticked, now), change(2, weekly, ticked)], [now]).items[0]?.content).toMatchObject({
    exceptions: null,
  });
});

test("a rule is reverted with its matching date, and a single item keeps no exceptions", () => {
  const single = { ...weekly, recurrence: null, version: 1 };
  const series = { ...weekly, version: 2 };
  const now = { ...series, version: 3, exceptions: { "2026-12-04": done } };
  const forced = plan([change(2, single, series)], [now], true);
  expect(forced.items[0]?.content).toMatchObject({ recurrence: null, exceptions: null });
  expect(forced.conflicts).toMatchObject([{ id: "a" }]);
});

test("a series is not moved back where that would hide what was written to one of its dates since", () => {
  const own = { kind: "changed", changed: { notes: "passport", done: true } } as const;
  const on = (date: string, exceptions: StoredItem["exceptions"], version: number) =>
    stored({ ...buildItem({ text: "Standup", date, recurrence: "FREQ=WEEKLY" }, zone, []), exceptions, version });
  const monday = on("2026-11-02", null, 1);
  const since = on("2026-11-03", { "2026-11-10": own }, 3);
  const told = [{ id: "a" }];
  expect(plan([change(2, monday, on("2026-11-03", null, 2))], [since], true)).toMatchObject({
    items: [],
    conflicts: told,
  });
  const [named] = plan([change(2, { ...monday, text: "Daily" }, on("2026-11-03", null, 2))], [since], true).items;
  expect(named?.content).toMatchObject({ text: "Daily", date: "2026-11-03", exceptions: { "2026-11-10": own } });
  // What moved along with the series stays with it, too.
  const moved = change(2, on("2026-11-02", { "2026-11-09": own }, 1), on("2026-11-03", { "2026-11-10": own }, 2));
  const later = { ...patchedSeries(since, { startTime: "18:00" }), exceptions: { "2026-11-10": own } };
  expect(plan([moved], [later], true)).toMatchObject({ items: [], conflicts: told });
  // Dates that both rules have are undone on their own.
  const daily = { ...on("2026-11-02", null, 1), recurrence: "FREQ=DAILY" };
  const [back] = plan([change(2, daily, on("2026-11-03", null, 2))], [since], true).items;
  expect(back?.content).toMatchObject({ recurrence: "FREQ=DAILY", exceptions: { "2026-11-10": own } });
});

test("a series is not done as a whole, even if it was made from something done", () => {
  const single = { ...weekly, recurrence: null, done: true };
  const now = { ...weekly, version: 3, date: "2026-12-04" };
  const forced = plan([change(2, single, { ...weekly, version: 2 })], [{ ...now, text: "Daily" }], true);
  expect(forced).toMatchObject({ items: [], conflicts: [{ id: "a" }] });
  const named = { ...single, notes: "n" };
  const again = plan([change(2, named, { ...weekly, version: 2 })], [now], true);
  expect(again.items[0]?.content).toMatchObject({ recurrence: "FREQ=WEEKLY", done: false, notes: "n", date: now.date });
  expect(again.conflicts).toMatchObject([{ id: "a" }]);
});

test("a removed exception comes back next to newer ones; removing the last one leaves none", () => {
  const ticked = { ...weekly, exceptions: { "2026-12-04": done } };
  const since = { ...weekly, version: 3, exceptions: { "2026-12-11": done } };
  const [back] = plan([change(2, ticked, { ...weekly, version: 2 })], [since], true).items;
  expect(back?.content.exceptions).toEqual({ "2026-12-04": done, "2026-12-11": done });
  const renamed = { ...ticked, version: 3, text: "Daily" };
  const [gone] = plan([change(2, weekly, { ...ticked, version: 2 })], [renamed], true).items;
  expect(gone?.content).toMatchObject({ text: "Daily", exceptions: null });
});

test("ledger rows from before series existed count as non-repeating items", () => {
  const { recurrence: _, exceptions: __, ...old } = stored({});
  const after = patched(stored({}), { startTime: "18:00" });
  const { recurrence: ___, exceptions: ____, ...oldAfter } = after;
  const { items, conflicts: inTheWay } = plan([change(2, old as StoredItem, oldAfter as StoredItem)], [after]);
  expect(inTheWay).toEqual([]);
  expect(items.map(({ content }) => content.startTime)).toEqual(["17:00"]);
});

test("an occurrence that floated when moved counts as unchanged once the zone was learned", () => {
  const when = { date: "2026-12-05", startTime: "09:00", endDate: null, endTime: null, timeZone: null };
  const moved = {
    ...weekly,
    version: 2,
    exceptions: { "2026-12-04": { kind: "changed", changed: { when } } as const },
  };
  const inZone = { ...when, timeZone: zone };
  const now = { ...moved, exceptions: { "2026-12-04": { kind: "changed", changed: { when: inZone } } as const } };
  const { items, conflicts: inTheWay } = plan([change(2, weekly, moved)], [now]);
  expect(inTheWay).toEqual([]);
  expect(items.map(({ content }) => content.exceptions)).toEqual([null]);
});

const day = (startTime: string, recurrence: string, date = "2026-11-27") =>
  stored(buildItem({ text: "Standup", date, startTime, recurrence }, zone, []));
const whole = day("09:00", "FREQ=DAILY");
const first = { ...day("09:00", "FREQ=DAILY;UNTIL=20261130"), version: 2 };
const second = { ...day("10:00", "FREQ=DAILY", "2026-12-01"), id: "b" };
const split: Undoable = {
  rev: 2,
  items: [
    { id: "a", kind: "updated", before: whole, after: first },
    { id: "b", kind: "created", before: null, after: second },
  ],
  settings: null,
};
const away = { ...second, deletedAtMs: 5, version: 2 };
const rejoined: Undoable = {
  rev: 3,
  items: [
    { id: "a", kind: "updated", before: first, after: { ...whole, version: 3 } },
    { id: "b", kind: "deleted", before: second, after: away },
  ],
  settings: null,
};
const became = ({ items, conflicts: inTheWay }: ReturnType<typeof plan>) => ({
  items: Object.fromEntries(
    items.map(({ current, content, isDeleted }) => [current.id, isDeleted ? "away" : content.recurrence]),
  ),
  left: inTheWay.map(({ id }) => id),
});

test("both halves of a split series are reverted together, also by force", () => {
  const joined = { items: { a: "FREQ=DAILY", b: "away" }, left: [] };
  expect(became(plan([split], [first, second]))).toEqual(joined);
  expect(became(plan([split], [first, second], true))).toEqual(joined);
  const renamed = patchedSeries(first, { text: "Daily" });
  expect(became(plan([split], [renamed, second], true))).toEqual(joined);
  expect(plan([split], [renamed, second], true).items[0]?.content.text).toBe("Daily");
  // If the second half was deleted or is gone, its dates come back with the first.
  const alone = { items: { a: "FREQ=DAILY" }, left: [] };
  expect(became(plan([split], [first, away], true))).toEqual(alone);
  expect(became(plan([split], [first], true))).toEqual(alone);
});

test("if the first half cannot be reverted the second stays, so that the series keeps its future", () => {
  const moved = patchedSeries(first, { startTime: "08:00" });
  const shorter = { ...first, recurrence: "FREQ=DAILY;UNTIL=20261128", version: 3 };
  for (const now of [moved, shorter, trashed(first)])
    expect(became(plan([split], [now, second], true))).toEqual({ items: {}, left: ["a"] });
  expect(became(plan([split], [second], true))).toEqual({ items: {}, left: ["a"] });
});

test("if the second half was changed since both stay, so that no date occurs twice", () => {
  const since = patchedSeries(second, { startTime: "11:00" });
  expect(became(plan([split], [first, since], true))).toEqual({ items: {}, left: ["b"] });
});

test("an undone split comes back in both halves or in neither", () => {
  const now = { ...whole, version: 3 };
  expect(became(plan([rejoined], [now, away], true))).toEqual({
    items: { a: "FREQ=DAILY;UNTIL=20261130", b: "FREQ=DAILY" },
    left: [],
  });
  const moved = patchedSeries(now, { startTime: "08:00" });
  expect(became(plan([rejoined], [moved, away], true))).toEqual({ items: {}, left: ["a"] });
  expect(became(plan([rejoined], [now], true))).toEqual({ items: {}, left: ["b"] });
  expect(became(plan([rejoined], [now, { ...second, version: 3 }], true)).items).toEqual({
    a: "FREQ=DAILY;UNTIL=20261130",
  });
});

test("what an import added next to a series whose rule it changed is reverted separately", () => {
  const from = (item: StoredItem, uid: string) => ({
    ...item,
    imported: { uid, kind: "event", alarms: [] } as const,
  });
  const ended = from(first, "series@test");
  const added = from(second, "new@test");
  const file: Undoable = {
    rev: 2,
    items: [
      { id: "a", kind: "updated", before: from(whole, "series@test"), after: ended },
      { id: "b", kind: "created", before: null, after: added },
    ],
    settings: null,
  };
  const moved = { ...ended, ...patchedSeries(ended, { startTime: "08:00" }) };
  expect(became(plan([file], [moved, added], true))).toEqual({ items: { b: "away" }, left: ["a"] });
});

test("halves from an import are recognized by their UIDs", () => {
  const imported = { uid: "series@test", kind: "event", alarms: [] } as const;
  const [a, b, was] = [
    { ...first, imported },
    { ...second, imported },
    { ...whole, imported },
  ];
  const cut: Undoable = { ...split, items: [...change(2, was, a).items, ...change(2, null, b).items] };
  expect(became(plan([cut], [patchedSeries(a, { startTime: "08:00" }), b], true))).toEqual({ items: {}, left: ["a"] });
});

test("the rest of the change is reverted independently of the halves, and they of it", () => {
  const lunch = stored({ id: "c", text: "Lunch" });
  const later = patched(lunch, { startTime: "18:00" });
  const more: Undoable = {
    ...split,
    items: [...split.items, { id: "c", kind: "updated", before: lunch, after: later }],
  };
  const again = patched(later, { startTime: "20:00" });
  const whole = { items: { a: "FREQ=DAILY", b: "away" }, left: ["c"] };
  expect(became(plan([more], [first, second, again], true))).toEqual(whole);
  const moved = patchedSeries(first, { startTime: "08:00" });
  expect(became(plan([more], [moved, second, later], true))).toEqual({ items: { c: null }, left: ["a"] });
});

test("an addition next to a series that kept its rule, or got its first one, is not a half", () => {
  const added = stored({ id: "b" });
  const single = { ...whole, recurrence: null };
  const renamed = { ...whole, text: "Daily", version: 2 };
  for (const before of [single, { ...whole, text: "Old" }]) {
    const both: Undoable = { ...split, items: [...change(2, before, renamed).items, ...change(2, null, added).items] };
    const moved = patchedSeries(renamed, { startTime: "08:00" });
    expect(became(plan([both], [moved, added], true)).items).toMatchObject({ b: "away" });
  }
});

function patchedSeries(item: StoredItem, patch: Parameters<typeof applyPatch>[1]): StoredItem {
  return { ...patched(item, patch), recurrence: item.recurrence, exceptions: item.exceptions };
}

test("reverting a change from before ends had zones clears the zone that came later", () => {
  const { endTimeZone: _, ...older } = stored({ endTime: "18:30" });
  const before = older as StoredItem;
  const moved = { ...before, ...applyPatch(before, { startTime: "10:00", endTime: "12:30" }, zone, []), version: 2 };
  const { endTimeZone: __, ...movedBefore } = moved;
  const flight = patched(moved, { endTimeZone: "America/New_York" });
  const [item] = plan([change(3, moved, flight), change(2, before, movedBefore as StoredItem)], [flight]).items;
  expect(item?.content).toMatchObject({ startTime: "17:00" });
  expect(item?.content.endTimeZone ?? null).toBeNull();
});
