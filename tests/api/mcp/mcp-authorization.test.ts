import { writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { freshName } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { makeKey, type SigningKey, StandInKeys } from "../../harness/stand-in-keys.ts";
import { accessTokenOf, listTools, post } from "../../mcp.ts";
import { gptOf, makePerson, type Person } from "../../people.ts";

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const metadata = `${running.url}/.well-known/oauth-protected-resource/mcp`;

test("the metadata are at the root and at the path-specific address, readable by any site", async () => {
  for (const path of ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"]) {
    const response = await fetch(new URL(path, running.url));
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toMatchObject({
      resource: running.mcp.url,
      authorization_servers: [`${running.identity.endpoint}/oidc`],
      bearer_methods_supported: ["header"],
      scopes_supported: ["openid", "offline_access"],
    });
  }
});

test("without a token the answer is 401 with the metadata's address, and no error code", async () => {
  for (const headers of [{}, { authorization: "Basic YTpi" }] as Record<string, string>[]) {
    const response = await post(listTools, headers);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(`Bearer realm="agenda", resource_metadata="${metadata}"`);
  }
});

test.describe("with a user's tokens", () => {
  let person: Person;
  let token: string;
  let opaque: string;
  test.beforeAll(async () => {
    person = await makePerson();
    token = await accessTokenOf(person);
    opaque = await gptOf(person).accessToken();
  });

  test("the token for this endpoint is a JWT and is accepted", async () => {
    expect(token.split(".")).toHaveLength(3);
    expect((await post(listTools, bearer(token))).status).toBe(200);
  });

  test("a GPT's opaque token is refused here, and this endpoint's token at the REST API", async () => {
    const here = await post(listTools, bearer(opaque));
    expect(here.status).toBe(401);
    expect(here.headers.get("www-authenticate")).toContain('error="invalid_token"');
    const there = await fetch(new URL("/api/items", running.url), { headers: bearer(token) });
    expect(there.status).toBe(401);
    expect((await fetch(new URL("/api/items", running.url), { headers: bearer(opaque) })).status).toBe(200);
  });

  test("a browser's session gives no access here", async () => {
    expect((await post(listTools, { cookie: `logto_x=s.${Buffer.from("x").toString("base64url")}.x` })).status).toBe(
      401,
    );
  });

  test("a foreign Origin is refused; our own or none is accepted", async () => {
    for (const origin of ["https://evil.example", "null", running.url.replace("http:", "https:")])
      expect((await post(listTools, { ...bearer(token), origin })).status, origin).toBe(403);
    expect((await post(listTools, { ...bearer(token), origin: running.url })).status).toBe(200);
  });

  test("another Host is refused, as with DNS rebinding", async () => {
    const statusAs = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const body = JSON.stringify(listTools);
        const headers = { host, "content-type": "application/json", accept: "application/json, text/event-stream" };
        httpRequest(running.mcp.url, { method: "POST", headers: { ...headers, ...bearer(token) } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on("error", reject)
          .end(body);
      });
    expect(await statusAs("rebound.example:3000")).toBe(403);
    expect(await statusAs(new URL(running.url).host)).toBe(200);
  });

  test("an invalid message gets the same status as elsewhere, as a JSON-RPC error; so does a batch", async () => {
    const batch = JSON.stringify([listTools, { ...listTools, id: 2 }]);
    const refused: [string, Record<string, string>, number, string, number?][] = [
      ["{", {}, 400, "malformed_request"],
      ["[]", {}, 422, "invalid_input"],
      [batch, {}, 422, "invalid_input"],
      [batch, { "mcp-protocol-version": "2025-03-26" }, 422, "invalid_input"],
      [JSON.stringify(listTools), { "content-type": "text/plain" }, 415, "unsupported_media_type"],
      [JSON.stringify({ ...listTools, params: { x: "y".repeat(1_000_001) } }), {}, 413, "content_too_large"],
      [`{"a":${"[".repeat(40)}${"]".repeat(40)}}`, {}, 400, "malformed_request"],
      [`{"a":[${"0,".repeat(10_000)}0]}`, {}, 413, "content_too_large"],
      ['{"jsonrpc":"2.0","id":1,"method":"\\u0000"}', {}, 400, "malformed_request", -32_600],
      ['{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', {}, 400, "malformed_request", -32_600],
      ['{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"__proto__":1}}', {}, 422, "invalid_input"],
    ];
    for (const [body, headers, status, code, number = code === "malformed_request" ? -32_700 : -32_600] of refused) {
      const response = await post(body, { ...bearer(token), ...headers });
      expect(response.status, body.slice(0, 40)).toBe(status);
      const answer = await response.json();
      expect(answer).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: number, data: { code } } });
      const saysBatch = answer.error.message.includes("one JSON-RPC message in each request");
      expect(saysBatch, body.slice(0, 40)).toBe(body.startsWith("["));
    }
    const stray = await post({ hello: "world" }, bearer(token));
    expect(await stray.text()).toMatch(/"error":\{"code":-32[67]00/);
    const get = await fetch(running.mcp.url, { headers: bearer(token) });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await post({ jsonrpc: "2.0", id: 1, method: "no/such" }, bearer(token))).status).toBeLessThan(500);
  });

  test("an unknown tool is a protocol error", async () => {
    const call = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "bakeCake", arguments: {} } };
    const text = await (await post(call, bearer(token))).text();
    expect(text).toContain("There is no tool bakeCake");
  });
});

