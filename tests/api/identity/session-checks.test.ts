import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { readAppEnv } from "../../../dev/running-file.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { freshName, query, statusAtMe } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { html, json, type Say, StandInLogto, silence } from "../../harness/stand-in-logto.ts";
import { Browser, makePerson, type Person } from "../../people.ts";

const { LOGTO_APP_ID = "", LOGTO_APP_SECRET = "" } = readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {};
const clockFile = path.resolve(process.env.AGENDA_DATA_DIR ?? ".data", freshName("clock"));
let aheadMinutes = 0;
/** Puts the clock of the process with the stand-in ahead by some minutes more. */
function pass(minutes: number): void {
  aheadMinutes += minutes;
  writeFileSync(clockFile, String(aheadMinutes * 60_000));
}

// A process remembers which sessions it checked within the hour; another one checks each at its first request. People sign in at the
// shared one, and then come to others of the same deployment: one that asks the same Logto, and one that asks a stand-in.
let other: Instance;
let next: Instance;
let logto: StandInLogto;
test.beforeAll(async () => {
  logto = await StandInLogto.start();
  pass(0);
  const clock = pathToFileURL(path.resolve("tests/harness/clock-ahead.js")).href;
  const ahead = { NODE_OPTIONS: `--import ${clock}`, CLOCK_AHEAD_FILE: clockFile };
  const app = { LOGTO_APP_ID, LOGTO_APP_SECRET };
  other = await startInstance({ env: app });
  next = await startInstance({ env: { ...app, ...ahead, LOGTO_ENDPOINT: logto.endpoint } });
});
test.afterAll(async () => {
  await Promise.all([other.stop(), next.stop()]);
  await logto.stop();
});
test.beforeEach(() => {
  logto.isPublished = true;
  logto.refresh = json(404, {});
  logto.asked.length = 0;
  pass(2); // what an earlier test's answers put off is due
});

const statusOf = async (visitor: Visitor, at: Instance) =>
  (await visitor.visit(new URL("/api/settings", at.url))).status;
const sessionsOf = (userId: string) => query(`SELECT 1 FROM "Session" WHERE "userId" = $1`, [userId]);
const daysLeft = async (userId: string) => {
  const left = `SELECT (extract(epoch FROM "expiresAt" - now()) / 86400)::float8 AS days FROM "Session" WHERE "userId" = $1`;
  return Math.round((await query<{ days: number }>(left, [userId]))[0]?.days ?? 0);
};
const endsInDays = (userId: string, days: number) =>
  query(`UPDATE "Session" SET "expiresAt" = now() + make_interval(days => $2::int) WHERE "userId" = $1`, [
    userId,
    days,
  ]);

async function signedIn(): Promise<{ person: Person; visitor: Visitor; userId: string }> {
  const person = await makePerson();
  const { visitor } = await Browser.of(person);
  const [row] = await query<{ id: string }>("SELECT id FROM embedded_identity.person WHERE username = $1", [
    person.username,
  ]);
  return { person, visitor, userId: row?.id ?? "" };
}

/** Grants the refresh, with this answer about the new access token. */
function grants(sub: string, { me, next = "kept" }: { me?: Say; next?: string } = {}): Say {
  logto.knows("fresh", sub, me && { me });
  return json(200, { access_token: "fresh", refresh_token: next, expires_in: 3_600, token_type: "Bearer" });
}

for (const [what, statement] of [
  ["suspended", "UPDATE embedded_identity.person SET suspended = true WHERE id = $1"],
  ["deleted", "DELETE FROM embedded_identity.person WHERE id = $1"],
] as const)
  test(`a user who was ${what} at Logto loses the session at its next check`, async () => {
    const { visitor, userId } = await signedIn();
    const somebodyElse = await signedIn();
    await query(statement, [userId]);
    expect(await statusOf(visitor, other)).toBe(401);
    expect(await sessionsOf(userId)).toHaveLength(0);
    expect(await statusOf(somebodyElse.visitor, other), "somebody else").toBe(200);
  });

test("any other answer from Logto, or none, signs nobody out", async () => {
  const answers: Record<string, () => Say> = {
    "a 500": () => json(500, { error: "server_error" }),
    "a 404": () => json(404, {}),
    "a 400 of somebody in between": () => html(400),
    "a 401 for our own credentials": () => json(401, { error: "invalid_client" }),
    "HTML with 200": () => html(200),
    silence: () => silence,
    "a good refresh, but a broken userinfo": () => grants("somebody", { me: json(500, {}) }),
    "a 401 in HTML at userinfo": () => grants("somebody", { me: html(401) }),
  };
  const { visitor } = await signedIn();
  for (const [what, say] of Object.entries(answers)) {
    pass(2); // a minute after an inconclusive answer, Logto is asked again
    logto.asked.length = 0;
    logto.refresh = say();
    expect(await Promise.all([1, 2].map(() => statusOf(visitor, next))), what).toEqual([200, 200]);
    expect(await statusOf(visitor, next), what).toBe(200);
    expect(logto.count("refresh"), `${what}, asked once`).toBe(1);
  }
});

