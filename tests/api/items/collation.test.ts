import path from "node:path";
import { expect, test } from "@playwright/test";
import { migrate } from "../../../dev/postgres/migrate.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { gptOf, makePerson } from "../../people.ts";

const migrations = path.resolve(import.meta.dirname, "../../../prisma/migrations");

test("pages neither repeat nor miss an item on a database with a linguistic collation", async () => {
  const name = freshName("icu");
  await query(`CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`, []);
  const url = Object.assign(new URL(running.database.url), { pathname: `/${name}` }).href;
  await migrate({ url, directory: migrations });
  const app = await startInstance({ env: { DATABASE_URL: url } });
  try {
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
  } finally {
    await app.stop();
    await query(`DROP DATABASE ${name} WITH (FORCE)`, []);
  }
});
