import type { Page } from "@playwright/test";
import {
  day,
  entry,
  isLive,
  keepsNothing,
  made,
  panel,
  planned,
  quickAdd,
  reopen,
  storeItems,
} from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

const call = { text: "Call", date: day(1), startTime: "11:00", endTime: "11:45" };
const lunch = { text: "Lunch", date: day(1), startTime: "12:30", endTime: "13:30" };
const here = (page: Page) => page.getByRole("form", { name: "Add an item here" });
const freeTime = (page: Page) => page.getByRole("button", { name: "45 min free, 11:45 to 12:30. Add an item here" });

test("a failed addition between two items shows the reason, and keeps the line and its text", async ({
  page,
  context,
  signIn,
}) => {
  await keepsNothing(page);
  await signIn({ visits: false });
  await planned(page, call, lunch);
  await freeTime(page).click();
  await page.keyboard.type("Walk");
  await context.setOffline(true);
  await page.keyboard.press("Enter");
  await expect(here(page).getByRole("alert")).toContainText("No network, so this was not saved.");
  await expect(here(page).getByRole("textbox").first()).toHaveValue("Walk");
  await context.setOffline(false);
  await isLive(page);
  await here(page).getByRole("button", { name: "Add" }).click();
  await expect(here(page)).toBeHidden();
  await expect(entry(page, "Walk")).toContainText("11:45");
});

test("the same on a day without items", async ({ page, context, signIn }) => {
  await keepsNothing(page);
  await signIn({ visits: false });
  await planned(page, lunch);
  await page.getByRole("button", { name: "Nothing planned. Add an item here" }).nth(1).click();
  await page.keyboard.type("Errands");
  await expect(here(page).getByRole("button", { name: "Day: change" })).toBeVisible();
  await context.setOffline(true);
  await page.keyboard.press("Enter");
  await expect(here(page).getByRole("alert")).toContainText("No network, so this was not saved.");
  await expect(here(page).getByRole("textbox").first()).toHaveValue("Errands");
});

test("text being typed between two items stays when an assistant takes that time", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, call, lunch);
  await freeTime(page).click();
  await page.keyboard.type("Wal");
  await made(gpt, { text: "Optician", date: day(1), startTime: "11:45", endTime: "12:30" });
  await expect(entry(page, "Optician")).toBeVisible();
  await expect(here(page).getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("k");
  await expect(here(page).getByRole("textbox").first()).toHaveValue("Walk");
});

test("text being typed on a day without items stays when an assistant adds one there", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, lunch);
  await page.getByRole("button", { name: "Nothing planned. Add an item here" }).nth(1).click();
  await page.keyboard.type("Wal");
  await made(gpt, { text: "Optician", date: day(2), startTime: "11:45", endTime: "12:30" });
  await made(gpt, { text: "Florist", date: day(3), startTime: "11:45", endTime: "12:30" });
  await expect(entry(page, "Florist")).toBeVisible();
  await expect(here(page).getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("k");
  await expect(here(page).getByRole("textbox").first()).toHaveValue("Walk");
});

test("two tabs have a line each: what one adds or empties takes nothing from the other", async ({ page, signIn }) => {
  await signIn();
  const other = await page.context().newPage();
  await other.goto("/");
  const line = (tab: Page) => quickAdd(tab).getByRole("textbox").first();
  await line(page).fill("Buy milk");
  await line(other).fill("Call Ana");
  await line(page).press("Enter");
  await expect(entry(other, "Buy milk")).toBeVisible();
  await expect(line(other)).toHaveValue("Call Ana");
  await line(page).fill("Water the plants");
  await line(page).fill("");
  // The other tab hears of it later, and keeps its own words again.
  await expect.poll(() => other.evaluate(() => Object.values(localStorage).join())).toContain("Call Ana");
  await expect(line(other)).toHaveValue("Call Ana");
  await other.reload();
  await expect(line(other)).toHaveValue("Call Ana");
});

