import { expect, test } from "@playwright/test";
import { query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { makeDatabase } from "../../harness/own-database.ts";
import { gptOf, makePerson } from "../../people.ts";

// Two databases that only this test makes alike, so that an answer shows which one gave it. A real streaming replica is
// rehearsed by `npm run rehearse`.
test("a list comes from the replica while that has all that was written, and from the primary in every other case", async () => {
  const [primary, replica] = await Promise.all([makeDatabase(), makeDatabase()]);
  const behindClosed = primary.url.replace("@", "@127.0.0.1:1,"); // of two hosts, the first is down
  const app = await startInstance({ env: { DATABASE_URL: behindClosed, DATABASE_REPLICA_URL: replica.url } });
  let isGone = false;
  try {
    const authorization = `Bearer ${await gptOf(await makePerson()).accessToken()}`;
    const ask = async (method: "GET" | "POST", body?: object) => {
      const headers = { authorization, "content-type": "application/json" };
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      const days = method === "GET" ? "?from=2027-03-05&to=2027-03-06" : "";
      const response = await fetch(`${app.url}/api/items${days}`, init);
      expect(response.status, `${method}, when the other host was found`).toBeLessThan(300);
      return (await response.json()) as { items: { text: string }[] };
    };
    const create = (text: string) => ask("POST", { items: [{ text, date: "2027-03-05" }] });
    const list = async () => (await ask("GET")).items.map(({ text }) => text);
    await expect
      .poll(async () => (await fetch(`${app.url}/api/items`, { headers: { authorization } })).status)
      .toBe(200);
    await create("Written");
    expect(await list(), "nothing has arrived at the replica").toEqual(["Written"]);

    const copy = async (table: string, change = "") => {
      const [row] = await query<{ row: object }>(
        `SELECT to_jsonb(t) ${change} AS row FROM "${table}" t`,
        [],
        primary.url,
      );
      await query(
        `INSERT INTO "${table}" SELECT * FROM jsonb_populate_record(NULL::"${table}", $1)`,
        [JSON.stringify(row?.row)],
        replica.url,
      );
    };
    await copy("User");
    await copy("Item", `|| '{"text": "At the replica"}'`);
    expect(await list(), "all has arrived").toEqual(["At the replica"]);
    await create("Written later");
    expect(await list(), "the replica lags").toEqual(["Written", "Written later"]);
    await query(`UPDATE "User" SET rev = 2`, [], replica.url);
    expect(await list(), "it has caught up").toEqual(["At the replica"]);
    await query(`UPDATE "User" SET "createdAt" = now() - interval '1 day'`, [], replica.url);
    expect(await list(), "its account is of before a deletion").toEqual(["Written", "Written later"]);
    await query(`UPDATE "User" SET "createdAt" = $1`, [(await accountOf(primary.url)).createdAt], replica.url);
    await query(`ALTER TABLE "Item" RENAME COLUMN notes TO remarks`, [], replica.url);
    expect(await list(), "its schema is another").toEqual(["Written", "Written later"]);
    await replica.remove();
    isGone = true;
    expect(await list(), "it is gone").toEqual(["Written", "Written later"]);
  } finally {
    await app.stop();
    await primary.remove();
    if (!isGone) await replica.remove();
  }
});

async function accountOf(url: string): Promise<{ createdAt: Date }> {
  const [account] = await query<{ createdAt: Date }>(`SELECT "createdAt" FROM "User"`, [], url);
  if (!account) throw new Error("Nobody has an account.");
  return account;
}
