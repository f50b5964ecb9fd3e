import { createHmac } from "node:crypto";
import { expect, test } from "@playwright/test";
import { gptDoor, newcomer } from "../../harness/api.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { sendRaw } from "../../harness/raw-http.ts";
import { running } from "../../harness/running.ts";
import { Browser, makePerson } from "../../people.ts";

const signingKey = "a signing key of these tests";
const previousKey = "the signing key before that one";
const path = "/api/webhooks/logto";
let app: Instance;
test.beforeAll(async () => {
  const env = { LOGTO_WEBHOOK_SIGNING_KEY: signingKey, LOGTO_WEBHOOK_SIGNING_KEY_PREVIOUS: previousKey };
  app = await startInstance({ env });
});
test.afterAll(() => app.stop());

const sign = (body: string | Uint8Array, key = signingKey) => createHmac("sha256", key).update(body).digest("hex");

function post(
  body: string,
  { signature = sign(body), url = app.url }: { signature?: string | null; url?: string } = {},
) {
  const headers = {
    "content-type": "application/json",
    ...(signature !== null && { "logto-signature-sha-256": signature }),
  };
  return fetch(new URL(path, url), { method: "POST", headers, body });
}

const deleted = (id: string) =>
  JSON.stringify({ hookId: "h1", event: "User.Deleted", createdAt: "2026-11-23T10:00:00.000Z", data: { id } });

async function somebody() {
  const { gpt, client } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({ text: "Dentist", date: "2027-03-05" });
  const userId = await userOf(id);
  const count = async () => (await query(`SELECT 1 FROM "User" WHERE id = $1`, [userId])).length;
  return { userId, count, client };
}

test("a user deleted at Logto is deleted here, and a repeated event is harmless", async () => {
  const { userId, count } = await somebody();
  for (const time of ["first", "again"]) {
    const answer = await post(deleted(userId));
    expect(answer.status, time).toBe(204);
    expect(await count()).toBe(0);
  }
  expect(await query(`SELECT 1 FROM "Item" WHERE "userId" = $1`, [userId])).toEqual([]);
});

test("while the signing key is changed, the previous one is still taken", async () => {
  const { userId, count } = await somebody();
  const body = deleted(userId);
  expect((await post(body, { signature: sign(body, previousKey) })).status).toBe(204);
  expect(await count()).toBe(0);
});

test("cached tokens of a deleted user are dropped", async () => {
  const { userId, count, client } = await somebody();
  const gpt = gptDoor(client, app.url);
  await gpt.call("listItems");
  await post(deleted(userId));
  expect(await count()).toBe(0);
  expect((await gpt.call("listItems")).items).toEqual([]);
});

const suspension = (id: string, isSuspended?: boolean) =>
  JSON.stringify({
    event: "User.SuspensionStatus.Updated",
    data: { id, ...(isSuspended !== undefined && { isSuspended }) },
  });

test("a user suspended at Logto loses every browser session, and keeps the agenda", async () => {
  const person = await makePerson();
  const browsers = [await Browser.of(person, app.url), await Browser.of(person, app.url)];
  const statuses = () =>
    Promise.all(browsers.map(async ({ visitor }) => (await visitor.visit(new URL("/api/settings", app.url))).status));
  const [row] = await query<{ id: string }>("SELECT id FROM embedded_identity.person WHERE username = $1", [
    person.username,
  ]);
  const id = row?.id ?? "";
  expect((await post(suspension(id, false))).status, "a suspension that was lifted").toBe(204);
  expect(await statuses()).toEqual([200, 200]);
  expect((await post(suspension(id, true), { signature: sign("other") })).status).toBe(401);
  expect(await statuses()).toEqual([200, 200]);
  expect((await post(suspension(id, true))).status).toBe(204);
  expect(await statuses()).toEqual([401, 401]);
  expect(await query(`SELECT 1 FROM "User" WHERE id = $1`, [id])).toHaveLength(1);
});

test("an event that Logto did not sign deletes nobody", async () => {
  const { userId, count } = await somebody();
  const body = deleted(userId);
  const right = sign(body);
  const turned = right.startsWith("0") ? `1${right.slice(1)}` : `0${right.slice(1)}`;
  for (const signature of [
    null,
    "",
    "x",
    turned,
    right.slice(1),
    `${right}00`,
    sign(body, "another key of this length"),
    sign(`${body} `),
  ]) {
    const answer = await post(body, { signature });
    expect(answer.status, String(signature)).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "unauthorized" });
  }
  expect(await count()).toBe(1);
});

test("other events are accepted and ignored; anything that is not an event is refused", async () => {
  const { userId, count } = await somebody();
  for (const event of ["User.Created", "User.SuspensionStatus.Updated", "PostSignIn", 7, null])
    expect((await post(JSON.stringify({ event, data: { id: userId } }))).status, String(event)).toBe(204);
  for (const body of [
    "",
    "[",
    "null",
    "7",
    '"User.Deleted"',
    JSON.stringify({ event: "User.Deleted" }),
    JSON.stringify({ event: "User.SuspensionStatus.Updated" }),
    deleted(""),
    deleted("\0"),
  ])
    expect((await post(body)).status, body).toBe(400);
  expect(await count()).toBe(1);
});

test("a body without a signature is not read, an endless one not to its end, and other methods are refused", async () => {
  const half = (app: string) => sendRaw([`POST ${path} HTTP/1.1`, "Content-Length: 900"], "{", app);
  expect((await half(app.url)).status).toBe(401);
  expect((await half(running.url)).status, "without a signing key").toBe(404);
  expect((await post("x".repeat(64_001))).status).toBe(413);
  const got = await fetch(new URL(path, app.url));
  expect({ status: got.status, allow: got.headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
});

test("without a signing key the webhook does not exist, and the log says why", async () => {
  const { userId, count } = await somebody();
  const answer = await post(deleted(userId), { url: running.url });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("LOGTO_WEBHOOK_SIGNING_KEY") });
  expect(await count()).toBe(1);
});
