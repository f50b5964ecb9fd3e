import { expect, test } from "@playwright/test";
import type { Stream, StreamOptions } from "../../../../components/sync/event-stream.ts";
import { followFeed } from "../../../../components/sync/shared-stream.ts";

// Node has the real lock manager and broadcast channels; only the network is replaced.
class Server {
  /** Unique, so that tabs left open by a failed test do not interfere. */
  readonly browser = crypto.randomUUID();
  readonly open: (StreamOptions & { readonly sinceAtOpen: number })[] = [];
  readonly connect = (options: StreamOptions): Stream => {
    const connection = { ...options, sinceAtOpen: options.since() };
    this.open.push(connection);
    options.onState("live");
    return { retryNow: () => undefined, close: () => this.open.splice(this.open.indexOf(connection), 1) };
  };
  /** The sign-in ends: the stream closes itself and reports it. */
  readonly signOut = () => {
    for (const { onState } of this.open.splice(0)) onState("signed-out");
  };
}

class Tab {
  readonly revs: number[] = [];
  readonly looks: number[] = [];
  readonly states: string[] = [];
  readonly leave: () => void;
  constructor(server: Server, scope: string, since = 0) {
    const onRev = (rev: number) => this.revs.push(rev);
    const onLook = (version: number) => this.looks.push(version);
    const onState = (state: string) => this.states.push(state);
    const { browser, connect } = server;
    this.leave = followFeed({ scope: `${scope} ${browser}`, since, onRev, onLook, onState, connect });
  }
}

test("all tabs of one browser follow one stream", async () => {
  const server = new Server();
  const tabs = Array.from({ length: 10 }, () => new Tab(server, "one"));
  await expect.poll(() => server.open.length).toBe(1);
  server.open[0]?.onRev(7);
  await expect.poll(() => tabs.map(({ revs }) => revs.at(-1))).toEqual(Array(10).fill(7));
  expect(server.open).toHaveLength(1);
  await expect.poll(() => tabs.every(({ states }) => states.at(-1) === "live")).toBe(true);
  for (const tab of tabs) tab.leave();
});

test("all tabs hear that something was seen or kept, and none takes it for a rev", async () => {
  const server = new Server();
  const tabs = Array.from({ length: 3 }, () => new Tab(server, "looks"));
  await expect.poll(() => server.open.length).toBe(1);
  server.open[0]?.onLook?.(4);
  await expect.poll(() => tabs.map(({ looks }) => looks)).toEqual(Array(3).fill([4]));
  expect(tabs.flatMap(({ revs }) => revs)).not.toContain(4);
  for (const tab of tabs) tab.leave();
});

test("when the leading tab closes, another continues from the newest rev it knows", async () => {
  const server = new Server();
  const first = new Tab(server, "two", 3);
  await expect.poll(() => server.open.length).toBe(1);
  const second = new Tab(server, "two", 3);
  server.open[0]?.onRev(9);
  await expect.poll(() => second.revs).toContain(9);
  first.leave();
  await expect.poll(() => server.open.map(({ sinceAtOpen }) => sinceAtOpen)).toEqual([9]);
  server.open[0]?.onRev(10);
  await expect.poll(() => second.revs.at(-1)).toBe(10);
  second.leave();
  await expect.poll(() => server.open.length).toBe(0);
});

test("a tab that opens later gets the current state at once", async () => {
  const server = new Server();
  const first = new Tab(server, "three");
  await expect.poll(() => server.open.length).toBe(1);
  server.open[0]?.onRev(4);
  const late = new Tab(server, "three");
  await expect.poll(() => [late.revs.at(-1), late.states.at(-1)]).toEqual([4, "live"]);
  first.leave();
  late.leave();
});

test("a tab that was signed out leaves the lead to one that signed in again, and follows it", async () => {
  const server = new Server();
  const old = new Tab(server, "four", 3);
  await expect.poll(() => server.open.length).toBe(1);
  server.signOut();
  expect(old.states.at(-1)).toBe("signed-out");
  const anew = new Tab(server, "four", 3);
  await expect.poll(() => anew.states.at(-1)).toBe("live");
  expect(anew.states).not.toContain("signed-out");
  expect(server.open).toHaveLength(1);
  server.open[0]?.onRev(8);
  await expect.poll(() => [old.revs.at(-1), old.states.at(-1)]).toEqual([8, "live"]);
  anew.leave();
  await expect.poll(() => server.open.map(({ sinceAtOpen }) => sinceAtOpen)).toEqual([8]);
  old.leave();
});

test("a rev that has gone back, as after a restored database, is reported to every tab", async () => {
  const server = new Server();
  const tabs = [new Tab(server, "five", 9), new Tab(server, "five", 9)];
  await expect.poll(() => server.open.length).toBe(1);
  server.open[0]?.onRev(4);
  await expect.poll(() => tabs.map(({ revs }) => revs.at(-1))).toEqual([4, 4]);
  expect(server.open[0]?.since()).toBe(4);
  for (const tab of tabs) tab.leave();
});

test("two users in one browser do not share a stream", async () => {
  const server = new Server();
  const one = new Tab(server, "ana");
  const other = new Tab(server, "ben");
  await expect.poll(() => server.open.length).toBe(2);
  server.open[0]?.onRev(5);
  await expect.poll(() => one.revs).toEqual([5]);
  expect(other.revs).toEqual([]);
  one.leave();
  other.leave();
});
