import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";

/** Clicks a notification of an item, or its button. @returns in order what was sent, said to the open pages, and opened */
async function click(action: string, isSignedIn = true): Promise<string[]> {
  const log: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    clients: { openWindow: async (url: string) => log.push(`open ${url}`) },
  };
  class Channel {
    postMessage = (tag: string) => log.push(`answered ${tag}`);
  }
  const fetch = async (address: string, { method }: RequestInit) => {
    log.push(`${method} ${address}`);
    return new Response(null, { status: isSignedIn ? 200 : 401 });
  };
  const script = readFileSync("public/push-worker.js", "utf8");
  new Function("self", "BroadcastChannel", "fetch", script)(self, Channel, fetch);
  const data = { id: "tea", url: "/?item=tea" };
  let work: Promise<unknown> | undefined;
  const waitUntil = (begun: Promise<unknown>) => (work = begun);
  listeners.get("notificationclick")?.({
    action,
    waitUntil,
    notification: { tag: "tea", data, close: () => undefined },
  });
  await work;
  return log;
}

test("open pages go on reminding until a button of the notification has done its work, and after a click at once no more", async () => {
  expect(await click("done")).toEqual(["PATCH /api/items/tea", "answered tea"]);
  expect(await click("snooze")).toEqual(["POST /api/reminders/snooze", "answered tea"]);
  expect(await click("")).toEqual(["answered tea", "open /?item=tea"]);
  expect(await click("done", false)).toEqual(["PATCH /api/items/tea", "open /?item=tea"]);
});
