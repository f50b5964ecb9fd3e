import { test } from "@playwright/test";
import { follow } from "../../../../components/sync/follow.ts";
import { soon } from "../../soon.ts";

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

type Fresh = Record<"rev" | "version", number>;

/** Follows an agenda whose items and fresh marks are read as one. */
function following(at: Fresh) {
  let fresh = at;
  const reads: PromiseWithResolvers<Fresh>[] = [];
  const before = Connection.made.length;
  const stop = follow({
    scope: crypto.randomUUID(),
    rev: () => fresh.rev,
    fresh: () => fresh,
    read: async () => {
      const read = Promise.withResolvers<Fresh>();
      reads.push(read);
      fresh = await read.promise;
    },
  });
  const connected = async () => {
    await soon(() => Connection.made.length).toBe(before + 1);
    return Connection.made.at(-1);
  };
  return { now: () => fresh, reads, connected, stop };
}

test("a version announced while the page reads is read after that, though the answer is of the one before", async () => {
  const { now, reads, connected, stop } = following({ rev: 1, version: 1 });
  const stream = await connected();
  stream?.look(2);
  await soon(() => reads.length).toBe(1);
  stream?.look(3);
  reads[0]?.resolve({ rev: 1, version: 2 });
  await soon(() => reads.length).toBe(2);
  reads[1]?.resolve({ rev: 1, version: 3 });
  await soon(() => now().version).toBe(3);
  stop();
});

test("a database that goes back while the page reads is read after that", async () => {
  const { now, reads, connected, stop } = following({ rev: 5, version: 1 });
  const stream = await connected();
  stream?.onmessage?.({ data: "6" });
  await soon(() => reads.length).toBe(1);
  stream?.onmessage?.({ data: "3" });
  reads[0]?.resolve({ rev: 6, version: 1 });
  await soon(() => reads.length).toBe(2);
  reads[1]?.resolve({ rev: 3, version: 1 });
  await soon(() => now().rev).toBe(3);
  stop();
});
