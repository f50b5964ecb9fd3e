import { expect, test } from "@playwright/test";
import { briefOf, plain, sentenceOf } from "../../../../components/notices/change-banner-words.ts";
import { type Mark, type PlacedMark, placeMarks } from "../../../../components/sync/change-marks.ts";
import { wordsOfMark } from "../../../../components/sync/mark-words.ts";
import { english } from "../../../../components/time/date-words.ts";
import { momentWords, nearMomentSentence, nearMomentWords } from "../../../../components/time/moment-words.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const lunch = item({ text: "Lunch with Joris", startTime: "12:30", endTime: "13:30" });
const physio = item({ text: "Physio", date: "2026-11-26", startTime: "18:00" });
const reading = { words: english, today: "2026-11-25", timeZone: "UTC", hour12: false };

let changes = 0;
const mark = (one: Item, more: Partial<Mark> = {}): Mark => ({
  ...{ id: one.id, kind: "created", door: "gpt", at: "2026-11-25T10:21:00Z", seen: false, item: one },
  changes: [{ id: ++changes, itemCount: 1 }],
  ...more,
});
const placed = (one: Item, more: Partial<Mark> = {}): PlacedMark => ({ item: one, mark: mark(one, more) });
const updated = (one: Item, ...touched: NonNullable<Mark["touched"]>) => ({
  kind: "updated" as const,
  before: one,
  touched,
});
const tell = (marks: readonly Mark[], items: readonly Item[] = []) =>
  plain(sentenceOf(placeMarks(marks, items, reading.today), reading, t));

test("up to two changes are named in one sentence", () => {
  const was = { ...physio, date: "2026-11-25" };
  expect(tell([mark(lunch), mark(physio, updated(was, "when"))])).toBe(
    "ChatGPT added Lunch with Joris today at 12:30 and moved Physio to tomorrow 18:00.",
  );
});

test("more than two changes are counted, since when and by whom, the newest name first", () => {
  const items = ["A", "B", "C"].map((text) => item({ text }));
  const [a, b, c] = items.map((one, index) => placed(one, { kind: index === 2 ? "deleted" : "created" }));
  const told = [a, b, c].filter((one) => one !== undefined);
  expect(plain(sentenceOf(told, reading, t))).toBe("ChatGPT made 3 changes: 2 added, 1 deleted.");
  const claude = placed(lunch, { door: "mcp", programName: "Claude" });
  expect(plain(sentenceOf([...told, claude], reading, t, { since: "yesterday 18:40" }))).toBe(
    "Since yesterday 18:40 Claude and ChatGPT made 4 changes: 3 added, 1 deleted.",
  );
  expect(plain(briefOf([claude, ...told], t, { since: "yesterday 18:40" }))).toBe(
    "4 changes by ChatGPT and Claude since yesterday 18:40",
  );
  expect(plain(sentenceOf(told, reading, t, { changeCount: 5000 }))).toBe(
    "ChatGPT made 5,000 changes. The latest 3 are marked here; Activity has them all.",
  );
  const unmarked = (changeCount: number) => plain(sentenceOf([], reading, t, { changeCount }));
  expect(unmarked(1)).toBe("An assistant made 1 change too large to be marked here. Activity shows it.");
  expect(unmarked(3)).toBe("An assistant made 3 changes, not all of which can be marked here. Activity shows them.");
});

test("another program is called an assistant", () => {
  const unnamed = placed(lunch, { door: "mcp" });
  expect(tell([unnamed.mark])).toBe("An assistant added Lunch with Joris today at 12:30.");
  const since = { since: "yesterday 18:40" };
  expect(plain(sentenceOf([unnamed], reading, t, since))).toBe(
    "Since yesterday 18:40 an assistant added Lunch with Joris today at 12:30.",
  );
  expect(plain(briefOf([unnamed, placed(physio), placed(lunch)], t, since))).toBe(
    "3 changes by ChatGPT and an assistant since yesterday 18:40",
  );
});

test("a note says by field what was touched", () => {
  const words = (...touched: NonNullable<Mark["touched"]>) =>
    wordsOfMark(mark(physio, updated(physio, ...touched)), physio, t);
  expect(words("location")).toBe("Place changed");
  expect(words("location", "notes")).toBe("Place and notes changed");
  expect(words("location", "notes", "tags")).toBe("Place, notes and tags changed");
  expect(words("recurrence")).toBe("Rule changed");
  expect(words("text", "url")).toBe("Renamed, link changed");
  const was = (before: Partial<Item>) =>
    wordsOfMark(mark(physio, updated({ ...physio, ...before }, "when")), physio, t);
  expect(was({ startTime: "17:00" })).toBe("Moved");
  expect(was({ endTime: "19:00" })).toBe("Length changed");
  expect(tell([mark(physio, updated({ ...physio, endTime: "19:00" }, "when"))])).toBe(
    "ChatGPT changed Physio tomorrow at 18:00.",
  );
  expect(wordsOfMark(mark(physio, updated(physio, "done")), { ...physio, done: true }, t)).toBe("Ticked off");
});

const rule = { recurrence: "FREQ=WEEKLY;BYDAY=MO,TH", recurrenceText: "every Monday and Thursday" };
const standup = item({ text: "Standup", date: "2026-11-26", startTime: "09:00", ...rule, occurrence: "2026-11-26" });
const next = { ...standup, date: "2026-11-30", occurrence: "2026-11-30" };
const gone = { ...standup, date: "2026-11-23", occurrence: "2026-11-23" };

test("a series is marked once, at its first occurrence from today on, and told by its rule", () => {
  const added = mark(standup);
  expect(placeMarks([added], [next, gone, standup], reading.today).map(({ item }) => item)).toEqual([standup]);
  expect(tell([added], [next, standup])).toBe("ChatGPT added Standup, every Monday and Thursday.");
  const moved = mark(standup, updated({ ...standup, startTime: "08:00" }, "when"));
  expect(tell([moved], [standup, next])).toBe("ChatGPT moved Standup to 09:00, every Monday and Thursday.");
});

test("one occurrence is marked alone and told by its day; one that is not shown is told as the server knows it", () => {
  const moved = mark(next, { ...updated({ ...next, startTime: "08:00" }, "when"), occurrence: "2026-11-30" });
  expect(placeMarks([moved], [standup, next], reading.today).map(({ item }) => item)).toEqual([next]);
  expect(tell([moved], [])).toBe("ChatGPT moved Standup to Monday 09:00.");
});

test("a moment is told by its clock, its day, its weekday, and by how long ago only within the hour", () => {
  const nowMs = Date.parse("2026-11-25T10:24:00Z");
  const at = (text: string) => nearMomentWords(Date.parse(text), nowMs, reading, t);
  expect(at("2026-11-25T10:21:00Z")).toBe("3 min ago");
  expect(at("2026-11-25T07:52:00Z")).toBe("today 07:52");
  expect(at("2026-11-24T18:40:00Z")).toBe("yesterday 18:40");
  expect(at("2026-11-23T18:40:00Z")).toBe("Mon 23, 18:40");
  expect(at("2026-09-21T18:40:00Z")).toBe("Mon 21 Sep, 18:40");
  expect(nearMomentSentence(nowMs, nowMs, reading, t)).toBe("Just now.");
  const paris = { ...reading, timeZone: "Europe/Paris" };
  expect(momentWords(Date.parse("2026-11-24T23:30:00Z"), paris, t)).toBe("today 00:30");
});
