import { expect, test } from "@playwright/test";
import { browserOf, gptDoor, newcomer, plainDoor } from "../../harness/api.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { json, StandInLogto } from "../../harness/stand-in-logto.ts";
import { assistantOf, signInOf } from "../../mcp.ts";
import { Browser, gptOf } from "../../people.ts";

const program = running.gpt.clientId;
const disconnected = { program, connected: false };

test("a disconnected program's calls are refused at once, on every instance within two seconds, and its grant is revoked", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const elsewhere = await startInstance();
  try {
    const there = gptDoor(client, elsewhere.url);
    await there.call("listItems");
    const before = await web.call("listAssistants");
    expect(before.assistants[0]).not.toHaveProperty("disconnected");
    const { assistants, revoked } = await web.call("updateAssistant", disconnected);
    const atMs = performance.now();
    expect(revoked).toBe(true);
    expect(await web.call("updateAssistant", disconnected)).not.toHaveProperty("revoked"); // nothing is left to revoke
    expect(assistants[0]).toMatchObject({ program, disconnected: expect.stringMatching(/Z$/) });
    expect(await gpt.refusal("listItems")).toMatchObject({ code: "client_blocked", status: 403 });
    await expect.poll(async () => (await there.answer("listItems")).status, { intervals: [100] }).toBe(403);
    expect(performance.now() - atMs).toBeLessThan(2_000);
    // Its refresh token opens nothing either, and a new sign-in of the same program is refused here.
    const anew = gptDoor(gptOf(person));
    expect((await anew.refusal("listItems")).code).toBe("client_blocked");
    const again = await web.call("updateAssistant", { program, connected: true });
    expect(again).not.toHaveProperty("revoked");
    expect((await anew.answer("listItems")).status).toBe(200);
  } finally {
    await elsewhere.stop();
  }
});

test("an MCP client loses its refresh token with its grant, and another person's stays", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  await gpt.call("listItems");
  const web = await browserOf(person);
  const signIn = signInOf(person);
  const assistant = await assistantOf(person, { signIn });
  await assistant.done("getContext");
  const other = await newcomer("Europe/Paris");
  await other.gpt.call("listItems");
  const refreshToken = signIn.tokens()?.refresh_token ?? "";
  expect(refreshToken).not.toBe("");
  const clientId = running.mcp.clientId;
  expect((await web.call("updateAssistant", { program: clientId, connected: false })).revoked).toBe(true);
  const answer = await fetch(new URL("/oidc/token", running.identity.endpoint), {
    method: "POST",
    body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken, client_id: clientId }),
  });
  expect(await answer.json()).toMatchObject({ error: "invalid_grant" });
  await expect(assistant.call("getContext")).rejects.toThrow();
  await gpt.call("listItems");
  await other.gpt.call("listItems");
  await assistant.close();
});

test("where the Management API is not configured, or refuses, the person is told, and the program is refused all the same", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  await gpt.call("listItems");
  const app = await startInstance({ env: { LOGTO_M2M_APP_SECRET: "wrong" } });
  try {
    const there = gptDoor(client, app.url);
    await there.call("listItems");
    const browser = await Browser.of(person, app.url);
    const answer = await browser.call("PATCH", "/api/assistants", disconnected, app.url);
    expect(answer).toMatchObject({ status: 200, body: { revoked: false } });
    expect((await there.refusal("listItems")).code).toBe("client_blocked");
  } finally {
    await app.stop();
  }
});

test("what the programs of a deleted account were granted is revoked with it, and their tokens open no new one", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  const token = await client.accessToken();
  await gpt.call("listItems");
  const web = await browserOf(person);
  const signIn = signInOf(person);
  const assistant = await assistantOf(person, { signIn });
  await assistant.done("getContext");
  await assistant.close();
  await web.call("deleteAccount", { name: person.username });
  const again = await browserOf(person);
  const late = await fetch(new URL("/api/items", running.url), { headers: { authorization: `Bearer ${token}` } });
  expect(late.status).toBe(401);
  const form = { grant_type: "refresh_token", refresh_token: signIn.tokens()?.refresh_token ?? "" };
  const answer = await fetch(new URL("/oidc/token", running.identity.endpoint), {
    method: "POST",
    body: new URLSearchParams({ ...form, client_id: running.mcp.clientId }),
  });
  expect(await answer.json()).toMatchObject({ error: "invalid_grant" });
  expect((await again.call("listAssistants")).assistants).toEqual([]);
});

test("where the sign-in server tells no client, a token may be any program's, so it does what each of them may do", async () => {
  const logto = await StandInLogto.start();
  const app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint, LOGTO_GPT_APP_ID: logto.clientId } });
  try {
    const sub = freshName("unnamed");
    logto.knows("opaque", sub, { introspection: json(404, {}) });
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
  } finally {
    await app.stop();
    await logto.stop();
  }
});
