import type { Page } from "@playwright/test";
import { day, edit, entry, isLive, panel, planned, quickAdd } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { axeIn } from "./harness/looks.ts";

const tomorrow = () => day(1);
/** Monday to Sunday, all day: the result must not depend on today's weekday. */
async function worksAlways(page: Page): Promise<void> {
  const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const status = await page.evaluate(
    async (workingHours) => {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ workingHours });
      return (await fetch("/api/settings", { method: "PATCH", headers, body })).status;
    },
    [{ days, from: "09:00", to: "18:00" }],
  );
  expect(status).toBe(200);
}
const notice = (page: Page) => page.getByRole("status").filter({ hasText: "overlaps with" });

async function addTomorrow(page: Page, text: string, startTime: string, endTime: string): Promise<void> {
  const form = quickAdd(page);
  await form.getByRole("textbox").first().fill(`${text} ${tomorrow()} ${startTime}-${endTime}`);
  await form.getByRole("button", { name: "Add", exact: true }).click();
}

test("an item added onto occupied time is stored, and the page notes what it overlaps", async ({ page, signIn }) => {
  await signIn();
  await worksAlways(page);
  await planned(page, { text: "Review", date: tomorrow(), startTime: "10:00", endTime: "11:00" });
  await addTomorrow(page, "Dentist", "10:30", "11:30");
  await expect(entry(page, "Dentist")).toBeVisible();
  await expect(notice(page)).toHaveText("Dentist overlaps with Review, tomorrow 10:00 to 11:00.");
  await expect(page.getByText("30 min taken twice, 10:30 to 11:00")).toBeVisible();

  await page.getByRole("button", { name: "Find another time" }).click();
  await expect(panel(page).getByLabel("Time")).toHaveValue("10:30");
  await panel(page).getByRole("button", { name: "Find another time" }).click();
  const times = panel(page).getByRole("list", { name: "Free times" });
  await expect(times.getByRole("button")).toHaveText([
    "Tomorrow, 11:00 to 12:00",
    "Tomorrow, 09:00 to 10:00",
    "Tomorrow, 12:00 to 13:00",
    "Tomorrow, 13:00 to 14:00",
  ]);
  const { violations } = await axeIn(page).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await times.getByRole("button", { name: "Tomorrow, 11:00 to 12:00" }).click();
  await expect(panel(page).getByLabel("Time")).toHaveValue("11:00");
  await expect(panel(page).getByLabel("End")).toHaveValue("12:00");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(entry(page, "Dentist")).toContainText("11:00");
  await expect(notice(page)).toBeHidden();
  await expect(page.getByText("taken twice")).toBeHidden();
});

test("moving an item onto occupied time is reported; keeping it there is one click", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(
    page,
    { text: "Review", date: tomorrow(), startTime: "10:00", endTime: "11:00" },
    { text: "Dentist", date: tomorrow(), startTime: "15:00", endTime: "16:00" },
  );
  await page.getByRole("button", { name: "Dentist" }).click();
  await edit(page);
  await panel(page).getByLabel("Time").fill("10:15");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(notice(page)).toHaveText("Dentist overlaps with Review, tomorrow 10:00 to 11:00.");
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(notice(page)).toBeHidden();
  await expect(entry(page, "Dentist")).toContainText("10:15");
});

test("an item in free time reports nothing, and on a phone a free time is found by keyboard alone", async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn();
  await worksAlways(page);
  await planned(page, { text: "Water the plants", date: tomorrow() });
  await page.getByRole("button", { name: "Water the plants" }).click();
  await edit(page);
  await panel(page).getByRole("button", { name: "Find a time" }).press("Enter");
  const times = panel(page).getByRole("list", { name: "Free times" });
  await expect(times.getByRole("button").first()).toHaveText("Tomorrow, 12:00 to 13:00");
  await times.getByRole("button").first().press("Enter");
  await expect(panel(page).getByRole("button", { name: "Find another time" })).toBeFocused();
  await panel(page).getByRole("button", { name: "Save" }).press("Enter");
  await expect(entry(page, "Water the plants")).toContainText("12:00");
  await isLive(page);
  await expect(notice(page)).toBeHidden();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
});

test("if nothing is free that long, it says so and offers what would help", async ({ page, signIn }) => {
  await signIn();
  await worksAlways(page);
  await planned(
    page,
    { text: "Away", date: day(0), startTime: "00:00", endDate: day(40), endTime: "00:00" },
    { text: "Dentist", date: tomorrow(), startTime: "10:00", endTime: "11:00" },
  );
  await page.getByRole("button", { name: "Dentist" }).first().click();
  await edit(page);
  await panel(page).getByRole("button", { name: "Find another time" }).click();
  await expect(panel(page).getByText(/^Nothing near is free for that long\./)).toBeVisible();
});
