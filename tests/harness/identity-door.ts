import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { type Application, type Credentials, keepClient } from "../../dev/identity/clients.ts";
import { hashPassword } from "../../dev/identity/passwords.ts";
import { makePersonId } from "../../dev/identity/random.ts";
import type { UserId } from "../../server/caller.ts";
import { signInAtEmbedded } from "../../tools/gpt/embedded-sign-in.ts";
import type { Visitor } from "../../tools/gpt/visitor.ts";
import { running } from "./running.ts";

export const endpoint = running.identity.endpoint;

/** An OAuth client for tests, with a single registered redirect address. */
export interface TestClient extends Credentials {
  readonly redirectUri: string;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly scope: string;
  readonly error?: string;
}

export const freshName = (stem: string) => `${stem}_${randomBytes(5).toString("hex")}`;

/** A user with an account at the identity server. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

/**
 * Creates an account directly in the database, with a cheap password hash: a full-cost one takes about 100 ms of CPU for each test.
 * A hash names its own cost, so checking it is cheap, too. Registration by the form is tested in tests/api/identity.
 */
export async function storePerson(): Promise<Person> {
  const { username, password } = freshPerson();
  await query(
    `INSERT INTO embedded_identity.person (id, username, password_hash, created_at_ms, updated_at_ms)
     VALUES ($1, $2, $3, $4, $4)`,
    [makePersonId(), username, await hashPassword(password, { N: 16, r: 8, p: 1 }), Date.now()],
  );
  return { username, password };
}

/** Credentials for a unique user, as the sign-in form takes them. */
export const freshPerson = () => ({
  username: freshName("person"),
  password: randomBytes(9).toString("hex"),
  register: true,
});

/** Sends a browser through `/oidc/auth`, signing in if a form is shown; returns the callback's parameters. */
export async function authorize(
  client: TestClient,
  visitor: Visitor,
  person: { username: string; password: string; register?: boolean },
  params: Readonly<Record<string, string>> = {},
  at = endpoint,
): Promise<URLSearchParams> {
  const url = new URL("/oidc/auth", at);
  const query = {
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: "code",
    scope: "openid offline_access",
    state: "s",
    ...params,
  };
  url.search = new URLSearchParams(query).toString();
  return (await signInAtEmbedded(url, { ...person, visitor })).searchParams;
}

/** Posts a form as an application, its secret in the body or as Basic. */
export function postAs(
  { clientId, clientSecret }: Credentials,
  path: string,
  form: Readonly<Record<string, string>>,
  auth: "post" | "basic" = "post",
  at = endpoint,
): Promise<Response> {
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  return fetch(new URL(path, at), {
    method: "POST",
    headers: auth === "basic" ? { authorization: basic } : {},
    body: new URLSearchParams(
      auth === "basic" ? { ...form } : { client_id: clientId, client_secret: clientSecret, ...form },
    ),
  });
}

export async function exchange(client: TestClient, callback: URLSearchParams, at = endpoint): Promise<TokenAnswer> {
  const form = { grant_type: "authorization_code", code: callback.get("code") ?? "", redirect_uri: client.redirectUri };
  return (await (await postAs(client, "/oidc/token", form, "post", at)).json()) as TokenAnswer;
}

export async function refresh(client: TestClient, refreshToken: string, at = endpoint): Promise<TokenAnswer> {
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  return (await (await postAs(client, "/oidc/token", form, "post", at)).json()) as TokenAnswer;
}

/** The status that `/oidc/me` returns for a token: 200 while it is valid. */
export async function statusAtMe(accessToken: string, at = endpoint): Promise<number> {
  const response = await fetch(new URL("/oidc/me", at), { headers: { authorization: `Bearer ${accessToken}` } });
  await response.body?.cancel();
  return response.status;
}

/** Signs a browser out as the web page does: the page submits its form automatically. */
export async function signOut(visitor: Visitor, at = endpoint): Promise<void> {
  const page = await (await visitor.visit(new URL("/oidc/session/end", at))).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const confirm = new URL("/oidc/session/end/confirm", at);
  const answer = await visitor.visit(confirm, { method: "POST", body: new URLSearchParams({ xsrf, logout: "yes" }) });
  if (answer.status !== 303) throw new Error(`Signing out answered ${answer.status}`);
}

/** The database of the app under test. A connection costs more than a statement, so a test process keeps those that it needs at once. */
const shared = new pg.Pool({ connectionString: running.database.url, allowExitOnIdle: true });

/** Runs one statement, on the database of the app under test unless another is given. */
export async function query<T extends object>(
  text: string,
  values: readonly unknown[],
  databaseUrl = running.database.url,
): Promise<T[]> {
  if (databaseUrl === running.database.url) return (await shared.query<T>(text, [...values])).rows;
  const connection = new pg.Client(databaseUrl);
  await connection.connect();
  try {
    return (await connection.query<T>(text, [...values])).rows;
  } finally {
    await connection.end();
  }
}

/** Registers an application for one test, with one redirect address. A running server sees it at once. */
export async function registerTestClient(application: Partial<Application> = {}): Promise<TestClient> {
  const redirectUri = "http://127.0.0.1:9/callback";
  const whole = { name: "Another application", redirectUris: [redirectUri], ...application };
  return { ...(await keepClient(shared, randomUUID(), whole)), redirectUri };
}

/** Whose item it is. */
export async function userOf(itemId: string | undefined): Promise<UserId> {
  const [row] = await query<{ userId: UserId }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [itemId]);
  return row?.userId ?? ("" as UserId);
}
