import http from "node:http";
import type { BrowserContext, Page } from "@playwright/test";

/** How the agenda opens without a network. */
export interface OfflineMeasures {
  /** From the start of the navigation, the service worker stopped before it, to the first paint. In milliseconds. */
  readonly firstPaints: readonly number[];
  /** And until the first item stands there. */
  readonly firstItems: readonly number[];
  /** The service worker's script with what it imports, compressed. */
  readonly workerBytes: number;
}

const workerFiles = ["/service-worker.js", "/built-files.js", "/push-worker.js", "/sync-worker.js"];

/** @param page signed in, with items @param slow slows the page's processor down, and is called again for each new page */
export async function measureOffline(
  page: Page,
  {
    appUrl,
    times,
    slow,
  }: { readonly appUrl: string; readonly times: number; readonly slow: (page: Page) => Promise<unknown> },
): Promise<OfflineMeasures> {
  const sizes = await Promise.all(workerFiles.map((file) => bytesOf(`${appUrl}${file}`)));
  const context = page.context();
  await page.goto(appUrl);
  await page.waitForFunction(isWholeKept, undefined, { timeout: 60_000, polling: 500 });
  await page.close();
  await context.setOffline(true);
  const opened: (readonly [number, number])[] = [];
  for (let time = 0; time < times; time++) opened.push(await openCold(context, appUrl, slow));
  return {
    firstPaints: opened.map(([paint]) => paint),
    firstItems: opened.map(([, item]) => item),
    workerBytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
  };
}

async function openCold(context: BrowserContext, url: string, slow: (page: Page) => Promise<unknown>) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("ServiceWorker.enable");
  await cdp.send("ServiceWorker.stopAllWorkers");
  await slow(page);
  await page.goto(url, { waitUntil: "commit" });
  const shown = await page.waitForFunction(() => document.querySelector("main li.entry") && performance.now());
  // The browser may tell of the paint after the page has been there for a while.
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  );
  const [paint, item] = [await painted.jsonValue(), await shown.jsonValue()];
  await page.close();
  return [Number(paint), Number(item)] as const;
}

/** Whether the device keeps all days, and the service worker has taken over. Runs in the page. */
async function isWholeKept(): Promise<boolean> {
  if (!navigator.serviceWorker.controller) return false;
  const databases = await indexedDB.databases();
  if (!databases.some(({ name }) => name === "agenda")) return false;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("agenda");
    opening.onerror = reject;
    opening.onsuccess = () => {
      const reading = opening.result.transaction("agenda").objectStore("agenda").get("last");
      reading.onsuccess = () => {
        opening.result.close();
        resolve(Boolean(reading.result?.whole));
      };
    };
  });
}

/** Size of a body on the wire. */
function bytesOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () => resolve(bytes));
    });
    request.on("error", reject);
  });
}
