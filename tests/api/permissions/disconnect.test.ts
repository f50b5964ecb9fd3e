import { expect, test } from "@playwright/test";
import { browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
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
