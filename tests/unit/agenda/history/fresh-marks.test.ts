import { expect, test } from "@playwright/test";
import {
  freshMarks,
  type LedgerChange,
  markKey,
  reviewed as outcomeOf,
} from "../../../../agenda/history/fresh-marks.ts";
import type { ItemChange } from "../../../../agenda/history/ledger.ts";
import { compacted, type Looks, lookBefore } from "../../../../agenda/history/looks.ts";
import { applyPatch } from "../../../../agenda/item/apply-patch.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { SeriesException, StoredItem } from "../../../../agenda/item/item-content.ts";
import type { SeriesParts } from "../../../../agenda/series/series.ts";
import { splitAt } from "../../../../agenda/series/series-edits.ts";
import { partsOf, seriesContent } from "../../../../agenda/series/stored-series.ts";
import { limits } from "../../../../contract/limits.ts";

const zone = "Europe/Paris";
const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 25, 9);
const stored = (id: string, content: Partial<StoredItem> = {}): StoredItem => ({
  ...buildItem({ text: id, date: "2026-11-26", startTime: "17:00" }, zone, []),
  ...{ id, version: 1, createdBy: "gpt", createdAtMs: 1, updatedAtMs: 1, deletedAtMs: null },
  ...content,
});
const patched = (item: StoredItem, patch: Parameters<typeof applyPatch>[1]): StoredItem => ({
  ...item,
  ...applyPatch(item, patch, zone, []),
});
const made = (after: StoredItem): ItemChange => ({ id: after.id, kind: "created", before: null, after });
const update = (before: StoredItem, after: StoredItem): ItemChange => ({
  ...{ id: after.id, kind: "updated", before, after },
});
const deletion = (before: StoredItem): ItemChange => ({
  ...{ id: before.id, kind: "deleted", before, after: { ...before, deletedAtMs: 5 } },
});

const nothing: Looks = { keptRev: 0, looks: [], marks: {} };
type Door = LedgerChange["door"];
const by = (door: Door, rev: number, ...items: ItemChange[]): LedgerChange => ({
  ...{ rev, atMs: nowMs - hourMs + rev, door, clientName: null, conversation: "chat", isSettings: false, items },
});
const keysOf = (changes: readonly LedgerChange[], looks = nothing, atMs = nowMs) =>
  freshMarks(changes, looks, atMs).map(markKey);
const known = (...changes: LedgerChange[]) => ({ changes, rev: changes.at(-1)?.rev ?? 0, isCut: false });
const reviewed = (...asked: Parameters<typeof outcomeOf>): Looks => outcomeOf(...asked).looks;
const review = { rev: 99, seen: [], kept: [], keepAll: false };

const lunch = stored("lunch");
const physio = stored("physio");

test("only what assistants did is fresh, and the person's own hand ends it", () => {
  const changes = [by("gpt", 1, made(lunch)), by("web", 2, made(physio))];
  expect(keysOf(changes)).toEqual(["lunch"]);
  const edited = by("web", 3, update(lunch, patched(lunch, { location: "Here" })));
  expect(keysOf([...changes, edited])).toEqual([]);
});

test("a settled zone touches items for nobody, and neither marks them nor ends what was fresh", () => {
  const settled = { ...by("web", 2, update(lunch, { ...lunch, timeZone: "Asia/Tokyo" })), isSettings: true };
  expect(keysOf([by("gpt", 1, made(lunch)), settled])).toEqual(["lunch"]);
  expect(keysOf([{ ...settled, door: "gpt" }])).toEqual([]);
});

test("an update tells which fields it touched, against what stood before the first of several", () => {
  const moved = patched(physio, { startTime: "18:00" });
  const placed = patched(moved, { location: "Room 5", tags: ["work"] });
  const [mark] = freshMarks([by("gpt", 1, update(physio, moved)), by("gpt", 4, update(moved, placed))], nothing, nowMs);
  expect(mark).toMatchObject({ kind: "updated", aspects: ["when", "location", "tags"] });
  expect(mark?.before?.content.startTime).toBe("17:00");
  expect(mark?.changes.map(({ id }) => id)).toEqual([1, 4]);
});

