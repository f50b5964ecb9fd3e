import { expect, test } from "@playwright/test";
import { type Api, newcomer } from "../../harness/api.ts";

const item = (text: string) => ({ text, date: "2027-03-05" });
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

async function countOf(gpt: Api): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
    const args = cursor ? { cursor, limit: 200 } : { from: "2027-03-05", to: "2027-03-05", limit: 200 };
    const { items, nextCursor } = await gpt.call("listItems", args);
    count += items.length;
    cursor = nextCursor;
  }
  return count;
}

test("fifty concurrent creations store all fifty, each with its own change", async () => {
  const { gpt } = await newcomer();
  const answers = await Promise.all(upTo(50).map((n) => gpt.answer("createItems", { items: [item(`${n}`)] })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(answers.map(({ body }) => body.change.id).sort((a, b) => a - b)).toEqual(upTo(50));
  const { rev, items } = await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-05" });
  expect(rev).toBe(50);
  expect(items.map(({ text }) => Number(text)).sort((a, b) => a - b)).toEqual(upTo(50));
  const ledger = await gpt.call("listChanges");
  const told = new Map(ledger.changes.map(({ id, items }) => [id, items?.map((one) => one.id)]));
  for (const { body } of answers) expect(told.get(body.change.id)).toEqual(body.items.map(({ id }) => id));
});

test("the first fifty writes of a new user race to create their row", async () => {
  const { gpt } = await newcomer();
  const answers = await Promise.all([
    ...upTo(25).map((n) => gpt.answer("createItems", { items: [item(`${n}`)] })),
    ...upTo(25).map(() => gpt.answer("updateSettings", { timeZone: "Asia/Tokyo" })),
  ]);
  expect(answers.every(({ status }) => status < 300)).toBe(true);
  expect((await gpt.call("listChanges")).rev).toBe(26);
});

test("of concurrent updates with the same version exactly one wins, and the others get the current item", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item("before"));
  const answers = await Promise.all(
    upTo(20).map((n) => gpt.answer("updateItemById", { id, text: `writer ${n}`, version: 1 })),
  );
  const winners = answers.filter(({ status }) => status === 200);
  const losers = answers.filter(({ status }) => status === 409);
  expect([winners.length, losers.length]).toEqual([1, 19]);
  const { item: current } = await gpt.call("getItemById", { id });
  expect(current).toMatchObject({ text: winners[0]?.body.item.text, version: 2 });
  for (const { body } of losers) expect(body.item).toEqual(current);
  expect((await gpt.call("listChanges")).rev).toBe(2);
});

test("concurrent updates of different fields lose nothing", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item("before"));
  const patches = [
    { text: "after" },
    { notes: "n" },
    { location: "l" },
    { url: "tel:1" },
    { tags: ["t"] },
    { done: true },
  ];
  await Promise.all(patches.map((patch) => gpt.call("updateItemById", { id, ...patch })));
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ ...Object.assign({}, ...patches), version: 7 });
});

test("of ten concurrent deletions one succeeds", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item("a"));
  const answers = await Promise.all(upTo(10).map(() => gpt.answer("deleteItemById", { id })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(404)]);
});

test("twenty concurrent calls of fifty items store all thousand, with distinct ids", async () => {
  const { gpt } = await newcomer();
  const answers = await Promise.all(
    upTo(20).map((call) => gpt.call("createItems", { items: upTo(50).map((n) => item(`${call}.${n}`)) })),
  );
  expect(new Set(answers.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(1000);
  expect(await countOf(gpt)).toBe(1000);
  expect((await gpt.call("listChanges")).rev).toBe(20);
});

test("concurrent creations, updates, deletions and restorations keep ledger and agenda consistent", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(upTo(10).map((n) => item(`${n}`)));
  const { changes: before } = await gpt.call("listChanges");
  await Promise.all([
    ...upTo(10).map((n) => gpt.answer("createItems", { items: [item(`new ${n}`)] })),
    ...ids.map((id) => gpt.answer("updateItemById", { id, done: true })),
    ...ids.map((id) => gpt.answer("deleteItemById", { id })),
    ...ids.map((id) => gpt.answer("restoreItem", { id })),
  ]);
  const { rev, changes } = await gpt.call("listChanges", { limit: 200 });
  expect(changes.map(({ id }) => id)).toEqual(upTo(rev));
  const kinds = new Map<string, string[]>();
  for (const { items = [] } of changes)
    for (const { id, kind } of items) kinds.set(id, [...(kinds.get(id) ?? []), kind]);
  const alive = [...kinds].filter(([, told]) => told.at(-1) !== "deleted").map(([id]) => id);
  const { items } = await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-05" });
  expect(items.map(({ id }) => id).sort()).toEqual(alive.sort());
  for (const { id, version } of items) expect(version).toBe(kinds.get(id)?.length);
  expect(before).toHaveLength(1);
});
