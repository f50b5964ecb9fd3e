import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { confirmed } from "../bulk/bulk.ts";

const item = { text: "a", date: "2027-03-05" };

/** The owner's id in the database. */
async function userOf(itemId: string | undefined): Promise<string> {
  const [row] = await query<{ userId: string }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [itemId]);
  return row?.userId ?? "";
}

test("every write is listed once, oldest first: which items, how, and through which door", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const { items } = await gpt.call("createItems", { items: [item, { ...item, text: "b" }] });
  const [a, b] = items.map(({ id }) => id);
  await web.call("updateItemById", { id: a, done: true });
  await gpt.call("deleteItemById", { id: b });
  await web.call("restoreItem", { id: b });
  await web.call("updateSettings", { timeZone: "Asia/Tokyo" });
  const answer = await gpt.call("listChanges");
  expect({ ...answer, changes: answer.changes.map(({ id, door, items }) => ({ id, door, items })) }).toEqual({
    rev: 5,
    complete: true,
    changes: [
      {
        id: 1,
        door: "gpt",
        items: [
          { id: a, kind: "created", text: "a", is: "Friday 5 March 2027" },
          { id: b, kind: "created", text: "b", is: "Friday 5 March 2027" },
        ],
      },
      { id: 2, door: "web", items: [{ id: a, kind: "updated", text: "a", was: "open", is: "done" }] },
      { id: 3, door: "gpt", items: [{ id: b, kind: "deleted", text: "b", was: "Friday 5 March 2027" }] },
      { id: 4, door: "web", items: [{ id: b, kind: "restored", text: "b", is: "Friday 5 March 2027" }] },
      { id: 5, door: "web", items: [] },
    ],
  });
  const times = answer.changes.map(({ at }) => Date.parse(at));
  expect(times).toEqual([...times].sort());
  expect(await web.call("listChanges")).toEqual(answer);
});

test("for a series it lists which occurrences were changed and how, and notes when the series was cut", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ ...item, recurrence: "FREQ=DAILY;COUNT=5" });
  const on = (day: number) => ({ id, occurrence: `2027-03-0${day}`, scope: "this" as const });
  await gpt.call("updateItemById", { ...on(6), done: true });
  await gpt.call("deleteItemById", on(7));
  await gpt.call("updateItemById", { ...on(7), reset: true });
  await gpt.call("updateItemById", { id, scope: "all", text: "b" });
  const { item: rest } = await gpt.call("updateItemById", { ...on(8), scope: "following", text: "c" });
  await gpt.call("deleteItemById", { ...on(6), scope: "following" });
  const { changes } = await gpt.call("listChanges", { since: 1 });
  const touched = changes.map(({ items = [] }) =>
    items.map(({ id, kind, occurrences }) => ({ id, kind, occurrences })),
  );
  const one = (day: number, kind: string) => [
    { id, kind: "updated", occurrences: [{ occurrence: `2027-03-0${day}`, kind }] },
  ];
  expect(touched).toEqual([
    one(6, "updated"),
    one(7, "deleted"),
    one(7, "restored"),
    [{ id, kind: "updated" }],
    [
      { id, kind: "updated", occurrences: [] },
      { id: rest.id, kind: "created" },
    ],
    [{ id, kind: "updated" }],
  ]);
});

test("beyond the limit of named occurrences only their number is given, the same as the write's own answer", async () => {
  const { gpt } = await newcomer();
  await gpt.make({ ...item, recurrence: "FREQ=DAILY;COUNT=100" });
  const days = { from: "2027-03-05", to: "2027-06-30" };
  await confirmed(gpt, "completeItems", { filter: { ...days, to: "2027-03-25" } });
  const { change } = await confirmed(gpt, "deleteItems", { filter: { ...days, done: false } });
  await gpt.call("undoChange", { id: change?.id });
  const { changes } = await gpt.call("listChanges", { since: 1 });
  expect(changes.map(({ summary, items }) => [summary, items?.[0]?.occurrences?.length])).toEqual([
    ["Changed 21 occurrences of a", 21],
    [change?.summary, undefined],
    [expect.stringContaining("hanged 79 occurrences of a"), undefined],
  ]);
  expect(change?.summary).toBe("Changed 79 occurrences of a");
});

test("since skips what is known, and limit leaves a remainder", async () => {
  const { gpt } = await newcomer();
  for (let n = 0; n < 5; n++) await gpt.make(item);
  const ids = async (args: object) => {
    const { rev, complete, changes, more } = await gpt.call("listChanges", args as never);
    expect({ rev, complete }).toEqual({ rev: 5, complete: true });
    return [...changes.map(({ id }) => id), more];
  };
  expect(await ids({ since: 3 })).toEqual([4, 5, undefined]);
  expect(await ids({ since: 5 })).toEqual([undefined]);
  expect(await ids({ limit: 2 })).toEqual([1, 2, true]);
  expect(await ids({ since: 2, limit: 2 })).toEqual([3, 4, true]);
  expect(await ids({ since: 4, limit: 1 })).toEqual([5, undefined]);
});