test("what was taken back by the same hand, and what came and went, leaves nothing to see", () => {
  const moved = patched(physio, { startTime: "18:00" });
  expect(keysOf([by("gpt", 1, update(physio, moved)), by("gpt", 2, update(moved, physio))])).toEqual([]);
  expect(keysOf([by("gpt", 1, made(lunch)), by("gpt", 2, deletion(lunch))])).toEqual([]);
  expect(keysOf([by("gpt", 2, deletion(lunch))])).toEqual(["lunch"]);
});

test("an entry of the ledger from before a field existed differs in nothing by lacking it", () => {
  const { endTimeZone: _, ...older } = physio;
  const [mark] = freshMarks(
    [by("gpt", 1, update(older as typeof physio, patched(physio, { text: "Yoga" })))],
    nothing,
    nowMs,
  );
  expect(mark?.aspects).toEqual(["text"]);
});

test("what was added and then changed is still new", () => {
  const changes = [by("gpt", 1, made(lunch)), by("mcp", 2, update(lunch, patched(lunch, { text: "Dinner" })))];
  expect(freshMarks(changes, nothing, nowMs)).toMatchObject([{ kind: "created", door: "mcp", before: null }]);
});

const seriesWith = (exceptions: Record<string, SeriesException> | null, recurrence = "FREQ=WEEKLY;BYDAY=TH") =>
  stored("standup", { recurrence, exceptions });
const later: SeriesException = { kind: "changed", changed: { location: "Room 5" } };

test("what was restored and then changed is still restored, also one occurrence", () => {
  const back: ItemChange = { id: "lunch", kind: "restored", before: { ...lunch, deletedAtMs: 5 }, after: lunch };
  const changes = [by("gpt", 1, back), by("gpt", 2, update(lunch, patched(lunch, { date: "2026-11-30" })))];
  const cancelled = seriesWith({ "2026-12-03": { kind: "cancelled" } });
  const reset = update(cancelled, seriesWith(null));
  const changed = update(seriesWith(null), seriesWith({ "2026-12-03": later }));
  expect(freshMarks([...changes, by("gpt", 3, reset), by("gpt", 4, changed)], nothing, nowMs)).toMatchObject([
    { kind: "restored", before: null, after: { content: { date: "2026-11-30" } } },
    { kind: "restored", occurrence: "2026-12-03", before: null, after: { content: { location: "Room 5" } } },
  ]);
});

test("the person's change of one occurrence ends the mark of its series; an assistant's cancelling of one leaves the others'", () => {
  const plain = seriesWith(null);
  const changed = seriesWith({ "2026-12-03": later });
  expect(keysOf([by("gpt", 1, made(plain)), by("web", 2, update(plain, changed))])).toEqual([]);
  const cancelled = seriesWith({ "2026-11-26": { kind: "cancelled" }, "2026-12-03": later });
  const both = [by("gpt", 1, update(plain, changed)), by("gpt", 2, update(changed, cancelled))];
  expect(keysOf(both)).toEqual(["standup.2026-12-03", "standup.2026-11-26"]);
});

test("one occurrence is marked alone; the person's change of it leaves the others' ink", () => {
  const plain = seriesWith(null);
  const two = seriesWith({ "2026-11-26": { kind: "cancelled" }, "2026-12-03": later });
  const changes = [by("gpt", 1, update(plain, two))];
  expect(freshMarks(changes, nothing, nowMs)).toMatchObject([
    { occurrence: "2026-11-26", kind: "deleted", after: null },
    { occurrence: "2026-12-03", kind: "updated", aspects: ["location"] },
  ]);
  const own = by("web", 2, update(two, seriesWith({ "2026-12-03": later })));
  expect(keysOf([...changes, own])).toEqual(["standup.2026-12-03"]);
  expect(keysOf([...changes, by("web", 2, deletion(two))])).toEqual([]);
});

