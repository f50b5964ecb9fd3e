import { expect, test } from "@playwright/test";
import { notifyHere } from "../../../../components/reminders/notify-here.ts";
import { areRemindersOff, unsubscribe } from "../../../../components/reminders/push-subscription.ts";

// Node has the real lock manager; this is what all pages of a browser share besides.
const shown: string[] = [];
const cookies = new Map<string, string>();
let stored: string | null = null;
/** Whether a page sees what another has just stored. */
let isReached = true;

class Shown {
  static readonly permission = "granted";
  constructor(title: string) {
    shown.push(title);
  }
}

const browser = {
  window: globalThis,
  Notification: Shown,
  localStorage: {
    getItem: () => (isReached ? stored : null),
    setItem: (_: string, value: string) => (stored = value),
    removeItem: () => undefined,
  },
  document: {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    set cookie(cookie: string) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    },
  },
};
const others = Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([name]) => name in browser);

const tea = (at: string) => ({ title: "Tea", body: "10:00", tag: "tea", at, url: "/?item=tea", acts: [] }) as never;

test.beforeEach(() => {
  for (const [name, value] of Object.entries(browser))
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  shown.length = 0;
  cookies.clear();
  [stored, isReached] = [null, true];
});
test.afterEach(() => {
  // Other tests run in the same process.
  for (const name of Object.keys(browser)) Reflect.deleteProperty(globalThis, name);
  Object.defineProperties(globalThis, Object.fromEntries(others));
});

test("of several pages that learn at once that something is due, one notifies, though none sees yet what another has stored", async () => {
  isReached = false;
  await Promise.all([1, 2, 3].map(() => notifyHere([tea("2026-12-01T09:00:00Z")])));
  expect(shown).toEqual(["Tea"]);
  // Another moment is another notification.
  await notifyHere([tea("2026-12-01T09:10:00Z")]);
  expect(shown).toEqual(["Tea", "Tea"]);
});

test("a page that is opened later does not repeat what was shown", async () => {
  stored = JSON.stringify(["tea@2026-12-02T09:00:00Z"]);
  await notifyHere([tea("2026-12-02T09:00:00Z"), tea("2026-12-02T09:10:00Z")]);
  expect(shown).toEqual(["Tea"]);
});

test("once reminders were stopped in this browser, no page of it notifies either", async () => {
  await unsubscribe();
  expect(areRemindersOff()).toBe(true);
  await notifyHere([tea("2026-12-03T09:00:00Z")]);
  expect(shown).toEqual([]);
  cookies.clear();
  await notifyHere([tea("2026-12-03T09:00:00Z")]);
  expect(shown).toEqual(["Tea"]);
});
