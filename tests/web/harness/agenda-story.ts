import type { Locator, Page } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { expect } from "./fixtures.ts";

interface Made {
  readonly id: string;
  readonly text: string;
  readonly version: number;
}

/** The date n days from today in the zone of the tests' browser. */
export function day(offset: number, timeZone = "Europe/Paris"): string {
  return addDays(new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.now()), offset);
}

/** An item in the list, not an add line or what waits to be sent. */
export const entry = (page: Page, text: string): Locator =>
  page.locator("main li:not(.preview li, .outbox li):not(.free-time):not(:has(form))").filter({ hasText: text });

export const quickAdd = (page: Page): Locator => page.getByRole("form", { name: "Add an item" });
/** The item that is open, or whatever else is asked in a dialog: not a toast, which has that role too. */
export const panel = (page: Page): Locator => page.locator("[role=dialog]:not(.toast)");

/** Turns to the fields of the item that is open. */
export const edit = (page: Page): Promise<void> => page.getByRole("button", { name: "Edit", exact: true }).click();

/** What a page shows before any script runs: scripts hold the same words once more. */
export const withoutScripts = (html: string): string => html.replaceAll(/<script[\s\S]*?<\/script>/g, "");

/** Creates items as the GPT, in the order given. */
export async function made(gpt: GptClient, ...items: readonly Record<string, unknown>[]): Promise<Made[]> {
  const { status, body } = await gpt.call("createItems", { items });
  expect(status).toBe(201);
  return (body as { items: Made[] }).items;
}

/** Creates items as the signed-in user, so that none is marked as new. */
export async function storeItems(page: Page, ...items: readonly Record<string, unknown>[]): Promise<Made[]> {
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const answer = await page.request.post("/api/items", { headers, data: { items } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { items: Made[] }).items;
}

/** The same, and opens the agenda, or reloads the page that is open. */
export async function planned(page: Page, ...items: readonly Record<string, unknown>[]): Promise<Made[]> {
  const made = await storeItems(page, ...items);
  if (page.url() !== "about:blank") await reopen(page);
  else {
    await page.goto("/");
    await isLive(page);
  }
  return made;
}

/** Waits until the page is live, so that a change made now arrives as news. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.getByText("Live", { exact: true })).toBeAttached();
}

/** A closing panel removes its entry from the history, which a navigation must not interrupt. */
export const mayNavigate = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector(".panel") !== null || !history.state?.hasPanel);

/** Reloads the page and waits until it runs and is live. */
export async function reopen(page: Page): Promise<void> {
  await mayNavigate(page);
  await page.reload();
  await isLive(page);
}

/** As in a browser without storage: what cannot be sent is refused. */
export const keepsNothing = (page: Page): Promise<unknown> =>
  page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
