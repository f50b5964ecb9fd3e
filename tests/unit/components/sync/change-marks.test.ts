import { expect, test } from "@playwright/test";
import { plain, sentenceOf } from "../../../../components/notices/change-banner-words.ts";
import { entriesBefore, type Marks, marksAfter, placeMarks } from "../../../../components/sync/change-marks.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { item } from "../page-items.ts";

const lunch = item({ text: "Lunch with Joris", startTime: "12:30", endTime: "13:30" });
const physio = item({ text: "Physio", date: "2026-11-26", startTime: "18:00" });
const reading = { today: "2026-11-25", timeZone: "UTC", hour12: false };
const nothing: Marks = new Map();
const before = (...items: Item[]) => entriesBefore(items, reading.today);

type Door = "gpt" | "web" | "mcp";
type Kind = "created" | "updated" | "deleted" | "restored";
let changes = 0;
const change = (door: Door, kind: Kind, { id }: Item) => ({
  id: ++changes,
  at: "2026-11-25T10:21:00Z",
  door,
  items: [{ id, kind }],
});

test("only the assistant's changes are marked, and the user's own clear the mark", () => {
  const marked = marksAfter(nothing, [change("gpt", "created", lunch), change("web", "created", physio)], before());
  expect([...marked.keys()]).toEqual([lunch.id]);
  expect(marksAfter(marked, [change("web", "updated", lunch)], before(lunch)).size).toBe(0);
});

test("an item added and then changed is still new, one added and then deleted was never there", () => {
  const added = marksAfter(nothing, [change("gpt", "created", lunch)], before());
  expect(marksAfter(added, [change("gpt", "updated", lunch)], before(lunch)).get(lunch.id)?.kind).toBe("created");
  expect(marksAfter(added, [change("gpt", "deleted", lunch)], before(lunch)).size).toBe(0);
});

test("a second change keeps the state before the first", () => {
  const was = { ...physio, startTime: "17:00" };
  const once = marksAfter(nothing, [change("gpt", "updated", physio)], before(was));
  const twice = marksAfter(once, [change("gpt", "updated", physio)], before({ ...physio, startTime: "17:30" }));
  expect(twice.get(physio.id)?.before?.startTime).toBe("17:00");
});

test("a mark has every change to undo, and how many items each touched", () => {
  const batch = { ...change("gpt", "created", lunch), conversation: "chat" };
  const items = [...batch.items, { id: physio.id, kind: "created" as const }];
  const later = change("gpt", "updated", lunch);
  const marks = marksAfter(nothing, [{ ...batch, items }, later], before());
  expect(marks.get(lunch.id)?.changes).toEqual([
    { id: batch.id, itemCount: 2, conversation: "chat" },
    { id: later.id, itemCount: 1 },
  ]);
});

test("up to two changes are named in one sentence", () => {
  const was = { ...physio, date: "2026-11-25", startTime: "17:00" };
  const marks = marksAfter(nothing, [change("gpt", "created", lunch), change("gpt", "updated", physio)], before(was));
  const told = [lunch, physio].map((one) => ({ item: one, mark: marks.get(one.id) as never }));
  expect(plain(sentenceOf(told, reading))).toBe(
    "ChatGPT added Lunch with Joris today at 12:30 and moved Physio to tomorrow 18:00.",
  );
});

test("more than two changes are counted", () => {
  const items = ["A", "B", "C"].map((text) => item({ text }));
  const list = items.map((one, index) => change("gpt", index === 2 ? "deleted" : "created", one));
  const marks = marksAfter(nothing, list, before(...items));
  const told = items.map((one) => ({ item: one, mark: marks.get(one.id) as never }));
  expect(plain(sentenceOf(told, reading))).toBe("ChatGPT made 3 changes: 2 added, 1 deleted.");
});

test("another program is called an assistant", () => {
  const marks = marksAfter(nothing, [change("mcp", "created", lunch)], before());
  expect(plain(sentenceOf([{ item: lunch, mark: marks.get(lunch.id) as never }], reading))).toBe(
    "An assistant added Lunch with Joris today at 12:30.",
  );
});

