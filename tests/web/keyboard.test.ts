import type { Page } from "@playwright/test";
import { scriptBytes } from "../../tools/bench/ui/script-size.ts";
import { day, entry, isLive, made, panel, planned, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests } from "./harness/held.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const items = [
  { text: "First", date: day(1), startTime: "09:00", endTime: "10:00" },
  { text: "Second", date: day(1), startTime: "11:00", endTime: "12:00" },
  { text: "Third", date: day(2) },
];

test("a page that ships little script is used by keyboard alone, and with its single-key shortcuts off", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await storeItems(page, ...items);
  await test.step("before interaction the page ships at most 200 kB of compressed script", async () => {
    const bytes = await scriptBytes(page, async () => {
      await page.goto("/");
      await isLive(page);
      await page.waitForLoadState("load");
    });
    console.log(`${(bytes / 1000).toFixed(2)} kB of script`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(200_000);
  });
  await test.step("items are added, navigated, ticked off and deleted by keyboard alone", async () => {
    const letGo = await holdRequests(page, "**/api/items", (request) => request.method() === "POST");
    await page.keyboard.press("c");
    await page.keyboard.type("Zero jokes xx");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Zero jokes xx")).toBeVisible();
    await page.keyboard.press("Escape");
    const button = (name: string) => page.getByRole("main").getByRole("button", { name, exact: true });
    await button("First").focus();
    await page.keyboard.press("j");
    await expect(button("Second")).toBeFocused();
    await page.keyboard.press("j");
    await expect(button("Third")).toBeFocused();
    // What was seen when it was added is not told, even if the answer comes once it has scrolled away.
    letGo();
    await expect(page.getByRole("status").filter({ hasText: "Added Zero jokes xx" })).toBeAttached();
    await page.keyboard.press("Space");
    await expect(page.getByRole("checkbox", { name: "Done: Third" })).toBeChecked();
    await page.keyboard.press("k");
    await page.keyboard.press("#");
    await expect(entry(page, "Second")).toBeHidden();
    await expect(page.getByText("Second deleted.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Third\s*, done$/ })).toBeFocused();
    // Undo is one Tab away, and the item one back.
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    await page.keyboard.press("Tab");
    await expect(undo).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: /^Third\s*, done$/ })).toBeFocused();
    await page.keyboard.press("F6");
    await undo.press("Enter");
    await expect(entry(page, "Second")).toBeVisible();
    await expect(button("Second")).toBeFocused();

    // z takes back what was done last, and not the deletion before it, which alone has a toast.
    await button("First").press("#");
    await expect(page.getByText("First deleted.")).toBeVisible();
    await page.getByRole("button", { name: /^Third\s*, done$/ }).press("Space");
    const third = page.getByRole("checkbox", { name: "Done: Third" });
    await expect(third).not.toBeChecked();
    await page.keyboard.press("z");
    await expect(third).toBeChecked();
    await page.keyboard.press("c");
    await page.keyboard.type("Fourth floor");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await button("Fourth floor").press("z");
    await expect(entry(page, "Fourth floor")).toBeHidden();
    await expect(entry(page, "First")).toBeHidden();
  });
  await test.step("a key held down deletes one item, not one after the other", async () => {
    await page.getByRole("button", { name: "Zero jokes xx", exact: true }).focus();
    await page.keyboard.down("Delete");
    await expect(page.getByRole("button", { name: "Second", exact: true })).toBeFocused();
    await page.keyboard.down("Delete");
    await page.keyboard.up("Delete");
    await expect(page.getByText("Zero jokes xx deleted.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Second", exact: true })).toBeFocused();
  });
  await test.step("ticking an item off, on and off faster than the server answers causes no conflict", async () => {
    const letGo = await holdRequests(page, "**/api/items/*");
    const answers: number[] = [];
    page.on("response", (response) => {
      if (response.request().method() === "PATCH") answers.push(response.status());
    });
    await page.locator("main [data-item]", { hasText: "Third" }).focus();
    for (const isDone of [false, true, false]) {
      await page.keyboard.press("Space");
      await expect(page.getByRole("checkbox", { name: "Done: Third" })).toBeChecked({ checked: isDone });
    }
    letGo();
    await expect.poll(() => answers).toEqual([200, 200, 200]);
    await expect(page.getByRole("checkbox", { name: "Done: Third" })).not.toBeChecked();
  });
  await test.step("single-key shortcuts can be turned off, and on again", async () => {
    const turn = async (on: boolean) => {
      await page.getByRole("button", { name: /settings, privacy and sign-out$/ }).click();
      await page.getByRole("link", { name: "Settings" }).click();
      const box = page.getByRole("checkbox", { name: "Single-key shortcuts" });
      await expect(box).toBeChecked({ checked: !on });
      await box.setChecked(on);
      await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
      await isLive(page);
    };
    await turn(false);
    await expect(page.locator("kbd")).toHaveCount(0);
    for (const key of ["c", "/"]) await page.keyboard.press(key);
    await expect(page.locator("body")).toBeFocused();
    const third = page.getByRole("button", { name: "Third", exact: true });
    await third.focus();
    for (const key of ["k", "x", "ArrowUp", "#", "Delete"]) await page.keyboard.press(key);
    await expect(third).toBeFocused();
    await expect(page.getByRole("checkbox", { name: "Done: Third" })).not.toBeChecked();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("keys");
    await expect(page.getByRole("option", { name: "Keys", exact: true })).toBeVisible();
    await page.keyboard.press("Enter");
    const keys = page.getByRole("dialog", { name: "Keys" });
    await expect(keys.getByRole("term")).toHaveText(["Search and commands", "Undo"]);
    await page.keyboard.press("Escape");
    await turn(true);
    await page.keyboard.press("/");
    await expect(page).toHaveURL("/search");
  });
});

/** As WCAG 1.4.12 names it. */
async function spaceText(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const { style, tagName } of document.querySelectorAll<HTMLElement>("body *")) {
      Object.assign(style, { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" });
      if (tagName === "P") style.marginBlockEnd = "2em";
    }
  });
}

test("the agenda is accessible and fits in every look, and at 320 px", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, ...items, { text: "Visit", date: day(-1), endDate: day(2) }, { text: "Old", date: day(-3) });
  const times = { date: day(1), startTime: "09:30", endTime: "10:30" };
  await made(gpt, { text: "Clash", ...times, location: "Room 2", tags: ["work"] });
  await expect(entry(page, "Clash")).toContainText("Added by ChatGPT");
  await test.step("the agenda is accessible and fits in every look", async () => {
    await inEveryLook(page, (look) => expectAccessible(page, look));
  });
  await test.step("at 320 px, which is 400 % of a window, nothing is cut off, also with more space between letters and lines", async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    await expect(entry(page, "Second")).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await spaceText(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Second", exact: true }).click();
    await expect(panel(page)).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await spaceText(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