test("a series that is renamed from one date on is marked once, at its rest, and keeps the ink of the dates before", () => {
  const plain = seriesWith(null);
  const two = seriesWith({ "2026-11-26": later, "2026-12-03": later });
  const { before, after } = splitAt(partsOf(two) as SeriesParts, "2026-12-03");
  const ended = { ...two, ...seriesContent(before as SeriesParts) };
  const rest = { ...two, ...seriesContent(after), id: "rest", text: "Run" };
  const changes = [by("gpt", 1, update(plain, two)), by("gpt", 2, update(two, ended), made(rest))];
  expect(freshMarks(changes, nothing, nowMs)).toMatchObject([
    { id: "standup", occurrence: "2026-11-26", changes: [{ id: 1 }] },
    { id: "rest", occurrence: null, kind: "updated", aspects: ["text"], changes: [{ id: 2 }] },
  ]);
  // Taken back by the person, who has thus seen it.
  const undo = by("web", 3, update(ended, two), deletion(rest));
  expect(keysOf([...changes, undo])).toEqual(["standup.2026-11-26"]);
});

test("a series whose rule was changed is marked as a whole, by its rule", () => {
  const changes = [by("gpt", 1, update(seriesWith(null), seriesWith(null, "FREQ=DAILY")))];
  expect(freshMarks(changes, nothing, nowMs)).toMatchObject([{ occurrence: null, aspects: ["recurrence"] }]);
});

test("what is kept is dry, one by one or all, up to what was looked at", () => {
  const changes = known(by("gpt", 1, made(lunch)), by("gpt", 2, made(physio)));
  const one = reviewed(nothing, changes, { ...review, kept: [{ key: "lunch", rev: 1 }] }, nowMs);
  expect(keysOf(changes.changes, one)).toEqual(["physio"]);
  const all = reviewed(nothing, changes, { ...review, rev: 1, keepAll: true }, nowMs);
  expect(keysOf(changes.changes, all)).toEqual(["physio"]);
  expect(reviewed(nothing, changes, { ...review, keepAll: true }, nowMs)).toEqual({
    ...{ keptRev: 2, marks: {}, looks: [{ rev: 2, atMs: nowMs }] },
  });
});

test("what was kept is fresh again when it is changed again", () => {
  const changes = [by("gpt", 1, made(lunch)), by("gpt", 2, made(physio))];
  const kept = reviewed(nothing, known(...changes), { ...review, kept: [{ key: "lunch", rev: 1 }] }, nowMs);
  const again = by("gpt", 3, update(lunch, patched(lunch, { location: "Here" })));
  const marks = freshMarks([...changes, again], kept, nowMs);
  expect(marks.map(markKey)).toEqual(["physio", "lunch"]);
  expect(marks[1]).toMatchObject({ kind: "updated", aspects: ["location"], changes: [{ id: 3 }] });
});

test("seen ink dries a day after it was seen, unseen ink waits", () => {
  const changes = known(by("gpt", 1, made(lunch)), by("gpt", 2, made(physio)));
  const seen = reviewed(nothing, changes, { ...review, seen: [{ key: "lunch", rev: 1 }] }, nowMs);
  expect(freshMarks(changes.changes, seen, nowMs).map(({ isSeen }) => isSeen)).toEqual([true, false]);
  expect(keysOf(changes.changes, seen, nowMs + 24 * hourMs - 1)).toEqual(["lunch", "physio"]);
  expect(keysOf(changes.changes, seen, nowMs + 24 * hourMs)).toEqual(["physio"]);
  expect(keysOf(changes.changes, seen, nowMs + 20 * 24 * hourMs)).toEqual(["physio"]);
  // Seen once is seen: looking again does not prolong it.
  const again = reviewed(seen, changes, { ...review, seen: [{ key: "lunch", rev: 1 }] }, nowMs + 23 * hourMs);
  expect(keysOf(changes.changes, again, nowMs + 24 * hourMs)).toEqual(["physio"]);
});

test("what was seen and then changed again is unseen again", () => {
  const changes = [by("gpt", 1, made(lunch))];
  const seen = reviewed(nothing, known(...changes), { ...review, seen: [{ key: "lunch", rev: 1 }] }, nowMs);
  const more = [...changes, by("gpt", 2, update(lunch, patched(lunch, { location: "Here" })))];
  expect(freshMarks(more, seen, nowMs)).toMatchObject([{ kind: "created", isSeen: false }]);
});