test("text being typed stays across midnight, for the day it was written for; the focus stays on what has ended", async ({
  page,
  signIn,
}) => {
  await signIn();
  await storeItems(
    page,
    { text: "Late call", date: day(0), startTime: "23:15", endTime: "23:45" },
    { text: "Night train", date: day(0), startTime: "23:55", endDate: day(1), endTime: "06:00" }, // the day is not over
  );
  await page.clock.install({ time: new Date(`${day(0)}T23:44:40+01:00`) });
  await reopen(page);
  const call = page.locator("main [data-item]", { hasText: "Late call" });
  await call.focus();
  await page.clock.runFor(40_000);
  await expect(page.locator(".entry.is-past")).toContainText("Late call");
  await expect(call).toBeFocused();
  await page.clock.runFor(14 * 60_000 + 20_000);
  const words = quickAdd(page).getByRole("textbox").first();
  await words.fill("Water the plants");
  await page.clock.runFor(40_000);
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("id", new RegExp(day(1)));
  await expect(words).toHaveValue("Water the plants");
  await expect(words).toBeFocused();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/items"));
  await words.press("Enter");
  expect((await sent).postDataJSON()).toMatchObject({ items: [{ text: "Water the plants", date: day(0) }] });
});

for (const [name, fail, mend, bringReader] of [
  [
    "without a network",
    (page: Page) => page.context().setOffline(true),
    (page: Page) => page.context().setOffline(false),
    (page: Page) => quickAdd(page).getByRole("textbox").first().focus(), // it loads without being asked
  ],
  [
    "after the server was replaced by a newer one",
    (page: Page) => page.route("**/_next/static/chunks/**", (route) => route.fulfill({ status: 404 })),
    (page: Page) => page.unroute("**/_next/static/chunks/**"),
    (page: Page) => quickAdd(page).getByRole("button", { name: "Load again" }).click(),
  ],
] as const)
  test(`a part that cannot be loaded ${name} is reported, and the page and its text stay`, async ({ page, signIn }) => {
    await signIn({ visits: false });
    await planned(page, call, lunch);
    await isLive(page);
    const words = quickAdd(page).getByRole("textbox").first();
    await fail(page);
    await words.fill("Buy milk");
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Call could not be opened" })).toBeVisible();
    await expect(words).toHaveValue("Buy milk");
    await expect(entry(page, "Lunch")).toBeVisible();
    await mend(page);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(panel(page)).toHaveAccessibleName("Call");
    // The panel takes the focus a moment after it opens.
    await expect(panel(page).getByRole("button", { name: "Edit", exact: true })).toBeFocused();
    await expect(words).toHaveValue("Buy milk");
    await words.focus();
    await bringReader(page);
    await words.focus();
    await expect(quickAdd(page).getByRole("button", { name: "Day: change" })).toBeVisible();
    await words.press("Enter");
    await expect(entry(page, "Buy milk")).toBeVisible();
  });

test("the first click on an item counts, also after the add line had the focus", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, call, lunch, { text: "Sign the lease", date: day(0) });
  await quickAdd(page).getByRole("textbox").first().fill("Tea");
  await expect(quickAdd(page).getByRole("button", { name: "Day: change" })).toBeVisible();
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect(panel(page)).toHaveAccessibleName("Call");
  await expect(quickAdd(page).getByRole("button", { name: "Day: change" })).toBeHidden();
  await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("Tea");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await page.getByRole("button", { name: "Nothing planned. Add an item here" }).first().click();
  await expect(here(page)).toBeVisible();
  await page.getByRole("button", { name: "Lunch", exact: true }).click();
  await expect(panel(page)).toHaveAccessibleName("Lunch");
  await expect(here(page)).toBeHidden();
});

