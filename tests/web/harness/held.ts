import type { BrowserContext, Page, Request } from "@playwright/test";
import { day } from "./agenda-story.ts";

/** Holds requests back, as a slow network does. @returns lets them go */
export async function holdRequests(
  from: Page | BrowserContext,
  address: string,
  isHeld = (_: Request) => true,
): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await from.route(address, async (route) => {
    if (isHeld(route.request())) await promise;
    await route.continue();
  });
  return resolve;
}

/**
 * Refuses to read days until let go. What the device keeps for when there is no network begins long before today: it stays refused, as it
 * would bring the days by itself.
 */
export async function refuseDays(page: Page): Promise<{ refused: () => number; letGo: () => void }> {
  let [isRefusing, refused] = [true, 0];
  await page.route("**/api/items?*", (route) => {
    const from = new URL(route.request().url()).searchParams.get("from") ?? "";
    if (!isRefusing && from >= day(-60)) return route.continue();
    refused++;
    return route.abort();
  });
  return {
    refused: () => refused,
    letGo: () => {
      isRefusing = false;
    },
  };
}

/** Holds back the scripts that contain these words. @returns lets them go */
export async function holdScripts(page: Page, words: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes(words)) await promise;
    await route.fulfill({ response });
  });
  return resolve;
}

/** From the next page on: marks its body if something that was there is gone. */
export const noteWhenGone = (page: Page, selector: string): Promise<unknown> =>
  page.addInitScript((sought) => {
    let wasThere = false;
    new MutationObserver(() => {
      const isThere = document.querySelector(sought) !== null;
      if (wasThere && !isThere) document.body.dataset.wasGone = "";
      wasThere = isThere;
    }).observe(document, { childList: true, subtree: true });
  }, selector);
