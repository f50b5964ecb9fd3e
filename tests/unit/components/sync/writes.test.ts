import { mock } from "node:test";
import { expect, test } from "@playwright/test";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { ApiError } from "../../../../components/sync/api-client.ts";
import { itemToBe } from "../../../../components/sync/pending-writes.ts";
import type { Cache, Cached } from "../../../../components/sync/use-cache.ts";
import { useWrites, type Writes } from "../../../../components/sync/use-writes.ts";
import type { QueuedWrite } from "../../../../components/sync/waiting/queued-writes.ts";
import "./nobodys-page.ts";

const days = { ranges: [{ from: "2026-11-25", to: "2026-12-25" }], items: [], itemsBefore: 0, rev: 7 };

/** The writes of a page, and what they have put into the queue. */
function open(queue: readonly QueuedWrite[] = []) {
  let known: Cached = { loaded: { ...days, timeZone: "UTC", timeZoneSource: "settings" }, pending: [], readings: 0 };
  const cache: Cache = {
    cached: known,
    now: () => known,
    commit: async (change) => {
      known = change(known);
    },
    refresh: async () => undefined,
  };
  const kept: QueuedWrite[] = [];
  const outbox = { queue, stored: new Map(), put: async (write: QueuedWrite) => void kept.push(write) };
  const at: { writes?: Writes } = {};
  renderToString(
    createElement(() => {
      at.writes = useWrites(cache, outbox);
      return null;
    }),
  );
  if (!at.writes) throw new Error("Nothing was drawn.");
  return { writes: at.writes, kept };
}

/** What was fetched while `work` runs and `answer` answers. */
async function asked(
  answer: () => Response | Promise<Response>,
  work: () => Promise<void>,
): Promise<readonly Record<string, unknown>[]> {
  const { fetch } = globalThis;
  const bodies: Record<string, unknown>[] = [];
  globalThis.fetch = async (_, { body } = {}) => {
    bodies.push(JSON.parse(String(body)));
    return answer();
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
  return bodies;
}

const brokenOff = () =>
  new Response(new ReadableStream({ pull: (body) => body.error(new TypeError("The network is away.")) }), {
    status: 201,
  });
const away = (): Response => {
  throw new TypeError("The network is away.");
};
const fromBetween = (status: number) => new Response("<h1>Hotel Wi-Fi</h1>", { status });
const dentist = { text: "Dentist", date: "2026-12-01" };

test("an answer that breaks off, or is not the server's, says nothing of what was stored: the write waits under its key", async () => {
  for (const answer of [brokenOff, () => fromBetween(200), () => fromBetween(502)]) {
    const { writes, kept } = open();
    const [sent] = await asked(answer, async () => {
      expect(await writes.add(dentist)).toMatchObject({ items: [{ text: "Dentist" }] });
    });
    expect(kept).toMatchObject([{ kind: "add", key: sent?.idempotencyKey, fields: dentist }]);
  }
});

test("a write whose answer does not come is kept after five seconds, under its key, and once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    for (const isRefusedLater of [true, false]) {
      const { writes, kept } = open();
      const { promise, resolve, reject } = Promise.withResolvers<Response>();
      const [sent] = await asked(
        () => promise,
        async () => {
          const added = writes.add(dentist);
          mock.timers.tick(4_999);
          await new Promise(setImmediate);
          expect(kept).toEqual([]);
          mock.timers.tick(1);
          expect(await added).toMatchObject({ items: [{ text: "Dentist" }] });
          if (isRefusedLater) reject(new TypeError("The network is away."));
          else resolve(Response.json({ items: [{ ...dentist, id: "000000000001" }], change: { id: 8 } }));
          await writes.settled();
        },
      );
      expect(kept).toMatchObject([{ kind: "add", key: sent?.idempotencyKey, fields: dentist }]);
    }
  } finally {
    mock.timers.reset();
  }
});

test("a time is sent and kept in the zone that it was written in, unless it has one", async () => {
  const tokyo = { ...dentist, startTime: "09:00", timeZone: "Asia/Tokyo" };
  const { writes, kept } = open();
  const allDay = itemToBe("000000000001", dentist, "UTC");
  const sent = await asked(away, async () => {
    await writes.add({ ...dentist, startTime: "09:00" });
    await writes.add(tokyo);
    await writes.change(allDay, { startTime: "09:00" });
    await writes.change(allDay, { text: "Doctor" });
  });
  const zoned = [{ timeZone: "UTC" }, { timeZone: "Asia/Tokyo" }];
  expect(sent.slice(0, 2)).toMatchObject(zoned.map((fields) => ({ items: [fields] })));
  expect(sent[2]).toMatchObject({ timeZone: "UTC" });
  expect(sent[3]).not.toHaveProperty("timeZone");
  expect(kept).toMatchObject([...zoned.map((fields) => ({ fields })), { patch: { timeZone: "UTC" } }, {}]);
});

test("what the server refuses does not wait", async () => {
  for (const answer of [() => Response.json({ code: "unavailable" }, { status: 503 }), () => fromBetween(403)]) {
    const { writes, kept } = open();
    await asked(answer, () => expect(writes.add(dentist)).rejects.toBeInstanceOf(ApiError));
    expect(kept).toEqual([]);
  }
});

test("a write that joins the queue without an answer has first been sent when it was; one that was not sent has not", async () => {
  const isOnline = (value: boolean) => Object.defineProperty(navigator, "onLine", { value, configurable: true });
  isOnline(true);
  const sinceMs = Date.now();
  const { writes, kept } = open();
  await asked(away, async () => void (await writes.add(dentist)));
  expect(kept[0]?.sentAtMs).toBeGreaterThanOrEqual(sinceMs);

  const [before] = kept;
  const behind = open(before && [before]);
  const sent = await asked(away, async () => void (await behind.writes.add({ ...dentist, text: "Gym" })));
  expect(sent).toEqual([]);
  expect(behind.kept).toMatchObject([{ kind: "add", fields: { text: "Gym" } }]);
  expect(behind.kept[0]?.sentAtMs).toBeUndefined();

  isOnline(false);
  const offline = open();
  await asked(away, async () => void (await offline.writes.add(dentist)));
  expect(offline.kept[0]?.sentAtMs).toBeUndefined();
});

test("what waits to be added is not stored, though it does not hold up what is done with it", async () => {
  const { writes, kept } = open();
  await asked(away, async () => void (await writes.add(dentist)));
  const { waiting, unstored, items } = open(kept).writes;
  const [key = ""] = kept.map((write) => write.key);
  expect(items.map(({ id }) => id)).toEqual([key]);
  expect([...unstored]).toEqual([key]);
  expect([...waiting]).toEqual([]);
});
