import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { parse } from "yaml";
import { plainDoor } from "../../harness/api.ts";
import { sendFile, takeIn } from "../../harness/calendar-files.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { query } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { type Database, makeDatabase } from "../../harness/own-database.ts";
import { running } from "../../harness/running.ts";
import { Browser, gptOf, makePerson, type Person } from "../../people.ts";
import { TraceCollector } from "./trace-collector.ts";

const metricsToken = "who-watches-this-instance";
let database: Database;
let collector: TraceCollector;
let app: Instance;
let person: Person;
let token: string;
let browser: Browser;

test.beforeAll(async () => {
  database = await makeDatabase();
  collector = await TraceCollector.start();
  const traces = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: "always_on",
    OTEL_BSP_SCHEDULE_DELAY: "100",
  };
  // What a start would erase, and a table that it cannot ask.
  await query(`INSERT INTO "User" (id) VALUES ('somebody')`, [], database.url);
  const session = `INSERT INTO "Session" ("userId", "idHash", data, "expiresAt") VALUES ('somebody', 'over', '', now() - interval '1 day')`;
  await query(session, [], database.url);
  await query('ALTER TABLE "Answer" RENAME TO "Answers"', [], database.url);
  app = await startInstance({ env: { DATABASE_URL: database.url, METRICS_TOKEN: metricsToken, ...traces } });
  await expect.poll(() => app.log()).toContain('"job":"erasing"');
  await query('ALTER TABLE "Answers" RENAME TO "Answer"', [], database.url);
  person = await makePerson();
  token = await gptOf(person).accessToken();
  browser = await Browser.of(person, app.url);
});
test.afterAll(async () => {
  await app.stop();
  await Promise.all([collector.stop(), database.remove()]);
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(app.url + path, {
    method,
    redirect: "manual",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text.startsWith("{") ? JSON.parse(text) : {};
  return { status: response.status, requestId: response.headers.get("x-request-id"), answer };
}

interface Line {
  readonly requestId: string;
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
}
const linesOf = (requestId: string | null) =>
  app
    .log()
    .split("\n")
    .filter((line) => requestId !== null && line.includes(requestId) && line.includes('"operation"'))
    .map((line) => JSON.parse(line) as Line);

// Words that occur in no program, so that each hit in the log is a leak.
const secret = {
  text: "Quittenmus abholen",
  notes: "Hinterhofschlüssel\nunter der Regentonne",
  location: "Gartenlaube Nebelkrähe",
  url: "https://example.com/zwetschgenröster",
  tags: ["Mirabellen"],
};

test("every request has one line, found by the id in its answer", async () => {
  const asked: [string, Awaited<ReturnType<typeof call>>][] = [
    ["createItems", await call("POST", "/api/items", { items: [{ text: "Dentist", date: "2026-11-27" }] })],
    ["listItems", await call("GET", "/api/items")],
    ["getItemById", await call("GET", "/api/items/000000000000")],
    ["updateSettings", await call("PATCH", "/api/settings", { timeZone: "Mars/Olympus" })],
    ["listChanges", await call("GET", "/api/changes", undefined, { authorization: "Bearer x" })],
    ["none", await call("PUT", "/api/items", {})],
    ["none", await call("GET", "/api/nothing")],
    ["signOut", await call("POST", "/sign-out")],
    ["signIn", await call("GET", "/sign-in")],
    ["callback", await call("GET", "/callback?code=x&state=y")],
    ["openapi", await call("GET", "/openapi.yaml")],
    ["backchannelLogout", await call("POST", "/backchannel-logout", {})],
  ];
  expect(asked.map(([, { status }]) => status)).toEqual([201, 200, 404, 422, 401, 405, 404, 403, 303, 303, 200, 415]);
  for (const [operation, { status, requestId }] of asked) {
    await expect.poll(() => linesOf(requestId), operation).toHaveLength(1);
    expect(linesOf(requestId)[0]).toMatchObject({ requestId, operation, status, durationMs: expect.any(Number) });
  }
});

const spansOf = (requestId: string | null) => {
  const all = collector.spans;
  const door = all.find(({ attributes }) => attributes["agenda.request_id"] === requestId);
  return { door, below: all.filter(({ parentSpanId }) => door && parentSpanId === door.spanId) };
};

test("a request is one trace, from the door to each statement; a feed's ends when the stream begins", async () => {
  const made = await call("POST", "/api/items", { items: [{ text: "Optician", date: "2026-11-27" }] });
  await expect.poll(() => spansOf(made.requestId).door?.name).toBe("POST /api/items");
  const { door, below } = spansOf(made.requestId);
  expect(door).toMatchObject({
    kind: 2,
    attributes: {
      "http.request.method": "POST",
      "http.route": "/api/items",
      "http.response.status_code": 201,
      "agenda.operation": "createItems",
      "agenda.door": "gpt",
    },
  });
  expect(door?.parentSpanId ?? "").toBe("");
  expect(new Set(below.map(({ traceId }) => traceId))).toEqual(new Set([door?.traceId]));
  const statements = below.filter(({ attributes }) => attributes["db.system.name"] === "postgresql");
  const names = statements.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["BEGIN", "INSERT Item", "INSERT Change", "COMMIT"]));
  expect(statements.every(({ kind }) => kind === 3)).toBe(true);

  const refused = await call("GET", "/api/items/000000000000");
  await expect.poll(() => spansOf(refused.requestId).door?.attributes["error.type"]).toBe("item_not_found");
  expect(spansOf(refused.requestId).door?.name).toBe("GET /api/items/{id}");

  const unknown = await call("GET", "/api/items", undefined, { authorization: "Bearer nobodys" });
  await expect
    .poll(() => spansOf(unknown.requestId).below.map(({ name, attributes }) => [name, attributes["url.template"]]))
    .toContainEqual(["GET /me", "/me"]);

  await browser.visitor.visit(new URL("/search?q=Optician", app.url));
  await expect.poll(() => collector.spans.map(({ name }) => name)).toContain("GET /search");

  const feed = new AbortController();
  const stream = await fetch(`${app.url}/api/feed`, {
    headers: { cookie: browser.visitor.cookie },
    signal: feed.signal,
  });
  await expect.poll(() => spansOf(stream.headers.get("x-request-id")).door?.name).toBe("GET feed");
  feed.abort();
});

test("no token, cookie, text, location or name is ever logged, whatever goes wrong", async () => {
  const item = { ...secret, date: "2026-11-27", startTime: "14:00" };
  const made = await call("POST", "/api/items", { items: [item] });
  expect(made.status).toBe(201);
  const id = made.answer.items[0].id as string;
  const at = `/api/items/${id}`;
  const statuses = [
    await call("GET", `/api/items?tag=${secret.tags[0]}&from=2026-11-01&to=2026-12-01`),
    await call("GET", at),
    await call("PATCH", at, { text: `${secret.text} 2`, notes: secret.notes }),
    await call("PATCH", at, { text: secret.text, version: 1 }),
    await call("POST", "/api/items", { items: [{ ...item, weekday: "Monday" }] }),
    await call("POST", "/api/items", { items: [{ ...item, title: secret.text, [secret.text]: 1 }] }),
    await call("POST", "/api/items", `{"items":[{"text":"${secret.text}`),
    await call("POST", "/api/items", { items: [{ ...item, text: `${secret.text}\0` }] }),
    await call("POST", "/api/items", `text=${secret.text}`, { "content-type": "text/plain" }),
    await call("GET", `/api/items/${encodeURIComponent(secret.text)}`),
    await call("GET", `/api/${encodeURIComponent(secret.text)}?access_token=${token}`),
    await call("GET", `/${encodeURIComponent(secret.text)}?access_token=${token}`),
    await call("GET", "/api/items", undefined, { authorization: `Bearer ${token}x` }),
    await call("GET", "/api/items", undefined, { authorization: `Basic ${token}` }),
    await call("DELETE", at),
    await call("POST", `${at}/restore`),
    await call("GET", "/callback?code=Quittenmus&state=Mirabellen"),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 409, 422, 422, 400, 400, 415, 404, 404, 404, 401, 401, 200, 200, 303]);
  const written = await browser.call("POST", "/api/items", { items: [item] }, app.url);
  expect(written.status).toBe(201);
  const html = await browser.visitor.visit(new URL("/?from=Quittenmus", app.url));
  expect(await html.text()).toContain("<html");
  const event = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", `SUMMARY:${secret.text}`, "DTSTART:20261127T140000Z"];
  await takeIn(browser, [...event, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n"));
  const unreadable = [event.join("\r\n").replace("2026", secret.text), secret.text];
  for (const file of unreadable) expect((await sendFile(browser, file)).body).not.toHaveProperty("imported");
  const { path: calendar } = (await browser.call("POST", "/api/subscription", {}, app.url)).body as { path: string };
  for (const address of [calendar, `${calendar}x`]) await (await fetch(app.url + address)).text();

  // The tables are gone: every operation fails with a 500.
  const tables = ["User", "Item", "Session", "Subscription", "Change", "Look"];
  for (const table of tables) await query(`ALTER TABLE "${table}" RENAME TO "${table}s"`, [], database.url);
  const assistant = plainDoor({ app: app.url, headers: { authorization: `Bearer ${token}` } });
  const page = plainDoor({
    app: app.url,
    headers: { cookie: browser.visitor.cookie, "sec-fetch-site": "same-origin" },
  });
  for (const { name, webOnly } of everyOperation)
    expect((await (webOnly ? page : assistant).refusal(name, examples[name])).code, name).toBe("internal_error");
  for (const table of tables) await query(`ALTER TABLE "${table}s" RENAME TO "${table}"`, [], database.url);

  // The database refuses: one column is gone, and another no longer accepts text of this length.
  await query('ALTER TABLE "Item" RENAME COLUMN location TO place', [], database.url);
  const broken = [
    await call("POST", "/api/items", { items: [{ ...item, date: "2026-11-28" }] }),
    await call("GET", at),
  ];
  await browser.visitor.visit(new URL("/", app.url));
  await query('ALTER TABLE "Item" RENAME COLUMN place TO location', [], database.url);
  await query(
    "ALTER TABLE \"Item\" ADD CONSTRAINT no_fruit CHECK (text NOT LIKE 'Quitten%') NOT VALID",
    [],
    database.url,
  );
  // The database quotes the row that it refuses: user text must not be taken for the cause.
  const notes = "Quitten: connection terminated, 08006, 57P01";
  broken.push(await call("POST", "/api/items", { items: [{ ...item, date: "2026-11-29", notes }] }));
  await query('ALTER TABLE "Item" DROP CONSTRAINT no_fruit', [], database.url);
  for (const { status, requestId, answer } of broken) {
    expect(status).toBe(500);
    expect(answer.requestId).toBe(requestId);
    expect(JSON.stringify(answer)).not.toMatch(/Quitten|Prisma|column|constraint|no_fruit|SELECT|node_modules/i);
    await expect.poll(() => app.log()).toContain(`"requestId":"${requestId}","failure"`); // the cause can be found by its id
  }

  const log = app.log();
  const metrics = await (await readMetrics(metricsToken)).text();
  const [cookieValue = ""] = /s\.[\w-]+\.[\w-]{43}/.exec(browser.visitor.cookie) ?? [];
  const [, sub = "", sessionId = ""] = cookieValue.split(".");
  expect(sessionId).toHaveLength(43);
  const never = [token, sessionId, sub, Buffer.from(sub, "base64url").toString(), person.username, person.password, id];
  never.push(calendar.split(".")[1] ?? "none");
  never.push("Quittenmus", "Hinterhof", "Regentonne", "Nebelkr", "zwetschgen", "Mirabellen", app.web.clientSecret);
  await expect.poll(() => collector.text).toContain(broken.at(-1)?.requestId ?? "none");
  for (const [signal, text] of Object.entries({ log, metrics, traces: collector.text }))
    for (const word of [...never, metricsToken])
      expect(text.includes(word), `the ${signal} hold ${word.slice(0, 12)}…`).toBe(false);
  expect(metrics).toContain('agenda_problems_total{problem="internal_error"}');
  expect(log.split("\n").filter((line) => line.startsWith("{")).length).toBeGreaterThan(20);
});

const readMetrics = (token?: string) =>
  fetch(`${app.url}/api/metrics`, { headers: { ...(token && { authorization: `Bearer ${token}` }) } });

test("the metrics are for who has the token, and hold every name that the dashboard and the alerts use", async () => {
  expect((await readMetrics()).status).toBe(401);
  expect((await readMetrics(`${metricsToken}x`)).status).toBe(401);
  expect((await fetch(`${running.url}/api/metrics`)).status, "where no token is set").toBe(404);
  const feed = new AbortController();
  await fetch(`${app.url}/api/feed`, { headers: { cookie: browser.visitor.cookie }, signal: feed.signal });
  await call("GET", "/api/items");
  const answer = await readMetrics(metricsToken);
  expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await answer.text();
  feed.abort();
  expect(text).toMatch(
    /^http_server_request_duration_seconds_count\{http_request_method="GET",http_route="\/api\/items",http_response_status_code="200",operation="listItems",door="gpt"\} [1-9]/m,
  );
  expect(text).toMatch(
    /^http_client_request_duration_seconds_count\{http_request_method="GET",url_template="\/me",http_response_status_code="200",error_type=""\} [1-9]/m,
  );
  expect(text).toMatch(
    /^http_server_request_duration_seconds_count\{http_request_method="GET",http_route="\/",http_response_status_code="200",operation="page",door="none"\} [1-9]/m,
  );
  expect(text).toMatch(/^agenda_wait_duration_seconds_count\{queue="database connection"\} [1-9]/m);
  expect(text).toMatch(/^agenda_feed_streams 1$/m);
  expect(text).toMatch(/^db_client_connection_count\{state="idle"\} [1-9]/m);

  const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  const { groups } = parse(readFileSync("deploy/alerts.yaml", "utf8")) as {
    groups: { rules: { expr: string; annotations: { todo?: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.filter(({ annotations }) => !annotations.todo?.endsWith("."))).toEqual([]);
  const { panels } = JSON.parse(readFileSync("deploy/grafana-dashboard.json", "utf8")) as {
    panels: { targets: { expr: string }[] }[];
  };
  const used = [...rules, ...panels.flatMap(({ targets }) => targets)].flatMap(({ expr }) =>
    [...expr.replaceAll(/\{[^}]*\}|\bby \([^)]*\)/g, "").matchAll(/\b(?:http|db|agenda|nodejs|process)_\w+/g)].map(
      ([name]) => name.replace(/(?<=_seconds)_(bucket|count|sum)$/, ""),
    ),
  );
  expect(used.length).toBeGreaterThan(20);
  expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
});

test("what is over is erased though one kind of it cannot be, of which there is a line", async () => {
  expect(app.log()).toMatch(/"job":"erasing","message":"Erasing what is over failed[^}]*"kind":"answers"/);
  await expect.poll(() => query(`SELECT 1 FROM "Session" WHERE "idHash" = 'over'`, [], database.url)).toEqual([]);
});

test("reminders that are planned are sent even while none can be planned, of which there is a line", async () => {
  await query('ALTER TABLE "ReminderPlan" RENAME TO "ReminderPlans"', [], database.url);
  await query(
    `INSERT INTO "DueReminder" ("userId", "itemId", occurrence, reminder, "dueAt") SELECT id, 'gone', '', '0m', now() FROM "User"`,
    [],
    database.url,
  );
  const waiting = () => query(`SELECT 1 FROM "DueReminder" WHERE "sentAt" IS NULL`, [], database.url);
  await expect.poll(async () => (await waiting()).length).toBe(0);
  await expect.poll(() => app.log()).toContain('"message":"Reminding failed; it is tried again."');
  await query('ALTER TABLE "ReminderPlans" RENAME TO "ReminderPlan"', [], database.url);
});
