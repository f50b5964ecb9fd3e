import type { Page } from "@playwright/test";
import { day, entry, isLive, quickAdd, storeItems } from "../harness/agenda-story.ts";
import { expect, isKept, keptBy, tellToSend, test } from "./device.ts";

/** Chromium misreports whether the network or the server is down after a reload of a page that the story has taken offline. */
const age = (page: Page) => page.getByRole("status").filter({ hasText: "This is your agenda as of" });

test("what was last seen opens without a network, on a reload and on a cold start, and says how old it is", async ({
  device,
  signIn,
}) => {
  test.slow();
  let { context, page } = await device.open();
  const person = await signIn({ page, visits: false });
  const words = [
    ["Ophicleide", 0],
    ["Faraway", 200],
    ["Bygone", -60],
  ] as const;
  await storeItems(page, ...words.map(([text, days]) => ({ text, date: day(days) })));
  await page.goto("/");
  await isLive(page);
  await isKept(page, "Ophicleide", "Faraway", "Bygone");
  // Nothing personal is where all people of a browser share it.
  const { cached } = await keptBy(page);
  expect(cached).toContain("Opening your agenda");
  for (const own of ["Ophicleide", person.username]) expect(cached).not.toContain(own);

  await context.setOffline(true);
  await page.reload();
  await expect(entry(page, "Ophicleide")).toBeVisible();
  await expect(age(page)).toContainText(/as of \d\d:\d\d\./);
  await page.getByRole("link", { name: "Week" }).first().click();
  await expect(page.getByRole("region", { name: /^Week of / })).toContainText("Ophicleide");
  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page.getByText("This page is not kept on this device.")).toBeVisible();

  const cookies = await context.cookies();
  ({ context, page } = await device.open());
  await context.setOffline(true);
  await page.goto(`/day/${day(200)}`);
  await expect(entry(page, "Faraway")).toBeVisible();
  await page.goto("/search?q=bygone");
  await expect(page.getByText("One found.")).toBeVisible();
  await page.goto("/?text=Call+Ben&url=https://example.com");
  await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("Call Ben https://example.com");

  // Back online, the same page goes on, live.
  await context.addCookies(cookies);
  await storeItems(page, { text: "Optician", date: day(0) });
  await context.setOffline(false);
  await isLive(page);
  await expect(entry(page, "Optician")).toBeVisible();
});

test("signing out leaves nothing on the device, and the next person finds nothing of the one before", async ({
  device,
  signIn,
}) => {
  test.slow();
  const { context, page } = await device.open();
  await signIn({ page, visits: false });
  await storeItems(page, { text: "Contrabassoon", date: day(0) });
  await page.goto("/");
  await isKept(page, "Contrabassoon");
  await page.getByRole("button", { name: /settings, privacy and sign-out/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
  await expect.poll(() => keptBy(page)).toMatchObject({ texts: undefined, cached: "" });

  await signIn({ page, visits: false });
  await storeItems(page, { text: "Mine", date: day(0) });
  await page.goto("/");
  await isKept(page, "Mine");
  // When the session ends elsewhere, the page finds out, and unregisters the service worker and with it any push subscription.
  const hasWorker = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  expect(await hasWorker()).toBe(true);
  await context.clearCookies();
  await page.goto("/search");
  await expect.poll(async () => (await keptBy(page)).texts).toBeUndefined();
  await expect.poll(hasWorker).toBe(false);
  // Nor does the service worker recreate a database when the browser tells it to send.
  await tellToSend(context);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test("a new version takes over at once, and keeps the parts that pages of the two before may still load", async ({
  device,
  signIn,
}) => {
  const { page } = await device.open();
  await signIn({ page, visits: false });
  await page.goto("/privacy");
  await page.evaluate(async () => {
    for (const build of ["oldest", "older", "old"])
      await (await caches.open(`build-${build}`)).put(`/_next/static/chunks/${build}.js`, new Response(build));
  });
  await page.goto("/");
  await quickAdd(page).getByRole("textbox").first().fill("Half a word");
  await expect.poll(async () => (await keptBy(page)).isTaken, { timeout: 30_000 }).toBe(true);
  await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("Half a word");
  const part = (build: string) =>
    page.evaluate(async (address) => (await fetch(address)).status, `/_next/static/chunks/${build}.js`);
  expect(await Promise.all(["oldest", "older", "old"].map(part))).toEqual([404, 200, 200]);
});
