import { hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { endpoint, query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { assistantOf, signInOf } from "../../mcp.ts";
import { makePerson, type Person } from "../../people.ts";

const redirectUri = "http://127.0.0.1:9/callback";
const verifier = randomBytes(32).toString("base64url");
const challenge = hash("sha256", verifier, "base64url");

function authorizationUrl(params: Record<string, string>): URL {
  const url = new URL("/oidc/auth", endpoint);
  url.search = new URLSearchParams({
    client_id: running.mcp.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid offline_access",
    prompt: "consent",
    state: "s",
    resource: running.mcp.url,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...params,
  }).toString();
  return url;
}

async function tokenFor(form: Record<string, string>): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(new URL("/oidc/token", endpoint), {
    method: "POST",
    body: new URLSearchParams({ client_id: running.mcp.clientId, resource: running.mcp.url, ...form }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

let person: Person;
test.beforeAll(async () => {
  person = await makePerson();
});

test("a public client gets, with PKCE and resource, an ES384 at+jwt for the MCP address, and refreshes it", async () => {
  const callback = await signInAtEmbedded(authorizationUrl({}), person);
  expect(callback.searchParams.get("iss")).toBe(`${endpoint}/oidc`);
  const code = callback.searchParams.get("code") ?? "";
  const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
  const { status, body } = await tokenFor(form);
  expect(status).toBe(200);
  expect(decodeProtectedHeader(body.access_token ?? "")).toMatchObject({ alg: "ES384", typ: "at+jwt" });
  const [row] = await query<{ id: string }>("SELECT id FROM embedded_identity.person WHERE username = $1", [
    person.username,
  ]);
  expect(decodeJwt(body.access_token ?? "")).toMatchObject({
    iss: `${endpoint}/oidc`,
    aud: running.mcp.url,
    sub: row?.id,
    client_id: running.mcp.clientId,
  });
  const refreshed = await tokenFor({ grant_type: "refresh_token", refresh_token: body.refresh_token ?? "" });
  expect(decodeJwt(refreshed.body.access_token ?? "")).toMatchObject({ aud: running.mcp.url, sub: row?.id });
  // Without resource= the token is opaque, as for the REST API.
  const opaque = await tokenFor({
    grant_type: "refresh_token",
    refresh_token: refreshed.body.refresh_token ?? "",
    resource: "",
  });
  expect(opaque.body.access_token).toMatch(/^[\w-]{43}$/);
});

test("without PKCE, with a wrong verifier, or for a resource that is not registered there is no token", async () => {
  const noPkce = authorizationUrl({});
  for (const name of ["code_challenge", "code_challenge_method"]) noPkce.searchParams.delete(name);
  expect((await signInAtEmbedded(noPkce, person)).searchParams.get("error")).toBe("invalid_request");
  const elsewhere = authorizationUrl({ resource: "https://elsewhere.example/mcp" });
  expect((await signInAtEmbedded(elsewhere, person)).searchParams.get("error")).toBe("invalid_target");
  const code = (await signInAtEmbedded(authorizationUrl({}), person)).searchParams.get("code") ?? "";
  const wrong = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: "x".repeat(43) };
  expect(await tokenFor(wrong)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("any loopback port is allowed for the callback, another host or path is not", async () => {
  const statusOf = async (uri: string) => (await new Visitor().visit(authorizationUrl({ redirect_uri: uri }))).status;
  for (const uri of ["http://127.0.0.1:5/callback", "http://localhost:61234/callback"])
    expect(await statusOf(uri)).toBe(303);
  for (const uri of ["http://127.0.0.1:5/elsewhere", "https://127.0.0.1:5/callback", "http://evil.example/callback"])
    expect(await statusOf(uri), uri).toBe(400);
});

/** Follows redirects until a page is shown or the browser is back at the program. */
async function walk(visitor: Visitor, start: URL): Promise<{ url: URL; page: Response | undefined }> {
  let url = start;
  for (;;) {
    if (url.origin !== new URL(endpoint).origin) return { url, page: undefined };
    const page = await visitor.visit(url);
    const location = page.headers.get("location");
    if (!location) return { url, page };
    url = new URL(location, url);
  }
}

test("a registered program needs no consent, as at Logto, even if it names no scope", async () => {
  const visitor = new Visitor();
  await signInAtEmbedded(authorizationUrl({}), { ...person, visitor });
  for (const scope of ["openid offline_access", ""]) {
    const { url } = await walk(visitor, authorizationUrl({ scope }));
    const code = url.searchParams.get("code") ?? "";
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
    const { status, body } = await tokenFor(form);
    expect(status, scope).toBe(200);
    expect(decodeJwt(body.access_token ?? ""), scope).toMatchObject({ aud: running.mcp.url, scope: "" });
  }
});

test.describe("client ID metadata documents", () => {
  let answer: RequestListener = (_request, response) => response.writeHead(404).end();
  const server = createServer((request, response) => answer(request, response));
  let clientId: string;

  test.beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    clientId = `http://127.0.0.1:${(server.address() as AddressInfo).port}/client.json`;
  });
  test.afterAll(() => {
    server.close();
  });

  const says =
    (document: object, status = 200): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(document));
  const document = () => ({
    client_id: clientId,
    client_name: "Editor on this machine",
    redirect_uris: ["http://127.0.0.1/callback"],
    grant_types: ["authorization_code", "refresh_token"],
    token_endpoint_auth_method: "none",
  });

  test("are announced, and one on this machine lets an official client in", async () => {
    const discovery = await fetch(new URL("/oidc/.well-known/openid-configuration", endpoint));
    expect(await discovery.json()).toMatchObject({
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ["S256"],
    });
    answer = says(document());
    const assistant = await assistantOf(person, { signIn: signInOf(person, { clientId }) });
    await assistant.done("createItems", { items: [{ text: "By the editor", date: "2030-01-01" }] });
    const { changes } = await assistant.done<{ changes: { program: string }[] }>("listChanges", { order: "newest" });
    expect(changes[0]?.program).toBe(clientId);
    await assistant.close();
  });

  test("a program known only by its document gets access only with consent, every time", async () => {
    answer = says(document());
    const ask = (params = {}) => authorizationUrl({ client_id: clientId, ...params });
    const visitor = new Visitor();
    await signInAtEmbedded(ask(), { ...person, visitor });
    // Signed in and allowed before: asked again anyway, whatever it requests.
    for (const params of [{}, { scope: "" }, { scope: "openid", prompt: "" }]) {
      const { url, page } = await walk(visitor, ask(params));
      expect(url.pathname).toMatch(/^\/consent\//);
      expect(await page?.text()).toContain("wants to read and change your agenda");
      const foreign = await visitor.visit(url, {
        method: "POST",
        body: new URLSearchParams({ action: "allow" }),
        headers: { "sec-fetch-site": "cross-site" },
      });
      expect(foreign.status).toBe(400);
      const denied = await visitor.visit(url, { method: "POST", body: new URLSearchParams({ action: "deny" }) });
      const back = await visitor.visit(new URL(denied.headers.get("location") ?? "", url));
      expect(new URL(back.headers.get("location") ?? "").searchParams.get("error")).toBe("access_denied");
    }
  });

  test("that are too large, of another client, with a secret, redirected, or missing are refused", async () => {
    const wrong: [string, RequestListener][] = [
      ["too large", says({ ...document(), client_name: "x".repeat(6_000) })],
      ["of another client", says({ ...document(), client_id: "https://other.example/client.json" })],
      ["with a secret", says({ ...document(), client_secret: "s" })],
      ["a confidential client", says({ ...document(), token_endpoint_auth_method: "client_secret_post" })],
      ["no object", says([])],
      ["not there", says({}, 404)],
      ["redirected", (_request, response) => response.writeHead(302, { location: "/client.json" }).end()],
      ["silent", () => undefined],
    ];
    for (const [what, listener] of wrong) {
      answer = listener;
      const response = await new Visitor().visit(authorizationUrl({ client_id: clientId }));
      expect(response.status, what).toBe(400);
    }
  });

  test("are not fetched over plain http from other machines, nor from private addresses", async () => {
    for (const id of [
      "http://example.com/client.json",
      "http://10.0.0.1/client.json",
      "https://10.255.255.1/client.json",
    ]) {
      const response = await new Visitor().visit(authorizationUrl({ client_id: id }));
      expect(response.status, id).toBe(400);
      expect(await response.text()).toContain("invalid_client");
    }
  });
});
