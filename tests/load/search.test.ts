import { expect, test } from "@playwright/test";
import pg from "pg";
import { newcomer } from "../harness/api.ts";
import { insertMany, makeSeries } from "../harness/many-items.ts";
import { running } from "../harness/running.ts";

const items = 50_000;
const rounds = 40;
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
  // Alternating, so that other activity on the machine affects both.
  const times = new Map<string, number[]>([[plain, []]]);
  for (const query of Object.values(searches)) times.set(query, []);
  for (let round = -5; round < rounds; round++)
    for (const [query, taken] of times) {
      const tookMs = await measure(query);
      if (round >= 0) taken.push(tookMs);
    }
  const median = (query: string) => times.get(query)?.sort((a, b) => a - b)[rounds / 2] ?? Number.NaN;
  const ratios = Object.entries(searches).map(([name, query]) => [name, median(query) / median(plain)] as const);
  console.log(
    [
      `plain list: ${median(plain).toFixed(1)} ms`,
      ...ratios.map(([name, ratio]) => `${name}: ×${ratio.toFixed(2)}`),
    ].join(", "),
  );
  expect(ratios.filter(([, ratio]) => !(ratio < mostRatio))).toEqual([]);
});
