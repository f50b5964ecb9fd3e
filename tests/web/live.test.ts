import type { Page } from "@playwright/test";
import { day, edit, entry, isLive, made, panel, planned, quickAdd } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

const line = (tab: Page) => quickAdd(tab).getByRole("textbox").first();

test("what an assistant does appears on the open page, marked, and takes nothing from what one does there", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [physio, lunch, walk, cinema] = await planned(
    page,
    { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" },
    { text: "Lunch", date: day(1), startTime: "12:30" },
    { text: "Walk", date: day(1), recurrence: "FREQ=DAILY;COUNT=4" },
    { text: "Cinema", date: day(1) },
    ...Array.from({ length: 20 }, (_, index) => ({ text: `Task ${index}.`, date: day(index + 1) })),
  );
  const strip = page.getByRole("region", { name: "Changed by your assistant" });

  await test.step("an added item is marked until it is kept, announced once, politely, without taking the focus", async () => {
    await line(page).fill("Half a thou");
    await made(gpt, { text: "Dentist", date: day(1), startTime: "14:00" });
    await expect(entry(page, "Dentist")).toContainText("Added by ChatGPT, just now");
    const said = "ChatGPT added Dentist tomorrow at 14:00.";
    await expect(strip).toContainText(said);
    await expect(page.getByRole("status").filter({ hasText: said })).toBeAttached();
    await expect(line(page)).toBeFocused();
    await expect(line(page)).toHaveValue("Half a thou");
    await page.getByRole("button", { name: "Keep Dentist" }).click();
    await expect(entry(page, "Dentist")).not.toContainText("ChatGPT");
    await expect(strip).toBeHidden();
  });
  await test.step("a moved item appears at its new time with the old one struck through, and the strip does not cover the day's name", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await expect(entry(page, "Physio")).toContainText("Moved by ChatGPT");
    const [name, bar] = await Promise.all([page.getByRole("heading", { level: 1 }).boundingBox(), strip.boundingBox()]);
    expect(name?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 999));
    await expect(entry(page, "Physio").locator("del")).toContainText("17:00");
    await expect(entry(page, "Physio")).toContainText("18:45");
  });
  await test.step("a deleted item is struck through, and can be restored", async () => {
    await gpt.call("deleteItemById", { id: lunch?.id });
    await expect(entry(page, "Lunch").locator("del")).toHaveText("Lunch");
    await page.getByRole("button", { name: "Revert Lunch" }).click();
    await expect(page.getByRole("button", { name: "Lunch", exact: true })).toBeVisible();
    expect((await page.request.get(`/api/items/${lunch?.id}`)).status()).toBe(200);
  });
  await test.step("after a lost connection the page says so, reconnects and catches up", async () => {
    await context.setOffline(true);
    await expect(page.getByText("Offline", { exact: true })).toBeVisible();
    await made(gpt, { text: "Optician", date: day(1) });
    await context.setOffline(false);
    await expect(entry(page, "Optician")).toContainText("Added by ChatGPT", { timeout: 5000 });
    await expect(page.getByText("Offline", { exact: true })).toBeHidden();
    await strip.getByRole("button", { name: "Keep all" }).click();
    await expect(strip).toBeHidden();
  });
  await test.step("changes above the viewport do not shift what is in view", async () => {
    const looked = page.getByRole("button", { name: "Task 15.", exact: true });
    // Far days have only their headings until one comes near.
    await page.locator(`#day-${day(16)}`).evaluate((heading) => heading.scrollIntoView({ block: "center" }));
    await looked.focus();
    await looked.scrollIntoViewIfNeeded();
    const top = async () => Math.round((await looked.boundingBox())?.y ?? 0);
    const before = await top();
    await made(gpt, { text: "Above", date: day(1), startTime: "09:00", endTime: "12:00" });
    await expect(entry(page, "Above")).toBeAttached();
    await expect.poll(top).toBeGreaterThan(before - 3);
    await expect.poll(top).toBeLessThan(before + 3);
    await expect(looked).toBeFocused();
    await strip.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(strip).toBeHidden();
  });
  const reviewed = /\/api\/changes\/review$/;
  await test.step("a restored date is reverted alone, and a series deleted with others comes back whole", async () => {
    const occurrences = [1, 2, 3].map((index) => ({ id: walk?.id, occurrence: day(index) }));
    // However late the items are read, no mark comes before what it marks: that can be reverted at once.
    const isList = /\/api\/items\?from/;
    await page.route(isList, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await gpt.call("deleteItems", { occurrences });
    await gpt.call("undoChange", { last: true });
    await expect(entry(page, "Walk").nth(1)).toContainText("Brought back by ChatGPT");
    await entry(page, "Walk").nth(1).getByRole("button", { name: "Revert Walk" }).click();
    await expect(entry(page, "Walk")).toHaveCount(3);
    await page.unrouteAll({ behavior: "wait" });
    const kept = page.waitForResponse(reviewed);
    await strip.getByRole("button", { name: "Keep" }).click();
    await kept;
    await gpt.call("deleteItems", { ids: [walk?.id, cinema?.id], scope: "all" });
    await entry(page, "Walk").getByRole("button", { name: "Revert Walk" }).click();
    await expect(page.getByRole("button", { name: "Walk", exact: true })).toHaveCount(3);
    await expect(entry(page, "Cinema")).toContainText("Deleted by ChatGPT");
  });
  await test.step("leaving counts for the user whose page it is, even if someone else has signed in since", async () => {
    const left = page.waitForRequest(reviewed);
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    expect((await left).headers()["agenda-person"]).toMatch(/./);
  });
});

test("three tabs share one stream, show each other's changes, and have a line each", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const streams: string[] = [];
  context.on("request", (request) => request.url().includes("/api/feed") && streams.push(request.url()));
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, { text: "Review", date: day(1) });
  const [other, third] = [await context.newPage(), await context.newPage()];
  for (const tab of [other, third]) {
    await tab.goto("/");
    await isLive(tab);
  }

  await test.step("one's own change in another tab appears unmarked", async () => {
    await other.getByRole("button", { name: "Review", exact: true }).click();
    await edit(other);
    await panel(other).getByLabel("Place").fill("Room 2");
    await panel(other).getByRole("button", { name: "Save" }).click();
    await expect(entry(page, "Review")).toContainText("Room 2");
    await expect(entry(page, "Review")).not.toContainText("Changed by");
  });
  await test.step("what one adds or empties takes nothing from the line of the other", async () => {
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
  });
  await test.step("tabs share one stream, and continue when the leading one closes", async () => {
    await made(gpt, { text: "Dentist", date: day(1) });
    for (const tab of [page, other, third]) await expect(entry(tab, "Dentist")).toBeVisible();
    expect(streams).toHaveLength(1);
    await page.close();
    await expect.poll(() => streams.length).toBe(2);
    await made(gpt, { text: "Optician", date: day(1) });
    for (const tab of [other, third]) await expect(entry(tab, "Optician")).toBeVisible();
  });
  await test.step("a reload keeps the line", async () => {
    await other.reload();
    await expect(line(other)).toHaveValue("Call Ana");
  });
});