test("an outage delays one request, not one per session", async () => {
  const people = await Promise.all([1, 2, 3, 4].map(signedIn));
  logto.refresh = silence;
  for (const { visitor } of people) expect(await statusOf(visitor, next)).toBe(200);
  expect(logto.count("refresh")).toBe(1);
  pass(2);
  for (const { visitor } of people) expect(await statusOf(visitor, next)).toBe(200);
  expect(logto.count("refresh")).toBe(2);
});

test("a session is checked once within the hour, and again after it; a rotated token is stored, and its end moves for half a year", async () => {
  const { visitor, userId } = await signedIn();
  await endsInDays(userId, 3);
  logto.refresh = grants(userId, { next: "rotated" });
  expect(await Promise.all([1, 2, 3].map(() => statusOf(visitor, next)))).toEqual([200, 200, 200]);
  expect(await daysLeft(userId)).toBe(14);
  await query(`UPDATE "Session" SET "createdAt" = now() - interval '167 days' WHERE "userId" = $1`, [userId]);
  await endsInDays(userId, 12);
  pass(45);
  expect(await statusOf(visitor, next)).toBe(200);
  expect(logto.count("refresh")).toBe(1);
  const feed = await EventStream.open(visitor.cookie, next.url);
  pass(15);
  expect(await statusOf(visitor, next)).toBe(200);
  expect(logto.asked.filter((each) => each.startsWith("refresh")).at(-1)).toBe("refresh rotated");
  expect(logto.count("refresh")).toBe(2);
  expect(await daysLeft(userId)).toBe(12);

  logto.refresh = json(400, { error: "invalid_grant", code: "oidc.invalid_grant" });
  pass(50);
  await feed.ends(5_000); // although there was no request: the page reconnects, and is checked
  expect(await statusOf(visitor, next)).toBe(200);
  pass(10);
  expect(await statusOf(visitor, next)).toBe(401);
  expect(await sessionsOf(userId)).toHaveLength(0);
});

test("a session ends if Logto's token turns out to be someone else's, or nobody's", async () => {
  const { visitor } = await signedIn();
  logto.refresh = grants("somebody-else");
  expect(await statusOf(visitor, next)).toBe(401);
  // The account was deleted between the refresh and the question whose it is.
  const { visitor: another, userId } = await signedIn();
  logto.refresh = grants(userId, { me: json(401, { error: "invalid_token" }) });
  expect(await statusOf(another, next)).toBe(401);
});

test("signing out revokes Logto's tokens", async () => {
  const { visitor, userId } = await signedIn();
  const tokens = () =>
    query(`SELECT 1 FROM embedded_identity.record WHERE kind = 'RefreshToken' AND payload->>'accountId' = $1`, [
      userId,
    ]);
  const before = await tokens();
  await visitor.visit(new URL("/sign-out", running.url), {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect((await tokens()).length).toBe(before.length - 1);
});

test("with Logto down, sign-in and sign-out end at one of our pages, and the session here is over", async () => {
  const { visitor, userId } = await signedIn();
  const copy = new Visitor();
  for (const pair of visitor.cookie.split("; "))
    copy.setCookie(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  try {
    // From here on Logto's addresses are cached.
    const start = await new Visitor().visit(new URL("/sign-in", next.url));
    expect(start.headers.get("location")).toContain(`${logto.endpoint}/oidc/auth`);
    await logto.stop();
    let failed: Response | undefined;
    const whereTo = async () => {
      failed = await new Visitor().visit(new URL("/sign-in", next.url));
      return failed.headers.get("location");
    };
    await expect.poll(whereTo).toBe("/sign-in-failed?reason=unavailable");
    const line = () =>
      next
        .log()
        .split("\n")
        .find((each) => each.includes(failed?.headers.get("x-request-id") ?? "-"));
    await expect.poll(line).toBeDefined();
    const words = { operation: "signIn", problem: "unavailable", cause: "Logto could not be reached" };
    expect(JSON.parse(line() ?? "")).toMatchObject(words);
    const end = await visitor.visit(new URL("/sign-out", next.url), {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect(end.headers.get("location")).toBe("/sign-in-failed?reason=signed-out-here");
    const page = await (await fetch(new URL("/sign-in-failed?reason=signed-out-here", next.url))).text();
    expect(page).toContain("You are signed out here.");
    expect(await statusOf(copy, next)).toBe(401);
    expect(await sessionsOf(userId)).toHaveLength(0);
  } finally {
    await logto.listen();
  }
});

test("a session's stored tokens give no access elsewhere", async () => {
  const { userId } = await signedIn();
  const [row] = await query<{ id: string }>(
    `SELECT id FROM embedded_identity.record WHERE kind = 'RefreshToken' AND payload->>'accountId' = $1
      AND payload->>'clientId' = $2`,
    [userId, LOGTO_APP_ID],
  );
  expect(row?.id).toMatch(/^[\w-]{43}$/);
  expect(await statusAtMe(row?.id ?? "")).toBe(401);
});
