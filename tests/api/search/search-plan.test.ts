import { expect, test } from "@playwright/test";
import pg from "pg";
import { foldWords, spellPlainly } from "../../../agenda/search/search-text.ts";
import type { UserId } from "../../../server/caller.ts";
import type { WindowQuery } from "../../../server/storage/items/window-sql.ts";
import { readFound, readRanked } from "../../../server/storage/search/searches.ts";
import { insertMany, makeSeries } from "../../harness/many-items.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

// PostgreSQL's plans for the exact statements of a search, with 50,000 items of one user, 500 of them repeating, next to as
// many of other users.
test.describe.configure({ mode: "serial" });

const me = "me" as UserId;
const searchIndex = "Item_userId_searchText_idx";
const timeIndex = "Item_userId_startsAt_date_id_idx";

let own: Database;
let client: pg.Client;
const key = Symbol.for("agenda.database");
const store = globalThis as { [key]?: unknown };
let before: unknown;
const sent: { text: string; values: unknown[] }[] = [];

test.beforeAll(async () => {
  test.setTimeout(240_000);
  own = await makeDatabase();
  client = new pg.Client(own.url);
  await client.connect();
  for (const [userId, count] of [
    ["me", 50_000],
    ["another", 30_000],
    ["a third", 20_000],
  ] as const) {
    await client.query(`INSERT INTO "User" (id) VALUES ($1)`, [userId]);
    await insertMany(client, userId, count);
  }
  // 100 of these are about a dentist.
  await makeSeries(client, me, 50_000 / series);
  await client.query(`ANALYZE "Item"`);
  // A pool placed where server/storage/database.ts looks first; it records the statements.
  const pool = {
    query: ({ text, values }: { text: string; values: unknown[] }) => {
      sent.push({ text, values });
      return client.query(text, values);
    },
  };
  before = store[key];
  store[key] = { pool };
});

test.afterAll(async () => {
  // The next files in this worker use their own database.
  store[key] = before;
  await client?.end();
  await own?.remove();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** How PostgreSQL ran a read: the indexes used, and the number of table rows visited. */
async function planOf(read: () => Promise<unknown>) {
  sent.length = 0;
  await read();
  const indexes = new Set<string>();
  const tableScans: string[] = [];
  let rowsSeen = 0;
  for (const { text, values } of sent) {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
    for (const node of nodesOf(rows[0]["QUERY PLAN"][0].Plan)) {
      if (node["Index Name"] && node["Actual Loops"] > 0) indexes.add(node["Index Name"]);
      if (node["Relation Name"] !== "Item" || node["Actual Loops"] === 0) continue; // planned, but not executed
      tableScans.push(node["Node Type"]);
      const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
      rowsSeen += (node["Actual Rows"] + removed) * node["Actual Loops"];
    }
  }
  expect(sent.length).toBeGreaterThan(0);
  expect(tableScans).not.toContain("Seq Scan");
  return { indexes: [...indexes], rowsSeen };
}

const limit = 51;
/** Rows walked in time order, in either direction, before the search index is used. */
const walked = 500;
/** Number of series: each is visited once, if that is less than the search index would return. */
const series = 500;
const whole = { from: "1900-01-01", to: "2199-12-31", ...between("1900-01-01", "2200-01-01"), limit, countMost: 100 };
const month = { from: "2023-01-02", to: "2023-02-02", ...between("2023-01-02", "2023-02-03"), limit, countMost: 100 };

function between(from: string, to: string) {
  return { startsAtMs: Date.parse(from), endsAtMs: Date.parse(to) };
}

const search = (window: WindowQuery, q: string) => ({
  ...window,
  words: q.split(" ").map((word) => spellPlainly(foldWords(word))),
});

for (const [q, most] of [
  ["dentist", 410],
  ["会議", 30],
  ["駅で", 30],
  ["dentist chloé", 100],
  ["nowhere-at-all", 10],
] as const)
  test(`a rare word is read from the search index, and only among the user's items: ${q}`, async () => {
    const inTime = await planOf(() => readFound(me, search(whole, q)));
    expect(inTime.indexes).toContain(searchIndex);
    expect(inTime.rowsSeen).toBeLessThanOrEqual(2 * walked + most + series); // for both timed and all-day items
    const ranked = await planOf(() => readRanked(me, search(whole, q), "2026-11-23"));
    expect(ranked.indexes).toContain(searchIndex);
    expect(ranked.rowsSeen).toBeLessThanOrEqual(most + limit + series);
  });

test("a frequent word is read in time order, and only until the page is full", async () => {
  const { indexes, rowsSeen } = await planOf(() => readFound(me, search(whole, "about")));
  expect(indexes).toContain(timeIndex);
  expect(rowsSeen).toBeLessThanOrEqual(2 * walked + series);
});

test("series are read only if they match, or once each, and complete", async () => {
  for (const read of [
    readFound,
    (userId: UserId, asked: ReturnType<typeof search>) => readRanked(userId, asked, "2026-11-23"),
  ])
    expect((await read(me, search(whole, "dentist"))).series).toHaveLength(100);
  // A month in which all series continue, with few other matches.
  const { rowsSeen } = await planOf(() => readFound(me, search(month, "dentist")));
  expect(rowsSeen).toBeLessThanOrEqual(2 * 32 * 24 + walked + 400 + series);
});

test("in a window, little more is read than it contains: walked in order first, then via the index", async () => {
  const inMonth = 32 * 24;
  for (const q of ["about", "dentist", "会議"]) {
    const { rowsSeen } = await planOf(() => readFound(me, search(month, q)));
    expect(rowsSeen, q).toBeLessThanOrEqual(2 * inMonth + walked + 400 + series);
  }
});

test("a word too short for trigrams costs at most the user's own items", async () => {
  const { rowsSeen } = await planOf(() => readFound(me, search(whole, "zq")));
  expect(rowsSeen).toBeLessThanOrEqual(50_000 + 5_000 + 2 * walked + series + 10);
});