test("days that arrive late do not bring back an item's earlier state", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn());
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
  const first = (await (await page.request.get("/api/items?limit=1")).json()) as { to: string };
  const [trip] = await planned(page, { text: "Trip", date: first.to, location: "Rome" });
  let isFirst = true;
  await page.route("**/api/items?from=*", async (route) => {
    const response = await route.fetch();
    const isLater = new URL(route.request().url()).searchParams.get("from") !== day(0);
    if (isLater && isFirst) {
      isFirst = false;
      holds();
      await held;
    }
    await route.fulfill({ response });
  });
  await reopen(page);
  await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
  await isHeld;
  await gpt.call("updateItemById", { id: trip?.id, location: "Naples" });
  await expect(entry(page, "Trip")).toContainText("Naples");
  const isRead = page.waitForResponse((response) => /api\/items\?from=/.test(response.url()));
  letGo();
  await isRead;
  await expect(page.getByText("Reading more days")).toBeHidden();
  await expect(entry(page, "Trip")).toContainText("Naples");
});

test("an own write is followed by at most one small read, not by the whole window", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, call, { text: "Sign the lease", date: day(0) });
  const reads: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    // Once, some time after the page: all that the device keeps, from three months back on.
    const isKept = (searchParams.get("from") ?? day(0)) < day(-60);
    if (request.method() === "GET" && pathname.startsWith("/api/") && !isKept) reads.push(pathname);
  });
  const caughtUp = () => page.waitForResponse((response) => response.url().includes("/api/changes"));
  const act = async (what: () => Promise<unknown>) => {
    const news = caughtUp();
    await what();
    await (await news).finished();
    await page.evaluate(() => new Promise(requestAnimationFrame));
  };
  await act(() => page.getByRole("checkbox", { name: "Done: Sign the lease" }).check());
  await act(async () => {
    await quickAdd(page).getByRole("textbox").first().fill("Buy milk");
    await page.keyboard.press("Enter");
  });
  await act(async () => {
    await page.getByRole("button", { name: "Call", exact: true }).focus();
    await page.keyboard.press("Delete");
  });
  await expect(page.getByText("Call deleted.")).toBeVisible();
  await act(() => page.getByRole("button", { name: "Undo" }).click());
  await expect(entry(page, "Call")).toBeVisible();
  expect(reads.filter((path) => path !== "/api/changes/fresh")).toEqual([]);
  expect(reads).toHaveLength(4);
});

for (const order of ["first the one that is stored", "first the one that is refused"] as const)
  test(`of two concurrent writes, one refused, only that one is rolled back: ${order}`, async ({
    page,
    signIn,
    gptOf,
  }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [stored] = await planned(page, { text: "Stored", date: day(0) }, { text: "Refused", date: day(0) });
    await isLive(page);
    const box = (name: string) => page.getByRole("checkbox", { name: `Done: ${name}` });
    const answered = { stored: Promise.withResolvers<void>(), refused: Promise.withResolvers<void>() };
    await page.route("**/api/items/*", async (route) => {
      const isStored = route.request().url().endsWith(`/${stored?.id}`);
      await answered[isStored ? "stored" : "refused"].promise;
      if (isStored) await route.continue();
      else await route.fulfill({ status: 503, json: { code: "unavailable", status: 503, title: "Busy." } });
    });
    await box("Stored").check();
    await box("Refused").check();
    // An assistant's change meanwhile does not drop the unanswered write.
    await made(gpt, { text: "Optician", date: day(0) });
    await expect(box("Stored")).toBeChecked();
    await expect(box("Refused")).toBeChecked();
    const settle = {
      stored: async () => {
        answered.stored.resolve();
        await page.waitForResponse((response) => response.url().endsWith(`/${stored?.id}`));
      },
      refused: async () => {
        answered.refused.resolve();
        await expect(box("Refused")).not.toBeChecked();
      },
    };
    const inTurn =
      order === "first the one that is stored" ? (["stored", "refused"] as const) : (["refused", "stored"] as const);
    for (const which of inTurn) {
      await settle[which]();
      await expect(box("Stored")).toBeChecked();
    }
    await expect(page.getByRole("alert").filter({ hasText: "Refused was not changed." })).toBeVisible();
    await expect(entry(page, "Optician")).toContainText("Added by ChatGPT");
    await expect(box("Stored")).toBeChecked();
    await expect(box("Refused")).not.toBeChecked();
    await expect(entry(page, "Stored")).toHaveCount(1);
  });
