import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { launchOptions } from "../../../tools/chromium.ts";
import { running } from "../../harness/running.ts";
import { test as base, expect } from "../harness/fixtures.ts";

/** A browser that can be closed and opened again, with what it has kept. */
export interface Device {
  readonly open: () => Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  /** Ends the browser's process at once, as a crash does. */
  readonly kill: () => Promise<void>;
}

export const test = base.extend<{ device: Device }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  device: async ({}, use) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "agenda-device-"));
    let open: BrowserContext | undefined;
    const launch = async () => {
      await open?.close();
      const options = {
        ...launchOptions,
        baseURL: running.url,
        locale: "en-GB",
        timezoneId: "Europe/Paris",
        serviceWorkers: "allow" as const,
      };
      open = await chromium.launchPersistentContext(folder, options);
      return { context: open, page: open.pages()[0] ?? (await open.newPage()) };
    };
    const kill = async () => {
      const [page] = open?.pages() ?? [];
      if (!open || !page) return;
      const closed = new Promise((resolve) => open?.once("close", resolve));
      const session = await open.newCDPSession(page);
      void session.send("Browser.crash").catch(() => undefined);
      await closed;
      open = undefined;
    };
    await use({ open: launch, kill });
    await open?.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

/** What the device keeps: the agenda in IndexedDB, whether all its days were read, and all cached words. */
export const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const kept = await new Promise<
      { scope: string; whole?: object; loaded: { items: { text: string }[] } } | undefined
    >((resolve) => {
      const opening = indexedDB.open("agenda");
      // There is no database, or not any more: create none.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = () => resolve(undefined);
      opening.onsuccess = () => {
        const db = opening.result;
        const reading = db.transaction("agenda").objectStore("agenda").get("last");
        reading.onsuccess = () => {
          db.close();
          resolve(reading.result);
        };
      };
    });
    const names = await caches.keys();
    const answers = await Promise.all(
      names.map(async (name) => {
        const cache = await caches.open(name);
        const found = await Promise.all((await cache.keys()).map((each) => cache.match(each)));
        return Promise.all(found.map((each) => each?.text() ?? ""));
      }),
    );
    const isTaken = navigator.serviceWorker.controller !== null;
    return {
      texts: kept?.loaded.items.map(({ text }) => text),
      isWhole: Boolean(kept?.whole),
      isTaken,
      cached: answers.flat().join("\n"),
    };
  });

/** Waits until nothing waits to be sent. */
export const allSent = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const opening = indexedDB.open("agenda");
          await new Promise((resolve) => opening.addEventListener("success", resolve));
          const reading = opening.result.transaction("writes").objectStore("writes").get("last");
          await new Promise((resolve) => reading.addEventListener("success", resolve));
          opening.result.close();
          return (reading.result as unknown[] | undefined)?.length ?? 0;
        }),
      { timeout: 20_000 },
    )
    .toBe(0);

/** As a browser with Background Sync does once online. */
export async function tellToSend(context: BrowserContext): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error("No service worker runs.");
  await worker.evaluate(async () => {
    const told = Object.assign(new Event("sync"), {
      tag: "agenda-writes",
      waitUntil: (begun: Promise<void>) => Object.assign(self, { begun }),
    });
    dispatchEvent(told);
    await (self as unknown as { begun: Promise<void> }).begun;
  });
}

/** Waits until everything needed offline is stored. */
export async function isKept(page: Page, ...texts: readonly string[]): Promise<void> {
  await expect.poll(async () => keptBy(page), { timeout: 60_000 }).toMatchObject({ isTaken: true, isWhole: true });
  await expect.poll(async () => (await keptBy(page)).texts).toEqual(expect.arrayContaining([...texts]));
}

export { expect };
