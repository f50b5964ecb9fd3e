import { EventEmitter } from "node:events";
import { globSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { expect, test } from "@playwright/test";
import type pg from "pg";
import { pageRouteOf, pages } from "../../../server/http/page-route.ts";
import { observePool, summaryOf } from "../../../server/storage/traced-pool.ts";
import { describeRequest, openTracing, startCall, traceRequest, traceWait } from "../../../server/tracing.ts";

const kept = new InMemorySpanExporter();
test.beforeAll(() => {
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(kept)] });
  openTracing(provider.getTracer("test"));
});
test.beforeEach(() => kept.reset());

const startRequest = (operation: string) => {
  const response = Object.assign(new EventEmitter(), { statusCode: 200 });
  const run = traceRequest("GET", undefined, response as unknown as ServerResponse);
  const line = { requestId: operation, method: "GET", operation, route: `/api/${operation}`, status: 200 };
  return { run, describe: () => run(() => describeRequest(line)), end: () => response.emit("close") };
};

/** Which span is below which, by name. */
function tree(): Record<string, string> {
  const spans = kept.getFinishedSpans();
  const nameOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return Object.fromEntries(spans.map((span) => [span.name, nameOf.get(span.parentSpanContext?.spanId ?? "") ?? ""]));
}

/** A pool with one connection: releasing it passes it on to the next. */
class OnePool extends EventEmitter {
  readonly #client = { query: async () => ({ rows: [] }) } as unknown as pg.PoolClient;
  readonly #waiting: ((thrown: unknown, client: pg.PoolClient) => void)[] = [];
  #isTaken = false;

  start(): void {
    this.emit("connect", this.#client);
  }
  connect(callback: (thrown: unknown, client: pg.PoolClient) => void): void {
    if (this.#isTaken) this.#waiting.push(callback);
    else {
      this.#isTaken = true;
      callback(null, this.#client);
    }
  }
  release(): void {
    this.#isTaken = false;
    const next = this.#waiting.shift();
    if (next) this.connect(next);
  }
}

test("a statement belongs to the request that asked for it, though another one gave it the connection", async () => {
  const pool = new OnePool();
  observePool(pool as unknown as pg.Pool);
  pool.start();
  const [one, other] = [startRequest("one"), startRequest("other")];
  const ask = (text: string) => pool.connect((_thrown, client) => void client.query(text));
  one.run(() => ask('SELECT 1 FROM "Item"'));
  other.run(() => ask('SELECT 1 FROM "Change"'));
  one.run(() => pool.release());
  await Promise.resolve();
  for (const request of [one, other]) {
    request.describe();
    request.end();
  }
  // On a busy machine the wait for the connection is recorded, too.
  expect(tree()).toMatchObject({
    "GET /api/one": "",
    "GET /api/other": "",
    "SELECT Item": "GET /api/one",
    "SELECT Change": "GET /api/other",
  });
});

test("nothing is recorded outside of a request, after its end, and below a feed whose stream has begun", () => {
  expect(startCall("GET /me", {})).toBeUndefined();
  const [request, feed] = [startRequest("one"), startRequest("feed")];
  request.run(() => traceWait("own turn", performance.now() - 20));
  request.end();
  feed.describe();
  for (const { run } of [request, feed]) run(() => expect(startCall("SELECT Item", {})).toBeUndefined());
  expect(kept.getFinishedSpans().map(({ name }) => name)).toEqual(["wait: own turn", "GET", "GET /api/feed"]);
  feed.end();
  expect(kept.getFinishedSpans()).toHaveLength(3);
});

test("an error is named by its code, and a failed answer marks the request", () => {
  const { run, end } = startRequest("one");
  run(() => startCall("INSERT Item", { "db.system.name": "postgresql" })?.({ errorType: "23505" }));
  end();
  const [statement] = kept.getFinishedSpans();
  expect(statement?.attributes).toEqual({ "db.system.name": "postgresql", "error.type": "23505" });
  expect(statement?.status).toEqual({ code: 2 });
});

test("a page's trace is named by the page alone, and every page is known", () => {
  const found = globSync("app/**/page.tsx").map((file) =>
    file.split("/").filter((part) => !/^(app|\(.*\))$/.test(part)),
  );
  expect([...new Set(found.map(([first = ""]) => first.replace("page.tsx", "")))].sort()).toEqual([...pages].sort());
  expect(["/", "/day/2026-11-29", "/Quittenmus", "/search"].map(pageRouteOf)).toEqual([
    "/",
    "/day",
    undefined,
    "/search",
  ]);
});

test("a statement's summary is what it does and to which table, without anything else of it", () => {
  const summaries = {
    'SELECT "text" FROM "Item" WHERE "userId" = $1': "SELECT Item",
    'SELECT "public"."Item"."id" FROM "public"."Item" WHERE 1=1': "SELECT Item",
    'INSERT INTO "Change" ("userId") VALUES ($1) ON CONFLICT DO NOTHING': "INSERT Change",
    'UPDATE "User" SET rev = rev + 1 WHERE id = $1 RETURNING rev': "UPDATE User",
    'WITH locked AS (SELECT 1 FROM "User" FOR UPDATE) DELETE FROM "Session" WHERE "userId" = $1': "DELETE Session",
    'WITH found AS (SELECT 1 FROM "Look") SELECT * FROM found': "SELECT Look",
    "BEGIN; SET LOCAL statement_timeout = 8000": "BEGIN",
    COMMIT: "COMMIT",
  };
  expect(Object.fromEntries(Object.keys(summaries).map((text) => [text, summaryOf(text).name]))).toEqual(summaries);
});
