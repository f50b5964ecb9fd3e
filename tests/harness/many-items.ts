import type pg from "pg";
import { searchTextOf } from "../../agenda/search/search-text.ts";

const what = ["Call", "Meet", "Write to", "Remind", "Lunch with", "Visit", "Pay", "Plan with", "Réunion avec", "Thank"];
const whom = ["Ana", "Bruno", "Chloé", "Dmitri", "Emma", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kiyoshi", "Lea"];
const about = [
  "the budget",
  "school",
  "the garden",
  "taxes",
  "the concert",
  "holidays",
  "the car",
  "insurance",
  "rent",
];
const places = ["Kitchen", "Office", "東京駅", "Café Müller", "Gare de Lyon", "Library"];

const base = Date.parse("2020-01-01T08:00Z");
const hourMs = 3_600_000;

/** Every 250th is about a dentist, every 5,000th a meeting in Japanese; the rest is typical. */
function rowOf(index: number, longNotes?: string) {
  const pick = (from: readonly string[], step: number) => from[Math.floor(index / step) % from.length] as string;
  const usual = `${pick(what, 1)} ${pick(whom, 7)} about ${pick(about, 3)} ${index}`;
  const text =
    index % 5_000 === 1 ? "明日の会議は東京駅で" : index % 250 === 0 ? `Dentist with ${pick(whom, 7)}` : usual;
  const isAllDay = index % 10 === 9;
  const startsAt = new Date(base + index * hourMs).toISOString();
  const location = index % 4 === 0 ? pick(places, 4) : null;
  const notes = longNotes ?? (index % 5 === 0 ? `Bring what ${pick(whom, 11)} asked for. Number ${index * 7}.` : null);
  const tags = index % 3 === 0 ? ["work"] : [];
  return {
    id: `many${index.toString(36).padStart(8, "0")}`,
    text,
    date: startsAt.slice(0, 10),
    startTime: isAllDay ? null : startsAt.slice(11, 16),
    location,
    notes,
    tag: tags[0] ?? null,
    startsAt: isAllDay ? null : startsAt,
    searchText: searchTextOf({ text, location, notes, tags }),
  };
}

/**
 * Fills an agenda by SQL with one item per hour from 2020 on; a tenth of them all-day. The user's row must exist.
 * @param notes of each item; if absent, every fifth has short ones
 */
export async function insertMany(client: pg.ClientBase, userId: string, count: number, notes?: string): Promise<void> {
  const perStatement = 5_000;
  for (let start = 0; start < count; start += perStatement) {
    const rows = Array.from({ length: Math.min(perStatement, count - start) }, (_, index) =>
      rowOf(start + index, notes),
    );
    await client.query(
      `INSERT INTO "Item" ("userId", id, text, date, "startTime", location, notes, tags, "startsAt", "endsAt", "searchText",
         "timeZone", "createdBy", "createdAt", "updatedAt")
       SELECT $1, id, text, date, "startTime", location, notes, array_remove(ARRAY[tag], NULL), "startsAt", "startsAt",
         "searchText", CASE WHEN "startTime" IS NOT NULL THEN 'UTC' END, 'web', now(), now()
       FROM jsonb_to_recordset($2) AS row (id text, text text, date text, "startTime" text, location text, notes text, tag text,
         "startsAt" timestamptz, "searchText" text)`,
      [userId, JSON.stringify(rows)],
    );
  }
  // Without statistics a plan of what follows may be quadratic.
  await client.query('ANALYZE "Item"');
}

/** Makes every nth of them repeat weekly from its date on, without an end. */
export async function makeSeries(client: pg.ClientBase, userId: string, every: number): Promise<void> {
  await client.query(
    `UPDATE "Item" SET recurrence = 'FREQ=WEEKLY', "reachFrom" = (date::date - 1)::text, "reachTo" = '2199-12-31'
     FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM "Item" WHERE "userId" = $1) AS numbered
     WHERE "userId" = $1 AND "Item".id = numbered.id AND number % $2 = 0`,
    [userId, every],
  );
}
