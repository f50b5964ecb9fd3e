import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "./api.ts";
import { query } from "./identity-door.ts";

const item = { text: "Dentist", date: "2027-03-05" };
const dayMs = 86_400_000;

test("the trash holds what was deleted, last deleted first, and says until when", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const ids = await gpt.makeAll([item, { ...item, text: "Gym", notes: "n".repeat(400) }, { ...item, text: "Kept" }]);
  await gpt.call("deleteItemById", { id: ids[1] });
  const { item: last } = await web.call("deleteItemById", { id: ids[0] });
  const answer = await gpt.call("listTrash");
  expect(answer.items.map(({ id }) => id)).toEqual([ids[0], ids[1]]);
  const { keptUntil, ...first } = answer.items[0] ?? { keptUntil: "" };
  expect(first).toEqual(last);
  expect(Date.parse(keptUntil) - Date.parse(last.deletedAt ?? "")).toBe(30 * dayMs);
  expect(answer.items[1]).toMatchObject({ notesShortened: true, notes: "n".repeat(300) });
  expect(answer).not.toHaveProperty("nextCursor");
  await web.call("restoreItem", { id: ids[0] });
  expect((await gpt.call("listTrash")).items.map(({ id }) => id)).toEqual([ids[1]]);
});

test("pages of the trash hold each item once, although many were deleted in the same moment", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(Array.from({ length: 23 }, (_, n) => ({ ...item, text: `${n}` })));
  const sql = `UPDATE "Item" SET "deletedAt" = date_trunc('hour', now()) - interval '1 hour' * (right(text, 1)::int % 3) WHERE id = ANY ($1)`;
  await query(sql, [ids]);
  const seen: string[] = [];
  const times: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { items, nextCursor } = await gpt.call("listTrash", { limit: 5, cursor });
    seen.push(...items.map(({ id }) => id));
    times.push(...items.map(({ deletedAt }) => deletedAt));
    cursor = nextCursor;
    more = cursor !== undefined;
    expect(items.length).toBe(more ? 5 : 3);
  }
  expect([...seen].sort()).toEqual([...ids].sort());
  expect(times).toEqual([...times].sort().reverse());
});

test("what has lain there for more than thirty days is not listed, and neither is somebody else's", async () => {
  const [{ gpt }, stranger] = await Promise.all([newcomer(), newcomer()]);
  const [id] = await gpt.makeAll([item]);
  await gpt.call("deleteItemById", { id });
  expect((await stranger.gpt.call("listTrash")).items).toEqual([]);
  await query(`UPDATE "Item" SET "deletedAt" = now() - interval '30 days 1 minute' WHERE id = $1`, [id]);
  expect(await gpt.call("listTrash")).toEqual({ items: [] });
});

test("a cursor that is none of ours, and a limit out of bounds, are refused", async () => {
  const { gpt } = await newcomer();
  for (const [args, field] of [
    [{ cursor: "x" }, "cursor"],
    [{ cursor: Buffer.from(`{"deletedAtMs":1e99,"id":"01kaqv7m3x9d"}`).toString("base64url") }, "cursor"],
    [{ limit: 0 }, "limit"],
    [{ limit: 201 }, "limit"],
    [{ q: "a" }, "q"],
  ] as const)
    expect(await gpt.refusal("listTrash", args)).toMatchObject({ status: 422, errors: [{ pointer: `#/${field}` }] });
});
