import { expect, test } from "@playwright/test";
import pg from "pg";
import { placeOfEntry } from "../../../agenda/entries/entry.ts";
import { buildItem } from "../../../agenda/item/build-item.ts";
import type { UserId } from "../../../server/caller.ts";
import { readEntries } from "../../../server/entries/read-entries.ts";
import { isDuplicateKey } from "../../../server/storage/failures.ts";
import { insertItems, newItems } from "../../../server/storage/items/items.ts";
import { PreparedStatements } from "../../../server/storage/prepared-statements.ts";
import { Transaction } from "../../../server/storage/transaction.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

const zone = "Europe/Paris";
const somebody = "somebody" as UserId;

let database: Database;
test.beforeAll(async () => {
  database = await makeDatabase();
});
test.afterAll(() => database.remove());

function openPool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.url, pipeline: true });
  pool.on("error", () => {}); // one that is still closing may find its database stopped
  return pool;
}

/** Runs work in a transaction and takes it back. */
async function tried<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const tx = new Transaction(client, new PreparedStatements("on"));
    await tx.begin();
    const result = await work(tx);
    await tx.settled();
    return result;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

test("within a write, a window includes what the write has stored: single items and occurrences in one order", async () => {
  const pool = openPool();
  try {
    await pool.query(`INSERT INTO "User" (id) VALUES ($1)`, [somebody]);
    await tried(pool, async (tx) => {
      const contents = [
        { text: "daily", date: "2026-10-23", startTime: "02:30", recurrence: "FREQ=DAILY", tags: ["a"] },
        { text: "single", date: "2026-10-25", startTime: "12:00" },
        { text: "all day", date: "2026-10-24", endDate: "2026-10-26" },
        { text: "over", date: "2026-10-01", recurrence: "FREQ=DAILY;COUNT=5" },
      ].map((item) => buildItem(item, zone, []));
      await insertItems(tx, somebody, newItems(contents, { by: "web", atMs: Date.now() }));
      const asked = { from: "2026-10-25", to: "2026-10-26", timeZone: zone };
      const { entries, more, itemsBefore } = await readEntries(somebody, asked, tx.rows);
      const shown = entries.map(({ content, occurrence }) => [content.text, occurrence, content.startsAtMs]);
      expect(shown).toEqual([
        ["all day", null, null],
        ["daily", "2026-10-25", Date.parse("2026-10-25T00:30Z")],
        ["single", null, Date.parse("2026-10-25T11:00Z")],
        ["daily", "2026-10-26", Date.parse("2026-10-26T01:30Z")],
      ]);
      expect({ more, itemsBefore }).toEqual({ more: false, itemsBefore: 2 });

      const first = await readEntries(somebody, { ...asked, limit: 2 }, tx.rows);
      expect(first).toMatchObject({ more: true, entries: entries.slice(0, 2) });
      const last = first.entries[1];
      if (!last) throw new Error("Two entries were to be read.");
      const rest = await readEntries(somebody, { ...asked, after: placeOfEntry(last) }, tx.rows);
      expect(rest).toMatchObject({ more: false, entries: entries.slice(2) });
      const tagged = await readEntries(somebody, { ...asked, tag: "a", done: false }, tx.rows);
      expect(tagged.entries.map(({ occurrence }) => occurrence)).toEqual(["2026-10-25", "2026-10-26"]);
      expect((await readEntries(somebody, { ...asked, done: true }, tx.rows)).entries).toEqual([]);
    });
  } finally {
    await pool.end();
  }
});

test("a collision of ids is detected, so that the write is retried", async () => {
  const pool = openPool();
  try {
    await pool.query(`INSERT INTO "User" (id) VALUES ('met')`);
    await pool.query(`
      CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := 'same'; RETURN NEW; END $$;
      CREATE TRIGGER meet BEFORE INSERT ON "Item" FOR EACH ROW WHEN (NEW."userId" = 'met') EXECUTE FUNCTION meet()`);
    const contents = ["first", "second"].map((text) => buildItem({ text, date: "2026-10-25" }, zone, []));
    const insert = (tx: Transaction, count: number) =>
      insertItems(tx, "met" as UserId, newItems(contents.slice(0, count), { by: "web", atMs: 0 }));
    await tried(pool, (tx) => insert(tx, 1));
    const together: unknown = await tried(pool, (tx) => insert(tx, 2)).catch((refused: unknown) => refused);
    const after = tried(pool, async (tx) => {
      await insert(tx, 1);
      await insert(tx, 1);
    });
    for (const thrown of [together, await after.catch((refused: unknown) => refused)])
      expect([thrown instanceof Error, isDuplicateKey(thrown)]).toEqual([true, true]);
    const other: unknown = await pool.query("SELECT 1 / 0").catch((refused: unknown) => refused);
    expect([other instanceof Error, isDuplicateKey(other)]).toEqual([true, false]);
  } finally {
    await pool.end();
  }
});