test("the default limit is a hundred, the maximum two hundred", async () => {
  const { gpt } = await newcomer();
  const [id] = await gpt.makeAll([item]);
  const sql = `INSERT INTO "Change" ("userId", rev, at, door, items)
    SELECT $1, n, now(), 'gpt', '[]' FROM generate_series(2, 205) AS n`;
  await query(sql, [await userOf(id)]);
  await query(`UPDATE "User" SET rev = 205 WHERE id = $1`, [await userOf(id)]);
  expect((await gpt.call("listChanges")).changes).toHaveLength(100);
  expect(await gpt.call("listChanges", { limit: 200 })).toMatchObject({ rev: 205, more: true });
  for (const [args, field] of [
    [{ limit: 201 }, "limit"],
    [{ limit: 0 }, "limit"],
    [{ since: -1 }, "since"],
    [{ since: "yesterday" }, "since"],
    [{ after: 1 }, "after"],
  ] as const)
    expect(await gpt.refusal("listChanges", args)).toMatchObject({ status: 422, errors: [{ pointer: `#/${field}` }] });
});

test("a rev from the future belongs to another database: the answer is not complete", async () => {
  const { gpt } = await newcomer();
  await gpt.make(item);
  expect(await gpt.call("listChanges", { since: 2 })).toEqual({ rev: 1, complete: false, changes: [] });
  for (const since of [2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER])
    expect(await gpt.call("listChanges", { since })).toEqual({ rev: 1, complete: false, changes: [] });
  expect(await gpt.refusal("listChanges", { since: "9".repeat(16) })).toMatchObject({ status: 422 });
});

test("once contents were erased, the change is listed without its items, and the answer is not complete", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  await gpt.call("updateItemById", { id, done: true });
  await query(`UPDATE "Change" SET items = NULL WHERE "userId" = $1 AND rev = 1`, [await userOf(id)]);
  const { complete, changes } = await gpt.call("listChanges");
  expect(complete).toBe(false);
  expect(Object.keys(changes[0] ?? {})).toEqual(["id", "at", "door", "program", "conversation"]);
  expect(await gpt.call("listChanges", { since: 1 })).toMatchObject({ complete: true, changes: [{ id: 2 }] });
});

/** Records changes of many items each, like fifty-item calls and a newly learned zone. */
async function enterChanges(gpt: Api, counts: readonly number[]): Promise<void> {
  const [id] = await gpt.makeAll([item]);
  const userId = await userOf(id);
  for (const [index, count] of counts.entries())
    await query(
      `INSERT INTO "Change" ("userId", rev, at, door, items) SELECT $1, $2, now(), 'web',
        jsonb_agg(jsonb_build_object('id', lpad(n::text, 12, '0'), 'kind', 'updated')) FROM generate_series(1, $3::int) AS n`,
      [userId, index + 2, count],
    );
  await query(`UPDATE "User" SET rev = $2 WHERE id = $1`, [userId, counts.length + 1]);
}

test("a page ends before it exceeds 90,000 characters, and the next one continues after its last id", async () => {
  const { gpt } = await newcomer();
  await enterChanges(gpt, Array(100).fill(50));
  const seen: number[] = [];
  for (let since = 0, more: boolean | undefined = true; more; ) {
    const answer = await gpt.call("listChanges", { since, limit: 200 });
    const characters = JSON.stringify(answer).length;
    expect(characters).toBeLessThanOrEqual(90_000);
    if (answer.more) expect(characters).toBeGreaterThan(80_000);
    expect(answer).toMatchObject({ rev: 101, complete: true });
    seen.push(...answer.changes.map(({ id }) => id));
    ({ more } = answer);
    since = seen.at(-1) ?? 0;
  }
  expect(seen).toEqual(Array.from({ length: 101 }, (_, n) => n + 1));
});

test("a change with more items than fit in one answer is listed without them, and paging gets past it", async () => {
  const { gpt } = await newcomer();
  await enterChanges(gpt, [1_000, 1_001, 5_000, 1]);
  const { complete, changes, more } = await gpt.call("listChanges", { since: 1 });
  expect({ complete, more }).toEqual({ complete: false, more: undefined });
  expect(changes.map(({ items }) => items?.length)).toEqual([1_000, undefined, undefined, 1]);
});
