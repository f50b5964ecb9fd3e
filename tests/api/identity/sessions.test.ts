import { expect, test } from "@playwright/test";
import { readAppEnv } from "../../../dev/running-file.ts";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { endpoint, query, signOut as signOutAtLogto } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { Browser, makePerson, type Person } from "../../people.ts";

let person: Person;
test.beforeEach(async () => {
  person = await makePerson();
});

const at = (path: string) => new URL(path, running.url);
const sessionIn = (cookie: string) => /(?:^|; )(logto_\w+=s\.[^;]+)/.exec(cookie)?.[1] ?? "";
const from = (cookie: string) => ({ headers: { cookie }, redirect: "manual" as const });

/** What a cookie gives access to: the page, the API and the feed. */
async function whatOpens(cookie: string, app = running.url) {
  const page = await (await fetch(new URL("/", app), from(cookie))).text();
  const api = await fetch(new URL("/api/items", app), from(cookie));
  const feed = await fetch(new URL("/api/feed", app), from(cookie));
  await Promise.all([api.body?.cancel(), feed.body?.cancel()]);
  return { page: /action="\/sign-out"/.test(page) ? "signed in" : "signed out", api: api.status, feed: feed.status };
}
const everything = { page: "signed in", api: 200, feed: 200 };
const nothing = { page: "signed out", api: 401, feed: 401 };

/** Presses the page's own sign-out button. */
const signOut = (browser: Browser) =>
  browser.visitor.visit(at("/sign-out"), { method: "POST", headers: { "sec-fetch-site": "same-origin" } });

test("a cookie copied before sign-out is useless after it, and the open feed ends within three seconds", async () => {
  const browser = await Browser.of(person);
  const copy = sessionIn(browser.visitor.cookie);
  expect(await whatOpens(copy)).toEqual(everything);
  const feed = await EventStream.open(copy);
  const answer = await signOut(browser);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toMatch(`${endpoint}/oidc/session/end`);
  await feed.ends(3_000);
  expect(await whatOpens(copy)).toEqual(nothing);
});

test("signing out in one browser leaves the same user's other browser alone", async () => {
  const [one, other] = [await Browser.of(person), await Browser.of(person)];
  await signOut(one);
  expect(await whatOpens(other.visitor.cookie)).toEqual(everything);
});

test("signing out at Logto ends the session here and its feed, for this browser only", async () => {
  const [here, elsewhere] = [await Browser.of(person), await Browser.of(person)];
  const copy = sessionIn(here.visitor.cookie);
  const feed = await EventStream.open(copy);
  await signOutAtLogto(here.visitor);
  await feed.ends(3_000);
  expect(await whatOpens(copy)).toEqual(nothing);
  expect(await whatOpens(sessionIn(elsewhere.visitor.cookie))).toEqual(everything);
});

