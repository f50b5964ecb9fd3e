import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { query, statusAtMe } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { html, json, type Say, StandInLogto, silence } from "../../harness/stand-in-logto.ts";
import { Browser, makePerson, type Person } from "../../people.ts";

// A process remembers which sessions it checked within the hour; a new one checks each at its first request.
let app: Instance;
let logto: StandInLogto;
test.beforeAll(async () => {
  app = await startInstance();
  logto = await StandInLogto.start();
});
test.afterAll(async () => {
  await app.stop();
  await logto.stop();
});
test.beforeEach(() => {
  logto.isPublished = true;
  logto.refresh = json(404, {});
  logto.asked.length = 0;
});

/** Another process of the same deployment; `env` can point it to another Logto. */
const another = (env: Record<string, string> = {}) =>
  startInstance({ env: { LOGTO_APP_ID: app.web.clientId, LOGTO_APP_SECRET: app.web.clientSecret, ...env } });
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
  const { visitor } = await Browser.of(person, app.url);
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
    const other = await signedIn();
    await query(statement, [userId]);
    const next = await another();
    try {
      expect(await statusOf(visitor, next)).toBe(401);
      expect(await sessionsOf(userId)).toHaveLength(0);
      expect(await statusOf(other.visitor, next), "somebody else").toBe(200);
    } finally {
      await next.stop();
    }
  });

/** Another process with another Logto, whose clock can be moved ahead by minutes. */
async function anotherWithClock() {
  const file = test.info().outputPath("ahead");
  const putAhead = (minutes: number) => writeFileSync(file, String(minutes * 60_000));
  putAhead(0);
  const clock = pathToFileURL(path.resolve("tests/harness/clock-ahead.js")).href;
  const env = { NODE_OPTIONS: `--import ${clock}`, CLOCK_AHEAD_FILE: file, LOGTO_ENDPOINT: logto.endpoint };
  return { next: await another(env), putAhead };
}

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
  const { next, putAhead } = await anotherWithClock();
  try {
    for (const [index, [what, say]] of Object.entries(answers).entries()) {
      putAhead(index * 2); // a minute after an inconclusive answer, Logto is asked again
      logto.asked.length = 0;
      logto.refresh = say();
      expect(await Promise.all([1, 2].map(() => statusOf(visitor, next))), what).toEqual([200, 200]);
      expect(await statusOf(visitor, next), what).toBe(200);
      expect(logto.count("refresh"), `${what}, asked once`).toBe(1);
    }
  } finally {
    await next.stop();
  }
});

test("an outage delays one request, not one per session", async () => {
  const people = await Promise.all([1, 2, 3, 4].map(signedIn));
  logto.refresh = silence;
  const { next, putAhead } = await anotherWithClock();
  try {
    for (const { visitor } of people) expect(await statusOf(visitor, next)).toBe(200);
    expect(logto.count("refresh")).toBe(1);
    putAhead(2);
    for (const { visitor } of people) expect(await statusOf(visitor, next)).toBe(200);
    expect(logto.count("refresh")).toBe(2);
  } finally {
    await next.stop();
  }
});

test("a session is checked once within the hour, and again after it; a rotated token is stored, and its end moves for half a year", async () => {
  const { visitor, userId } = await signedIn();
  await endsInDays(userId, 3);
  logto.refresh = grants(userId, { next: "rotated" });
  const { next, putAhead } = await anotherWithClock();
  try {
    expect(await Promise.all([1, 2, 3].map(() => statusOf(visitor, next)))).toEqual([200, 200, 200]);
    expect(await daysLeft(userId)).toBe(14);
    await query(`UPDATE "Session" SET "createdAt" = now() - interval '167 days' WHERE "userId" = $1`, [userId]);
    await endsInDays(userId, 12);
    putAhead(45);
    expect(await statusOf(visitor, next)).toBe(200);
    expect(logto.count("refresh")).toBe(1);
    const feed = await EventStream.open(visitor.cookie, next.url);
    putAhead(60);
    expect(await statusOf(visitor, next)).toBe(200);
    expect(logto.asked.filter((each) => each.startsWith("refresh")).at(-1)).toBe("refresh rotated");
    expect(logto.count("refresh")).toBe(2);
    expect(await daysLeft(userId)).toBe(12);

    logto.refresh = json(400, { error: "invalid_grant", code: "oidc.invalid_grant" });
    putAhead(110);
    await feed.ends(5_000); // although there was no request: the page reconnects, and is checked
    expect(await statusOf(visitor, next)).toBe(200);
    putAhead(120);
    expect(await statusOf(visitor, next)).toBe(401);
    expect(await sessionsOf(userId)).toHaveLength(0);
  } finally {
    await next.stop();
  }
});

test("a session ends if Logto's token turns out to be someone else's", async () => {
  const { visitor } = await signedIn();
  logto.refresh = grants("somebody-else");
  const next = await another({ LOGTO_ENDPOINT: logto.endpoint });
  try {
    expect(await statusOf(visitor, next)).toBe(401);
  } finally {
    await next.stop();
  }
});

test("signing out revokes Logto's tokens", async () => {
  const { visitor, userId } = await signedIn();
  const tokens = () =>
    query(`SELECT 1 FROM embedded_identity.record WHERE kind = 'RefreshToken' AND payload->>'accountId' = $1`, [
      userId,
    ]);
  const before = await tokens();
  await visitor.visit(new URL("/sign-out", app.url), {
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
  const next = await another({ LOGTO_ENDPOINT: logto.endpoint });
  try {
    // From here on Logto's addresses are cached.
    const start = await new Visitor().visit(new URL("/sign-in", next.url));
    expect(start.headers.get("location")).toContain(`${logto.endpoint}/oidc/auth`);
    await logto.stop();
    await expect
      .poll(async () => (await new Visitor().visit(new URL("/sign-in", next.url))).headers.get("location"))
      .toBe("/sign-in-failed?reason=unavailable");
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
    await next.stop();
    await logto.listen();
  }
});

test("a session's stored tokens give no access elsewhere", async () => {
  const { userId } = await signedIn();
  const [row] = await query<{ id: string }>(
    `SELECT id FROM embedded_identity.record WHERE kind = 'RefreshToken' AND payload->>'accountId' = $1
      AND payload->>'clientId' = $2`,
    [userId, app.web.clientId],
  );
  expect(row?.id).toMatch(/^[\w-]{43}$/);
  expect(await statusAtMe(row?.id ?? "")).toBe(401);
});
