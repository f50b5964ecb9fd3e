import type { BrowserContext, Page } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { query } from "../../harness/identity-door.ts";
import { day, edit, entry, isLive, panel, quickAdd, storeItems } from "../harness/agenda-story.ts";
import { allSent, expect, isKept, tellToSend, test } from "./device.ts";

const waiting = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });

async function add(page: Page, text: string): Promise<void> {
  await quickAdd(page).getByRole("textbox").first().fill(text);
  await page.keyboard.press("Enter");
  await expect(entry(page, text)).toBeVisible();
}

/** The server's items of a day, today by default, in order of creation. */
async function stored(page: Page, date = day(0)): Promise<{ text: string; done: boolean }[]> {
  const answer = await page.request.get(`/api/items?from=${date}&to=${date}`);
  const { items } = (await answer.json()) as { items: { text: string; done: boolean; createdAt: string }[] };
  return items
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt))
    .map(({ text, done }) => ({ text, done }));
}

/** A page begins to send after a while: here at once. */
const sendsAtOnce = (context: BrowserContext) =>
  context.addInitScript(() => {
    const later = window.setTimeout;
    Object.assign(window, {
      setTimeout: (work: () => void, ms?: number, ...more: unknown[]) => later(work, ms === 1_500 ? 0 : ms, ...more),
    });
  });

test("what was written without a network survives a closed browser, and being killed twenty times while it is sent: all of it is done, once, in order", async ({
  device,
  signIn,
}) => {
  test.setTimeout(180_000);
  let { context, page } = await device.open();
  await signIn({ page, visits: false });
  await storeItems(page, { text: "Call Ben", date: day(0) }, { text: "Water plants", date: day(0) });
  await page.goto("/");
  await isLive(page);
  await isKept(page, "Call Ben");
  const cookies = await context.cookies();

  await context.setOffline(true);
  for (const text of ["First", "Second", "Third", "Fourth", "Fifth"]) await add(page, text);
  await expect(page.locator("main li [data-item]")).toHaveText([
    ...["Call Ben", "Water plants", "First", "Second", "Third", "Fourth", "Fifth"],
  ]);
  for (const text of ["Second", "Call Ben", "Fourth", "Fifth"]) await entry(page, text).getByRole("checkbox").click();
  await page.getByRole("button", { name: "Water plants", exact: true }).focus();
  await page.keyboard.press("Delete");
  await expect(entry(page, "Water plants")).toBeHidden();
  await expect(waiting(page, "10 changes wait on this device")).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("Offline, 10 wait");

  ({ context, page } = await device.open());
  await context.setOffline(true);
  await page.goto("/");
  await expect(waiting(page, "10 changes wait on this device")).toBeVisible();
  await expect(entry(page, "Fourth")).toBeVisible();
  await expect(entry(page, "Water plants")).toBeHidden();

  // Twice at each of the ten writes: before the server receives it, and after it has stored it.
  for (let kill = 0; kill < 20; kill++) {
    ({ context, page } = await device.open());
    await Promise.all([context.addCookies(cookies), sendsAtOnce(context)]);
    const killed = Promise.withResolvers<void>();
    let writes = 0;
    await context.route("**/api/items**", async (route) => {
      if (route.request().method() === "GET") return route.continue();
      writes += 1;
      // A write stored but not confirmed is sent again, before the next one.
      if (kill % 2 === 0 && kill > 0 && writes === 1) return route.continue();
      if (kill % 2 === 1) await route.fetch();
      killed.resolve();
    });
    await page.goto("/", { waitUntil: "commit" });
    await killed.promise;
    await device.kill();
  }

  ({ context, page } = await device.open());
  await context.addCookies(cookies);
  await page.goto("/");
  await isLive(page);
  await expect
    .poll(() => stored(page), { timeout: 20_000 })
    .toEqual([
      { text: "Call Ben", done: true },
      { text: "First", done: false },
      { text: "Second", done: true },
      { text: "Third", done: false },
      { text: "Fourth", done: true },
      { text: "Fifth", done: true },
    ]);
  await expect(page.getByText(/on this device/)).toBeHidden();
});

