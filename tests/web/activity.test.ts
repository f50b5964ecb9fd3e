import type { Page } from "@playwright/test";
import { day, entry, isLive, made, planned, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests } from "./harness/held.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const strip = (page: Page) => page.getByRole("region", { name: "Changed by your assistant" });
const change = (page: Page, words: RegExp | string) => page.locator("li.change").filter({ hasText: words });

/** A change by the user, made as the page makes it. */
async function write(page: Page, id: string | undefined, data: Record<string, unknown>): Promise<void> {
  const headers = { "Sec-Fetch-Site": "same-origin" };
  expect((await page.request.patch(`/api/items/${id}`, { headers, data })).status()).toBe(200);
}

test("on the agenda, what an assistant did is reverted: moved back, removed, alone or together", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [physio, dentist] = await planned(
    page,
    { text: "Physio", date: day(1), startTime: "17:00" },
    { text: "Dentist", date: day(2), startTime: "17:00" },
  );
  const revert = strip(page).getByRole("button", { name: "Revert", exact: true });

  await test.step("an item that the GPT moved is moved back, and can be moved there again", async () => {
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await expect(entry(page, "Physio")).toContainText("18:00");
    await revert.click();
    await expect(strip(page)).toBeHidden();
    await expect(entry(page, "Physio")).toContainText("17:00");
    await expect(entry(page, "Physio")).not.toContainText("18:00");
    await expect(page.getByRole("button", { name: "Physio", exact: true })).toBeFocused();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(entry(page, "Physio")).toContainText("18:00");
  });
  await test.step("an item changed again is an obstacle, is named, and stays when the rest is reverted", async () => {
    await gpt.call("updateItemById", { id: dentist?.id, startTime: "18:00" });
    await expect(strip(page)).toBeVisible();
    await page.route("**/api/changes/fresh", (route) => route.abort());
    await write(page, dentist?.id, { location: "Room 2" });
    await revert.click();
    const refusal = page.getByRole("alert").filter({ hasText: "Dentist was changed since by you" });
    await expect(refusal).toContainText("Nothing was taken back.");
    await page.unroute("**/api/changes/fresh");
    await refusal.getByRole("button", { name: "Revert the rest" }).click();
    await expect(entry(page, "Dentist")).toContainText("17:00");
    await expect(entry(page, "Dentist")).toContainText("Room 2");
    await expect(refusal).toBeHidden();
  });
  await test.step("reverting both leaves kept changes of the same conversation", async () => {
    await made(gpt, { text: "Breakfast", date: day(1) });
    await page.getByRole("button", { name: "Keep Breakfast" }).click();
    await made(gpt, { text: "Lunch", date: day(1) });
    await made(gpt, { text: "Dinner", date: day(1) });
    await strip(page).getByRole("button", { name: "Revert both" }).click();
    await expect(entry(page, "Lunch")).toHaveCount(0);
    await expect(entry(page, "Dinner")).toHaveCount(0);
    await expect(entry(page, "Breakfast")).toBeVisible();
  });
  await test.step("one of several items that were added at once is removed alone", async () => {
    await made(gpt, { text: "Opera", date: day(1) }, { text: "Supper", date: day(1) });
    await page.getByRole("button", { name: "Revert Opera" }).click();
    await expect(entry(page, "Opera")).toHaveCount(0);
    await expect(entry(page, "Supper")).toContainText("Added by ChatGPT");
    // The whole change can be undone at its row; here it would take more than what is meant.
    await page.getByRole("navigation", { name: "Places", exact: true }).getByRole("link", { name: "Activity" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Activity");
    await expect(page.getByRole("button", { name: "Keep it" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Revert it" })).toHaveCount(0);
    await page.getByRole("button", { name: "Keep it" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Kept." })).toBeAttached();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });
});

test("the activity page shows live what assistants do, undoes and redoes it, and says what stands in the way", async ({
  page,
  signIn,
  gptOf,
}) => {
  const person = await signIn({ visits: false });
  const gpt = await gptOf(person);
  const [physio] = await storeItems(page, { text: "Physio", date: day(1), startTime: "17:00" });
  const stored = async (text: string) => {
    const { items } = await (await page.request.get(`/api/items?from=${day(1)}&to=${day(1)}`)).json();
    return items.find((item: { text: string }) => item.text === text);
  };
  await page.goto("/activity");
  await isLive(page);
  const moved = change(page, /^\d\d:\d\d(Undone: )?Moved Physio/);

  await test.step("shows live what the GPT does, undoes it, and redoes it", async () => {
    // Later revs count no more once the database has gone back.
    await page.route(
      /\/api\/changes\?/,
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...((await response.json()) as object), rev: 99 } });
      },
      { times: 1 },
    );
    await gpt.call("updateItemById", { id: physio?.id, location: "Room 2" });
    await expect(change(page, "Changed the location of Physio")).toBeVisible();
    // News that comes while it still reads is read, too. By the answer to a whole page it has come.
    const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
    const letGo = await holdRequests(page, "**/api/changes/fresh*", () => {
      holds();
      return true;
    });
    await isHeld;
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await page.evaluate(() => fetch("/activity").then((answer) => answer.text()));
    letGo();
    await expect(moved.locator("del")).toContainText("17:00");
    await expect(moved.locator("ins")).toContainText("18:00");
    await moved.getByRole("button", { name: "Undo Physio" }).click();
    await expect(moved).toContainText(/Undone \d\d:\d\d/);
    await expect(moved.getByRole("button", { name: "Redo Physio" })).toBeFocused();
    await expect(page.getByRole("status").filter({ hasText: "Undid a change" })).toBeAttached();
    await moved.getByRole("button", { name: "Redo Physio" }).click();
    await expect(moved.getByRole("button", { name: "Undo Physio" })).toBeVisible();
    expect(await stored("Physio")).toMatchObject({ startTime: "18:00" });
  });
  await test.step("undoes a whole conversation as one change", async () => {
    const other = await gptOf(person);
    for (const text of ["One", "Two", "Three"]) await made(other, { text, date: day(1) });
    await page.getByRole("button", { name: "Undo all 3" }).click();
    await expect(change(page, /^\d\d:\d\dUndone: Added (One|Two|Three)/)).toHaveCount(3);
    await expect(page.getByText("Undid 3 changes").first()).toBeVisible();
    expect([await stored("One"), await stored("Two"), await stored("Three")]).toEqual(Array(3).fill(undefined));
  });
  await test.step("offers no rest if there is none", async () => {
    const [tea] = await made(gpt, { text: "Tea", date: day(1) });
    await write(page, tea?.id, { location: "Room 2" });
    await change(page, "Added Tea").getByRole("button", { name: "Undo Tea" }).click();
    const refusal = page.getByRole("alert").filter({ hasText: "Tea was changed since by you" });
    await expect(refusal).toBeVisible();
    await expect(refusal.getByRole("button")).toHaveCount(0);
  });
  await test.step("leaves what it warned about when the rest of the addition is undone", async () => {
    const [lunch] = await made(gpt, { text: "Lunch", date: day(1) }, { text: "Dinner", date: day(1) });
    await write(page, lunch?.id, { location: "Room 2" });
    const added = change(page, /^\d\d:\d\d(Undone: )?Added Lunch/);
    await added.getByRole("button", { name: /^Undo/ }).click();
    await expect(added.getByRole("alert")).toContainText("Lunch was changed since by you");
    await added.getByRole("button", { name: "Undo the rest" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Left as it is: Lunch." })).toBeAttached();
    expect(await stored("Lunch")).toMatchObject({ location: "Room 2" });
    expect(await stored("Dinner")).toBeUndefined();
  });
  await test.step("names obstacles, is accessible and fits meanwhile, and undoes the rest when told to", async () => {
    await write(page, physio?.id, { location: "Room 3" });
    await moved.getByRole("button", { name: "Undo Physio" }).click();
    await expect(moved.getByRole("alert")).toContainText("Physio was changed since by you");
    await expect(moved.getByRole("alert")).toContainText("Nothing was taken back.");
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await moved.getByRole("button", { name: "Undo the rest" }).click();
    await expect(moved).toContainText(/Undone \d\d:\d\d/);
    expect(await stored("Physio")).toMatchObject({ startTime: "17:00", location: "Room 3" });
  });
});

test("older changes are shown on request, and deleted items are restored from the trash", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [lunch, long] = await storeItems(
    page,
    { text: "Lunch", date: day(1), startTime: "12:30" },
    { text: "Dinner with Joris and everybody else who happens to be in town", date: day(1) },
  );
  await gpt.call("deleteItems", { ids: [lunch?.id, long?.id] });
  await made(gpt, { text: "The first of all", date: day(1) });
  const [task] = await made(gpt, { text: "Call", date: day(1), startTime: "12:30" });
  for (let count = 0; count < 50; count++) await gpt.call("updateItemById", { id: task?.id, text: `Call ${count}` });

  await test.step("the activity page shows older changes on request", async () => {
    await page.goto("/activity");
    await isLive(page);
    await expect(page.getByRole("button", { name: "Undo The first of all" })).toHaveCount(0);
    await page.getByRole("button", { name: "Show older" }).click();
    await expect(page.getByRole("button", { name: "Undo The first of all" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Show older" })).toBeHidden();
    await expect(page.locator("li.change").nth(50)).toBeFocused();
  });
  await test.step("deleted items are in the trash, which is accessible and fits, and can be restored from there", async () => {
    await page.getByRole("link", { name: "In the trash: 2" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trash");
    await expect(page.getByRole("listitem").filter({ hasText: "Lunch" })).toContainText("kept until");
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await page.getByRole("button", { name: /^Restore Dinner/ }).click();
    await expect(page.getByRole("status").filter({ hasText: /^Dinner with Joris .* is back/ })).toBeVisible();
    await page.getByRole("button", { name: "Restore Lunch" }).click();
    const back = "Lunch is back on the agenda, tomorrow. It overlaps with Call 49, tomorrow at 12:30.";
    await expect(page.getByRole("status").filter({ hasText: back })).toBeVisible();
    await expect(page.getByText("Nothing in the trash.")).toBeVisible();
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await expect(entry(page, "Lunch")).toContainText("12:30");
  });
});
