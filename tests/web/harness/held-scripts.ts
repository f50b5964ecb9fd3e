import type { Page } from "@playwright/test";

/** Holds back the scripts in which these words stand, as a slow network does. @returns lets them go */
export async function holdScripts(page: Page, words: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes(words)) await promise;
    await route.fulfill({ response });
  });
  return resolve;
}