const rule = { recurrence: "FREQ=WEEKLY;BYDAY=MO,TH", recurrenceText: "every Monday and Thursday" };
const standup = item({ text: "Standup", date: "2026-11-26", startTime: "09:00", ...rule, occurrence: "2026-11-26" });
const next = { ...standup, date: "2026-11-30", occurrence: "2026-11-30" };
const gone = { ...standup, date: "2026-11-23", occurrence: "2026-11-23" };
/** A change of some occurrences, or of none if a series was only shortened. */
const changeOf = (door: Door, one: Item, ...occurrences: readonly (readonly [Item, Kind])[]) => {
  const told = occurrences.map(([{ occurrence = "" }, kind]) => ({ occurrence, kind }));
  return { ...change(door, "updated", one), items: [{ id: one.id, kind: "updated" as const, occurrences: told }] };
};
const tell = (marks: Marks, items: readonly Item[]) =>
  plain(sentenceOf(placeMarks([...marks.values()], items, reading.today), reading));

test("a series is marked once, at its first occurrence from today on, and described by its rule", () => {
  const added = marksAfter(nothing, [change("gpt", "created", standup)], before());
  const placed = placeMarks([...added.values()], [next, gone, standup], reading.today);
  expect(placed.map(({ item }) => item)).toEqual([standup]);
  expect(tell(added, [next, standup])).toBe("ChatGPT added Standup, every Monday and Thursday.");
  const shown = entriesBefore([gone, standup, next], reading.today);
  const changed = marksAfter(nothing, [change("gpt", "updated", standup)], shown);
  expect(tell(changed, [standup, next])).toBe("ChatGPT changed Standup, every Monday and Thursday.");
  const later = [standup, next].map((one) => ({ ...one, startTime: "10:00", startsAt: undefined }));
  expect(tell(changed, later as Item[])).toBe("ChatGPT moved Standup to 10:00, every Monday and Thursday.");
});

test("a single changed occurrence is marked alone, and described by its day", () => {
  const shown = entriesBefore([gone, standup, next], reading.today);
  const marks = marksAfter(nothing, [changeOf("gpt", standup, [next, "updated"])], shown);
  const moved = { ...next, startTime: "11:00", startsAt: undefined } as Item;
  expect(placeMarks([...marks.values()], [standup, moved], reading.today).map(({ item }) => item)).toEqual([moved]);
  expect(tell(marks, [standup, moved])).toBe("ChatGPT moved Standup to Monday 11:00.");
});

test("a cancelled occurrence stays in place, struck through, and several are counted separately", () => {
  const shown = entriesBefore([standup, next], reading.today);
  const both = changeOf("gpt", standup, [standup, "deleted"], [next, "deleted"]);
  const marks = marksAfter(nothing, [both], shown);
  expect(tell(marks, [])).toBe("ChatGPT deleted Standup tomorrow at 09:00 and deleted Standup on Monday at 09:00.");
  expect([...marks.values()].map(({ changes }) => changes[0]?.itemCount)).toEqual([2, 2]);
});

test("the user's change of one occurrence clears its mark and the series', not those of the others", () => {
  const assistants = [
    change("gpt", "created", standup),
    changeOf("gpt", standup, [standup, "updated"], [next, "updated"]),
  ];
  const marks = marksAfter(nothing, assistants, before());
  expect([...marks.keys()]).toHaveLength(3);
  const left = marksAfter(marks, [changeOf("web", standup, [standup, "updated"])], before());
  expect([...left.keys()]).toEqual([`${next.id}.${next.occurrence}`]);
});

test("a split series is marked from there on, as changed and not as added", () => {
  const rest = { ...next, id: "later0000000" };
  const split = {
    ...change("gpt", "updated", standup),
    items: [
      { id: standup.id, kind: "updated" as const, occurrences: [] },
      { id: rest.id, kind: "created" as const },
    ],
  };
  const marks = marksAfter(nothing, [split], before());
  expect(tell(marks, [standup, rest])).toBe("ChatGPT changed Standup, every Monday and Thursday.");
  expect(marks.get(rest.id)?.changes).toEqual([{ id: split.id, itemCount: 1 }]);
});
