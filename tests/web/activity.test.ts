import type { Page } from "@playwright/test";
import { day, entry, isLive, made, planned } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const strip = (page: Page) => page.getByRole("region", { name: "Changed by your assistant" });
const openPast = async (page: Page) => {
  await page.goto("/activity");
  await isLive(page);
};

/** A change by the user, made as the page makes it. */
async function change(page: Page, id: string | undefined, fields: Record<string, unknown>): Promise<void> {
  const status = await page.evaluate(
    async ([path, body]) => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch(path, { method: "PATCH", headers, body })).status;
    },
    [`/api/items/${id}`, JSON.stringify(fields)] as const,
  );
  expect(status).toBe(200);
}

test.describe("on the agenda", () => {
  test("an item that the GPT moved is moved back, and can be moved there again", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00" });
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await expect(entry(page, "Physio")).toContainText("18:00");
    await strip(page).getByRole("button", { name: "Revert", exact: true }).click();
    await expect(strip(page)).toBeHidden();
    await expect(entry(page, "Physio")).toContainText("17:00");
    await expect(entry(page, "Physio")).not.toContainText("18:00");
    await expect(page.getByRole("button", { name: "Physio", exact: true })).toBeFocused();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(entry(page, "Physio")).toContainText("18:00");
  });

  test("reverting both leaves kept changes of the same conversation", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    await made(gpt, { text: "Breakfast", date: day(1) });
    await page.getByRole("button", { name: "Keep Breakfast" }).click();
    await made(gpt, { text: "Lunch", date: day(1) });
    await made(gpt, { text: "Dinner", date: day(1) });
    await strip(page).getByRole("button", { name: "Revert both" }).click();
    await expect(entry(page, "Lunch")).toHaveCount(0);
    await expect(entry(page, "Dinner")).toHaveCount(0);
    await expect(entry(page, "Breakfast")).toBeVisible();
  });

  test("one of several items that were added at once is removed alone", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    await made(gpt, { text: "Lunch", date: day(1) }, { text: "Dinner", date: day(1) });
    await page.getByRole("button", { name: "Revert Lunch" }).click();
    await expect(entry(page, "Lunch")).toHaveCount(0);
    await expect(entry(page, "Dinner")).toContainText("Added by ChatGPT");
    // The whole change can be undone at its row; here it would take more than what is meant.
    await openPast(page);
    await expect(page.getByRole("button", { name: "Revert it" })).toHaveCount(0);
    await page.getByRole("button", { name: "Keep it" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Kept." })).toBeAttached();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });

  test("an item changed again is an obstacle, is named, and stays when the rest is reverted", async ({
    page,
    signIn,
    gptOf,
  }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00" });
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await expect(strip(page)).toBeVisible();
    await page.route("**/api/changes/fresh", (route) => route.abort());
    await change(page, physio?.id, { location: "Room 2" });
    await strip(page).getByRole("button", { name: "Revert", exact: true }).click();
    const refusal = page.getByRole("alert").filter({ hasText: "Physio was changed since by you" });
    await expect(refusal).toContainText("Nothing was taken back.");
    await page.unroute("**/api/changes/fresh");
    await refusal.getByRole("button", { name: "Revert the rest" }).click();
    await expect(entry(page, "Physio")).toContainText("17:00");
    await expect(entry(page, "Physio")).toContainText("Room 2");
    await expect(refusal).toBeHidden();
  });
});

test.describe("the activity page", () => {
  test("shows live what the GPT does, undoes it, and redoes it", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00" });
    await page.getByRole("navigation", { name: "Places", exact: true }).getByRole("link", { name: "Activity" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Activity");
    await isLive(page);
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
    await expect(page.locator("li.change").filter({ hasText: "Changed the location of Physio" })).toBeVisible();
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    const moved = page.locator("li.change").filter({ hasText: /^\d\d:\d\d(Undone: )?Moved Physio/ });
    await expect(moved.locator("del")).toContainText("17:00");
    await expect(moved.locator("ins")).toContainText("18:00");
    await moved.getByRole("button", { name: "Undo Physio" }).click();
    await expect(moved).toContainText(/Undone \d\d:\d\d/);
    await expect(moved.getByRole("button", { name: "Redo Physio" })).toBeFocused();
    await expect(page.getByRole("status").filter({ hasText: "Undid a change" })).toBeAttached();
    await moved.getByRole("button", { name: "Redo Physio" }).click();
    await expect(moved.getByRole("button", { name: "Undo Physio" })).toBeVisible();
    await page.goto("/");
    await expect(entry(page, "Physio")).toContainText("18:00");
  });

  test("undoes a whole conversation as one change", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    for (const text of ["One", "Two", "Three"]) await made(gpt, { text, date: day(1) });
    await openPast(page);
    await page.getByRole("button", { name: "Undo all 3" }).click();
    await expect(page.locator("li.change.is-undone")).toHaveCount(3);
    await expect(page.getByText("Undid 3 changes").first()).toBeVisible();
    await page.goto("/");
    await isLive(page);
    await expect(page.getByText("Nothing planned yet.")).toBeVisible();
  });

  test("names obstacles, and undoes the rest when told to", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00" });
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await change(page, physio?.id, { location: "Room 2" });
    await openPast(page);
    const moved = page.locator("li.change").filter({ hasText: /^\d\d:\d\d(Undone: )?Moved Physio/ });
    await moved.getByRole("button", { name: "Undo Physio" }).click();
    await expect(moved.getByRole("alert")).toContainText("Physio was changed since by you");
    await expect(moved.getByRole("alert")).toContainText("Nothing was taken back.");
    await moved.getByRole("button", { name: "Undo the rest" }).click();
    await expect(moved).toContainText(/Undone \d\d:\d\d/);
    await page.goto("/");
    await expect(entry(page, "Physio")).toContainText("17:00");
    await expect(entry(page, "Physio")).toContainText("Room 2");
  });

  test("leaves what it warned about when the rest of the addition is undone", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    const [lunch] = await made(gpt, { text: "Lunch", date: day(1) }, { text: "Dinner", date: day(1) });
    await change(page, lunch?.id, { location: "Room 2" });
    await openPast(page);
    const added = page.locator("li.change").filter({ hasText: /^\d\d:\d\d(Undone: )?Added Lunch/ });
    await added.getByRole("button", { name: /^Undo/ }).click();
    await expect(added.getByRole("alert")).toContainText("Lunch was changed since by you");
    await added.getByRole("button", { name: "Undo the rest" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Left as it is: Lunch." })).toBeAttached();
    await page.goto("/");
    await expect(entry(page, "Lunch")).toContainText("Room 2");
    await expect(entry(page, "Dinner")).toHaveCount(0);
  });

  test("offers no rest if there is none", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    const [lunch] = await made(gpt, { text: "Lunch", date: day(1) });
    await change(page, lunch?.id, { location: "Room 2" });
    await openPast(page);
    await page.getByRole("button", { name: "Undo Lunch" }).last().click();
    const refusal = page.getByRole("alert").filter({ hasText: "Lunch was changed since by you" });
    await expect(refusal).toBeVisible();
    await expect(refusal.getByRole("button")).toHaveCount(0);
  });

  test("shows older changes on request", async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn());
    await isLive(page);
    await made(gpt, { text: "The first of all", date: day(1) });
    const [task] = await made(gpt, { text: "Task", date: day(1) });
    for (let count = 0; count < 50; count++) await gpt.call("updateItemById", { id: task?.id, text: `Task ${count}` });
    await openPast(page);
    await expect(page.getByRole("button", { name: "Undo The first of all" })).toHaveCount(0);
    await page.getByRole("button", { name: "Show older" }).click();
    await expect(page.getByRole("button", { name: "Undo The first of all" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Show older" })).toBeHidden();
    await expect(page.locator("li.change").nth(50)).toBeFocused();
  });
});

test("deleted items are in the trash, and can be restored from there", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [lunch] = await planned(page, { text: "Lunch", date: day(1), startTime: "12:30" });
  await gpt.call("deleteItemById", { id: lunch?.id });
  await gpt.call("createItems", { items: [{ text: "Call", date: day(1), startTime: "12:30" }] });
  await openPast(page);
  await page.getByRole("link", { name: "In the trash: 1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trash");
  await expect(page.getByRole("listitem").filter({ hasText: "Lunch" })).toContainText("kept until");
  await page.getByRole("button", { name: "Restore Lunch" }).click();
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: "Lunch is back on the agenda, tomorrow. It overlaps with Call, tomorrow at 12:30." }),
  ).toBeVisible();
  await expect(page.getByText("Nothing in the trash.")).toBeVisible();
  await page.goto("/");
  await expect(entry(page, "Lunch")).toContainText("12:30");
});

for (const path of ["/activity", "/trash"])
  test(`${path} is accessible and fits at every width, light and dark`, async ({ page, signIn, gptOf }) => {
    const gpt = await gptOf(await signIn({ visits: false }));
    const [physio, lunch] = await planned(
      page,
      { text: "Physio", date: day(1), startTime: "17:00" },
      { text: "Lunch with Joris and everybody else who happens to be in town", date: day(1) },
    );
    await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
    await gpt.call("updateItemById", { id: physio?.id, notes: "Bring the prints." });
    await gpt.call("undoChange", { last: true });
    await change(page, physio?.id, { location: "Room 2" });
    await gpt.call("deleteItemById", { id: lunch?.id });
    await page.goto(path);
    await expect(page.locator("li.change").first()).toBeVisible();
    if (path === "/activity") {
      const moved = page.locator("li.change").filter({ hasText: /^\d\d:\d\dMoved Physio/ });
      await moved.getByRole("button", { name: "Undo Physio" }).click();
      await expect(moved.getByRole("alert")).toContainText("changed since");
    }
    await inEveryLook(page, (look) => expectAccessible(page, look));
  });
