import { expect, test } from "@playwright/test";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { endpoint, query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../../harness/own-database.ts";
import { running } from "../../harness/running.ts";
import { Browser, makePerson } from "../../people.ts";

const at = (path: string) => new URL(path, running.url);
const failed = (reason: string) => `/sign-in-failed?reason=${reason}`;

/** Goes to Logto and back, without opening the callback yet. */
async function comeBack(visitor: Visitor): Promise<URL> {
  const start = await visitor.visit(at("/sign-in"));
  const authorize = new URL(start.headers.get("location") ?? "");
  const callback = await signInAtEmbedded(authorize, { ...(await makePerson()), visitor });
  return at(callback.pathname + callback.search);
}
const whereTo = async (visitor: Visitor, url: URL) => (await visitor.visit(url)).headers.get("location");
const isSignedIn = async (visitor: Visitor) => (await visitor.visit(at("/api/settings"))).status === 200;

test("a callback with a valid code but another state signs nobody in", async () => {
  const visitor = new Visitor();
  const callback = await comeBack(visitor);
  callback.searchParams.set("state", "forged");
  expect(await whereTo(visitor, callback)).toBe(failed("expired"));
  expect(await isSignedIn(visitor)).toBe(false);
});

test("a callback in a browser that did not start it signs nobody in", async () => {
  const callback = await comeBack(new Visitor());
  const other = new Visitor();
  expect(await whereTo(other, callback)).toBe(failed("expired"));
  expect(await isSignedIn(other)).toBe(false);
});

test("a callback opened twice says so, and does not sign the user out", async () => {
  const visitor = new Visitor();
  const callback = await comeBack(visitor);
  expect(await whereTo(visitor, callback)).toBe("/");
  expect(await whereTo(visitor, callback)).toBe(failed("expired"));
  expect(await isSignedIn(visitor)).toBe(true);
});

test("signing in leads back to the page it started on, and to no other address", async () => {
  const back = async (referer: string, planted?: string) => {
    const visitor = new Visitor();
    const start = await visitor.visit(at("/sign-in"), { headers: { referer } });
    if (planted) visitor.setCookie("return-to", planted);
    const callback = await signInAtEmbedded(new URL(start.headers.get("location") ?? ""), {
      ...(await makePerson()),
      visitor,
    });
    return whereTo(visitor, at(callback.pathname + callback.search));
  };
  const item = "/?item=019a0000-0000-7000-8000-000000000000";
  expect(await back(at(item).href)).toBe(item);
  for (const page of ["/assistants/proposals", "/you"]) expect(await back(at(page).href)).toBe(page);
  expect(await back(at("/sign-in-failed?reason=expired").href)).toBe("/");
  expect(await back("https://elsewhere.example/search")).toBe("/");
  expect(await back("no address", "//elsewhere.example/search")).toBe("/");
  expect(await back("no address", at("/search?q=a b").href)).toBe("/search?q=a%20b");
});

test("a broken callback leads to the failure page, with a fixed reason", async () => {
  const searches = [
    "",
    "?code=x",
    "?state=x",
    "?code=x&state=y",
    "?error=server_error&error_description=<b>hi",
    "?code=%ff",
  ];
  for (const search of searches) {
    const visitor = new Visitor();
    await visitor.visit(at("/sign-in"));
    const reason = search.includes("server_error") ? "unavailable" : "expired";
    expect(await whereTo(visitor, at(`/callback${search}`)), search).toBe(failed(reason));
    expect(await whereTo(new Visitor(), at(`/callback${search}`)), search).toBe(failed("expired"));
  }
  expect(await whereTo(new Visitor(), at("/callback?error=access_denied&error_description=x"))).toBe(failed("refused"));
});

test("the failure page offers to retry and repeats nothing from the URL", async () => {
  for (const reason of [
    "expired",
    "refused",
    "unavailable",
    "misconfigured",
    "<script>alert(1)</script>",
    "constructor",
    "",
  ]) {
    const response = await fetch(at(`/sign-in-failed?reason=${encodeURIComponent(reason)}&name=zebra`));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toMatch(/<a [^>]*href="\/sign-in"[^>]*>\s*Sign in again/);
    expect(page.replaceAll(/<script[\s\S]*?<\/script>/g, "")).not.toMatch(/alert\(1\)|zebra/);
  }
});

test("no URL redirects a browser anywhere but home or to Logto", async () => {
  const evil = "https://evil.example";
  const keys = ["redirect", "redirect_uri", "redirectTo", "returnTo", "next", "url", "post_logout_redirect_uri", "to"];
  const attempts = keys.flatMap((key) =>
    ["/sign-in", "/callback", "/sign-out", "/sign-in-failed", "/"].flatMap((path) => [
      `${path}?${key}=${encodeURIComponent(evil)}`,
      `${path}?${key}=//evil.example`,
    ]),
  );
  const slashes = [
    "//evil.example",
    "//evil.example/",
    "///evil.example/",
    "/%5cevil.example/",
    "/%2f%2fevil.example/",
  ];
  for (const attempt of [...attempts, ...slashes]) {
    const response = await fetch(running.url + attempt, { redirect: "manual" });
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (location === null) continue;
    const target = new URL(location, running.url);
    expect([new URL(running.url).origin, endpoint], `${attempt} → ${location}`).toContain(target.origin);
    expect(target.searchParams.get("redirect_uri") ?? `${running.url}/callback`).toBe(`${running.url}/callback`);
  }
});

test("signing out redirects nowhere else, whatever is requested", async () => {
  const browser = await Browser.of(await makePerson());
  const answer = await browser.visitor.visit(at("/sign-out?post_logout_redirect_uri=https://evil.example"), {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ post_logout_redirect_uri: "https://evil.example", redirect: "//evil.example" }),
  });
  const target = new URL(answer.headers.get("location") ?? "");
  expect(target.origin).toBe(endpoint);
  expect(target.searchParams.get("post_logout_redirect_uri")).toBe(`${running.url}/`);
});

