import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const looks = [360, 1440].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme, name: `${width} px, ${colorScheme}` })),
);

/** Runs a check at both widths, light and dark: only sizes and colours change, without reloading. */
export async function inEveryLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  test.slow(); // four looks in one test
  for (const { width, colorScheme, name } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await check(name);
  }
}

/** Axe run in the page itself, without the second page that merges results of frames; reports violations only. Not for pages with frames. */
export const axeIn = (page: Page, axeSource?: string) =>
  new AxeBuilder({ page, ...(axeSource && { axeSource }) }).setLegacyMode().options({
    resultTypes: ["violations"],
    // Of WCAG 2.2, and off by default.
    rules: { "target-size": { enabled: true } },
  });

/** What has scrolled under a bar is covered there by chance, and would be too small a target. Runs in the page. */
function placeBars(position: string): void {
  for (const bar of document.querySelectorAll<HTMLElement>(".bar, .thumb, .quick.is-own"))
    bar.style.position = position;
}

/** How else colours are set: by who needs more contrast, and by the system for all pages. */
const needs = [
  { name: "more contrast, light", media: { colorScheme: "light", contrast: "more" } },
  { name: "more contrast, dark", media: { colorScheme: "dark", contrast: "more" } },
  { name: "colours of the system", media: { colorScheme: "light", forcedColors: "active" } },
] as const;

/** Runs a check in each of these, as wide as the window is. */
export async function inEveryContrast(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (const { name, media } of needs) {
    await page.emulateMedia({ contrast: "no-preference", forcedColors: "none", ...media });
    await check(name);
  }
}

/** The themes differ only in colours: in all but the first axe checks what colours decide. */
const rulesOfColours = ["color-contrast", "link-in-text-block"];

/**
 * Checks that nothing is wider than the window, and that axe finds nothing.
 * @param look a name of `inEveryLook`, or any other
 * @param within a selector, if the rest of the page is checked elsewhere
 */
export async function expectAccessible(page: Page, look: string, within?: string): Promise<void> {
  const isThere = await page.evaluate(() => "axe" in window);
  const axe = axeIn(page, isThere ? "void 0" : undefined);
  if (within) axe.include(within);
  await page.evaluate(placeBars, "static");
  const { violations } = await (/dark$|^more|^colours/.test(look) ? axe.withRules(rulesOfColours) : axe).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  await page.evaluate(placeBars, "");
  expect(told, look).toEqual([]);
  await expectFits(page, look);
}

/** The same in both themes, as wide as the window is. */
export async function expectAccessibleInBoth(page: Page, within?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme, within);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Checks that nothing is wider than the window. */
export async function expectFits(page: Page, look: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, look).toBeLessThanOrEqual(0);
}

/** What is drawn at an element and a little around it. */
export async function drawnAt(page: Page, element: Locator): Promise<string> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error(`Not drawn: ${element}`);
  const around = 24; // of an entry the whole row
  const [x, y] = [Math.max(0, box.x - around), Math.max(0, box.y - around)];
  const clip = { x, y, width: box.width + 2 * around, height: box.height + 2 * around };
  return (await page.screenshot({ clip })).toString("base64");
}

/** Focuses the first eight things that keys reach, and checks that where the focus is looks different. */
export async function expectFocusSeen(page: Page, within: string): Promise<void> {
  const all = await page
    .locator(`${within} :is(a, button, input, select, textarea):not([tabindex="-1"]):visible:enabled`)
    .all();
  const unseen: string[] = [];
  for (const each of all.slice(0, 8)) {
    const before = await drawnAt(page, each);
    await each.focus();
    if ((await drawnAt(page, each)) === before) unseen.push(await each.evaluate(({ outerHTML }) => outerHTML));
    await each.blur();
  }
  expect(all.length).toBeGreaterThan(0);
  expect(unseen).toEqual([]);
}