test.describe("with tokens of a stand-in identity server", () => {
  let logto: StandInKeys;
  let app: Instance;
  let key: SigningKey;
  let other: SigningKey;
  const status = async (token: string) => (await post(listTools, bearer(token), `${app.url}/mcp`)).status;
  const sign = (options: Parameters<StandInKeys["sign"]>[2] = {}, by = key, audience = `${app.url}/mcp`) =>
    logto.sign(by, audience, options);
  const clockFile = path.resolve(process.env.AGENDA_DATA_DIR ?? ".data", freshName("clock"));
  /** Puts the instance's clock ahead. */
  const pass = (ms: number) => writeFileSync(clockFile, String(ms));
  const now = () => Math.floor(Date.now() / 1000);

  test.beforeAll(async () => {
    [key, other] = await Promise.all([makeKey("one"), makeKey("two")]);
    logto = new StandInKeys();
    await logto.listen();
    await logto.stop(); // it keeps its port
    logto.published = [key.publicJwk];
    pass(0);
    const clock = pathToFileURL(path.resolve("tests/harness/clock-ahead.js")).href;
    app = await startInstance({
      env: {
        LOGTO_ENDPOINT: logto.endpoint,
        LOGTO_MCP_SCOPES: "agenda:read,agenda:propose,agenda:write",
        ...{ CLOCK_AHEAD_FILE: clockFile, NODE_OPTIONS: `--import=${clock}` },
      },
    });
  });
  test.afterAll(async () => {
    await app.stop();
    await logto.stop();
  });

  test("an unreachable identity server is a 503 with Retry-After, never a 401; then it is asked again", async () => {
    const token = await sign();
    const away = await post(listTools, bearer(token), `${app.url}/mcp`);
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await away.json()).toMatchObject({ code: "identity_unavailable" });
    await logto.listen();
    expect(await status(token)).toBe(200);
  });

  test("a valid one is accepted, up to a minute past its expiry; the keys are fetched once", async () => {
    expect(await status(await sign())).toBe(200);
    expect(await status(await sign({ claims: { exp: now() - 30 } }))).toBe(200);
    expect(await status(await sign({ claims: { exp: now() - 70 } }))).toBe(401);
    expect(logto.asked).toBe(1);
  });

  test("a wrong issuer, audience, type or time is refused", async () => {
    const audiences = [app.url, `${app.url}/mcp/`, running.mcp.url, "https://default.logto.app/api"];
    for (const audience of audiences) expect(await status(await sign({}, key, audience)), audience).toBe(401);
    for (const claims of [
      { iss: "https://evil.example/oidc" },
      { nbf: now() + 300 },
      { sub: null },
      { sub: "a\0b" },
      { sub: "a\ud800" },
      { exp: null },
    ])
      expect(await status(await sign({ claims })), JSON.stringify(claims)).toBe(401);
    for (const typ of ["JWT", "logout+jwt"]) expect(await status(await sign({ header: { typ } })), typ).toBe(401);
  });

  test("another algorithm, none, or a signature that is not the key's is refused", async () => {
    const es256 = await makeKey("one", "ES256");
    expect(await status(await sign({ header: { alg: "ES256" } }, es256))).toBe(401);
    const forged = await makeKey("one");
    expect(await status(await sign({}, forged))).toBe(401);
    const [, payload = ""] = (await sign()).split(".");
    const header = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, typ: "at+jwt", kid: "one" })).toString("base64url");
    expect(await status(`${header("none")}.${payload}.`)).toBe(401);
    expect(await status(`${header("none")}.${payload}.AAAA`)).toBe(401);
    expect(await status(`${header("HS256")}.${payload}.AAAA`)).toBe(401);
    const [h, , signature] = (await sign()).split(".");
    expect(await status(`${h}.${payload.slice(0, -4)}AAAA.${signature}`)).toBe(401);
  });

  test("an unknown kid refetches the keys, at most once a minute", async () => {
    const asked = logto.asked;
    logto.published = [key.publicJwk, other.publicJwk];
    for (let times = 0; times < 5; times++)
      expect(await status(await sign({ claims: { jti: times } }, other))).toBe(401);
    expect(logto.asked).toBe(asked); // the keys were fetched within the last minute
    expect(await status(await sign({ claims: { jti: "known" } }))).toBe(200);
  });

  test("no token and no text is in the log, whatever the answer", async () => {
    const token = await sign({ claims: { jti: "secret" } });
    const word = "Quittenmus";
    const items = [{ text: word, date: "2026-11-27" }];
    const calls = [
      { name: "createItems", arguments: { items } },
      { name: "createItems", arguments: { items, [word]: word } },
      { name: "search", arguments: { query: word } },
      { name: word, arguments: {} },
    ].map((params) => JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }));
    const unreadable = [`{"${word}`, JSON.stringify({ jsonrpc: "2.0", id: 1, method: word })];
    for (const message of [...calls, ...unreadable]) {
      const response = await post(message, bearer(token), `${app.url}/mcp`);
      await response.text();
      await expect.poll(() => app.log()).toContain(`"requestId":"${response.headers.get("x-request-id")}"`);
    }
    for (const secret of [word, ...token.split(".").slice(1)]) expect(app.log()).not.toContain(secret);
  });

  test("scopes of a token bound what its program may do, and a token without any is not bound", async () => {
    const said = async (scope: string, name: string, args: object) => {
      const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } };
      const token = await sign({ claims: { sub: "scoped", scope } });
      return await (await post(call, bearer(token), `${app.url}/mcp`)).text();
    };
    const create = (text: string) => ["createItems", { items: [{ text, date: "2099-03-05" }] }] as const;
    expect(await said("", ...create("Unbound"))).toContain("undoChange takes it back");
    expect(await said("agenda:read", "listItems", {})).toContain("structuredContent");
    expect(await said("openid agenda:read", ...create("Read"))).toContain("not_permitted");
    expect(await said("agenda:read agenda:propose", ...create("Proposed"))).toContain("Nothing is done yet");
    expect(await said("agenda:write agenda:read", ...create("Written"))).toContain("undoChange takes it back");
    const metadata = await fetch(new URL("/.well-known/oauth-protected-resource/mcp", app.url));
    expect(await metadata.json()).toMatchObject({
      scopes_supported: ["openid", "offline_access", "agenda:read", "agenda:propose", "agenda:write"],
    });
  });

  test("a new key is found after a minute, and a withdrawn one gives no more access", async () => {
    pass(61_000); // whenever the keys were fetched
    logto.published = [key.publicJwk];
    expect(await status(await sign({ header: { kid: "three" } }, await makeKey("three")))).toBe(401);
    const answer = async (by: SigningKey, jti: string) => status(await sign({ claims: { jti } }, by));
    expect(await answer(key, "before")).toBe(200);
    logto.published = [other.publicJwk];
    const asked = logto.asked;
    expect(await answer(other, "too early")).toBe(401);
    expect(logto.asked).toBe(asked);
    pass(122_000);
    expect(await answer(other, "rotated")).toBe(200);
    expect(logto.asked).toBe(asked + 1);
    expect(await answer(key, "withdrawn")).toBe(401);
  });
});