test("a page that was drawn for somebody else is refused, and writes nothing", async () => {
  const [own, theirs] = [await Browser.of(person), await Browser.of(await makePerson())];
  const html = await (await fetch(at("/"), from(own.visitor.cookie))).text();
  const [, drawnFor = ""] = /<html[^>]* data-person="([^"]+)"/.exec(html) ?? [];
  const send = (browser: Browser, path: string, body?: object) =>
    fetch(at(path), {
      ...from(browser.visitor.cookie),
      headers: {
        cookie: browser.visitor.cookie,
        "agenda-person": drawnFor,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
  const party = { items: [{ text: "Secret party", date: "2030-01-01" }] };
  expect((await send(own, "/api/items", party)).status).toBe(201);
  const refused = await send(theirs, "/api/items", party);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({
    code: "unauthorized",
    detail: expect.stringContaining("somebody else"),
  });
  expect((await send(theirs, "/api/items")).status).toBe(401);
  const listed = await theirs.call("GET", "/api/items?from=2030-01-01&to=2030-01-01");
  expect(listed.body as object).toMatchObject({ items: [] });
  const feed = await fetch(at(`/api/feed?person=${encodeURIComponent(drawnFor)}`), from(theirs.visitor.cookie));
  expect(feed.status).toBe(401);
});

test("every sign-in creates a new id, even if the browser already has one", async () => {
  const browser = await Browser.of(person);
  const first = sessionIn(browser.visitor.cookie);
  await signOut(browser);
  const again = sessionIn((await Browser.of(person)).visitor.cookie);
  expect(again).not.toBe(first);

  const planted = new Visitor();
  const start = await planted.visit(at("/sign-in"), {
    headers: { cookie: `${first.split("=")[0]}=s.AAAA.${"x".repeat(43)}` },
  });
  expect(planted.cookie).toMatch(/=p\./); // the sealed state of the flow replaces it

  const authorize = new URL(start.headers.get("location") ?? "");
  const { pathname, search } = await signInAtEmbedded(authorize, { ...person, visitor: planted });
  const end = await planted.visit(at(pathname + search));
  // The browser keeps it for a session's maximum lifetime; the row has the actual one.
  expect(end.headers.getSetCookie().filter((each) => each.startsWith("logto_"))).toEqual([
    expect.stringMatching(/^logto_\w+=s\..*; Max-Age=15552000;.*HttpOnly/),
  ]);
});

test("an expired session gives no access, nor does an altered cookie", async () => {
  const cookie = sessionIn((await Browser.of(person)).visitor.cookie);
  const other = sessionIn((await Browser.of(await makePerson())).visitor.cookie);
  const [name, user, id] = cookie.split(/[=.](?=[^=.]*)/).filter((part) => part !== "s");
  const [, otherUser] = other.split(/[=.]/).filter((part) => part !== "s");
  expect(await whatOpens(`${name}=s.${otherUser}.${id}`)).toEqual(nothing);
  expect(await whatOpens(`${name}=s.${user}.${"A".repeat(43)}`)).toEqual(nothing);
  const [nul, halfACharacter] = ["AAAA", "_w"].map((bytes) => `s.${bytes}.${"A".repeat(43)}`);
  for (const value of ["", "s..", "p.x", "s.%00.x", "x".repeat(3_000), nul, halfACharacter])
    expect(await whatOpens(`${name}=${value}`), value).toEqual(nothing);
  expect(await whatOpens(cookie)).toEqual(everything);
  await query(`UPDATE "Session" SET "expiresAt" = now() - interval '1 second' WHERE "userId" = $1`, [
    Buffer.from(user ?? "", "base64url").toString(),
  ]);
  expect(await whatOpens(cookie)).toEqual(nothing);
});

test("a logout token that Logto did not sign ends nothing", async () => {
  const browser = await Browser.of(person);
  const cookie = sessionIn(browser.visitor.cookie);
  const sub = Buffer.from(cookie.split(".")[1] ?? "", "base64url").toString();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const nowSeconds = Math.floor(Date.now() / 1000);
  const event = { "http://schemas.openid.net/event/backchannel-logout": {} };
  const claims = { iss: `${endpoint}/oidc`, sub, aud: cookie.slice(6).split("=")[0], iat: nowSeconds, events: event };
  const post = (body: URLSearchParams | string, type = "application/x-www-form-urlencoded") =>
    fetch(at("/backchannel-logout"), { method: "POST", headers: { "content-type": type }, body });
  for (const token of [
    `${part({ alg: "none" })}.${part(claims)}.`,
    "",
    "x.y.z",
    `${part({ alg: "ES384" })}.${part(claims)}.AAAA`,
  ]) {
    const answer = await post(new URLSearchParams({ logout_token: token }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
  expect((await post("{}", "application/json")).status).toBe(415);
  expect((await post(`logout_token=${"x".repeat(16_000)}`)).status, "longer than any token").toBe(413);
  expect(await whatOpens(cookie)).toEqual(everything);
});

test("a browser that is already signed in is sent home, not through Logto again", async () => {
  const browser = await Browser.of(person);
  const answer = await browser.visitor.visit(at("/sign-in"));
  expect(answer.headers.get("location")).toBe(`${running.url}/`);
});

test("Logto's tokens are not in the cookie, and the database has neither id nor token in plain text", async () => {
  const cookie = sessionIn((await Browser.of(person)).visitor.cookie);
  const [user, id] = cookie.split(".").slice(1);
  const sub = Buffer.from(user ?? "", "base64url").toString();
  const rows = await query<{ row: string }>('SELECT s::text AS row FROM "Session" s WHERE "userId" = $1', [sub]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toContain(id);
  expect(rows[0]?.row).not.toContain(Buffer.from('{"sub"').toString("base64url").slice(0, 8));
  expect(cookie).toMatch(/^logto_\w+=s\.[\w-]+\.[\w-]{43}$/);
});

test("a changed LOGTO_COOKIE_SECRET signs nobody out while the previous one is set, and everybody without it", async () => {
  const cookie = sessionIn((await Browser.of(person)).visitor.cookie);
  expect(await whatOpens(cookie)).toEqual(everything);
  const shared = readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {};
  const { LOGTO_APP_ID = "", LOGTO_APP_SECRET = "", LOGTO_COOKIE_SECRET: previous = "" } = shared;
  const env = { LOGTO_APP_ID, LOGTO_APP_SECRET };
  const secret = { LOGTO_COOKIE_SECRET: "another secret of thirty-two letters" };
  const kept = await startInstance({ env: { ...env, ...secret, LOGTO_COOKIE_SECRET_PREVIOUS: previous } });
  const changed = await startInstance({ env: { ...env, ...secret } });
  try {
    expect(await whatOpens(cookie, kept.url)).toEqual(everything);
    expect(await whatOpens(cookie, changed.url)).toEqual(nothing);
    const answer = await fetch(new URL("/sign-in", changed.url), from(cookie));
    expect(answer.headers.get("location")).toMatch(`${endpoint}/oidc/auth`);
  } finally {
    await Promise.all([changed, kept].map((instance) => instance.stop()));
  }
});
