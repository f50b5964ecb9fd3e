import { expect, test } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

const item = { text: "Dentist", date: "2027-03-05", startTime: "14:00", location: "Room 2" };

async function somebody() {
  const { person, gpt } = await newcomer("Europe/Paris");
  return { person, gpt, web: await browserOf(person) };
}
const textsOf = async (web: Api) => (await web.call("listFreshChanges")).marks.map(({ item: { text } }) => text);

test("what the assistant wrote waits, with what it touched and what stood there; the person's own never does", async () => {
  const { gpt, web } = await somebody();
  const { id: own = "" } = (await web.call("createItems", { items: [{ ...item, notes: "x-ray" }] })).items[0] ?? {};
  const { id: added } = await gpt.make({ ...item, text: "Lunch" });
  await gpt.call("updateItemById", { id: own, location: "Room 5", startTime: "15:00" });
  const { rev, marks, looked, changeCount } = await web.call("listFreshChanges");
  expect([rev, looked, changeCount]).toEqual([4, undefined, undefined]);
  expect(marks).toMatchObject([
    {
      id: added,
      kind: "created",
      door: "gpt",
      seen: false,
      changes: [{ id: 3, itemCount: 1 }],
      item: { text: "Lunch" },
    },
    {
      ...{ id: own, kind: "updated", touched: ["when", "location"] },
      item: { location: "Room 5", startTime: "15:00", notes: "x-ray" },
      before: { location: "Room 2", startTime: "14:00" },
    },
  ]);
  await web.call("updateItemById", { id: added, done: true });
  expect(await textsOf(web)).toEqual(["Dentist"]);
});

test("a deleted item is listed as it was, and a deleted occurrence separately", async () => {
  const { gpt, web } = await somebody();
  const series = { text: "Yoga", date: "2027-03-01", startTime: "18:30", recurrence: "FREQ=DAILY;COUNT=5" };
  const { items } = await web.call("createItems", { items: [item, series] });
  const [dentist, yoga] = items.map(({ id }) => id);
  await gpt.call("deleteItemById", { id: dentist });
  await gpt.call("deleteItemById", { id: yoga, occurrence: "2027-03-02", scope: "this" });
  expect((await web.call("listFreshChanges")).marks).toMatchObject([
    { id: dentist, kind: "deleted", item: { text: "Dentist", startTime: "14:00" } },
    { id: yoga, occurrence: "2027-03-02", kind: "deleted", item: { date: "2027-03-02", startTime: "18:30" } },
  ]);
});

test("an import and an undo by the person are the person's hand", async () => {
  const { gpt, web } = await somebody();
  const { id } = await gpt.make(item);
  await gpt.call("updateItemById", { id, text: "Doctor" });
  await web.call("undoChange", { id: 3 });
  expect(await textsOf(web)).toEqual([]);
});

test("nobody hears of what waits for somebody else", async () => {
  const [owner, stranger] = await Promise.all([somebody(), somebody()]);
  const { id } = await owner.gpt.make(item);
  expect((await stranger.web.call("listFreshChanges")).marks).toEqual([]);
  const seen = [{ id, rev: 2 }];
  await stranger.web.call("reviewChanges", { rev: 9, seen, keep: seen, keepAll: true });
  expect((await owner.web.call("listFreshChanges")).marks).toMatchObject([{ id, seen: false }]);
});

test("whoever was there before this was kept starts with nothing fresh", async () => {
  const { gpt, web } = await somebody();
  const { id } = await gpt.make(item);
  const [row] = await query<{ userId: string }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [id]);
  // As after the migration.
  await query(`INSERT INTO "Look" ("userId", "keptRev") SELECT id, rev FROM "User" WHERE id = $1`, [row?.userId]);
  expect(await textsOf(web)).toEqual([]);
  await gpt.make({ ...item, text: "Later" });
  expect(await textsOf(web)).toEqual(["Later"]);
});

