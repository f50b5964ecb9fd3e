import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { type Identity, startIdentity } from "../../../dev/identity/identity-server.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import {
  authorize,
  endpoint,
  exchange,
  freshName,
  freshPerson,
  postAs,
  query,
  refresh,
  registerTestClient,
  signOut,
  statusAtMe,
} from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";

const days = 24 * 3600;

test("a request without scope is granted, as at Logto: its tokens carry none, and /oidc/me refuses them", async () => {
  const client = await registerTestClient();
  const visitor = new Visitor();
  const person = freshPerson();
  const scopeless: Record<string, Record<string, string>> = {
    first: {},
    again: {},
    "with prompt=consent": { prompt: "consent" },
  };
  for (const [what, params] of Object.entries(scopeless)) {
    const callback = await authorize(client, visitor, person, { scope: "", ...params });
    const tokens = await exchange(client, callback);
    expect(tokens.access_token, what).toMatch(/^[\w-]{43}$/);
    expect(tokens.scope ?? "", what).toBe("");
    expect(await statusAtMe(tokens.access_token), what).toBe(403);
  }
  // It neither extends nor reduces the existing grant.
  const tokens = await exchange(client, await authorize(client, visitor, person));
  expect(tokens.scope).toBe("openid");
});

test("tokens without prompt=consent become invalid when that browser signs out", async () => {
  const client = await registerTestClient({ alwaysIssueRefreshToken: true });
  const visitor = new Visitor();
  const tokens = await exchange(client, await authorize(client, visitor, freshPerson()));
  expect(tokens.scope).toBe("openid");
  expect(await statusAtMe(tokens.access_token)).toBe(200);
  await signOut(visitor);
  expect(await statusAtMe(tokens.access_token)).toBe(401);
  expect(await refresh(client, tokens.refresh_token)).toMatchObject({ error: "invalid_grant" });
});

test("tokens with prompt=consent outlive the browser's session", async () => {
  const client = await registerTestClient();
  const visitor = new Visitor();
  const tokens = await exchange(client, await authorize(client, visitor, freshPerson(), { prompt: "consent" }));
  expect(tokens.scope).toBe("openid offline_access");
  await signOut(visitor);
  expect(await statusAtMe(tokens.access_token)).toBe(200);
  expect((await refresh(client, tokens.refresh_token)).access_token).toBeTruthy();
});

test("an application without the option gets no refresh token for a session-bound grant", async () => {
  const client = await registerTestClient();
  const tokens = await exchange(client, await authorize(client, new Visitor(), freshPerson()));
  expect(tokens).not.toHaveProperty("refresh_token");
});

test("a restart, also on the second of two database hosts, signs nobody out, and clients, demo user and keys stay the same", async () => {
  const client = await registerTestClient();
  const visitor = new Visitor();
  const person = freshPerson();
  const first = await startSecondServer();
  const tokens = await exchange(
    client,
    await authorize(client, visitor, person, { prompt: "consent" }, first.endpoint),
    first.endpoint,
  );
  await first.close();
  // Nothing listens at the first. Each attempt tries one host.
  const databaseUrl = running.database.url.replace("@", "@127.0.0.1:1,");
  await expect(startSecondServer({ databaseUrl })).rejects.toThrow("ECONNREFUSED");
  const second = await startSecondServer({ databaseUrl });
  expect(second.endpoint).not.toBe(first.endpoint);
  expect(await statusAtMe(tokens.access_token, second.endpoint)).toBe(200);
  expect((await refresh(client, tokens.refresh_token, second.endpoint)).access_token).toBeTruthy();
  const silently = await authorize(client, visitor, person, { prompt: "none", scope: "openid" }, second.endpoint);
  expect(silently.get("code"), "the browser's session is still known").toBeTruthy();
  expect({ web: second.web, gpt: second.gpt, person: second.person }).toEqual({
    web: first.web,
    gpt: first.gpt,
    person: first.person,
  });
  expect(second.person).toEqual(running.person);
  await second.close();
});

test("past 70 % of its life a refresh token is replaced, and reusing the old one later ends the grant", async () => {
  const client = await registerTestClient();
  const tokens = await exchange(client, await authorize(client, new Visitor(), freshPerson(), { prompt: "consent" }));
  const now = Math.floor(Date.now() / 1000);
  await query(
    `update embedded_identity.record set payload = payload || jsonb_build_object('iat', $2::int, 'exp', $3::int)
     where kind = 'RefreshToken' and id = $1`,
    [tokens.refresh_token, now - 10 * days, now + 4 * days],
  );
  const rotated = await refresh(client, tokens.refresh_token);
  expect(rotated.refresh_token).not.toBe(tokens.refresh_token);
  const graced = await refresh(client, tokens.refresh_token);
  expect(graced.access_token, "a moment later the old one still works").toBeTruthy();
  await query(
    `update embedded_identity.record set consumed_at = consumed_at - interval '4 seconds'
     where kind = 'RefreshToken' and id = $1 and consumed_at is not null`,
    [tokens.refresh_token],
  );
  expect(await refresh(client, tokens.refresh_token)).toMatchObject({ error: "invalid_grant" });
  expect(await statusAtMe(rotated.access_token)).toBe(401);
  expect(await refresh(client, rotated.refresh_token)).toMatchObject({ error: "invalid_grant" });
});

