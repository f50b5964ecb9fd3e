import { randomBytes } from "node:crypto";
import type { Credentials } from "../../dev/identity/clients.ts";
import { signInAtEmbedded } from "../../tools/gpt/embedded-sign-in.ts";
import type { Visitor } from "../../tools/gpt/visitor.ts";
import { running } from "./running.ts";

export const endpoint = running.identity.endpoint;

/** An application as a test uses it: with the one redirect address that it registered. */
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

/** A person nobody else uses, in the words that the sign-in form takes. */
export const freshPerson = () => ({
  username: freshName("person"),
  password: randomBytes(9).toString("hex"),
  register: true,
});

/** Sends a browser through `/oidc/auth`, signing in where a form is shown; answers the callback's parameters. */
export async function authorize(
  client: TestClient,
  visitor: Visitor,
  person: { username: string; password: string; register?: boolean },
  params: Readonly<Record<string, string>> = {},
): Promise<URLSearchParams> {
  const url = new URL("/oidc/auth", endpoint);
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
): Promise<Response> {
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  return fetch(new URL(path, endpoint), {
    method: "POST",
    headers: auth === "basic" ? { authorization: basic } : {},
    body: new URLSearchParams(
      auth === "basic" ? { ...form } : { client_id: clientId, client_secret: clientSecret, ...form },
    ),
  });
}

export async function exchange(client: TestClient, callback: URLSearchParams): Promise<TokenAnswer> {
  const form = { grant_type: "authorization_code", code: callback.get("code") ?? "", redirect_uri: client.redirectUri };
  return (await (await postAs(client, "/oidc/token", form)).json()) as TokenAnswer;
}

export async function refresh(client: TestClient, refreshToken: string): Promise<TokenAnswer> {
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  return (await (await postAs(client, "/oidc/token", form)).json()) as TokenAnswer;
}

/** The status that `/oidc/me` gives a token: 200 while it lives. */
export async function statusAtMe(accessToken: string): Promise<number> {
  const response = await fetch(new URL("/oidc/me", endpoint), { headers: { authorization: `Bearer ${accessToken}` } });
  await response.body?.cancel();
  return response.status;
}