test("keeping one forgets nothing of what is older than it and not kept", () => {
  const changes = known(by("gpt", 1, made(lunch)), by("gpt", 2, made(physio)), by("gpt", 3, deletion(lunch)));
  const kept = reviewed(nothing, changes, review, nowMs);
  expect(
    keysOf(
      changes.changes.filter(({ rev }) => rev > kept.keptRev),
      kept,
    ),
  ).toEqual(["physio"]);
});

test("the time since when is that of the last look before the oldest that is fresh", () => {
  const before = reviewed(nothing, { changes: [], rev: 5, isCut: false }, { ...review, rev: 5 }, nowMs - 9 * hourMs);
  expect(before.keptRev).toBe(5);
  const changes = known(by("gpt", 6, made(lunch)), by("gpt", 7, made(physio)));
  const after = reviewed(before, changes, { ...review, seen: [{ key: "lunch", rev: 6 }] }, nowMs);
  const [first] = freshMarks(changes.changes, after, nowMs);
  expect(lookBefore(after, first?.changes[0].id ?? 0)).toEqual({ rev: 5, atMs: nowMs - 9 * hourMs });
});

test("what is not fresh is not remembered, whatever is said to be seen", () => {
  const asked = Array.from({ length: 50 }, (_, index) => ({ key: `made-up-${index}`, rev: 1 }));
  const changes = known(by("gpt", 1, made(lunch)));
  expect(reviewed(nothing, changes, { ...review, seen: asked, kept: asked }, nowMs).marks).toEqual({});
});

test("while changes are left unread nothing is kept unasked, though all that was read is dry", () => {
  const unread = { changes: [by("web", 13, made(lunch))], rev: 13, isCut: true };
  const before = { ...nothing, keptRev: 9 };
  expect(reviewed(before, unread, review, nowMs).keptRev).toBe(9);
  expect(reviewed(before, { ...unread, isCut: false }, review, nowMs).keptRev).toBe(13);
  expect(reviewed(before, unread, { ...review, keepAll: true }, nowMs).keptRev).toBe(13);
});

test("keeping from a device that is behind does not bring back what was kept on another", () => {
  const more = by("gpt", 3, update(lunch, patched(lunch, { location: "Here" })));
  const all = known(by("gpt", 1, made(lunch)), by("gpt", 2, made(physio)), more);
  const kept = reviewed(
    nothing,
    known(...all.changes.slice(0, 2)),
    { ...review, kept: [{ key: "lunch", rev: 1 }] },
    nowMs,
  );
  const ahead = { ...kept, marks: { ...kept.marks, lunch: { keptRev: 2 } } };
  const behind = reviewed(ahead, all, { ...review, kept: [{ key: "lunch", rev: 1 }] }, nowMs);
  expect(behind.marks.lunch?.keptRev).toBe(2);
});

test("of more marks than are remembered the oldest count as kept, and are not fresh again", () => {
  const seen = Array.from({ length: 1_003 }, (_, index) => [`n${index}`, { seenRev: index + 1, seenAtMs: nowMs }]);
  const looks = compacted({ ...nothing, marks: Object.fromEntries(seen) }, 0, nowMs);
  expect(looks.keptRev).toBe(3);
  expect(Object.keys(looks.marks)).toHaveLength(1_000);
  expect(keysOf([by("gpt", 3, made(stored("n2"))), by("gpt", 4, made(stored("n3")))], looks)).toEqual(["n3"]);
});

test("of more than can be marked the latest are", () => {
  const many = Array.from({ length: limits.freshMarks + 50 }, (_, index) =>
    by("gpt", index + 1, made(stored(`n${index}`))),
  );
  const marks = freshMarks(many, nothing, nowMs);
  expect(marks).toHaveLength(limits.freshMarks);
  expect(markKey(marks.at(-1) as (typeof marks)[number])).toBe(`n${many.length - 1}`);
});
