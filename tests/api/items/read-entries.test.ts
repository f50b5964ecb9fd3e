import { expect, test } from "@playwright/test";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { placeOfEntry } from "../../../agenda/entries/entry.ts";
import { buildItem } from "../../../agenda/item/build-item.ts";
import type { UserId } from "../../../server/caller.ts";
import { readEntries } from "../../../server/entries/read-entries.ts";
import { rowsIn } from "../../../server/storage/database.ts";
import { isDuplicateKey } from "../../../server/storage/failures.ts";
import { PrismaClient } from "../../../server/storage/generated/client.ts";
import { insertItems } from "../../../server/storage/items/items.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";

const zone = "Europe/Paris";
const somebody = "somebody" as UserId;

let database: Database;
test.beforeAll(async () => {
  database = await makeDatabase();
});
test.afterAll(() => database.remove());

test("within a write, a window includes what the write has stored: single items and occurrences in one order", async () => {
  const pool = new pg.Pool({ connectionString: database.url });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  try {
    await prisma.user.create({ data: { id: somebody } });
    await prisma.$transaction(async (tx) => {
      const contents = [
        { text: "daily", date: "2026-10-23", startTime: "02:30", recurrence: "FREQ=DAILY", tags: ["a"] },
        { text: "single", date: "2026-10-25", startTime: "12:00" },
        { text: "all day", date: "2026-10-24", endDate: "2026-10-26" },
        { text: "over", date: "2026-10-01", recurrence: "FREQ=DAILY;COUNT=5" },
      ].map((item) => buildItem(item, zone, []));
      const made = await insertItems(tx, somebody, contents, { by: "web", atMs: Date.now() });
      expect(made[0]).toMatchObject({ recurrence: "FREQ=DAILY", exceptions: null });
      const asked = { from: "2026-10-25", to: "2026-10-26", timeZone: zone };
      const { entries, more, itemsBefore } = await readEntries(somebody, asked, rowsIn(tx));
      const shown = entries.map(({ content, occurrence }) => [content.text, occurrence, content.startsAtMs]);
      expect(shown).toEqual([
        ["all day", null, null],
        ["daily", "2026-10-25", Date.parse("2026-10-25T00:30Z")],
        ["single", null, Date.parse("2026-10-25T11:00Z")],
        ["daily", "2026-10-26", Date.parse("2026-10-26T01:30Z")],
      ]);
      expect({ more, itemsBefore }).toEqual({ more: false, itemsBefore: 2 });

      const first = await readEntries(somebody, { ...asked, limit: 2 }, rowsIn(tx));
      expect(first).toMatchObject({ more: true, entries: entries.slice(0, 2) });
      const last = first.entries[1];
      if (!last) throw new Error("Two entries were to be read.");
      const rest = await readEntries(somebody, { ...asked, after: placeOfEntry(last) }, rowsIn(tx));
      expect(rest).toMatchObject({ more: false, entries: entries.slice(2) });
      const tagged = await readEntries(somebody, { ...asked, tag: "a", done: false }, rowsIn(tx));
      expect(tagged.entries.map(({ occurrence }) => occurrence)).toEqual(["2026-10-25", "2026-10-26"]);
      expect((await readEntries(somebody, { ...asked, done: true }, rowsIn(tx))).entries).toEqual([]);
    });
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
});

test("a collision of ids is detected, so that the write is retried", async () => {
  const pool = new pg.Pool({ connectionString: database.url });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  try {
    await prisma.user.create({ data: { id: "met" } });
    await pool.query(`
      CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := 'same'; RETURN NEW; END $$;
      CREATE TRIGGER meet BEFORE INSERT ON "Item" FOR EACH ROW WHEN (NEW."userId" = 'met') EXECUTE FUNCTION meet()`);
    const insert = (text: string) =>
      prisma.$transaction((tx) =>
        insertItems(tx, "met" as UserId, [buildItem({ text, date: "2026-10-25" }, zone, [])], { by: "web", atMs: 0 }),
      );
    await insert("first");
    const thrown: unknown = await insert("second").catch((refused: unknown) => refused);
    expect([thrown instanceof Error, isDuplicateKey(thrown)]).toEqual([true, true]);
    const other: unknown = await prisma.$executeRaw`SELECT 1 / 0`.catch((refused: unknown) => refused);
    expect([other instanceof Error, isDuplicateKey(other)]).toEqual([true, false]);
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
});