/** The log line of the request with this answer. */
const lineOf = (app: Instance, answer: Response): unknown =>
  app
    .log()
    .split("\n")
    .filter((line) => line.includes(`"requestId":"${answer.headers.get("x-request-id")}"`))
    .map((line) => JSON.parse(line))[0];

/** A full sign-in at an instance; `meanwhile` runs before the callback is opened. */
async function signInAt(app: Instance, meanwhile: () => Promise<unknown> = async () => {}) {
  const visitor = new Visitor();
  const start = await visitor.visit(new URL("/sign-in", app.url));
  const authorize = new URL(start.headers.get("location") ?? "");
  const callback = await signInAtEmbedded(authorize, { ...(await makePerson()), visitor });
  await meanwhile();
  const answer = await visitor.visit(new URL(callback.pathname + callback.search, app.url));
  return { answer, visitor, location: answer.headers.get("location") };
}

test.describe("at an instance with its own database and App secret", () => {
  let database: OwnDatabase;
  let app: Instance;
  test.beforeAll(async () => {
    database = await startOwnDatabase();
    app = await startInstance({ env: { DATABASE_URL: database.url } });
  });
  test.afterAll(async () => {
    await app.stop();
    await database.remove();
  });

  const change = (secret: string) =>
    query("UPDATE embedded_identity.record SET payload = payload || $2 WHERE kind = 'Client' AND id = $1", [
      app.web.clientId,
      { client_secret: secret },
    ]);

  test("a wrong App secret is distinguished from an old callback, and the log has Logto's error code", async () => {
    await change("another");
    const { answer, location } = await signInAt(app);
    await change(app.web.clientSecret);
    expect(location).toBe(failed("misconfigured"));
    await expect
      .poll(() => lineOf(app, answer))
      .toMatchObject({
        operation: "callback",
        status: 303,
        problem: "misconfigured",
        cause: "LogtoRequestError oidc.invalid_client",
      });
  });

  test("a sign-in that the database failed to store leaves no access", async () => {
    const rename = (from: string, to: string) => query(`ALTER TABLE "${from}" RENAME TO "${to}"`, [], database.url);
    const { visitor } = await signInAt(app, () => rename("Session", "Away"));
    await rename("Away", "Session");
    expect(visitor.cookie).toMatch(/=p\./); // only the sealed state of the flow is left
    const page = await (await visitor.visit(new URL("/", app.url))).text();
    expect(page).not.toContain('action="/sign-out"');
    for (const path of ["/api/items", "/api/feed"])
      expect((await visitor.visit(new URL(path, app.url))).status, path).toBe(401);
  });

  test("while the database is down, signing in reports an outage, at its start and at its end", async () => {
    const end = await signInAt(app, () => database.halt());
    expect(end.location).toBe(failed("unavailable"));
    await expect
      .poll(() => lineOf(app, end.answer))
      .toMatchObject({ problem: "unavailable", cause: "AgendaError database_unavailable" });
    const cookie = `logto_${app.web.clientId}=s.${Buffer.from("somebody").toString("base64url")}.${"A".repeat(43)}`;
    const start = await fetch(`${app.url}/sign-in`, { headers: { cookie }, redirect: "manual" });
    expect(start.headers.get("location")).toBe(failed("unavailable"));
    await database.resume();
    await query("SELECT 1", [], database.url);
    expect((await signInAt(app)).location).toBe("/");
  });
});