/** A change of very many items, as an import leaves it. */
async function enterLarge(id: string, door: string, itemCount: number, rev: number): Promise<void> {
  await query(
    `INSERT INTO "Change" ("userId", rev, at, door, items)
      SELECT "userId", $4, now(), $2, (SELECT jsonb_agg(items -> 0 || jsonb_build_object('id', lpad(n::text, 12, '0'), 'after',
        items -> 0 -> 'after' || jsonb_build_object('id', lpad(n::text, 12, '0'), 'notes', repeat(md5(n::text), 10))))
        FROM generate_series(1, $3::int) AS n)
      FROM "Change" WHERE items -> 0 ->> 'id' = $1 AND rev = 2`,
    [id, door, itemCount, rev],
  );
  await query(`UPDATE "User" SET rev = $2 WHERE id = (SELECT "userId" FROM "Item" WHERE id = $1)`, [id, rev]);
}

test("an import of thousands on top leaves what the assistant wrote before it fresh, also once the person looks", async () => {
  const { gpt, web } = await somebody();
  const { id } = await gpt.make(item);
  await gpt.make({ ...item, text: "Lunch" });
  await enterLarge(id, "web", 5_000, 4);
  expect(await web.call("listFreshChanges")).toMatchObject({ rev: 4, marks: [{}, { changes: [{ id: 3 }] }] });
  await web.call("reviewChanges", { rev: 4 });
  expect(await textsOf(web)).toEqual(["Dentist", "Lunch"]);
});

test("an assistant's change too large to mark is counted until everything is kept or its contents are erased", async () => {
  const { gpt, web } = await somebody();
  const { id } = await gpt.make(item);
  await web.call("reviewChanges", { rev: 2, keepAll: true });
  await enterLarge(id, "gpt", 300, 3);
  const { version, ...told } = await web.call("listFreshChanges");
  expect(told).toEqual({ rev: 3, marks: [], changeCount: 1, proposals: 0 });
  await web.call("reviewChanges", { rev: 3 });
  expect((await web.call("listFreshChanges")).changeCount).toBe(1);
  // Other pages must learn that it is kept, though none of their marks change.
  const kept = await web.call("reviewChanges", { rev: 3, keepAll: true });
  expect(kept.version).toBe(version + 1);
  expect((await web.call("listFreshChanges")).changeCount).toBeUndefined();
  await enterLarge(id, "gpt", 300, 4);
  await query(
    `UPDATE "Change" SET items = NULL WHERE rev = 4 AND "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`,
    [id],
  );
  expect((await web.call("listFreshChanges")).changeCount).toBeUndefined();
});

test("five thousand changes while away are counted, the latest marked, and the answer stays small and quick", async () => {
  const { gpt, web } = await somebody();
  const { id } = await gpt.make(item);
  await query(
    `INSERT INTO "Change" ("userId", rev, at, door, items)
      SELECT c."userId", n, now(), 'gpt', jsonb_build_array(c.items -> 0 || jsonb_build_object('id', lpad(n::text, 12, '0'),
        'after', c.items -> 0 -> 'after' || jsonb_build_object('id', lpad(n::text, 12, '0'), 'notes', repeat('word ', 700))))
      FROM "Change" c, generate_series(c.rev + 1, 5001) AS n WHERE c.items -> 0 ->> 'id' = $1`,
    [id],
  );
  await query(`UPDATE "User" SET rev = 5001 WHERE id = (SELECT "userId" FROM "Item" WHERE id = $1)`, [id]);
  const startedMs = performance.now();
  const answer = await web.call("listFreshChanges");
  const tookMs = performance.now() - startedMs;
  console.log(`5,000 changes: ${answer.marks.length} marks in ${Math.round(tookMs)} ms`);
  expect(answer.changeCount).toBe(5000);
  expect(answer.marks.length).toBeGreaterThan(50);
  expect(answer.marks.length).toBeLessThanOrEqual(limits.freshMarks);
  expect(answer.marks.at(-1)?.changes.at(-1)?.id).toBe(5001);
  expect(JSON.stringify(answer).length).toBeLessThan(limits.answerCharacters);
  expect(tookMs).toBeLessThan(2_000);
  await web.call("reviewChanges", { rev: 5001, keepAll: true });
  expect(await web.call("listFreshChanges")).toMatchObject({ marks: [], rev: 5001 });
});
