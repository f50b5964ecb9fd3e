import type { Locator } from "@playwright/test";
import { day, entry, isLive, mayNavigate, panel, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

/** The side at which a text's question mark is drawn. */
const endOf = (own: Locator): Promise<"left" | "right"> =>
  own.evaluate((each) => {
    const nodes = document.createNodeIterator(each, NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (node && !node.nodeValue?.includes("?")) node = nodes.nextNode();
    const text = node?.nodeValue ?? "";
    const xOf = (at: number) => {
      const range = document.createRange();
      range.setStart(node as Node, at);
      range.setEnd(node as Node, at + 1);
      return range.getBoundingClientRect().x;
    };
    return xOf(text.indexOf("?")) < xOf(0) ? "left" : "right";
  });

test("a person reads and writes in German, then from right to left in Arabic, whatever the browser asks for", async ({
  page,
  signIn,
}) => {
  const missing: string[] = [];
  page.on("console", (message) => /MISSING_MESSAGE|hydrat/i.test(message.text()) && missing.push(message.text()));
  await signIn({ visits: false });
  const timed = { date: day(1), startTime: "09:00", endTime: "10:00" };
  await storeItems(
    page,
    { text: "Zahnarzt?", ...timed, notes: "Warum?", location: "Wo?" },
    { text: "موعد?", ...timed, startTime: "11:00", endTime: "12:00" },
    { text: "Urlaub?", date: day(1), endDate: day(2) },
  );
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(page).toHaveTitle(/^Einstellungen/);

  await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
  await isLive(page);
  expect(await endOf(entry(page, "موعد").locator(".title"))).toBe("left");
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
  await test.step("people's own texts end where their script does, and begin their lines where the page does", async () => {
    const isAtStart = async (own: Locator) =>
      own.evaluate((each) => {
        const words = document.createRange();
        words.selectNodeContents(each);
        return each.getBoundingClientRect().right - words.getBoundingClientRect().right < 12;
      });
    const title = entry(page, "Zahnarzt").locator(".title button");
    expect(await endOf(title)).toBe("right");
    await expect(title).toHaveCSS("text-align", "right");
    expect(await endOf(entry(page, "موعد").locator(".title"))).toBe("left");
    expect(await endOf(entry(page, "Zahnarzt").locator(".meta"))).toBe("right");
    await title.click();
    const reading = panel(page);
    for (const own of [reading.getByRole("heading"), reading.getByText("Warum?"), reading.getByText("Wo?").first()])
      expect(await endOf(own)).toBe("right");
    for (const own of [reading.getByRole("heading"), reading.getByText("Warum?")])
      expect(await isAtStart(own)).toBe(true);
    await page.keyboard.press("e");
    for (const field of await reading.locator("textarea, input.field:not([role])").all())
      await expect(field).toHaveCSS("unicode-bidi", "plaintext");
    await page.keyboard.press("Escape");
    await expect(reading).toHaveCount(0);
    await mayNavigate(page);
    for (const view of ["week", "month"]) {
      await page.goto(`/${view}/${day(1).slice(0, view === "month" ? 7 : undefined)}`);
      for (const text of ["Zahnarzt?", "Urlaub?"])
        expect(await endOf(page.getByRole("main").getByText(text, { exact: true }).first()), view).toBe("right");
    }
  });
  expect(missing).toEqual([]);
});
