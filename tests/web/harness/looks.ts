import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
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

/** The themes differ only in colours: in the second one axe checks what colours decide. */
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
  const { violations } = await (look.endsWith("dark") ? axe.withRules(rulesOfColours) : axe).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  await page.evaluate(placeBars, "");
  expect(told, look).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, look).toBeLessThanOrEqual(0);
}
