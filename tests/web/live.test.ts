import { day, edit, entry, isLive, made, panel, planned, reopen } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

test("an item added by the GPT appears on the open page without a reload, marked, until it is kept", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn());
  await isLive(page);
  await made(gpt, { text: "Dentist", date: day(1), startTime: "14:00" });
  await expect(entry(page, "Dentist")).toContainText("Added by ChatGPT, just now");
  await expect(page.getByRole("region", { name: "Changed by your assistant" })).toContainText(
    "ChatGPT added Dentist tomorrow at 14:00.",
  );
  await page.getByRole("button", { name: "Keep Dentist" }).click();
  await expect(entry(page, "Dentist")).not.toContainText("ChatGPT");
  await expect(page.getByRole("region", { name: "Changed by your assistant" })).toBeHidden();
});

test("the GPT's addition is announced once, politely, without taking the focus", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn());
  await isLive(page);
  const words = page.getByRole("form", { name: "Add an item" }).getByRole("textbox").first();
  await words.fill("Half a thou");
  await made(gpt, { text: "Dentist", date: day(1), startTime: "14:00" });
  await expect(page.getByRole("status").filter({ hasText: "ChatGPT added Dentist tomorrow at 14:00." })).toBeAttached();
  await expect(words).toBeFocused();
  await expect(words).toHaveValue("Half a thou");
});

test("an item moved by the GPT appears at its new time with the old one struck through", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" });
  await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
  await expect(entry(page, "Physio")).toContainText("Moved by ChatGPT");
  await expect(entry(page, "Physio").locator("del")).toContainText("17:00");
  await expect(entry(page, "Physio")).toContainText("18:45");
});

test("an item deleted by the GPT is struck through, and can be restored", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [lunch] = await planned(page, { text: "Lunch", date: day(1), startTime: "12:30" });
  await gpt.call("deleteItemById", { id: lunch?.id });
  await expect(entry(page, "Lunch").locator("del")).toHaveText("Lunch");
  await page.getByRole("button", { name: "Revert Lunch" }).click();
  await expect(page.getByRole("button", { name: "Lunch", exact: true })).toBeVisible();
  await reopen(page);
  await expect(entry(page, "Lunch")).toBeVisible();
});

test("several changes are counted, and can be stepped through", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn());
  await isLive(page);
  const items = ["One", "Two", "Three"].map((text) => ({ text, date: day(1) }));
  await made(gpt, ...items);
  await expect(page.getByText("ChatGPT made 3 changes: 3 added.").first()).toBeVisible();
  await page.getByRole("button", { name: "Go through them" }).click();
  await expect(page.getByRole("button", { name: "One", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Keep all" }).click();
  await expect(page.getByText("Added by ChatGPT")).toHaveCount(0);
});

test("marks survive a reload of the tab", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn());
  await isLive(page);
  await made(gpt, { text: "Dentist", date: day(1) });
  await expect(entry(page, "Dentist")).toContainText("Added by ChatGPT");
  await reopen(page);
  await expect(entry(page, "Dentist")).toContainText("Added by ChatGPT");
});

test("one's own change in another tab appears unmarked", async ({ page, context, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Review", date: day(1) });
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("button", { name: "Review", exact: true }).click();
  await edit(other);
  await panel(other).getByLabel("Place").fill("Room 2");
  await panel(other).getByRole("button", { name: "Save" }).click();
  await expect(entry(page, "Review")).toContainText("Room 2");
  await expect(entry(page, "Review")).not.toContainText("Changed by");
});

test("ten tabs share one stream, and continue when the leading one closes", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const streams: string[] = [];
  context.on("request", (request) => request.url().includes("/api/feed") && streams.push(request.url()));
  const gpt = await gptOf(await signIn());
  await isLive(page);
  const tabs = [page];
  for (let count = 1; count < 10; count++) {
    const tab = await context.newPage();
    await tab.goto("/");
    tabs.push(tab);
  }
  const before = streams.length;
  await made(gpt, { text: "Dentist", date: day(1) });
  for (const tab of tabs) await expect(entry(tab, "Dentist")).toBeVisible();
  expect(streams).toHaveLength(before);
  await page.close();
  await expect.poll(() => streams.length).toBe(before + 1);
  await made(gpt, { text: "Optician", date: day(1) });
  for (const tab of tabs.slice(1)) await expect(entry(tab, "Optician")).toBeVisible();
});

test("after a lost connection the page says so, reconnects and catches up", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn());
  await isLive(page);
  await context.setOffline(true);
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
  await made(gpt, { text: "Dentist", date: day(1) });
  await context.setOffline(false);
  await expect(entry(page, "Dentist")).toContainText("Added by ChatGPT", { timeout: 5000 });
  await expect(page.getByText("Offline", { exact: true })).toBeHidden();
});

test("changes above the viewport do not shift what is in view", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn());
  const items = Array.from({ length: 20 }, (_, index) => ({ text: `Task ${index}.`, date: day(index + 1) }));
  await planned(page, ...items);
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
});

test("a restored date is reverted alone, and a series deleted with others comes back whole", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [walk, dentist] = await planned(
    page,
    { text: "Walk", date: day(1), recurrence: "FREQ=DAILY;COUNT=4" },
    { text: "Dentist", date: day(1) },
  );
  await isLive(page);
  const occurrences = [1, 2, 3].map((index) => ({ id: walk?.id, occurrence: day(index) }));
  await gpt.call("deleteItems", { occurrences });
  await gpt.call("undoChange", { last: true });
  await expect(entry(page, "Walk").nth(1)).toContainText("Brought back by ChatGPT");
  await entry(page, "Walk").nth(1).getByRole("button", { name: "Revert Walk" }).click();
  await expect(entry(page, "Walk")).toHaveCount(3);
  const reviewed = /\/api\/changes\/review$/;
  const kept = page.waitForResponse(reviewed);
  await page.getByRole("region", { name: "Changed by your assistant" }).getByRole("button", { name: "Keep" }).click();
  await kept;
  await gpt.call("deleteItems", { ids: [walk?.id, dentist?.id], scope: "all" });
  await entry(page, "Walk").getByRole("button", { name: "Revert Walk" }).click();
  await expect(page.getByRole("button", { name: "Walk", exact: true })).toHaveCount(3);
  await expect(entry(page, "Dentist")).toContainText("Deleted by ChatGPT");
  // Leaving counts for the user whose page it is, even if someone else has signed in since.
  const left = page.waitForRequest(reviewed);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect((await left).headers()["agenda-person"]).toMatch(/./);
});
