import type { BrowserContext, Page, Request } from "@playwright/test";

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
