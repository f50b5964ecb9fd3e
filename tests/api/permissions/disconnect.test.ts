import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { assistantOf, signInOf } from "../../mcp.ts";

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
