import { test as base, expect, type Page } from "@playwright/test";
import type { GptClient } from "../../tools/gpt/client.ts";
import { freshPerson } from "../api/identity-door.ts";
import { running } from "../api/running.ts";
import { gptOf, type Person } from "../people.ts";

interface Stories {
  /** Makes a fresh person and signs them in in the test's own page, by way of the sign-in page. */
  signIn: (page?: Page) => Promise<Person>;
  /** The same person's GPT. */
  gptOf: (person: Person) => Promise<GptClient>;
}

export const test = base.extend<Stories>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  baseURL: async ({}, use) => use(running.url),
  locale: "en-GB",
  timezoneId: "Europe/Paris",
  signIn: async ({ page: own }, use) => {
    await use(async (page = own) => {
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

export { expect };