test("what was changed elsewhere meanwhile is merged by field, and asked about where both have changed the same; what is refused stays with its reason", async ({
  device,
  signIn,
  gptOf,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await device.open();
  const gpt = await gptOf(await signIn({ page, visits: false }));
  const [call, lunch, , choir] = await storeItems(
    page,
    { text: "Call Ben", date: day(0), location: "Office" },
    { text: "Lunch", date: day(0) },
    { text: "Report", date: day(0) },
    { text: "Choir", date: day(0) },
  );
  await page.goto("/");
  await isLive(page);
  await isKept(page, "Lunch");

  await context.setOffline(true);
  for (const [item, field, words] of [
    ["Call Ben", "What", "Call Ben back"],
    ["Lunch", "What", "Late lunch"],
    ["Report", "Date", "tomorrow"],
    ["Choir", "What", "Choir practice"],
  ] as const) {
    await page.getByRole("button", { name: item, exact: true }).click();
    await edit(page);
    await panel(page).getByLabel(field).fill(words);
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    if (field === "What") await expect(entry(page, words)).toBeVisible();
  }
  await test.step("the banner lists what waits, each to be taken back", async () => {
    await add(page, "Mistake");
    await entry(page, "Choir practice").getByRole("checkbox").click();
    const list = page.getByRole("list", { name: "Waiting to be sent" });
    await expect(list.getByRole("listitem")).toContainText([
      ...["Changed Call Ben", "Changed Lunch", /^Moved Report.*, was /],
      "Changed ChoirTitleA later change builds on this. Take that back first (Ticked off Choir practice).",
      ...["Added Mistake", "Ticked off Choir practice"],
    ]);
    const takesBack = list.getByRole("button", { name: "Take back (" });
    const names = ["Changed Call Ben", "Changed Lunch", "Moved Report", "Added Mistake", "Ticked off Choir practice"];
    await expect(takesBack).toHaveText(names.map((name) => `Take back (${name})`));
    await takesBack.nth(3).click();
    await expect(entry(page, "Mistake")).toBeHidden();
    await expect(takesBack.last()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(entry(page, "Choir practice").getByRole("checkbox")).not.toBeChecked();
    await expect(waiting(page, "4 changes wait on this device")).toBeVisible();
    await expect(takesBack).toHaveCount(4);
    await expect(list).not.toContainText("builds on this");
    await expect(takesBack.nth(2)).toBeFocused();
  });
  await gpt.call("updateItemById", { id: call?.id, version: call?.version, location: "Home" });
  await gpt.call("updateItemById", { id: lunch?.id, version: lunch?.version, text: "Early lunch" });
  await gpt.call("deleteItemById", { id: choir?.id });

  await context.setOffline(false);
  await test.step("once the list is gone, its focus is at the heading", async () => {
    await expect(page.getByRole("list", { name: "Waiting to be sent" })).toHaveCount(0, { timeout: 20_000 });
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeFocused();
  });
  const asked = page.getByRole("alert").filter({ hasText: "the title is Late lunch here, Early lunch elsewhere" });
  await expect(asked).toBeVisible({ timeout: 20_000 });
  await expect(entry(page, "Call Ben back")).toContainText("Home");
  await test.step("what was moved has moved; what is refused stays with its reason until it is given up", async () => {
    await expect.poll(() => stored(page, day(1))).toMatchObject([{ text: "Report" }]);
    const refused = page.getByRole("alert").filter({ hasText: /Choir was not changed\. ./ });
    await expect(refused).toBeVisible();
    await page.reload();
    await expect(refused).toBeVisible();
    await expect(asked).toBeVisible();
    await refused.getByRole("button", { name: "Discard" }).click();
    await expect(refused).toBeHidden();
  });
  await test.step("signing out asks about it on every page, in one question with what is not saved, and erases nothing before", async () => {
    await quickAdd(page).getByRole("textbox").first().fill("Secret party");
    const stay = async () => {
      await page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      const question = page.getByRole("dialog", { name: "Not saved: “Secret party”. Not sent yet: 1 change made" });
      await question.getByRole("button", { name: "Stay signed in" }).click();
      await expect(question).toBeHidden();
    };
    await page.getByRole("link", { name: "Activity" }).first().click();
    await expect(page.getByRole("heading", { name: "Activity" })).toBeVisible();
    await stay();
    await page.goto("/settings");
    await stay();
    await page.goto("/");
    await quickAdd(page).getByRole("textbox").first().fill("");
  });
  await asked.getByRole("button", { name: "Save mine" }).click();
  await expect(asked).toBeHidden();
  await expect.poll(async () => (await stored(page)).map(({ text }) => text)).toEqual(["Call Ben back", "Late lunch"]);

  await test.step("where the browser can, the service worker sends what waits though no page does, and a page that does doubles nothing", async () => {
    await context.setOffline(true);
    await add(page, "Train");
    await entry(page, "Train").getByRole("checkbox").click();
    await page.route("**/api/**", (route) => route.abort());
    await context.setOffline(false);
    await tellToSend(context);
    const trains = async () => (await stored(page)).filter(({ text }) => text === "Train");
    expect(await trains()).toEqual([{ text: "Train", done: true }]);
    await page.unroute("**/api/**");
    await page.reload();
    await isLive(page);
    await allSent(page);
    expect(await trains()).toEqual([{ text: "Train", done: true }]);
  });
  await test.step("what the service worker has sent is not done again days later, over what was changed since", async () => {
    await context.setOffline(true);
    await add(page, "Ferry");
    await entry(page, "Ferry").getByRole("checkbox").click();
    await page.route("**/api/**", (route) => route.abort());
    await context.setOffline(false);
    await tellToSend(context);
    const { body } = await gpt.call("listItems", { from: day(0), to: day(0), q: "Ferry" });
    const [ferry] = (body as { items: { id: string; version: number }[] }).items;
    await gpt.call("updateItemById", { id: ferry?.id, version: ferry?.version, text: "Night ferry", done: false });
    // The server has forgotten the keys by then.
    await query(`DELETE FROM "Answer" WHERE "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`, [ferry?.id]);
    await page.unroute("**/api/**");
    await page.reload();
    await isLive(page);
    await allSent(page);
    const ferries = async () => (await stored(page)).filter(({ text }) => text.toLowerCase().includes("ferry"));
    expect(await ferries()).toEqual([{ text: "Night ferry", done: false }]);
  });
  await test.step("a line that the server refuses stays on the page with the reason, also after a reload, until it is discarded", async () => {
    await context.setOffline(true);
    await quickAdd(page).getByRole("textbox").first().fill("Yoga every day");
    await expect(page.locator(".preview")).toContainText("every day");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Yoga").first()).toBeVisible();
    await query(
      `WITH owner AS (UPDATE "User" SET rev = rev + 1 WHERE id = (SELECT "userId" FROM "Item" WHERE id = $1) RETURNING id)
       INSERT INTO "Item" ("userId", id, text, date, recurrence, "reachFrom", "reachTo", "createdBy", "createdAt", "updatedAt")
       SELECT owner.id, 'full' || lpad(n::text, 8, '0'), 'x', '2020-01-01', 'FREQ=YEARLY;COUNT=1', '2019-12-31', '2020-01-02', 'web', now(), now()
       FROM owner, generate_series(1, $2::int) AS n`,
      [call?.id, limits.seriesKept],
    );
    await context.setOffline(false);
    const refused = page.getByRole("alert").filter({ hasText: /^Yoga was not added\. .*repeating items/ });
    await expect(refused).toBeVisible({ timeout: 20_000 });
    await page.reload();
    await expect(refused).toBeVisible();
    await expect(entry(page, "Yoga").first()).toBeVisible();
    await refused.getByRole("button", { name: "Discard" }).click();
    await expect(refused).toBeHidden();
    await expect(entry(page, "Yoga")).toHaveCount(0);
  });
});
