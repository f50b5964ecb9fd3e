import type { Page } from "@playwright/test";
import { day, edit, entry, isLive, panel, planned, quickAdd, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessibleInBoth } from "./harness/looks.ts";

const tomorrow = () => day(1);
/** Monday to Sunday, all day: the result must not depend on today's weekday. */
async function worksAlways(page: Page): Promise<void> {
  const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const data = { workingHours: [{ days, from: "09:00", to: "18:00" }] };
  expect((await page.request.patch("/api/settings", { headers, data })).status()).toBe(200);
}
const notice = (page: Page) => page.getByRole("status").filter({ hasText: "overlaps with" });
const freeTimes = (page: Page) => panel(page).getByRole("list", { name: "Free times" }).getByRole("button");
const save = (page: Page) => panel(page).getByRole("button", { name: "Save" });
const open = async (page: Page, text: string) => {
  await page.getByRole("button", { name: text }).first().click();
  await edit(page);
};

test("what is put onto occupied time is noted, and finds a free one, by keyboard on a phone too", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await worksAlways(page);
  await planned(
    page,
    { text: "Review", date: tomorrow(), startTime: "10:00", endTime: "11:00" },
    { text: "Water the plants", date: tomorrow() },
  );

  await test.step("on a phone a free time is found by keyboard alone, and an item in free time reports nothing", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, "Water the plants");
    await panel(page).getByRole("button", { name: "Find a time" }).press("Enter");
    await expect(freeTimes(page).first()).toHaveText("Tomorrow, 12:00 to 13:00");
    await freeTimes(page).first().press("Enter");
    await expect(panel(page).getByRole("button", { name: "Find another time" })).toBeFocused();
    await save(page).press("Enter");
    await expect(entry(page, "Water the plants")).toContainText("12:00");
    await isLive(page);
    await expect(notice(page)).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
  await test.step("an item added onto occupied time is stored, and the page notes what it overlaps", async () => {
    const form = quickAdd(page);
    await form.getByRole("textbox").first().fill(`Dentist ${tomorrow()} 10:30-11:30`);
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await expect(entry(page, "Dentist")).toBeVisible();
    await expect(notice(page)).toHaveText("Dentist overlaps with Review, tomorrow 10:00 to 11:00.");
    await expect(page.getByText("30 min taken twice, 10:30 to 11:00")).toBeVisible();

    await page.getByRole("button", { name: "Find another time" }).click();
    await expect(panel(page).getByLabel("Time", { exact: true })).toHaveValue("10:30");
    await expect(freeTimes(page)).toHaveText([
      "Tomorrow, 11:00 to 12:00",
      "Tomorrow, 09:00 to 10:00",
      "Tomorrow, 13:00 to 14:00",
      "Tomorrow, 14:00 to 15:00",
    ]);
    await expectAccessibleInBoth(page);
    await freeTimes(page).first().click();
    await expect(panel(page).getByLabel("Time", { exact: true })).toHaveValue("11:00");
    await expect(panel(page).getByLabel("End")).toHaveValue("12:00");
    await save(page).click();
    await expect(entry(page, "Dentist")).toContainText("11:00");
    await expect(notice(page)).toBeHidden();
    await expect(page.getByText("taken twice")).toBeHidden();
  });
  await test.step("moving an item onto occupied time is reported; keeping it there is one click", async () => {
    await open(page, "Dentist");
    await panel(page).getByLabel("Time", { exact: true }).fill("10:15");
    await save(page).click();
    await expect(notice(page)).toHaveText("Dentist overlaps with Review, tomorrow 10:00 to 11:00.");
    await page.getByRole("button", { name: "Leave it" }).click();
    await expect(notice(page)).toBeHidden();
    await expect(entry(page, "Dentist")).toContainText("10:15");
  });
  await test.step("if nothing is free that long, it says so and offers what would help", async () => {
    await storeItems(page, { text: "Away", date: day(0), startTime: "00:00", endDate: day(40), endTime: "00:00" });
    await open(page, "Dentist");
    await panel(page).getByRole("button", { name: "Find another time" }).click();
    await expect(panel(page).getByText(/^Nothing near is free for that long\./)).toBeVisible();
  });
});
