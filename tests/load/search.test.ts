import { expect, test } from "@playwright/test";
import pg from "pg";
import { limits } from "../../contract/limits.ts";
import { newcomer } from "../harness/api.ts";
import { insertMany, makeSeries } from "../harness/many-items.ts";
import { running } from "../harness/running.ts";
import { makeCaller } from "./callers.ts";

const items = 50_000;
const turns = 40;
const mostRounds = 3;
const mostRatio = 1.5;

const searches = {
  "a word of every ninth item": "q=budget",
  "a rare word": "q=dentist",
  "a Japanese word": "q=会議",
  "two words, one with an accent": "q=reunion+garden",
  "a rare word in a month": "q=dentist&from=2023-01-02&to=2023-02-02",
  "a rare word by relevance": "q=dentist&order=relevance",
};

test(`a search costs less than ${mostRatio} times the plain list at ${items} items`, async () => {
  test.setTimeout(300_000);
  const { client: gpt, gpt: api } = await newcomer("UTC");
  const { id } = await api.make({ text: "First of many", date: "2019-12-31" });
  const client = new pg.Client(running.database.url);
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT "userId" FROM "Item" WHERE id = $1`, [id]);
    await insertMany(client, rows[0].userId, items);
    // 500 series, 100 of them about a dentist: a monthly list returns each by its dates, a full search each once.
    await makeSeries(client, rows[0].userId, 100);
    await client.query(`ANALYZE "Item"`);
  } finally {
    await client.end();
  }
  const headers = { authorization: `Bearer ${await gpt.accessToken()}` };
  const measure = async (query: string) => {
    const startedMs = performance.now();
    const response = await fetch(new URL(`/api/items?${query}`, running.url), { headers });
    const body = (await response.json()) as { items: unknown[] };
    expect([response.status, body.items.length > 0], query).toEqual([200, true]);
    return performance.now() - startedMs;
  };
  const plain = "from=2023-01-02&to=2023-02-02";
  /** How many times a plain list each search costs, at the median. */
  const measureRatios = async () => {
    // Alternating, so that other activity on the machine affects both.
    const times = new Map<string, number[]>([[plain, []]]);
    for (const query of Object.values(searches)) times.set(query, []);
    for (let turn = -5; turn < turns; turn++)
      for (const [query, taken] of times) {
        const tookMs = await measure(query);
        if (turn >= 0) taken.push(tookMs);
      }
    const median = (query: string) => times.get(query)?.sort((a, b) => a - b)[turns / 2] ?? Number.NaN;
    console.log(`plain list: ${median(plain).toFixed(1)} ms`);
    return Object.entries(searches).map(([name, query]) => [name, median(query) / median(plain)] as const);
  };
  // Whatever else the machine does adds to a round.
  const least = new Map<string, number>();
  const isOver = () => least.size > 0 && [...least.values()].every((ratio) => ratio < mostRatio);
  for (let round = 0; round < mostRounds && !isOver(); round++)
    for (const [name, ratio] of await measureRatios())
      least.set(name, Math.min(ratio, least.get(name) ?? Number.POSITIVE_INFINITY));
  console.log([...least].map(([name, ratio]) => `${name}: ×${ratio.toFixed(2)}`).join(", "));
  expect([...least].filter(([, ratio]) => !(ratio < mostRatio))).toEqual([]);
});

/** As long as a query may be. */
const letters = "a".repeat(limits.search);
const longest = {
  "one letter": letters,
  "one letter and blanks": `"${"a ".repeat(limits.search / 2 - 1)}"`,
  "two letters in turn": "ab".repeat(limits.search / 2),
  "as many words as there may be": Array.from(
    { length: limits.searchWords },
    (_, n) => "ab".repeat(limits.search / limits.searchWords / 2 - 1) + n,
  ).join(" "),
};

test("the longest searches over 10,000 long notes take less than 300 ms, and keep nobody waiting", async () => {
  test.setTimeout(300_000);
  const { client: gpt, gpt: api } = await newcomer("UTC");
  const other = await makeCaller();
  const { id } = await api.make({ text: "First of many", date: "2019-12-31" });
  const client = new pg.Client(running.database.url);
  await client.connect();
  try {
    const { rows } = await client.query(`SELECT "userId" FROM "Item" WHERE id = $1`, [id]);
    // A letter held down for nearly as long as it is in the search would be compared at each of its places.
    const nearly = `${"a".repeat(limits.search - 1)} `.repeat(8);
    const notes =
      nearly + "Bring what Ana asked for, and ask about the garden, the car and the rent again. ".repeat(100);
    await insertMany(client, rows[0].userId, 10_000, notes.slice(0, limits.notes));
  } finally {
    await client.end();
  }
  const headers = { authorization: `Bearer ${await gpt.accessToken()}` };
  const search = async (q: string, order: string) => {
    const startedMs = performance.now();
    const response = await fetch(new URL(`/api/items?${new URLSearchParams({ q, order })}`, running.url), { headers });
    await response.arrayBuffer();
    expect(response.status, q).toBe(200);
    return performance.now() - startedMs;
  };
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  const took: [string, number][] = [];
  const others: number[] = [];
  let isOver = false;
  const reading = (async () => {
    while (!isOver) others.push((await other.read()).tookMs);
  })();
  for (const [kind, q] of Object.entries(longest))
    for (const order of ["time", "relevance"]) {
      const times: number[] = [];
      for (let round = 0; round < 5; round++) times.push(await search(q, order));
      took.push([`${kind} by ${order}`, median(times)]);
    }
  isOver = true;
  await reading;
  console.log(
    `${took.map(([kind, ms]) => `${kind}: ${ms.toFixed(0)} ms`).join(", ")}; another's reads: ${median(others).toFixed(0)} ms, at most ${Math.max(...others).toFixed(0)} ms`,
  );
  expect(took.filter(([, ms]) => !(ms < 300))).toEqual([]);
  expect(median(others)).toBeLessThan(300);
});
