import type { Page } from "@playwright/test";
import { day, edit, entry, isLive, panel, planned, quickAdd } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessibleInBoth } from "../harness/looks.ts";

const review = { text: "Review", date: day(1), startTime: "14:00", endTime: "15:30" };
const far = { text: "Inventory", date: day(20) };

/** Fails if the browser asks before leaving the page. */
async function reload(page: Page): Promise<void> {
  let isAsked = false;
  page.once("dialog", (dialog) => {
    isAsked = true;
    void dialog.accept();
  });
  await page.reload();
  await isLive(page);
  expect(isAsked).toBe(false);
}

test("what is not saved survives a reload, and is asked about before one signs out", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [made] = await planned(page, review, far);
  const line = quickAdd(page).getByRole("textbox").first();
  const here = page.getByRole("form", { name: "Add an item here" }).getByRole("textbox").first();
  await test.step("unsaved words survive a reload without taking the focus, and a banner points to those out of view", async () => {
    await line.fill("Buy milk");
    await page
      .getByRole("button", { name: /^Add an item on / })
      .first()
      .click();
    await here.fill("Walk");
    await page.getByRole("button", { name: "Review", exact: true }).click();
    await edit(page);
    await panel(page).getByLabel("Place").fill("Room 2");
    await page.evaluate(() => scrollTo(0, 0));
    await reload(page);
    await expect(line).toHaveValue("Buy milk");
    await expect(here).toHaveValue("Walk");
    const told = page.getByText(/^Unsaved changes to Review, /);
    await expect(told).toBeVisible();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await expect(page.getByText(/^Not added yet/)).toHaveCount(0);
    await expectAccessibleInBoth(page);

    // What was changed meanwhile is merged as if the page had been open.
    await gpt.call("updateItemById", { id: made?.id, notes: "Bring it" });
    await page.getByRole("button", { name: "Show changes to Review" }).press("Enter");
    await expect(panel(page).getByLabel("Place")).toHaveValue("Room 2");
    await expect(panel(page).getByLabel("Notes")).toHaveValue("Bring it");
    await expect(told).toBeHidden();
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    await expect(entry(page, "Review")).toContainText("Room 2");
    await here.focus();
    await page.keyboard.press("Enter");
    await expect(entry(page, "Walk")).toBeVisible();
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Walk"); // until it is stored

    // Of another day, out of sight.
    await page.goto(`/day/${day(20)}`);
    await isLive(page);
    await expect(page.getByText(/^Kept as you left it, for /)).toBeVisible();
    await page.getByRole("button", { name: "Nothing planned. Add an item here" }).first().click();
    await here.fill("Count the spoons");
    await page.goto("/");
    await isLive(page);
    const notAdded = page.getByText(/^Not added yet: “Count the spoons”, /);
    await expect(notAdded).toBeVisible();
    await page.getByRole("button", { name: "Show “Count the spoons”" }).click();
    await expect(here).toBeFocused();
    await expect(here).toHaveValue("Count the spoons");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Count the spoons")).toBeVisible();
    await expect(line).toHaveValue("Buy milk");
  });
  await test.step("signing out asks about what is not saved, and whoever signs in next finds nothing of it", async () => {
    await line.fill("Secret party");
    const other = await context.newPage();
    await other.goto("/connect");
    await other.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
    await other.getByRole("button", { name: "Sign out" }).click();
    const question = other.getByRole("dialog", { name: "Not saved: “Secret party”." });
    await expect(question.getByRole("button", { name: "Stay signed in" })).toBeFocused();
    await expectAccessibleInBoth(other, ".unsaved-dialog");
    await other.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await reload(page);
    await expect(line).toHaveValue("Secret party");
    await expect(page.getByText(/^(Not added yet: “Count|Unsaved)/)).toHaveCount(0);

    await other.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
    await other.getByRole("button", { name: "Sign out" }).click();
    await question.getByRole("button", { name: "Sign out" }).click();
    await expect(other.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await expect(page.getByText("You are signed out here.")).toBeVisible();
    const left = () => other.evaluate(() => JSON.stringify(localStorage));
    expect(await left()).not.toContain("Secret");
    await line.fill("Secret dinner");
    await signIn({ page: other });
    await isLive(other);
    await expect(quickAdd(other).getByRole("textbox").first()).toHaveValue("");
    expect(await left()).not.toContain("Secret");

    // The tab that was left open writes nothing into the agenda of whoever came next.
    await line.press("Enter");
    await expect(page.getByText("You are signed out here, so this was not saved.").first()).toBeVisible();
    const theirs = await other.request.get(`/api/items?from=${day(0)}&to=${day(30)}`);
    expect(await theirs.json()).toMatchObject({ items: [] });
  });
});
