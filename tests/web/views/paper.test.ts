import type { Page } from "@playwright/test";
import { day, isLive, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";

/** How many sheets the page takes as it is. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test("on paper stands the day in view, the week or the month, on one sheet each, without what can only be pressed", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await page.addInitScript(() => {
    window.print = () => document.body.append(Object.assign(document.createElement("output"), { value: "Printed." }));
  });
  await planned(
    page,
    { text: "Dentist", date: day(0), startTime: "09:00", endTime: "10:00" },
    { text: "Water plants", date: day(0) },
    { text: "Trip", date: day(1) },
  );
  const item = (text: string) => page.getByRole("main").getByText(text).filter({ visible: true });
  await page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
  await page.getByRole("button", { name: "Print" }).click();
  await expect(page.getByText("Printed.")).toBeAttached();
  await page.emulateMedia({ media: "print" });
  await expect(item("Dentist").last()).toBeVisible(); // in the small hours it also says how long it is until then
  await expect(item("Water plants")).toBeVisible();
  await expect(item("Trip")).toHaveCount(0);
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  expect(await sheets(page)).toBe(1);

  for (const view of ["/week", "/month"]) {
    await page.emulateMedia({ media: "screen" });
    await page.goto(view);
    await isLive(page);
    await expect(item("Dentist").first()).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(item("Dentist").first()).toBeVisible();
    await expect(page.getByRole("banner")).toBeHidden();
    expect(await sheets(page), view).toBe(1);
  }
});

test("in the system's own colours the line keeps its bars, and what is chosen has an outline", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await planned(page, { text: "Dentist", date: day(1), startTime: "09:00", endTime: "10:00" });
  await page.emulateMedia({ forcedColors: "active" });
  const bar = page.locator(".entry", { hasText: "Dentist" }).locator(".line");
  const [drawn, ground] = await bar.evaluate((line) => [
    getComputedStyle(line, "::before").backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(drawn).not.toBe(ground);
  await page.keyboard.press("Control+k");
  const option = page.getByRole("option").first();
  await expect(option).toHaveAttribute("data-highlighted");
  await expect(option).toHaveCSS("outline-style", "solid");
});
