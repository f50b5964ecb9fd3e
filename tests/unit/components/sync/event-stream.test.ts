import { mock } from "node:test";
import { expect, test } from "@playwright/test";
import { openStream, type Stream } from "../../../../components/sync/event-stream.ts";
import { answering } from "./network.ts";

/** The browser's side of a connection, driven by the network. */
class Connection extends EventTarget {
  static readonly CLOSED = 2;
  static made: Connection[] = [];
  readonly url: string;
  readyState = 0;
  onmessage?: (message: { data: string }) => void;
  onerror?: () => void;
  constructor(url: string) {
    super();
    this.url = url;
    Connection.made.push(this);
  }
  close() {
    this.readyState = Connection.CLOSED;
  }
  fail({ isRefused = false } = {}) {
    if (isRefused) this.readyState = Connection.CLOSED;
    this.onerror?.();
  }
}

interface Browser {
  readonly page: EventTarget & { visibilityState: string };
  readonly network: EventTarget;
  readonly said: (number | string)[];
  readonly stream: Stream;
  readonly last: () => Connection;
  readonly count: () => number;
  readonly wait: (ms: number) => void;
}

/** A page with a stream, and clocks that only `wait` advances. */
async function inBrowser(work: (browser: Browser) => Promise<void> | void, status = 200): Promise<void> {
  const page = Object.assign(new EventTarget(), {
    visibilityState: "visible",
    documentElement: { dataset: { person: "ana" } },
  });
  const network = new EventTarget();
  const { document } = globalThis;
  Connection.made = [];
  Object.assign(globalThis, {
    EventSource: Connection,
    document: page,
    addEventListener: network.addEventListener.bind(network),
    removeEventListener: network.removeEventListener.bind(network),
  });
  mock.timers.enable({ apis: ["setTimeout"] });
  let rev = 7;
  const said: (number | string)[] = [];
  const stream = openStream({
    since: () => rev,
    onRev: (next) => {
      rev = next;
      said.push(next);
    },
    onState: (state) => said.push(state),
  });
  const last = () => Connection.made.at(-1) as Connection;
  try {
    await answering(
      () => ({ status, body: {} }),
      async () => {
        await work({
          ...{ page, network, said, stream, last },
          count: () => Connection.made.length,
          wait: (ms) => mock.timers.tick(ms),
        });
      },
    );
  } finally {
    stream.close();
    mock.timers.reset();
    for (const name of ["EventSource", "addEventListener", "removeEventListener"])
      Reflect.deleteProperty(globalThis, name);
    Object.assign(globalThis, { document }); // others' in the same process
  }
}

test("each rev is reported, and a lost connection resumes from the newest known one", () =>
  inBrowser(({ said, last, count, wait }) => {
    expect(last().url).toBe("/api/feed?since=7&person=ana");
    last().onmessage?.({ data: "9" });
    expect(said).toEqual(["live", 9]);
    last().fail();
    expect(said.at(-1)).toBe("connecting");
    wait(499);
    expect(count()).toBe(1);
    wait(1);
    expect([count(), last().url]).toEqual([2, "/api/feed?since=9&person=ana"]);
  }));

test("a repeated failure counts as lost and is retried every second and a half; a message resets this", () =>
  inBrowser(({ said, last, count, wait }) => {
    last().fail();
    wait(500);
    last().fail();
    expect(said).toEqual(["connecting", "lost"]);
    wait(1499);
    expect(count()).toBe(2);
    wait(1);
    expect(count()).toBe(3);
    last().onmessage?.({ data: "8" });
    last().fail();
    expect(said.at(-1)).toBe("connecting");
  }));

test("a connection that is silent for fifty seconds is lost, and reopened; a heartbeat or a message keeps it", () =>
  inBrowser(({ said, last, count, wait }) => {
    const [first] = Connection.made;
    wait(40_000);
    last().dispatchEvent(new Event("beat"));
    wait(40_000);
    last().dispatchEvent(Object.assign(new Event("look"), { data: "3" }));
    wait(40_000);
    last().onmessage?.({ data: "8" });
    wait(49_999);
    expect(count()).toBe(1);
    wait(1);
    expect([said.at(-1), first?.readyState]).toEqual(["connecting", Connection.CLOSED]);
    wait(500);
    expect(count()).toBe(2);
    // A connection that never answers must not count as live.
    wait(50_000);
    expect(said.at(-1)).toBe("lost");
    wait(1500);
    expect(count()).toBe(3);
  }));

test("a failed connection does not also time out: it is retried once, when due", () =>
  inBrowser(({ last, count, wait }) => {
    wait(49_900);
    last().fail();
    wait(499);
    expect(count()).toBe(1);
    wait(1);
    expect(count()).toBe(2);
    wait(49_999);
    expect(count()).toBe(2);
  }));

test("when the network comes back the old connection is dropped at once, and no second attempt is pending", () =>
  inBrowser(({ network, last, count, wait }) => {
    const [first] = Connection.made;
    network.dispatchEvent(new Event("online"));
    expect([count(), first?.readyState]).toEqual([2, Connection.CLOSED]);
    last().fail();
    network.dispatchEvent(new Event("online"));
    expect(count()).toBe(3);
    wait(5000);
    expect(count()).toBe(3);
  }));

test("returning to the page, or asking, retries at once, but only if the connection is gone", () =>
  inBrowser(({ page, stream, last, count }) => {
    page.dispatchEvent(new Event("visibilitychange"));
    stream.retryNow();
    expect(count()).toBe(1);
    last().fail();
    page.visibilityState = "hidden";
    page.dispatchEvent(new Event("visibilitychange"));
    expect(count()).toBe(1);
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    expect(count()).toBe(2);
    last().fail();
    stream.retryNow();
    expect(count()).toBe(3);
  }));

test("a closed stream stays closed, whatever happens", () =>
  inBrowser(({ page, network, stream, last, count, wait }) => {
    last().fail();
    stream.close();
    wait(60_000);
    stream.retryNow();
    network.dispatchEvent(new Event("online"));
    page.dispatchEvent(new Event("visibilitychange"));
    expect([count(), last().readyState]).toEqual([1, Connection.CLOSED]);
  }));

test("closing ends an open connection, and its timeout", () =>
  inBrowser(({ stream, last, count, wait }) => {
    stream.close();
    wait(60_000);
    expect([count(), last().readyState]).toEqual([1, Connection.CLOSED]);
  }));

/** Until the call that asks for the reason has been answered; no clock advances meanwhile. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

test("a connection refused because the sign-in is over ends, and reports it", () =>
  inBrowser(async ({ said, stream, last, count, wait }) => {
    last().fail({ isRefused: true });
    await settled();
    expect(said).toEqual(["connecting", "signed-out"]);
    wait(60_000);
    stream.retryNow();
    expect(count()).toBe(1);
  }, 401));

test("one refused for another reason, or failed without a refusal, is retried", async () => {
  for (const status of [200, 503])
    await inBrowser(async ({ said, last, count, wait }) => {
      last().fail({ isRefused: true });
      await settled();
      wait(500);
      expect([said, count()]).toEqual([["connecting"], 2]);
    }, status);
  await inBrowser(async ({ said, last }) => {
    last().fail();
    await settled();
    expect(said).toEqual(["connecting"]);
  }, 401);
});

test("closing while the reason is being fetched reports nothing more", () =>
  inBrowser(async ({ said, stream, last }) => {
    last().fail({ isRefused: true });
    stream.close();
    await settled();
    expect(said).toEqual(["connecting"]);
  }, 401));
