import { mock } from "node:test";
import { expect, test } from "@playwright/test";
import type { FeedState, Stream, StreamOptions } from "../../../../components/sync/event-stream.ts";
import { followFeed } from "../../../../components/sync/shared-stream.ts";
import { soon } from "../../soon.ts";

// Node has the real lock manager and broadcast channels; only the network is replaced.
class Server {
  /** Unique, so that tabs left open by a failed test do not interfere. */
  readonly browser = crypto.randomUUID();
  readonly open: (StreamOptions & { readonly sinceAtOpen: number })[] = [];
  /** How often a leading tab was asked to try again at once. */
  retried = 0;
  /** What a new connection sends first. */
  first: FeedState = "live";
  readonly connect = (options: StreamOptions): Stream => {
    const connection = { ...options, sinceAtOpen: options.since() };
    this.open.push(connection);
    options.onState(this.first);
    return { retryNow: () => this.retried++, close: () => this.open.splice(this.open.indexOf(connection), 1) };
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

/** How many tabs of a browser queue for the lead behind the leader. */
async function standing({ browser }: Server): Promise<number> {
  const { pending = [] } = await navigator.locks.query();
  return pending.filter(({ name }) => name?.endsWith(browser)).length;
}

/** With a clock for intervals that only `wait` advances. */
async function withClock(work: (wait: (ms: number) => void) => Promise<void>): Promise<void> {
  const { document } = globalThis;
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    await work((ms) => mock.timers.tick(ms));
  } finally {
    mock.timers.reset();
    Object.assign(globalThis, { document }); // others' in the same process
  }
}

/** Without something that old browsers lack. */
async function without(name: "navigator" | "BroadcastChannel", instead: unknown, work: () => void): Promise<void> {
  const known = Object.getOwnPropertyDescriptor(globalThis, name);
  if (!known) throw new Error(`There is no ${name}.`);
  Object.defineProperty(globalThis, name, { value: instead, configurable: true, writable: true });
  try {
    work();
  } finally {
    Object.defineProperty(globalThis, name, known);
  }
}

test("all tabs of one browser follow one stream", async () => {
  const server = new Server();
  const tabs = Array.from({ length: 10 }, () => new Tab(server, "one"));
  await soon(() => server.open.length).toBe(1);
  server.open[0]?.onRev(7);
  await soon(() => tabs.map(({ revs }) => revs.at(-1))).toEqual(Array(10).fill(7));
  expect(server.open).toHaveLength(1);
  await soon(() => tabs.every(({ states }) => states.at(-1) === "live")).toBe(true);
  // A restored database may have gone back to before the first change.
  server.open[0]?.onRev(0);
  await soon(() => tabs.map(({ revs }) => revs.at(-1))).toEqual(Array(10).fill(0));
  for (const tab of tabs) tab.leave();
});

test("all tabs hear that something was seen or kept, and none takes it for a rev", async () => {
  const server = new Server();
  const tabs = Array.from({ length: 3 }, () => new Tab(server, "looks"));
  await soon(() => server.open.length).toBe(1);
  server.open[0]?.onLook?.(4);
  await soon(() => tabs.map(({ looks }) => looks)).toEqual(Array(3).fill([4]));
  expect(tabs.flatMap(({ revs }) => revs)).not.toContain(4);
  for (const tab of tabs) tab.leave();
});

test("when the leading tab closes, another continues from the newest rev it knows", async () => {
  const server = new Server();
  const first = new Tab(server, "two", 3);
  await soon(() => server.open.length).toBe(1);
  const second = new Tab(server, "two", 3);
  server.open[0]?.onRev(9);
  await soon(() => second.revs).toContain(9);
  first.leave();
  await soon(() => server.open.map(({ sinceAtOpen }) => sinceAtOpen)).toEqual([9]);
  server.open[0]?.onRev(10);
  await soon(() => second.revs.at(-1)).toBe(10);
  second.leave();
  await soon(() => server.open.length).toBe(0);
});

test("a tab that opens later gets the current state at once", async () => {
  const server = new Server();
  const first = new Tab(server, "three");
  await soon(() => server.open.length).toBe(1);
  server.open[0]?.onRev(4);
  const late = new Tab(server, "three");
  await soon(() => [late.revs.at(-1), late.states.at(-1)]).toEqual([4, "live"]);
  first.leave();
  late.leave();
});

test("a tab that was signed out leaves the lead to one that signed in again, and follows it", async () => {
  const server = new Server();
  const old = new Tab(server, "four", 3);
  await soon(() => server.open.length).toBe(1);
  server.signOut();
  expect(old.states.at(-1)).toBe("signed-out");
  const anew = new Tab(server, "four", 3);
  await soon(() => anew.states.at(-1)).toBe("live");
  expect(anew.states).not.toContain("signed-out");
  expect(server.open).toHaveLength(1);
  server.open[0]?.onRev(8);
  await soon(() => [old.revs.at(-1), old.states.at(-1)]).toEqual([8, "live"]);
  anew.leave();
  await soon(() => server.open.map(({ sinceAtOpen }) => sinceAtOpen)).toEqual([8]);
  old.leave();
});

test("a rev that has gone back, as after a restored database, is reported to every tab", async () => {
  const server = new Server();
  const tabs = [new Tab(server, "five", 9), new Tab(server, "five", 9)];
  await soon(() => server.open.length).toBe(1);
  server.open[0]?.onRev(4);
  await soon(() => tabs.map(({ revs }) => revs.at(-1))).toEqual([4, 4]);
  expect(server.open[0]?.since()).toBe(4);
  for (const tab of tabs) tab.leave();
});

test("two users in one browser do not share a stream", async () => {
  const server = new Server();
  const one = new Tab(server, "ana");
  const other = new Tab(server, "ben");
  await soon(() => server.open.length).toBe(2);
  server.open[0]?.onRev(5);
  await soon(() => one.revs).toEqual([5]);
  expect(other.revs).toEqual([]);
  one.leave();
  other.leave();
});

test("a state is told once, and not at all where it is the one that a page begins with", async () => {
  const server = new Server();
  server.first = "connecting";
  const tabs = [new Tab(server, "six"), new Tab(server, "six")];
  await soon(() => server.open.length).toBe(1);
  for (const state of ["live", "live", "lost", "lost"] as const) server.open[0]?.onState(state);
  server.open[0]?.onRev(2);
  await soon(() => tabs.map(({ revs }) => revs.at(-1))).toEqual([2, 2]);
  expect(tabs.map(({ states }) => states)).toEqual([
    ["live", "lost"],
    ["live", "lost"],
  ]);
  for (const tab of tabs) tab.leave();
});

test("each tab stands for the lead once, however often it hears that all is well, and hears nothing when it has gone", async () => {
  const server = new Server();
  const tabs = [new Tab(server, "seven"), new Tab(server, "seven"), new Tab(server, "seven")];
  await soon(() => standing(server)).toBe(2);
  for (const state of ["live", "lost", "live"] as const) server.open[0]?.onState(state);
  server.open[0]?.onRev(5);
  await soon(() => tabs.map(({ revs }) => revs.at(-1))).toEqual([5, 5, 5]);
  expect(await standing(server)).toBe(2);
  tabs[2]?.leave();
  server.open[0]?.onRev(6);
  await soon(() => tabs[1]?.revs.at(-1)).toBe(6);
  expect(tabs[2]?.revs.at(-1)).toBe(5);
  tabs[0]?.leave();
  tabs[1]?.leave();
});

test("a tab that was signed out stays so and stands for nothing, until another is live", async () => {
  const server = new Server();
  const old = new Tab(server, "eight");
  await soon(() => server.open.length).toBe(1);
  server.signOut();
  server.first = "connecting";
  const anew = new Tab(server, "eight");
  await soon(() => server.open.length).toBe(1);
  server.open[0]?.onState("lost");
  server.open[0]?.onRev(3);
  await soon(() => old.revs.at(-1)).toBe(3);
  expect(old.states).toEqual(["live", "signed-out"]);
  expect(await standing(server)).toBe(0);
  server.open[0]?.onState("live");
  await soon(() => standing(server)).toBe(1);
  expect(old.states.at(-1)).toBe("live");
  anew.leave();
  old.leave();
});

test("a visible tab whose connection is lost has the leading one try again, every two seconds", () =>
  withClock(async (wait) => {
    const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
    Object.assign(globalThis, { document: page });
    const server = new Server();
    server.first = "connecting";
    const tabs = [new Tab(server, "nine"), new Tab(server, "nine")];
    await soon(() => standing(server)).toBe(1);
    wait(1_999);
    expect(server.retried).toBe(0);
    wait(1);
    await soon(() => server.retried).toBe(1); // by a follower: the leader itself has a stream
    server.open[0]?.onState("lost");
    await soon(() => tabs[1]?.states).toEqual(["lost"]);
    wait(2_000);
    await soon(() => server.retried).toBe(2);
    page.visibilityState = "hidden";
    wait(2_000);
    page.visibilityState = "visible";
    server.open[0]?.onState("live");
    await soon(() => tabs[1]?.states.at(-1)).toBe("live");
    wait(2_000);
    server.open[0]?.onState("lost");
    await soon(() => tabs[1]?.states.at(-1)).toBe("lost");
    wait(2_000);
    await soon(() => server.retried).toBe(3); // and was not asked while hidden or live
    tabs[1]?.leave();
    wait(2_000);
    const last = new Tab(server, "nine");
    server.open[0]?.onRev(1);
    await soon(() => last.revs).toContain(1);
    expect(server.retried).toBe(3); // nor by one that has gone
    last.leave();
    tabs[0]?.leave();
  }));

for (const [what, name, instead] of [
  ["locks", "navigator", {}],
  ["a navigator", "navigator", undefined],
  ["channels between tabs", "BroadcastChannel", undefined],
] as const)
  test(`in a browser without ${what} each tab has a stream of its own, from the rev it knows`, () =>
    without(name, instead, () => {
      const server = new Server();
      const tabs = [new Tab(server, "ten", 3), new Tab(server, "ten", 4)];
      expect(server.open.map(({ sinceAtOpen }) => sinceAtOpen)).toEqual([3, 4]);
      server.open[0]?.onRev(7);
      expect(tabs.map(({ revs }) => revs)).toEqual([[7], []]);
      expect(server.open.map(({ since }) => since())).toEqual([7, 4]);
      server.open[0]?.onState("lost");
      expect(tabs.map(({ states }) => states)).toEqual([["live", "lost"], ["live"]]);
      server.open[1]?.onLook?.(5);
      expect(tabs.map(({ looks }) => looks)).toEqual([[], [5]]);
      for (const tab of tabs) tab.leave();
      expect(server.open).toEqual([]);
    }));
