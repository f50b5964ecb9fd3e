import { expect, test } from "@playwright/test";
import pg from "pg";
import { searchVersion } from "../../../agenda/search/search-text.ts";
import { type Api, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
  const at = (index: number) => `2026-12-${String(1 + (index % 9)).padStart(2, "0")}`;
  const items = Array.from({ length: 30 }, (_, index) => ({
    text: index % 3 === 0 ? `Errand ${index}` : `Needle ${index}`,
    date: at(index),
    ...(index % 2 === 0 && { startTime: index % 4 === 0 ? "09:00" : "00:00" }),
    ...(index % 3 === 0 && { notes: index % 6 === 0 ? "a needle in it" : "nothing" }),
  }));
  await gpt.makeAll(items);
});

async function readAll(args: Record<string, unknown>, limit: number) {
  const found: string[] = [];
  let answer = await gpt.call("listItems", { ...args, limit });
  for (let pages = 0; pages < 100; pages++) {
    found.push(...answer.items.map(({ id }) => id));
    if (answer.nextCursor === undefined) return found;
    answer = await gpt.call("listItems", { cursor: answer.nextCursor, limit });
  }
  throw new Error("The pages do not end.");
}

for (const order of ["time", "relevance"])
  test(`pages of a search by ${order} give the same results as a single read, without duplicates or gaps`, async () => {
    for (const window of [{}, { from: "2026-12-03", to: "2026-12-07" }]) {
      const args = { q: "needle", order, ...window };
      const atOnce = await readAll(args, 200);
      expect(atOnce).toHaveLength("from" in window ? 13 : 25);
      for (const limit of [1, 4, 7]) expect(await readAll(args, limit)).toEqual(atOnce);
      expect(new Set(atOnce).size).toBe(atOnce.length);
    }
  });

test("order by time is the order of the plain list", async () => {
  const { items } = await gpt.call("listItems", { from: "1900-01-01", to: "2199-12-31", limit: 200 });
  const plain = items.filter(({ text, notes }) => `${text} ${notes}`.toLowerCase().includes("needle"));
  expect(await readAll({ q: "needle" }, 5)).toEqual(plain.map(({ id }) => id));
});

test("a corrected search keeps its correction, and says so on every page", async () => {
  const first = await gpt.call("listItems", { q: "needel", limit: 20 });
  const second = await gpt.call("listItems", { cursor: first.nextCursor });
  const corrected = [{ word: "needel", taken: "needle" }];
  expect([first.corrected, second.corrected]).toEqual([corrected, corrected]);
  expect(first.items.length + second.items.length).toBe(25);
});

test("a cursor contains the search, and nothing may contradict it", async () => {
  const { nextCursor: cursor } = await gpt.call("listItems", { q: "needle", createdBy: "gpt", limit: 1 });
  for (const [field, value] of [
    ["q", "errand"],
    ["createdBy", "web"],
    ["order", "relevance"],
  ] as const) {
    const { status, errors } = await gpt.refusal("listItems", { cursor, [field]: value });
    expect({ status, pointer: errors?.[0]?.pointer }).toEqual({ status: 422, pointer: `#/${field}` });
  }
  await gpt.call("listItems", { cursor, q: "needle", createdBy: "gpt", order: "time" });
});

test("a forged cursor is refused", async () => {
  const { nextCursor } = await gpt.call("listItems", { q: "needle", order: "relevance", limit: 1 });
  const made = JSON.parse(Buffer.from(nextCursor ?? "", "base64url").toString());
  const { nearTo: _, ...byTime } = made;
  for (const forged of [byTime, { ...made, q: undefined }, { ...made, q: '""' }, { ...made, nearTo: "2026-02-30" }]) {
    const cursor = Buffer.from(JSON.stringify(forged)).toString("base64url");
    expect((await gpt.refusal("listItems", { cursor })).errors?.[0]?.pointer).toBe("#/cursor");
  }
});

test("items from before search existed are found by the first search", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({ text: "Héritage", date: "2026-12-01" });
  const client = new pg.Client(running.database.url);
  await client.connect();
  try {
    const { rows } = await client.query(`UPDATE "Item" SET "searchText" = '' WHERE id = $1 RETURNING "userId"`, [id]);
    expect((await gpt.call("listItems", { q: "heritage" })).items).toEqual([]);
    await client.query(`UPDATE "User" SET "searchVersion" = 0 WHERE id = $1`, [rows[0].userId]);
    expect((await gpt.call("listItems", { q: "heritage" })).items).toHaveLength(1);
    const user = await client.query(`SELECT "searchVersion" FROM "User" WHERE id = $1`, [rows[0].userId]);
    expect(user.rows).toEqual([{ searchVersion }]);
    await client.query("BEGIN");
    const fresh = await client.query(`INSERT INTO "User" (id) VALUES ('fresh-for-search') RETURNING "searchVersion"`);
    expect(fresh.rows).toEqual([{ searchVersion }]);
    await client.query("ROLLBACK");
  } finally {
    await client.end();
  }
});
