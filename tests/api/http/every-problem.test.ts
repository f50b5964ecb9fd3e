import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { hasBody, problemsOf } from "../../../contract/operations.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import { type Api, newcomer, plainDoor, webDoor } from "../../harness/api.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { running } from "../../harness/running.ts";
import { Browser, type Person } from "../../people.ts";

/*
 * The problems that many operations share, each provoked at every operation that declares it. Problems of only one or two
 * operations are tested in those operations' files; an identity server or database that is down, in identity-outage,
 * feed-recovery and log.
 */

let person: Person;
let gpt: Api;
let token: string;
let cookie: string;
test.beforeAll(async () => {
  const made = await newcomer("Europe/Paris");
  ({ person, gpt } = made);
  token = await made.client.accessToken();
  cookie = (await Browser.of(person)).visitor.cookie;
});

const own = () => ({ cookie, "sec-fetch-site": "same-origin" });
const bearer = () => ({ authorization: `Bearer ${token}` });
const declaring = (code: ProblemCode) => everyOperation.filter((each) => problemsOf(each).includes(code));

test("every operation requires a sign-in", async () => {
  const door = plainDoor({});
  for (const { name } of declaring("unauthorized"))
    expect((await door.refusal(name, examples[name])).code, name).toBe("unauthorized");
});

test("every operation refuses unparsable input and unknown fields", async () => {
  const broken = plainDoor({ headers: own(), text: "{", search: "?x=1&x=1" });
  const door = plainDoor({ headers: own() });
  for (const { name } of declaring("malformed_request"))
    expect((await broken.refusal(name, examples[name])).code, name).toBe("malformed_request");
  for (const { name } of declaring("invalid_input"))
    expect(await door.refusal(name, { ...examples[name], colour: "red" }), name).toMatchObject({
      code: "invalid_input",
      errors: [{ pointer: "#/colour" }],
    });
});

test("every operation with a body refuses one that is too large or of another type", async () => {
  const large = plainDoor({ headers: bearer(), text: `{"text":"${"x".repeat(1_000_000)}"}` });
  const plain = plainDoor({ headers: { ...bearer(), "content-type": "text/plain" }, text: '{"text":"a"}' });
  const browser = { large: plainDoor({ headers: own(), text: `{"name":"${"x".repeat(1_000_000)}"}` }) };
  const other = plainDoor({ headers: { ...own(), "content-type": "text/plain" }, text: '{"name":"a"}' });
  for (const { name, webOnly } of everyOperation.filter(hasBody)) {
    const [tooLarge, ofOtherType] = webOnly ? [browser.large, other] : [large, plain];
    expect((await tooLarge.refusal(name, examples[name])).code, name).toBe("content_too_large");
    expect((await ofOtherType.refusal(name, examples[name])).code, name).toBe("unsupported_media_type");
  }
});

test("web-only operations are refused for tokens, and every write for another site", async () => {
  const assistant = plainDoor({ headers: bearer() });
  for (const { name } of declaring("web_only"))
    expect((await assistant.refusal(name, examples[name])).code, name).toBe("web_only");
  const elsewhere = plainDoor({ headers: { cookie, "sec-fetch-site": "cross-site" } });
  for (const { name } of declaring("cross_site_request"))
    expect((await elsewhere.refusal(name, examples[name])).code, name).toBe("cross_site_request");
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

test("every operation that makes changes refuses a key that was used for another call", async () => {
  const idempotencyKey = randomUUID();
  const web = plainDoor({ headers: own() }); // some are reserved for the page
  await web.call("updateSettings", { weekStart: "Monday", idempotencyKey });
  for (const { name } of declaring("key_reused"))
    expect((await web.refusal(name, { ...examples[name], idempotencyKey })).code, name).toBe("key_reused");
});

test("every operation that can be confirmed refuses an invalid confirmation", async () => {
  for (const { name } of declaring("confirmation_invalid"))
    expect((await gpt.refusal(name, { ...examples[name], confirm: "yes" })).code, name).toBe("confirmation_invalid");
});

/** A browser, and a connection that can lock the row that its writes wait for. */
async function withHeldRow(work: (held: { web: Api; sql: pg.Client; userId: string }) => Promise<void>) {
  const { person: somebody } = await newcomer();
  const browser = await Browser.of(somebody);
  const [, user = ""] = /=s\.([\w-]+)\./.exec(browser.visitor.cookie) ?? [];
  const sql = new pg.Client(running.database.url);
  await sql.connect();
  try {
    await work({ web: webDoor(browser), sql, userId: Buffer.from(user, "base64url").toString() });
  } finally {
    await sql.end(); // and releases any lock
  }
}
const hold = async (sql: pg.Client, userId: string) => {
  await sql.query("BEGIN");
  await sql.query('SELECT 1 FROM "User" WHERE id = $1 FOR UPDATE', [userId]);
};

test("every operation that makes changes says so if the account was deleted while it waited", async () => {
  await withHeldRow(async ({ web, sql, userId }) => {
    const keep = async (table: string, column: string) =>
      (await sql.query(`SELECT to_jsonb(kept) AS row FROM "${table}" AS kept WHERE "${column}" = $1`, [userId])).rows[0]
        .row;
    const rows = { User: await keep("User", "id"), Session: await keep("Session", "userId") };
    const isWaited = async () => {
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))";
      return (await sql.query(waiting)).rowCount;
    };
    for (const { name } of declaring("account_deleted")) {
      await hold(sql, userId);
      const asked = web.refusal(name, examples[name]);
      await expect.poll(isWaited, { intervals: [10] }).toBe(1);
      await sql.query('DELETE FROM "User" WHERE id = $1', [userId]);
      await sql.query("COMMIT");
      expect((await asked).code, name).toBe("account_deleted");
      // Signed in again as if nothing had happened.
      for (const [table, row] of Object.entries(rows))
        await sql.query(`INSERT INTO "${table}" SELECT * FROM jsonb_populate_record(null::"${table}", $1)`, [row]);
    }
  });
});

test("every operation that makes changes answers 429 when too many are queued", async () => {
  test.slow();
  await withHeldRow(async ({ web, sql, userId }) => {
    let left = declaring("too_many_writes");
    while (left.length > 0) {
      await hold(sql, userId);
      // The first of them waits only four seconds for the row: a slow machine fills the queue again.
      const fullUntilMs = performance.now() + 3_000;
      const changes = Array.from({ length: 52 }, () => web.answer("updateSettings", { weekStart: "Sunday" }));
      const isFull = (await Promise.race(changes)).status === 429; // all others wait
      for (const { name } of isFull ? left : []) {
        if (performance.now() > fullUntilMs) break;
        expect((await web.refusal(name, examples[name])).code, name).toBe("too_many_writes");
        left = left.slice(1);
      }
      await sql.query("COMMIT");
      const waited = (await Promise.all(changes)).filter(({ status }) => status !== 429);
      if (isFull) expect(waited).toHaveLength(51);
    }
  });
});
