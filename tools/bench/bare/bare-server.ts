// The cost of the same work without a framework: node:http, pg and agenda/. Reads and writes the same rows with the same
// statements and answers the same fields; validates, logs and refuses nothing.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import path from "node:path";
import { createTranslator } from "next-intl";
import pg from "pg";
import { answerItem } from "../../../agenda/entries/answer-item.ts";
import { summarizeChange } from "../../../agenda/history/change-words.ts";
import { buildItem } from "../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../agenda/item/item-content.ts";
import { compareItems, dateRangeIn } from "../../../agenda/time/date-range.ts";
import { addDays, weekdayOf } from "../../../agenda/time/dates.ts";
import { dateIn, writeInstant } from "../../../agenda/time/instants.ts";
import type { NewItem } from "../../../contract/fields/item.ts";
import type { Translator } from "../../../messages/translator.ts";
import type { UserId } from "../../../server/caller.ts";
import { windowSql, windowValues } from "../../../server/storage/items/window-sql.ts";
import { bareSql, columns, valuesOfItem } from "./bare-sql.ts";

export interface BareConfig {
  readonly databaseUrl: string;
  readonly port: number;
  /** Users by token. */
  readonly people: Readonly<Record<string, UserId>>;
}

const messages = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../messages/en.json"), "utf8"));
const t: Translator = createTranslator({ locale: "en", messages });

const config = JSON.parse(process.argv[2] ?? "") as BareConfig;
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 10 });
pool.on("error", () => {}); // stopped while idle

/** A named statement, so that PostgreSQL parses and plans it once per connection. */
const named = (text: string, values: unknown[]) => ({
  name: hash("sha256", text, "base64url"),
  text,
  values,
});

interface Person {
  readonly rev: number;
  readonly timeZone: string | null;
}

async function list(userId: UserId): Promise<unknown> {
  const person = (await pool.query<Person>(named(bareSql.person, [userId]))).rows[0] ?? { rev: 0, timeZone: null };
  const nowMs = Date.now();
  const timeZone = person.timeZone ?? "UTC";
  const limit = 50;
  const from = dateIn(nowMs, timeZone);
  const to = addDays(from, 30);
  const window = { ...dateRangeIn(from, to, timeZone), limit: limit + 1, countMost: 100 };
  const { rows } = await pool.query<StoredItem & { itemsBefore: number }>(
    named(windowSql, windowValues(userId, window)),
  );
  const items = rows
    .filter(({ id }) => id !== null)
    .sort(compareItems(timeZone))
    .slice(0, limit)
    .map((item) => answerItem(item, { t, readIn: timeZone, shortNotes: true }));
  return {
    from,
    to,
    timeZone,
    timeZoneSource: "settings",
    now: writeInstant(nowMs, timeZone),
    today: { date: from, weekday: weekdayOf(from) },
    rev: person.rev,
    items,
    itemsBefore: rows[0]?.itemsBefore ?? 0,
  };
}

let serial = 0;

async function create(userId: string, input: { items: NewItem[] }): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { timeZone } = (await client.query<Person>(named(bareSql.lock, [userId]))).rows[0] ?? { timeZone: null };
    const nowMs = (await client.query<{ nowMs: number }>(named(bareSql.clock, [userId]))).rows[0]?.nowMs ?? Number.NaN;
    const contents = input.items.map((item, index) => buildItem(item, timeZone, ["items", index]));
    const since = new Date(nowMs - 600_000);
    const [first] = contents;
    const like = JSON.stringify([{ kind: "created", after: { text: first?.text, date: first?.date } }]);
    await client.query(named(bareSql.creations, [userId, since, "gpt", null, like]));
    const items = contents.map((content): StoredItem => {
      serial += 1;
      const id = `bare${serial.toString(36).padStart(8, "0")}`;
      const made = { version: 1, createdBy: "gpt", createdAtMs: nowMs, updatedAtMs: nowMs, deletedAtMs: null };
      return { id, ...content, ...made };
    });
    const rows = items.map((_, row) => `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join()})`);
    const values = items.flatMap((item) => valuesOfItem(userId, item));
    await client.query(named(`${bareSql.insert} ${rows.join()}`, values));
    const changes = items.map((after) => ({ id: after.id, kind: "created" as const, before: null, after }));
    const entry = [userId, new Date(nowMs), "gpt", null, null, JSON.stringify(changes)];
    const rev = (await client.query<{ rev: number }>(named(bareSql.enter, entry))).rows[0]?.rev ?? 0;
    await client.query("COMMIT");
    pool.query("SELECT pg_notify('bare', $1)", [`${rev} ${userId}`]).catch(() => {});
    const summary = summarizeChange({ items: changes, settings: null, undoes: null, isRedo: false }, t);
    return { items: items.map((item) => summaryOf(item, timeZone ?? "UTC")), change: { id: rev, summary } };
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** The fields that a creating call answers. */
function summaryOf(item: StoredItem, readIn: string) {
  const { id, text, date, weekday, startTime, endDate, endTime, timeZone, startsAt, endsAt, local, done, version } =
    answerItem(item, { t, readIn });
  return { id, text, date, weekday, startTime, endDate, endTime, timeZone, startsAt, endsAt, local, done, version };
}

async function readJson(incoming: IncomingMessage): Promise<{ items: NewItem[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

const server = createServer(async (incoming, outgoing) => {
  const userId = config.people[incoming.headers.authorization?.slice("Bearer ".length) ?? ""];
  try {
    if (userId === undefined) throw new Error("unknown token");
    const isPost = incoming.method === "POST";
    const body = JSON.stringify(isPost ? await create(userId, await readJson(incoming)) : await list(userId));
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    outgoing.writeHead(isPost ? 201 : 200, headers).end(body);
  } catch (error) {
    outgoing.writeHead(500).end((error as Error).message);
  }
});
process.on("disconnect", () => process.exit(0));
server.listen(config.port, "127.0.0.1", () => process.send?.("ready"));
