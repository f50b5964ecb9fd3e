import { day, entry, isLive, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

test("a person reads and writes in German, then from right to left in Arabic, whatever the browser asks for", async ({
  page,
  signIn,
}) => {
  const missing: string[] = [];
  page.on("console", (message) => /MISSING_MESSAGE|hydrat/i.test(message.text()) && missing.push(message.text()));
  await signIn({ visits: false });
  await storeItems(page, { text: "Zahnarzt", date: day(1), startTime: "09:00", endTime: "10:00" });
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(page).toHaveTitle(/^Einstellungen/);

  await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
  await isLive(page);
  await page.keyboard.press("c");
  await page.keyboard.type("Blumen gießen morgen um 18 Uhr");
  await page.keyboard.press("Enter");
  await expect(entry(page, "Blumen gießen")).toContainText("18:00");
  await page.keyboard.press("Escape");
  // Parts loaded late are German, too.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("papierk");
  await expect(page.getByRole("option", { name: "Papierkorb" })).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Papierkorb" })).toBeVisible();
  // Between a phone and a desk, and so on a desk with text of twice the size, the bar is full.
  for (const width of [640, 720, 832]) {
    await page.setViewportSize({ width, height: 720 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width);
  }

  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Sprache" }).selectOption("ar");
  await page.getByRole("button", { name: "Speichern", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  // Each begins with an article.
  const weekdays = await page.locator(".day-box > [aria-hidden]").allTextContents();
  expect(new Set(weekdays).size).toBe(7);
  await page.goto("/");
  await expect(page.getByText("مباشر", { exact: true })).toBeAttached();
  await inEveryLook(page, async (look) => {
    await page.screenshot({ path: `test-results/arabic-${look.replaceAll(/\W+/g, "-")}.png` });
    await expectAccessible(page, look);
  });
  expect(missing).toEqual([]);
});
