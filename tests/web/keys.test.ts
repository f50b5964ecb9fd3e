import type { Page } from "@playwright/test";
import { day, entry, isLive, panel, planned, quickAdd } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

const title = "fix#3 Announce me";
const items = [
  { text: "First", date: day(1), startTime: "09:00", endTime: "10:00" },
  { text: "Second", date: day(1), startTime: "11:00", endTime: "12:00" },
  { text: "Third", date: day(2) },
];

interface Stored {
  readonly id: string;
  readonly text: string;
  readonly version: number;
}

async function stored(page: Page): Promise<readonly Stored[]> {
  const answer = await page.request.get(`/api/items?from=${day(-1)}&to=${day(60)}&limit=200`);
  const { items } = (await answer.json()) as { items: Stored[] };
  return items.map(({ id, text, version }) => ({ id, text, version }));
}

/** Everything on the page that is focusable and not a text field. */
const controls = (page: Page) =>
  page
    .locator("a[href], button, summary, [tabindex='0'], input[type=checkbox]")
    .filter({ visible: true })
    .elementHandles();

async function addsFromEverywhere(page: Page): Promise<void> {
  const before = await stored(page);
  const handles = await controls(page);
  expect(handles.length).toBeGreaterThan(15);
  let typedAt = 0;
  for (const handle of handles) {
    // What is added meanwhile may push a far day out of what is drawn.
    if (!(await handle.evaluate((control) => control.isConnected))) continue;
    typedAt += 1;
    const answer = page.waitForResponse(
      (response) => response.request().method() === "POST" && response.url().endsWith("/api/items"),
    );
    await handle.focus();
    await page.keyboard.type(`c ${title}`);
    await page.keyboard.press("Enter");
    expect((await answer).status()).toBe(201);
  }
  expect(typedAt).toBeGreaterThan(15);
  const after = await stored(page);
  expect(after).toHaveLength(before.length + typedAt);
  expect(after.filter(({ text }) => text !== title)).toEqual(before);
}

test("c and a title, typed from anything focusable, add one item and change no other", async ({ page, signIn }) => {
  test.slow(); // an add line for each of some thirty places
  await signIn({ visits: false });
  await planned(page, ...items);
  await addsFromEverywhere(page);
});

test("the same holds while an item is open beside the list", async ({ page, signIn }) => {
  await signIn();
  await page.setViewportSize({ width: 1440, height: 900 });
  await planned(page, ...items);
  await page.getByRole("button", { name: "First", exact: true }).click();
  const before = await stored(page);
  await panel(page).getByRole("button", { name: "Delete" }).focus();
  await page.keyboard.type(`c ${title}`);
  await page.keyboard.press("Enter");
  await expect(entry(page, title)).toBeVisible();
  await expect.poll(async () => (await stored(page)).filter(({ text }) => text !== title)).toEqual(before);
  await expect(panel(page)).toBeVisible();
});

test("text typed right after Add was clicked is the next title, not a shortcut", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, ...items);
  const words = quickAdd(page).getByRole("textbox").first();
  await words.fill("Water the plants");
  await quickAdd(page).getByRole("button", { name: "Add" }).click();
  await expect(entry(page, "Water the plants")).toBeVisible();
  await expect(words).toHaveValue("");
  await page.keyboard.type(title);
  await expect(words).toHaveValue(title);
});

test("a line that was just closed is reopened by typing on", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, ...items);
  const words = quickAdd(page).getByRole("textbox").first();
  await page.keyboard.press("c");
  await page.keyboard.press("Escape");
  await expect(words).not.toBeFocused();
  await page.keyboard.type("jack/c");
  await expect(words).toHaveValue("jack/c");
  await words.fill("");

  await page.getByRole("button", { name: "1 h free, 10:00 to 11:00. Add an item here" }).click();
  const here = page.getByRole("form", { name: "Add an item here" });
  await page.keyboard.press("Escape");
  await expect(here).toBeHidden();
  await page.keyboard.type("xylophone");
  await expect(here.getByRole("textbox").first()).toHaveValue("xylophone");
  await page.keyboard.press("Enter");
  await expect(here).toBeHidden();
  await page.keyboard.type("j#x");
  await expect(words).toHaveValue("j#x");
  await expect(page.getByRole("button", { name: "xylophone", exact: true })).toBeVisible();
});

test("letters are not shortcuts with Ctrl, in a dialog, or during input method composition", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await planned(page, { text: "Walk", date: day(1), recurrence: "FREQ=DAILY;COUNT=3" });
  const words = page.locator("[data-quick-add]"); // alone: in a modal dialog it has no role
  await page.keyboard.press("Control+c");
  await expect(words).not.toBeFocused();
  const compose = () =>
    page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", isComposing: true, bubbles: true })),
    );
  await compose();
  await expect(words).not.toBeFocused();
  await page.getByRole("button", { name: "Walk" }).first().focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("c");
  await expect(words).not.toBeFocused();
  await page.getByRole("button", { name: "Keep" }).click();
  await page.keyboard.press("c");
  // On the day that had the focus.
  await expect(page.getByRole("form", { name: "Add an item here" }).getByRole("textbox")).toBeFocused();
});

test("j and k move through the list from wherever the focus is", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, ...items);
  await page.keyboard.press("j");
  await expect(page.getByRole("button", { name: "First", exact: true })).toBeFocused();
  await page.getByRole("link", { name: "Activity" }).first().focus();
  await page.keyboard.press("k");
  await expect(page.locator("main [data-item]:focus")).toHaveCount(1);
  await isLive(page);
});
