import { expect, test } from "@playwright/test";
import { migrate } from "../../../dev/postgres/migrate.ts";
import { gptDoor, newcomer, webDoor } from "../../harness/api.ts";
import { freshName, query, userOf } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { assistantOf } from "../../mcp.ts";
import { Browser, gptOf, makePerson } from "../../people.ts";

const secret = "Quittenmus im Keller";
const dates = { from: "2027-03-01", to: "2027-03-31" };

/** Every read, as each door answers it. */
const reads = (id: string | undefined) =>
  [
    ["listItems", dates],
    ["listItems", { q: "dentist" }],
    ["getItemById", { id }],
    ["getOverview", {}],
    ["getContext", {}],
    ["findFreeTime", { lengthMinutes: 60 }],
    ["listTrash", {}],
    ["listChanges", {}],
    ["getSettings", {}],
  ] as const;
const pages = ["/", "/activity", "/trash", "/settings", "/search?q=dentist"];

const items = [
  { text: "Dentist", date: "2027-03-05", startTime: "09:00", endTime: "10:00" },
  { text: "Dentist once more", date: "2027-03-06" },
  { text: "Dentist daily", date: "2027-03-07", startTime: "09:30", endTime: "10:00", recurrence: "FREQ=DAILY;COUNT=5" },
];

// A database as somebody else made it: with a linguistic collation, and with columns that we do not know.
let url: string;
let app: Instance;
test.beforeAll(async () => {
  const name = freshName("other");
  await query(`CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`, []);
  url = Object.assign(new URL(running.database.url), { pathname: `/${name}` }).href;
  await migrate({ url, directory: "prisma/migrations" });
  app = await startInstance({ env: { DATABASE_URL: url } });
});
test.afterAll(async () => {
  await app.stop();
  await query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`, []);
});

test("pages neither repeat nor miss an item on a database with a linguistic collation", async () => {
  const token = await gptOf(await makePerson()).accessToken();
  const call = async (address: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(new URL(address, app.url), { ...init, headers });
    expect(response.ok).toBe(true);
    return (await response.json()) as { items: { text: string }[]; nextCursor?: string };
  };
  const allDay = ["a", "b", "c"].map((text) => ({ text, date: "2027-03-01" }));
  const timed = ["d", "e", "f"].map((text, n) => ({ text, date: "2027-03-01", startTime: `0${n}:00` }));
  await call("/api/items", { method: "POST", body: JSON.stringify({ items: [...allDay, ...timed] }) });
  for (const limit of [1, 2, 4]) {
    const texts: string[] = [];
    let next: string | undefined = "";
    for (let page = 0; next !== undefined && page < 10; page++) {
      const cursor: string = next && `&cursor=${next}`;
      const answer = await call(`/api/items?from=2027-03-01&to=2027-03-02&limit=${limit}${cursor}`);
      texts.push(...answer.items.map(({ text }) => text));
      next = answer.nextCursor;
    }
    expect(texts).toEqual(["a", "b", "c", "d", "e", "f"]);
  }
});

test("a column that somebody adds leaks through no door", async () => {
  for (const table of ["User", "Item", "Change", "Session"])
    await query(`ALTER TABLE "${table}" ADD COLUMN secret text NOT NULL DEFAULT '${secret}'`, [], url);
  const { person, client } = await newcomer();
  const api = gptDoor(client, app.url);
  const browser = await Browser.of(person, app.url);
  const made = await api.call("createItems", { items });
  const [id, gone] = made.items.map((item) => item.id);
  const said: unknown[] = [made];
  said.push(await api.call("updateItemById", { id, text: "Dentist, other" }));
  said.push(await api.call("deleteItemById", { id: gone }));
  for (const [name, args] of reads(id)) said.push(await api.call(name, args));
  for (const page of pages) said.push(await (await browser.visitor.visit(new URL(page, app.url))).text());
  for (const each of said) expect(JSON.stringify(each)).not.toContain(secret);
  expect(said.filter((each) => JSON.stringify(each).includes("Dentist")).length).toBeGreaterThan(7); // it was looked at
});

test("nor does a field that somebody adds to what is kept as JSON", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const made = await gpt.call("createItems", { items });
  const [id, gone, series] = made.items.map((item) => item.id);
  await gpt.call("updateItemById", { id: series, scope: "this", occurrence: "2027-03-08", text: "Dentist elsewhere" });
  await gpt.call("updateSettings", { workingHours: [{ days: ["Monday"], from: "09:00", to: "17:00" }] });
  await gpt.call("deleteItemById", { id: gone });
  const userId = await userOf(id);
  const mine = [userId, secret];
  const added = `jsonb_build_object('secret', $2::text)`;
  const each = (json: string, value: string) => `(SELECT jsonb_agg(${value}) FROM jsonb_array_elements(${json}) AS e)`;
  await query(
    `UPDATE "Item" SET imported = jsonb_build_object('uid', 'x', 'kind', 'event', 'secret', $2::text),
      exceptions = (SELECT jsonb_object_agg(key, value || ${added}) FROM jsonb_each(exceptions)) WHERE "userId" = $1`,
    mine,
  );
  await query(`UPDATE "User" SET "workingHours" = ${each('"workingHours"', `e || ${added}`)} WHERE id = $1`, mine);
  await query(
    `UPDATE "Change" SET items = ${each(
      "items",
      `e || ${added} || jsonb_build_object('after', coalesce(nullif(e -> 'after', 'null') || ${added}, 'null'))`,
    )} WHERE "userId" = $1 AND items <> '[]'`,
    mine,
  );
  const browser = await Browser.of(person);
  const web = webDoor(browser);
  const assistant = await assistantOf(person);
  const said: unknown[] = [];
  for (const [name, args] of reads(series)) {
    said.push(await gpt.call(name, args), await web.call(name, args));
    said.push(await assistant.call(name, args));
  }
  said.push(await assistant.call("search", { query: "dentist" }), await assistant.call("fetch", { id: series }));
  for (const page of pages) said.push(await (await browser.visitor.visit(new URL(page, running.url))).text());
  for (const each of said) expect(JSON.stringify(each)).not.toContain(secret);
  expect(said.filter((each) => JSON.stringify(each).includes("Dentist")).length).toBeGreaterThan(15);
  await assistant.close();
});
