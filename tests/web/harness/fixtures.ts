import { test as base, expect, type Page } from "@playwright/test";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { freshPerson, storePerson } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { Browser, gptOf, type Person } from "../../people.ts";

interface Stories {
  /** Signs a user in, a new one by default, in the test's page without using the forms, and opens the agenda unless it is `visits: false`. */
  signIn: (options?: { readonly page?: Page; readonly visits?: boolean; readonly as?: Person }) => Promise<Person>;
  /** The same using the sign-in page, as a user does. */
  signInByHand: () => Promise<Person>;
  /** The same user's GPT. */
  gptOf: (person: Person) => Promise<GptClient>;
}

export const test = base.extend<Stories>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  baseURL: async ({}, use) => use(running.url),
  locale: "en-GB",
  timezoneId: "Europe/Paris",
  // Each transition is drawn some twenty times, in software: a tenth of what a story costs.
  contextOptions: { reducedMotion: "reduce" },
  // A service worker would cache the whole build in each story; offline stories turn it on.
  serviceWorkers: "block",
  page: async ({ page }, use) => {
    await interceptAtOnce(page);
    await use(page);
    // A request that is still being answered must not fail the next test.
    if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
  },
  signIn: async ({ page: own }, use) => {
    await use(async ({ page = own, visits = true, as } = {}) => {
      const person = as ?? (await storePerson());
      const zone = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
      const told = { "browser-time-zone": encodeURIComponent(zone) }; // as the page's own script sets it
      const { visitor } = await Browser.of(person, running.url, told);
      const cookies = visitor.cookie.split("; ").map((pair) => {
        const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
        return { name, value, url: running.url, sameSite: "Lax" as const };
      });
      await page.context().addCookies(cookies);
      if (visits) await page.goto("/");
      return person;
    });
  },
  signInByHand: async ({ page }, use) => {
    await use(async () => {
      const { username, password } = freshPerson();
      await page.goto("/");
      await page.getByRole("link", { name: "Sign in" }).first().click();
      await page.getByLabel("Username").fill(username);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Create account" }).click();
      await page.waitForURL(`${running.url}/`);
      return { username, password };
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  gptOf: async ({}, use) => use(async (person) => gptOf(person)),
});

/**
 * The browser reports interception before the process of a busy page knows of it: a request that the page sends right then would still
 * get through.
 */
async function interceptAtOnce(page: Page): Promise<void> {
  const route = page.route.bind(page);
  page.route = async (...given) => {
    const taken = await route(...given);
    if (!page.url().startsWith("http")) return taken;
    await route("**/is-intercepted", (each) => each.fulfill({ status: 204 }), { times: 1 });
    await page.evaluate(async () => {
      const isTaken = () => fetch("/is-intercepted").then(({ status }) => status === 204);
      while (navigator.onLine && !(await isTaken()));
    });
    return taken;
  };
}

export { expect };
