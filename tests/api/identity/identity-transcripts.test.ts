import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import {
  authorize,
  endpoint,
  freshPerson,
  postAs,
  query,
  registerTestClient,
  type TestClient,
  type TokenAnswer,
} from "../../harness/identity-door.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface Exchange {
  readonly name: string;
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly form?: Readonly<Record<string, string>>;
    readonly authorization?: string;
    readonly clientAuth?: string;
    readonly scope?: string;
    readonly prompt?: string;
  };
  readonly response: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: { readonly [key: string]: Json };
    readonly text?: string;
    readonly callbackParams?: readonly string[];
    readonly same?: boolean;
  };
}

const file = new URL("logto-transcripts.json", import.meta.url);
const { exchanges } = JSON.parse(readFileSync(file, "utf8")) as { readonly exchanges: readonly Exchange[] };
const redirectUri = "http://localhost:3999/aip/g-test/oauth/callback";

// A single recorded conversation, in order: each exchange uses answers of earlier ones.
test.describe.configure({ mode: "serial" });

const person = freshPerson();
let isRegistered = false;
let gpt: TestClient;
let web: TestClient;
let code = "";
let tokens: TokenAnswer;
let earlierTokens: TokenAnswer;

test.beforeAll(async () => {
  const redirectUris = [redirectUri];
  gpt = { ...(await registerTestClient({ redirectUris, alwaysIssueRefreshToken: true })), redirectUri };
  web = await registerTestClient();
});

for (const exchange of exchanges)
  test(`the embedded server answers "${exchange.name}" as Logto did`, async () => {
    const { request, response: recorded } = exchange;
    if (!request) {
      expect(tokens.refresh_token === earlierTokens.refresh_token).toBe(recorded.same);
      expect(tokens.access_token).not.toBe(earlierTokens.access_token);
      return;
    }
    if (recorded.callbackParams) {
      // A new browser each time: with an existing grant, new scopes would be added to the old ones.
      const callback = await authorize(
        gpt,
        new Visitor(),
        { ...person, register: !isRegistered },
        {
          scope: request.scope ?? "",
          ...(request.prompt !== "(none)" && { prompt: request.prompt ?? "" }),
        },
      );
      isRegistered = true;
      expect([...callback.keys()]).toEqual(recorded.callbackParams);
      expect(callback.get("iss")).toBe(`${endpoint}/oidc`);
      code = callback.get("code") ?? "";
      if (request.scope?.includes("profile"))
        // The recorded user was called Alice; the form has no field for that.
        await query("update embedded_identity.person set name = 'Alice' where username = $1", [person.username]);
      return;
    }
    const response = await send(exchange.name, request);
    expect(response.status).toBe(recorded.status);
    for (const name of ["content-type", "cache-control", "www-authenticate"]) {
      const value = recorded.headers?.[name]?.replaceAll("{endpoint}", endpoint);
      expect(response.headers.get(name), name).toBe(value ?? null);
    }
    const text = await response.text();
    if (recorded.text !== undefined)
      expect(recorded.text === "" ? text : text.slice(0, recorded.text.length)).toBe(recorded.text);
    if (recorded.json) {
      // The recorded tenant had client ID metadata documents turned off.
      const { client_id_metadata_document_supported: _switch, ...answer } = JSON.parse(text) as { [key: string]: Json };
      expectLike(answer, recorded.json);
      if (typeof answer.access_token === "string") {
        earlierTokens = tokens;
        tokens = answer as unknown as TokenAnswer;
      }
    }
  });

function send(name: string, request: NonNullable<Exchange["request"]>): Promise<Response> {
  const isWrongSecret = name.includes("wrong secret");
  const fill = (text: string) =>
    text
      .replace("{code}", code)
      .replace("{refresh_token}", name === "refresh, garbage" ? "garbage" : tokens?.refresh_token)
      .replace("{id_token}", tokens?.id_token)
      .replace("{client_secret}", "wrong")
      .replace(/\{(token|revoked|token of the reused code)\}/, tokens?.access_token);
  if (request.clientAuth) {
    const { clientId, clientSecret } = request.clientAuth.includes("the web application") ? web : gpt;
    const credentials = { clientId, clientSecret: isWrongSecret ? "wrong" : clientSecret };
    const form = Object.entries(request.form ?? { token: "{token}" }).map(([key, value]) => [key, fill(value)]);
    return postAs(
      credentials,
      request.path,
      Object.fromEntries(form),
      request.clientAuth === "basic" ? "basic" : "post",
    );
  }
  const url = new URL(fill(request.path), endpoint);
  if (name === "authorize, wrong redirect_uri")
    url.search = `?client_id=${gpt.clientId}&redirect_uri=https%3A%2F%2Felsewhere.example%2F&response_type=code&scope=openid&state=s`;
  const { method, authorization = "(none)" } = request;
  return fetch(url, { method, headers: authorization === "(none)" ? {} : { authorization: fill(authorization) } });
}

/** The same fields with the same values, except for ids, times and this server's own address. */
function expectLike(answer: { readonly [key: string]: Json }, recorded: { readonly [key: string]: Json }) {
  expect(Object.keys(answer).sort()).toEqual(Object.keys(recorded).sort());
  for (const [key, value] of Object.entries(recorded)) {
    const actual = answer[key];
    if (value === "<opaque 43>") expect(actual, key).toMatch(/^[\w-]{43}$/);
    else if (value === "<jwt ES384>") expect(headerOf(String(actual)), key).toMatchObject({ alg: "ES384" });
    else if (value === "{gptClientId}") expect(actual, key).toBe(gpt.clientId);
    else if (key === "sub") expect(actual, key).toMatch(/^[a-z0-9]{12}$/);
    else if (key === "username" || key === "preferred_username") expect(actual, key).toBe(person.username);
    else if (key === "exp") expect(Number(actual) - Number(answer.iat), key).toBe(Number(value) - Number(recorded.iat));
    else if (typeof value === "number" && key !== "expires_in")
      expect(String(actual), key).toHaveLength(String(value).length); // Seconds stay seconds, milliseconds stay milliseconds.
    else expect(actual, key).toEqual(withEndpoint(value));
  }
}

const headerOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString());
const withEndpoint = (value: Json): Json =>
  typeof value === "string" ? value.replaceAll("{endpoint}", endpoint) : value;