test("signing out posts a logout token with the session's id to the application", async () => {
  const received = Promise.withResolvers<string>();
  const listener = await listen(async (request) => received.resolve(await text(request)));
  const { port } = listener.address() as AddressInfo;
  const client = await registerTestClient({ backchannelLogoutUri: `http://127.0.0.1:${port}/backchannel-logout` });
  const visitor = new Visitor();
  const tokens = await exchange(client, await authorize(client, visitor, freshPerson()));
  const { sid, sub } = decodeJwt(tokens.id_token);
  expect(sid).toBeTruthy();
  await signOut(visitor);
  const logoutToken = new URLSearchParams(await received.promise).get("logout_token") ?? "";
  const keys = createRemoteJWKSet(new URL("/oidc/jwks", endpoint));
  const { payload, protectedHeader } = await jwtVerify(logoutToken, keys, {
    issuer: `${endpoint}/oidc`,
    audience: client.clientId,
  });
  expect(protectedHeader.alg).toBe("ES384");
  expect(payload).toMatchObject({ sid, sub, events: { "http://schemas.openid.net/event/backchannel-logout": {} } });
  listener.close();
});

test("an application cannot revoke another one's token", async () => {
  const [client, other] = [await registerTestClient(), await registerTestClient()];
  const tokens = await exchange(client, await authorize(client, new Visitor(), freshPerson()));
  const revoke = (by: typeof client) => postAs(by, "/oidc/token/revocation", { token: tokens.access_token });
  expect((await revoke(other)).status).toBe(400);
  expect(await statusAtMe(tokens.access_token)).toBe(200);
  expect((await revoke(client)).status).toBe(200);
  expect(await statusAtMe(tokens.access_token)).toBe(401);
});

test("a deleted or suspended user's token is refused like an invalid one", async () => {
  const client = await registerTestClient();
  for (const end of ["update embedded_identity.person set suspended = true", "delete from embedded_identity.person"]) {
    const person = freshPerson();
    const tokens = await exchange(client, await authorize(client, new Visitor(), person));
    await query(`${end} where username = $1`, [person.username]);
    expect(await statusAtMe(tokens.access_token)).toBe(401);
  }
});

test("redirect addresses follow the app to another port, and expired rows are deleted at startup", async () => {
  const name = freshName("identity_test");
  await query(`create database ${name}`, []);
  const databaseUrl = Object.assign(new URL(running.database.url), { pathname: name }).href;
  try {
    const first = await startSecondServer({ databaseUrl, appUrl: "http://localhost:1111" });
    const statusOf = async ({ endpoint: at, web }: Identity, redirectUri: string) => {
      const url = new URL("/oidc/auth", at);
      url.search = `?client_id=${web.appId}&redirect_uri=${redirectUri}&response_type=code&scope=openid`;
      return (await new Visitor().visit(url)).status;
    };
    expect(await statusOf(first, "http://localhost:1111/callback")).toBe(303);
    await query(
      "update embedded_identity.record set expires_at = now() - interval '1 second' where expires_at > now()",
      [],
      databaseUrl,
    );
    await first.close();

    const second = await startSecondServer({ databaseUrl, appUrl: "http://localhost:2222" });
    const expired = "select id from embedded_identity.record where expires_at < now()";
    expect(await query(expired, [], databaseUrl)).toEqual([]);
    expect(await statusOf(second, "http://localhost:2222/callback")).toBe(303);
    expect(await statusOf(second, "http://localhost:1111/callback")).toBe(400);
    expect(second.web).toEqual(first.web);
    expect(second.person, "each installation has a password of its own").not.toEqual(running.person);
    await second.close();
  } finally {
    await query(`drop database ${name} with (force)`, []);
  }
});

async function listen(take: (request: IncomingMessage) => Promise<void>): Promise<Server> {
  const server = createServer((request, response) => void take(request).then(() => response.end()));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

/** Another server on the same database with the same app addresses, so that the running one is not disturbed. */
async function startSecondServer({ databaseUrl = running.database.url, appUrl = running.url } = {}) {
  const probe = await listen(async () => undefined);
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), "close");
  return startIdentity({
    host: "127.0.0.1",
    port,
    endpoint: `http://localhost:${port}`,
    appUrl,
    databaseUrl,
    gptPort: Number(new URL(running.gpt.redirectUri).port),
  });
}
