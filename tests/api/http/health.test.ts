import { expect, test } from "@playwright/test";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type OwnDatabase, startOwnDatabase } from "../../harness/own-database.ts";
import { running } from "../../harness/running.ts";
import { StandInLogto } from "../../harness/stand-in-logto.ts";

let database: OwnDatabase;
test.beforeAll(async () => {
  database = await startOwnDatabase();
});
test.afterAll(() => database.remove());

async function ask(path: string, at = running.url) {
  const response = await fetch(at + path);
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body: (await response.json()) as unknown,
  };
}

/** What an instance with a missing dependency reports while alive but not ready. */
async function whatItSays(
  env: Record<string, string>,
  meanwhile: (app: Instance) => Promise<unknown> = async () => {},
) {
  const app = await startInstance({ env });
  try {
    await meanwhile(app);
    expect(await ask("/api/healthz", app.url)).toMatchObject({ status: 200, body: { status: "alive" } });
    return await ask("/api/readyz", app.url);
  } finally {
    await app.stop();
  }
}

test("a running product is alive and ready, and lists each check", async () => {
  expect(await ask("/api/healthz")).toEqual({ status: 200, retryAfter: null, body: { status: "alive" } });
  const checks = { database: "ready", migrations: "ready", logto: "ready" };
  expect(await ask("/api/readyz")).toEqual({ status: 200, retryAfter: null, body: { status: "ready", checks } });
});

test("without Logto it is alive but not ready, and says so, yet gets the requests of who is signed in", async () => {
  const logto = await StandInLogto.start();
  await logto.stop();
  let forTraffic: unknown;
  const said = await whatItSays({ LOGTO_ENDPOINT: logto.endpoint }, async (app) => {
    forTraffic = await ask("/api/readyz?for=traffic", app.url);
  });
  expect(forTraffic).toMatchObject({ status: 200, body: { status: "ready", checks: { logto: "unavailable" } } });
  expect(said).toEqual({
    status: 503,
    retryAfter: "5",
    body: {
      status: "unavailable",
      checks: { database: "ready", migrations: "ready", logto: "unavailable" },
      reasons: ["Logto could not be reached at LOGTO_ENDPOINT."],
    },
  });
});

test("a Logto that does not know us is reported, and a GPT that it does not know is reported while the page works", async () => {
  const wrong: [Record<string, string>, string][] = [
    [{ LOGTO_APP_SECRET: "wrong" }, "Logto refuses LOGTO_APP_SECRET: it is not the App secret of LOGTO_APP_ID."],
    [{ LOGTO_APP_ID: "nobody" }, "Logto knows no application with the id in LOGTO_APP_ID."],
    [
      { APP_URL: "http://127.0.0.1:9" },
      "Logto's application LOGTO_APP_ID lacks the redirect URI http://127.0.0.1:9/callback.",
    ],
  ];
  for (const [env, reason] of wrong)
    expect(await whatItSays(env), reason).toMatchObject({
      status: 503,
      body: { status: "unavailable", checks: { logto: "unavailable" }, reasons: [reason] },
    });
  const known = running.gpt.clientId;
  expect(await whatItSays({ LOGTO_GPT_APP_ID: `${known},nobody`, LOGTO_MCP_APP_ID: "no-one" })).toMatchObject({
    status: 200,
    body: {
      status: "ready",
      reasons: [
        "Logto knows no application with an id in LOGTO_GPT_APP_ID: nobody.",
        "Logto knows no application with an id in LOGTO_MCP_APP_ID: no-one.",
      ],
    },
  });
});

test("problems with Logto at startup are logged, without a secret", async () => {
  const app = await startInstance({ env: { LOGTO_APP_SECRET: "a-secret-that-is-wrong" } });
  try {
    await expect.poll(() => app.log(), { timeout: 30_000 }).toContain("Logto refuses LOGTO_APP_SECRET");
    expect(app.log()).not.toContain("a-secret-that-is-wrong");
  } finally {
    await app.stop();
  }
});

test("a Logto with another issuer is not accepted", async () => {
  const { port } = new URL(running.identity.endpoint);
  const said = await whatItSays({ LOGTO_ENDPOINT: `http://127.0.0.1:${port}` });
  expect(said).toMatchObject({ status: 503, body: { checks: { logto: "unavailable" } } });
});

test("with migrations missing it is alive but not ready, and says so", async () => {
  const said = await whatItSays({ DATABASE_URL: await database.empty() });
  expect(said).toMatchObject({
    status: 503,
    body: { status: "unavailable", checks: { database: "ready", migrations: "unavailable", logto: "ready" } },
  });
});

test("without its database it is alive but not ready, until the database is back", async () => {
  let back: unknown;
  const said = await whatItSays({ DATABASE_URL: database.url }, async (app) => {
    expect(await ask("/api/readyz", app.url)).toMatchObject({ status: 200 });
    // An answer is cached for two seconds.
    const said = async (status: number) => {
      await expect.poll(async () => (await ask("/api/readyz", app.url)).status).toBe(status);
      return ask("/api/readyz", app.url);
    };
    await database.halt();
    expect(await said(503)).toMatchObject({
      body: { checks: { database: "unavailable", migrations: "unavailable", logto: "ready" } },
    });
    await database.resume();
    back = await said(200);
  });
  expect(back).toMatchObject({ status: 200 });
  expect(said).toMatchObject({ status: 200 });
});

test("concurrent probes ask Logto once, and again only when the answer is two seconds old", async () => {
  const logto = await StandInLogto.start();
  const app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint } });
  try {
    await ask("/api/readyz", app.url); // its requests at startup have arrived
    const before = logto.count("discovery");
    const startedMs = performance.now();
    for (let round = 0; round < 5; round++)
      await Promise.all(Array.from({ length: 20 }, () => ask("/api/readyz", app.url)));
    const asked = logto.count("discovery") - before;
    expect(asked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startedMs) / 2_000));
    await expect
      .poll(async () => {
        await ask("/api/readyz", app.url);
        return logto.count("discovery") - before;
      })
      .toBeGreaterThan(asked);
  } finally {
    await app.stop();
    await logto.stop();
  }
});
