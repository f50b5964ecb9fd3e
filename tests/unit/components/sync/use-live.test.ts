import { expect, test } from "@playwright/test";
import { follow } from "../../../../components/sync/use-live.ts";

/** The browser's side of the stream, driven by the test. */
class Connection extends EventTarget {
  static made: Connection[] = [];
  onmessage?: (message: { data: string }) => void;
  constructor() {
    super();
    Connection.made.push(this);
  }
  close() {}
  look = (version: number) => this.dispatchEvent(Object.assign(new Event("look"), { data: `${version}` }));
}

const page = new EventTarget();
const browser = {
  EventSource: Connection,
  document: Object.assign(page, { visibilityState: "visible", documentElement: { dataset: {} } }),
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
};
const { document } = globalThis;
test.beforeEach(() => void Object.assign(globalThis, browser));
test.afterEach(() => {
  // Other tests run in the same process.
  Object.assign(globalThis, { document, EventSource: undefined });
});

test("a version announced while the page reads is read after that, though the answer is of the one before", async () => {
  const reads: PromiseWithResolvers<{ rev: number; version: number }>[] = [];
  let fresh = { rev: 1, version: 1 };
  const stop = follow({
    scope: crypto.randomUUID(),
    now: () => ({ loaded: { rev: 1, items: [] } }) as never,
    refresh: async () => undefined,
    freshNow: () => fresh as never,
    refreshFresh: async () => {
      const read = Promise.withResolvers<typeof fresh>();
      reads.push(read);
      fresh = await read.promise;
    },
    readLeft: async () => undefined,
    settled: async () => undefined,
  });
  await expect.poll(() => Connection.made.length).toBe(1);
  const [stream] = Connection.made;
  stream?.look(2);
  await expect.poll(() => reads.length).toBe(1);
  stream?.look(3);
  reads[0]?.resolve({ rev: 1, version: 2 });
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.resolve({ rev: 1, version: 3 });
  await expect.poll(() => fresh.version).toBe(3);
  stop();
});
