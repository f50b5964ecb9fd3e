import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import type { NewItem } from "../../contract/fields/item.ts";
import type { UserId } from "../../server/caller.ts";
import type { GptClient } from "../gpt/gpt-client.ts";
import type { Parts } from "./parts.ts";
import { makePerson, mcpTokenOf, type Person } from "./person.ts";

export const timeZone = "Europe/Paris";
/** The default window: today and the next 30 days. */
const windowDays = 31;
const inWindow = 50;

/** A user with a filled agenda, and what is needed to reset it. */
export interface Agenda {
  readonly userId: UserId;
  readonly person: Person;
  readonly token: string;
  /** The same user's token for the MCP endpoint, and its address. */
  readonly mcpToken: string;
  readonly mcpUrl: string;
  readonly size: number;
  readonly rev: number;
}

/**
 * Fills an agenda as years of use would: 50 items in the default window, whatever the size, and the rest in further windows of
 * 50, four fifths before it and one fifth after; plus the given series. The ledger is aged so that no write counts as a retry.
 */
export async function fillAgenda(parts: Parts, size: number, series: readonly NewItem[] = []): Promise<Agenda> {
  const person = await makePerson(parts);
  const { gpt } = person;
  await call(gpt, "updateSettings", { timeZone });
  const windows = size / inWindow;
  const before = Math.round((windows - 1) * 0.8);
  const today = dateIn(Date.now(), timeZone);
  let id = "";
  for (let index = 0; index < windows; index++) {
    const items = itemsFrom(addDays(today, (index - before) * windowDays));
    const made = (await call(gpt, "createItems", { items, allowDuplicates: true })) as { items: { id: string }[] };
    id = made.items[0]?.id ?? "";
  }
  if (series.length > 0) await call(gpt, "createItems", { items: series });
  return withDatabase(parts, async (database) => {
    const found = await database.query<{ userId: string }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [id]);
    const userId = (found.rows[0]?.userId ?? "") as UserId;
    await database.query(`UPDATE "Change" SET at = at - interval '20 days' WHERE "userId" = $1`, [userId]);
    await database.query(
      `UPDATE "Item" SET "createdAt" = "createdAt" - interval '20 days', "updatedAt" = "updatedAt" - interval '20 days'
        WHERE "userId" = $1`,
      [userId],
    );
    await database.query("VACUUM ANALYZE");
    const { rows } = await database.query<{ rev: number }>(`SELECT rev FROM "User" WHERE id = $1`, [userId]);
    const tokens = { token: await gpt.accessToken(), mcpToken: await mcpTokenOf(parts, person), mcpUrl: parts.mcp.url };
    return { userId, person, ...tokens, size, rev: rows[0]?.rev ?? 0 };
  });
}

/** Reverts everything written since the agenda was filled. */
export async function resetAgenda(database: pg.Client, { userId, rev }: Agenda): Promise<void> {
  const since = "now() - interval '1 day'";
  await database.query(`DELETE FROM "Item" WHERE "userId" = $1 AND "createdAt" > ${since}`, [userId]);
  await database.query(`DELETE FROM "Change" WHERE "userId" = $1 AND rev > $2`, [userId, rev]);
  await database.query(`VACUUM ANALYZE "Item", "Change", "User"`);
}

export async function withDatabase<T>(parts: Parts, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client(parts.databaseUrl);
  database.on("error", () => {}); // stopped while in use; the running query reports it
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

/** An operation that must succeed; what a busy machine refuses is retried. */
export async function call(
  gpt: GptClient,
  name: string,
  args: Readonly<Record<string, unknown>>,
  attemptsLeft = 50,
): Promise<unknown> {
  const { status, body } = await gpt.call(name, args);
  if (status < 300) return body;
  if (![429, 503].includes(status) || attemptsLeft === 0)
    throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
  await pause(1_000);
  return call(gpt, name, args, attemptsLeft - 1);
}

const notes = "Bring the papers from last time, and ask about the second appointment.\nParking is behind the house.";

/** 50 items over 31 days: two fifths with notes or a location, a fifth all-day, a tenth done. */
function itemsFrom(first: string): NewItem[] {
  return Array.from({ length: inWindow }, (_, index) => {
    const hour = String(8 + (index % 10)).padStart(2, "0");
    const isTimed = index % 5 !== 4;
    return {
      text: `${["Dentist", "Call the plumber", "Lunch with Maria", "Team meeting", "Water the plants"][index % 5]} ${index}`,
      date: addDays(first, Math.floor((index * windowDays) / inWindow)),
      ...(isTimed && { startTime: `${hour}:00`, endTime: `${hour}:45` }),
      ...(index % 5 === 0 && { notes }),
      ...(index % 5 === 2 && { location: "12 rue de la Paix, Paris" }),
      ...(index % 3 === 0 && { tags: ["home", "errands"] }),
      ...(index % 10 === 9 && { done: true }),
    };
  });
}
