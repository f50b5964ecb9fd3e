import { expect, test } from "@playwright/test";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import {
  authorize,
  exchange,
  freshName,
  postAs,
  query,
  registerTestClient,
  type TestClient,
  type TokenAnswer,
} from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { Browser, gptOf, makePerson, type Person } from "../../people.ts";

const asGpt: TestClient = running.gpt;

/** Fresh tokens of an application, unknown to the app under test. */
async function tokensOf(person: Person, client = asGpt): Promise<TokenAnswer> {
  const callback = await authorize(client, new Visitor(), person, { prompt: "consent" });
  return exchange(client, callback);
}

/** Tries to add an item with these headers; returns the answer and whether it was stored. */
async function tryToWrite(headers: Record<string, string>, init: { search?: string; body?: string } = {}) {
  const text = freshName("Dentist");
  const { search = "", body = JSON.stringify({ items: [{ text, date: "2026-11-27" }] }) } = init;
  const response = await fetch(`${running.url}/api/items${search}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const answer = (await response.json()) as { code?: string; detail?: string };
  const stored = await query('SELECT 1 FROM "Item" WHERE text = $1', [text]);
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    challenge: response.headers.get("www-authenticate"),
    code: answer.code,
    isStored: stored.length > 0,
  };
}

const refusedAs = (challenge: unknown) => ({
  status: 401,
  type: "application/problem+json",
  challenge,
  code: "unauthorized",
  isStored: false,
});
const invalidToken = refusedAs(
  expect.stringMatching(/^Bearer realm="agenda", error="invalid_token", error_description="[^"\\]+"$/),
);
const noToken = refusedAs('Bearer realm="agenda"');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("a token that was never issued is refused", async () => {
  expect(await tryToWrite(bearer("x".repeat(43)))).toEqual(invalidToken);
  expect(await tryToWrite(bearer(`${"x".repeat(4_000)}`))).toEqual(invalidToken);
});

test("an expired token is refused", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  const aged = await query(
    `UPDATE embedded_identity.record SET expires_at = now() - interval '1 second'
     WHERE kind = 'AccessToken' AND id = $1 RETURNING id`,
    [token],
  );
  expect(aged).toHaveLength(1);
  expect(await tryToWrite(bearer(token))).toEqual(invalidToken);
});

test("a revoked token is refused", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  expect((await postAs(asGpt, "/oidc/token/revocation", { token })).status).toBe(200);
  expect(await tryToWrite(bearer(token))).toEqual(invalidToken);
});

test("an unsigned JWT that names a real user is refused", async () => {
  const person = await makePerson();
  const { id_token: idToken } = await tokensOf(person);
  const [, payload] = idToken.split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  expect(await tryToWrite(bearer(`${none}.${payload}.`))).toEqual(invalidToken);
});

test("an ID token and a refresh token give no access", async () => {
  const { id_token: idToken, refresh_token: refreshToken } = await tokensOf(await makePerson());
  expect(await tryToWrite(bearer(idToken))).toEqual(invalidToken);
  expect(await tryToWrite(bearer(refreshToken))).toEqual(invalidToken);
});

test("a token of another application of the same Logto gives no access", async () => {
  const { access_token: token } = await tokensOf(await makePerson(), await registerTestClient());
  expect(token).toHaveLength(43);
  expect(await tryToWrite(bearer(token))).toEqual(invalidToken);
});

test("a valid token in the query or the body gives no access", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  expect(await tryToWrite({}, { search: `?access_token=${token}` })).toEqual(noToken);
  const item = { text: "Dentist", date: "2026-11-27" };
  expect(await tryToWrite({}, { body: JSON.stringify({ items: [item], access_token: token }) })).toEqual(noToken);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect(await tryToWrite(form, { body: `access_token=${token}` })).toEqual(noToken);
  expect(await tryToWrite(bearer(token))).toMatchObject({ status: 201, isStored: true });
});

test("without a header, or with another scheme, the challenge names no error", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  expect(await tryToWrite({})).toEqual(noToken);
  expect(await tryToWrite({ authorization: `Basic ${btoa(`user:${token}`)}` })).toEqual(noToken);
  expect(await tryToWrite({ authorization: token })).toEqual(noToken);
  expect(await tryToWrite({ authorization: "" })).toEqual(noToken);
});

test("a bearer header without one well-formed token is refused", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  for (const header of ["Bearer", "Bearer ", `Bearer ${token} ${token}`, `Bearer ${token},x`, "Bearer ü", "Bearer <b>"])
    expect(await tryToWrite({ authorization: header }), header).toEqual(invalidToken);
  expect(await tryToWrite(bearer("x".repeat(5_000)))).toEqual(invalidToken);
});

test("the scheme is case-insensitive", async () => {
  const { access_token: token } = await tokensOf(await makePerson());
  for (const scheme of ["bearer", "BEARER", "Bearer "])
    expect(await tryToWrite({ authorization: `${scheme} ${token}` })).toMatchObject({ status: 201, isStored: true });
});

test("an invalid token is refused even with a valid session in the same request", async () => {
  const browser = await Browser.of(await makePerson());
  const session = { cookie: browser.visitor.cookie, "sec-fetch-site": "same-origin" };
  expect(await tryToWrite({ ...session, ...bearer("x".repeat(43)) })).toEqual(invalidToken);
  expect(await tryToWrite(session)).toMatchObject({ status: 201, isStored: true });
});

test("the ledger records the program and the conversation of a write", async () => {
  const gpt = gptOf(await makePerson());
  const { status, body } = await gpt.call("createItems", { items: [{ text: "Dentist", date: "2026-11-27" }] });
  expect(status).toBe(201);
  const { items } = body as { items: { id: string }[] };
  const entries = await query(
    `SELECT c.door, c."clientId", c.conversation FROM "Change" c, "Item" i
     WHERE i.id = $1 AND c."userId" = i."userId"`,
    [items[0]?.id],
  );
  expect(entries).toEqual([{ door: "gpt", clientId: running.gpt.clientId, conversation: gpt.conversationId }]);
});
