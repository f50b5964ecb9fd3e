import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

const item = { text: "Dentist", date: "2027-03-05" };
const dayMs = 86_400_000;

test("the trash lists deleted items, most recent first, with when each will be erased", async () => {
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

test("pages of the trash contain each item once, even if many were deleted at the same moment", async () => {
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

test("items in the trash for more than thirty days are not listed, nor are another user's", async () => {
  const [{ gpt }, stranger] = await Promise.all([newcomer(), newcomer()]);
  const [id] = await gpt.makeAll([item]);
  await gpt.call("deleteItemById", { id });
  expect((await stranger.gpt.call("listTrash")).items).toEqual([]);
  await query(`UPDATE "Item" SET "deletedAt" = now() - interval '30 days 1 minute' WHERE id = $1`, [id]);
  expect(await gpt.call("listTrash")).toEqual({ items: [] });
});

test("an invalid cursor and a limit out of range are refused", async () => {
  const { gpt } = await newcomer();
  for (const [args, field] of [
    [{ cursor: "x" }, "cursor"],
    [{ cursor: Buffer.from(`{"after":{"deletedAtMs":1e99,"id":"01kaqv7m3x9d"}}`).toString("base64url") }, "cursor"],
    [{ limit: 0 }, "limit"],
    [{ limit: 201 }, "limit"],
    [{ text: "a" }, "text"],
    [{ q: "" }, "q"],
    [{ q: "x".repeat(201) }, "q"],
    [{ q: "aa bb cc dd ee ff gg hh ii jj kk" }, "q"],
  ] as const)
    expect(await gpt.refusal("listTrash", args)).toMatchObject({ status: 422, errors: [{ pointer: `#/${field}` }] });
});

test("a search of the trash finds words in any field and language, and only deleted items", async () => {
  const [{ gpt }, stranger] = await Promise.all([newcomer(), newcomer()]);
  const ids = await gpt.makeAll([
    { ...item, text: "Résumé for Ana", notes: "send it by mail" },
    { ...item, text: "明日の会議は東京駅で" },
    { ...item, text: "Gym", tags: ["mail"] },
    { ...item, text: "Resume the course" },
  ]);
  for (const id of ids.slice(0, 3)) await gpt.call("deleteItemById", { id });
  const [strangers] = await stranger.gpt.makeAll([{ ...item, text: "Resume of theirs" }]);
  await stranger.gpt.call("deleteItemById", { id: strangers });
  const found = async (q: string) => (await gpt.call("listTrash", { q })).items.map(({ id }) => ids.indexOf(id));
  expect(await found("resume")).toEqual([0]);
  expect(await found("会議")).toEqual([1]);
  expect(await found("mail")).toEqual([2, 0]);
  expect(await found("mail ana")).toEqual([0]);
  expect(await found('"ana send"')).toEqual([]);
  expect(await found("100%_")).toEqual([]);
});

test("one typo is corrected in the trash, by the words that occur there, on every page", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(Array.from({ length: 7 }, (_, n) => ({ ...item, text: `Dentist ${n}` })));
  await gpt.makeAll([{ ...item, text: "Dentsit, spelt so on the agenda" }]);
  for (const id of ids) await gpt.call("deleteItemById", { id });
  const corrected = [{ word: "dentsit", taken: "dentist" }];
  const first = await gpt.call("listTrash", { q: "Dentsit", limit: 5 });
  expect(first).toMatchObject({ corrected });
  const second = await gpt.call("listTrash", { cursor: first.nextCursor, limit: 5 });
  expect(second).toMatchObject({ corrected });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([...ids].reverse());
  const refused = await gpt.refusal("listTrash", { cursor: first.nextCursor, q: "other" });
  expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/q" }] });
  expect(await gpt.call("listTrash", { q: "volcano" })).toEqual({ items: [] });
});

test("items older than thirty days are not found, and not used for corrections", async () => {
  const { gpt } = await newcomer();
  const [id] = await gpt.makeAll([item]);
  await gpt.call("deleteItemById", { id });
  await query(`UPDATE "Item" SET "deletedAt" = now() - interval '30 days 1 minute' WHERE id = $1`, [id]);
  for (const q of ["dentist", "dentsit"]) expect(await gpt.call("listTrash", { q })).toEqual({ items: [] });
});
