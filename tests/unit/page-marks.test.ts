import { expect, test } from "@playwright/test";
import { type Marks, marksAfter } from "../../components/agenda/marks.ts";
import { plain, sentenceOf } from "../../components/agenda/strip-words.ts";
import type { Item } from "../../contract/item.ts";
import { item } from "./page-items.ts";

const lunch = item({ text: "Lunch with Joris", startTime: "12:30", endTime: "13:30" });
const physio = item({ text: "Physio", date: "2026-11-26", startTime: "18:00" });
const reading = { today: "2026-11-25", timeZone: "UTC", hour12: false };
const nothing: Marks = new Map();
const before = (...items: Item[]) => new Map(items.map((one) => [one.id, one]));

type Door = "gpt" | "web" | "mcp";
type Kind = "created" | "updated" | "deleted" | "restored";
let changes = 0;
const change = (door: Door, kind: Kind, { id }: Item) => ({
  id: ++changes,
  at: "2026-11-25T10:21:00Z",
  door,
  items: [{ id, kind }],
});

test("only the assistant's changes are marked, and the person's own end what was fresh", () => {
  const marked = marksAfter(nothing, [change("gpt", "created", lunch), change("web", "created", physio)], before());
  expect([...marked.keys()]).toEqual([lunch.id]);
  expect(marksAfter(marked, [change("web", "updated", lunch)], before(lunch)).size).toBe(0);
});

test("what was added and then changed is still new, what was added and then deleted never was", () => {
  const added = marksAfter(nothing, [change("gpt", "created", lunch)], before());
  expect(marksAfter(added, [change("gpt", "updated", lunch)], before(lunch)).get(lunch.id)?.kind).toBe("created");
  expect(marksAfter(added, [change("gpt", "deleted", lunch)], before(lunch)).size).toBe(0);
});

test("a second change keeps what stood there before the first", () => {
  const was = { ...physio, startTime: "17:00" };
  const once = marksAfter(nothing, [change("gpt", "updated", physio)], before(was));
  const twice = marksAfter(once, [change("gpt", "updated", physio)], before({ ...physio, startTime: "17:30" }));
  expect(twice.get(physio.id)?.before?.startTime).toBe("17:00");
});

test("a mark knows every change that has to be undone, and how many items each touched", () => {
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

test("an item that repeats is told by its rule, and one of its dates is not taken for another that was moved", () => {
  const rule = { recurrence: "FREQ=WEEKLY;BYDAY=MO,TH", recurrenceText: "every Monday and Thursday" };
  const standup = item({ text: "Standup", date: "2026-11-26", ...rule, occurrence: "2026-11-26" });
  const last = { ...standup, date: "2026-12-21", occurrence: "2026-12-21" };
  const tell = (marks: Marks) => plain(sentenceOf([{ item: last, mark: marks.get(last.id) as never }], reading));
  const added = marksAfter(nothing, [change("gpt", "created", standup)], before());
  expect(tell(added)).toBe("ChatGPT added Standup, every Monday and Thursday.");
  const changed = marksAfter(nothing, [change("gpt", "updated", standup)], before(standup));
  expect(tell(changed)).toBe("ChatGPT changed Standup, every Monday and Thursday.");
});
