import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { plainDoor } from "../../harness/api.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { json, StandInLogto } from "../../harness/stand-in-logto.ts";

// Until a sign-in server has answered an introspection, its 404 means that it offers none: the last test ends this.
let logto: StandInLogto;
let app: Instance;
test.beforeAll(async () => {
  logto = await StandInLogto.start();
  app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint, LOGTO_GPT_APP_ID: logto.clientId } });
});
test.afterAll(async () => {
  await app.stop();
  await logto.stop();
});

const none = { introspection: json(404, {}) };

/** The status of a call with a token of somebody. */
async function statusAs(sub: string, words: Parameters<StandInLogto["knows"]>[2] = none): Promise<number> {
  const token = randomUUID().replaceAll("-", "");
  logto.knows(token, sub, words);
  const response = await fetch(`${app.url}/api/items`, { headers: { authorization: `Bearer ${token}` } });
  const { code } = (await response.json()) as { code?: string };
  if (response.status === 503) expect(code).toBe("identity_unavailable");
  return response.status;
}

test("where the sign-in server tells no client, a token may be any program's, so it does what each of them may do", async () => {
  const sub = freshName("unnamed");
  logto.knows("opaque", sub, none);
  const door = plainDoor({ headers: { authorization: "Bearer opaque" }, app: app.url });
  await door.call("createItems", { items: [{ text: "Tea", date: "2027-03-05", tags: ["private"] }] });
  const allow = (columns: string) =>
    query(
      `INSERT INTO "Program" ("userId", id, door, level, deletes, "hiddenTags", "disconnectedAt") VALUES ($1, 'a-client', 'mcp', ${columns})
        ON CONFLICT ("userId", id) DO UPDATE SET level = excluded.level, "hiddenTags" = excluded."hiddenTags", "disconnectedAt" = excluded."disconnectedAt"`,
      [sub],
    );
  const listed = async () => (await door.call("listItems", { from: "2027-03-05", to: "2027-03-05" })).items.length;
  await allow(`'reads', true, '{Private}', NULL`);
  await expect.poll(listed).toBe(0);
  expect((await door.refusal("createItems", { items: [{ text: "Coffee", date: "2027-03-05" }] })).code).toBe(
    "not_permitted",
  );
  await allow(`'writes', true, '{}', NULL`);
  await expect.poll(listed).toBe(1);
  await door.call("createItems", { items: [{ text: "Coffee", date: "2027-03-05" }] });
  await allow(`'writes', true, '{}', now()`);
  await expect.poll(async () => (await door.answer("listItems")).status).toBe(403);
});

test("without introspection userinfo alone decides, and the log says so once", async () => {
  for (let n = 0; n < 3; n++) expect(await statusAs(freshName("sub"))).toBe(200);
  await expect.poll(() => app.log().match(/Logto offers no introspection/g)).toHaveLength(1);
  // A user whose programs were told apart before: their permissions would be lost.
  const known = freshName("sub");
  await query(`INSERT INTO "User" (id) VALUES ($1)`, [known]);
  await query(
    `INSERT INTO "Program" ("userId", id, door, level, since, "lastUsedAt") VALUES ($1, $2, 'gpt', 'reads', now(), now())`,
    [known, logto.clientId],
  );
  expect(await statusAs(known)).toBe(503);
  // A single 404 does not disable the check for good.
  const anothers = { introspection: json(200, { active: true, client_id: "another" }) };
  expect(await statusAs(freshName("sub"), anothers)).toBe(401);
  expect(await statusAs(freshName("sub"))).toBe(503); // introspection has answered: this 404 is not Logto's
});
