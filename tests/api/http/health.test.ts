import { expect, test } from "@playwright/test";
import { migrate } from "../../../dev/postgres/migrate.ts";
import { readOutage } from "../../../server/identity/logto/logto-questions.ts";
import { query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { startOwnDatabase } from "../../harness/own-database.ts";
import { running } from "../../harness/running.ts";
import { StandInLogto } from "../../harness/stand-in-logto.ts";

async function ask(path: string, at = running.url) {
  const response = await fetch(at + path);
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body: (await response.json()) as unknown,
  };
}

const statusOf = async (app: Instance) => (await ask("/api/readyz", app.url)).status;

test("a running product is alive and ready, and lists each check", async () => {
  expect(await ask("/api/healthz")).toEqual({ status: 200, retryAfter: null, body: { status: "alive" } });
  const checks = { database: "ready", migrations: "ready", logto: "ready" };
  expect(await ask("/api/readyz")).toEqual({ status: 200, retryAfter: null, body: { status: "ready", checks } });
});

test("without Logto it is alive but not ready, and says so, yet gets the requests of who is signed in; concurrent probes ask Logto once, and again only when the answer is two seconds old", async () => {
  const logto = await StandInLogto.start();
  await logto.stop();
  const app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint } });
  try {
    expect(await ask("/api/healthz", app.url)).toMatchObject({ status: 200, body: { status: "alive" } });
    expect(await ask("/api/readyz?for=traffic", app.url)).toMatchObject({
      status: 200,
      body: { status: "ready", checks: { logto: "unavailable" } },
    });
    expect(await ask("/api/readyz", app.url)).toEqual({
      status: 503,
      retryAfter: "5",
      body: {
        status: "unavailable",
        checks: { database: "ready", migrations: "ready", logto: "unavailable" },
        reasons: ["Logto could not be reached at LOGTO_ENDPOINT."],
      },
    });

    await logto.listen();
    const count = async () => {
      await ask("/api/readyz", app.url);
      return logto.count("discovery");
    };
    await expect.poll(count).toBeGreaterThan(0);
    const before = logto.count("discovery");
    const startedMs = performance.now();
    for (let round = 0; round < 5; round++)
      await Promise.all(Array.from({ length: 20 }, () => ask("/api/readyz", app.url)));
    const asked = logto.count("discovery") - before;
    expect(asked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startedMs) / 2_000));
    await expect.poll(count).toBeGreaterThan(before + asked);
  } finally {
    await app.stop();
    await logto.stop();
  }
});

test("a Logto that does not know us is reported, in the log of a start without a secret, and a GPT that it does not know is reported while the page works", async () => {
  const secret = "a-secret-that-is-wrong";
  const assistants = { LOGTO_GPT_APP_ID: `${running.gpt.clientId},nobody`, LOGTO_MCP_APP_ID: "no-one" };
  const app = await startInstance({ env: { LOGTO_APP_SECRET: secret, ...assistants } });
  const reasonsOfAssistants = [
    "Logto knows no application with an id in LOGTO_GPT_APP_ID: nobody.",
    "Logto knows no application with an id in LOGTO_MCP_APP_ID: no-one.",
  ];
  /** What the application is registered with at Logto. */
  const register = (fields: object) =>
    query("UPDATE embedded_identity.record SET payload = payload || $2 WHERE kind = 'Client' AND id = $1", [
      app.web.clientId,
      fields,
    ]);
  const isRefused = (reason: string) =>
    // An answer is cached for two seconds.
    expect
      .poll(() => ask("/api/readyz", app.url))
      .toMatchObject({
        status: 503,
        body: {
          status: "unavailable",
          checks: { logto: "unavailable" },
          reasons: [reason, ...reasonsOfAssistants],
        },
      });
  try {
    await isRefused("Logto refuses LOGTO_APP_SECRET: it is not the App secret of LOGTO_APP_ID.");
    expect(await ask("/api/healthz", app.url)).toMatchObject({ status: 200, body: { status: "alive" } });
    await expect.poll(() => app.log(), { timeout: 30_000 }).toContain("Logto refuses LOGTO_APP_SECRET");
    expect(app.log()).not.toContain(secret);

    await register({ client_secret: secret });
    const body = { status: "ready", reasons: reasonsOfAssistants };
    await expect.poll(() => ask("/api/readyz", app.url)).toMatchObject({ status: 200, body });

    await register({ redirect_uris: ["http://127.0.0.1:9/callback"] });
    await isRefused(`Logto's application LOGTO_APP_ID lacks the redirect URI ${app.url}/callback.`);
    await query("DELETE FROM embedded_identity.record WHERE kind = 'Client' AND id = $1", [app.web.clientId]);
    await isRefused("Logto knows no application with the id in LOGTO_APP_ID.");
  } finally {
    await app.stop();
  }
});

test("a Logto with another issuer is not accepted", async () => {
  const logto = await StandInLogto.start();
  logto.isPublished = true;
  expect(await readOutage(logto.endpoint)).toBeNull();
  const another = logto.endpoint.replace("127.0.0.1", "localhost");
  expect(await readOutage(another)).toBe("Logto calls itself by another address than this one");
  await logto.stop();
  const embedded = running.identity.endpoint.replace("localhost", "127.0.0.1");
  expect(await readOutage(embedded)).toBe("Logto's discovery document answered 421");
});

test("with migrations missing, and without its database, it is alive but not ready, and says so, until they are applied and the database is back", async () => {
  const database = await startOwnDatabase();
  await query("CREATE DATABASE later", [], database.url);
  const later = Object.assign(new URL(database.url), { pathname: "/later" }).href;
  const app = await startInstance({ env: { DATABASE_URL: later } });
  try {
    const says = async (checks: object) => {
      expect(await ask("/api/healthz", app.url)).toMatchObject({ status: 200, body: { status: "alive" } });
      expect(await ask("/api/readyz", app.url)).toMatchObject({ status: 503, body: { status: "unavailable", checks } });
    };
    await says({ database: "ready", migrations: "unavailable", logto: "ready" });
    await migrate({ url: later, directory: "prisma/migrations" });
    await expect.poll(() => statusOf(app)).toBe(200); // an answer is cached for two seconds
    await database.halt();
    await expect.poll(() => statusOf(app)).toBe(503);
    await says({ database: "unavailable", migrations: "unavailable", logto: "ready" });
    await database.resume();
    await expect.poll(() => statusOf(app)).toBe(200);
  } finally {
    await app.stop();
    await database.remove();
  }
});
