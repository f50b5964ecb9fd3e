import type { Page } from "@playwright/test";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { datesBetween, scheduleOf } from "../../agenda/recurrence/schedule.ts";
import { weekdayOf } from "../../agenda/time/dates.ts";
import { dateOfDay, dayNumberOf } from "../../agenda/time/wall-clock.ts";
import { t } from "../unit/messages/catalogs.ts";
import { day, edit, entry, panel, planned, quickAdd, reopen } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessibleInBoth } from "./harness/looks.ts";

/** The days on which the list shows an item, in order. */
const daysWith = (page: Page, text: string) =>
  page
    .getByRole("main")
    .getByRole("button", { name: text, exact: true })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-item")?.split(".")[1]));

async function press(page: Page, key: string, until: () => Promise<boolean>): Promise<void> {
  for (let times = 0; times < 20 && !(await until()); times++) await page.keyboard.press(key);
  expect(await until()).toBe(true);
}

test("a series is added by keyboard, and an item becomes one in its panel", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Physio", date: day(3), startTime: "09:00", endTime: "09:30" });
  await test.step("a series is added by keyboard alone, and appears on its days at once, each of them once", async () => {
    await page.keyboard.press("c");
    await page.keyboard.type("Swim");
    const repeats = quickAdd(page).getByRole("combobox", { name: "Repeats" });
    const offer = quickAdd(page).getByRole("button", { name: "Repeat…" });
    await expect(offer).toBeVisible();
    await press(page, "Tab", () => offer.evaluate((button) => button === document.activeElement));
    await page.keyboard.press("Enter");
    await expect(repeats).toBeFocused();
    const weekly = `Every ${weekdayOf(day(0))}`;
    const chosen = () => repeats.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.text);
    await press(page, "ArrowDown", async () => (await chosen()) === weekly);
    await quickAdd(page).getByRole("textbox").first().focus();
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await daysWith(page, "Swim")).slice(0, 4))
      .toEqual([0, 7, 14, 21].map((each) => day(each)));
    await expect(entry(page, "Swim").first()).toContainText(`every ${weekdayOf(day(0))}`);
    await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("");
  });
  await test.step("an item repeats every second week on two days until a date, as previewed in the panel", async () => {
    await page.keyboard.press("Escape");
    const open = () => page.getByRole("main").getByRole("button", { name: "Physio", exact: true }).first().click();
    await open();
    await edit(page);
    const repeats = panel(page).getByRole("combobox", { name: "Repeats" });
    await repeats.selectOption("Custom…");
    const often = panel(page).getByRole("textbox", { name: "Every how many" });
    await expect(often).toBeFocused();
    await often.fill("0");
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(often).toBeFocused();
    await expect(panel(page).getByText("A whole number from 1 to 9,999.")).toBeVisible();
    await often.fill("2");

    await panel(page)
      .getByRole("checkbox", { name: weekdayOf(day(3)) })
      .uncheck();
    await expect(panel(page).getByText("Choose a day, or several.")).toBeVisible();
    await panel(page)
      .getByRole("checkbox", { name: weekdayOf(day(4)) })
      .check();
    await expect(panel(page).getByText(/ is not one of these dates\.$/)).toBeVisible();
    await expect(panel(page).getByRole("button", { name: /^Begin (tomorrow|on \w+)/ })).toBeVisible();
    await panel(page)
      .getByRole("checkbox", { name: weekdayOf(day(3)) })
      .check();
    await panel(page).getByRole("combobox", { name: "Ends" }).selectOption("on a date");
    await panel(page).getByRole("group", { name: "How often" }).getByLabel("Last day").fill(day(45));

    const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    const both = [3, 4].map((each) => weekdayOf(day(each)).slice(0, 2).toUpperCase());
    const byDay = codes.filter((code) => both.includes(code)).join(",");
    const rule = `FREQ=WEEKLY;INTERVAL=2;UNTIL=${day(45).replaceAll("-", "")};BYDAY=${byDay}`;
    const schedule = scheduleOf(rule, day(3));
    const dates = [...datesBetween(schedule, schedule.startDay, dayNumberOf(day(28)))].map(dateOfDay);
    const sentence = new RegExp(describeRecurrence(rule, day(3), t), "i");
    await expect(panel(page).getByText(sentence)).toBeVisible();
    await expect(panel(page).getByText(new RegExp(`^Then .* ${Number(dates[2]?.slice(8))} .*and so on`))).toBeVisible();
    await page.setViewportSize({ width: 360, height: 800 });
    await expectAccessibleInBoth(page);
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    const shown = async () => (await daysWith(page, "Physio")).slice(0, dates.length);
    await expect.poll(shown).toEqual(dates);
    // Later days are drawn once one is near them.
    const swims = async () => (await daysWith(page, "Swim")).filter((date) => date && date < day(21));
    const before = await swims();
    await reopen(page);
    await expect.poll(shown).toEqual(dates);
    await expect.poll(swims).toEqual(before);
    await page.getByRole("main").getByRole("button", { name: "Physio", exact: true }).nth(1).click();
    await edit(page);
    await expect(panel(page).getByText(sentence)).toBeVisible();
    await expect(repeats.getByRole("option", { name: /^Custom/ })).toHaveText(["Custom"]);
    // The series may end before the occurrence being viewed.
    await panel(page).getByRole("button", { name: "Change" }).click();
    await panel(page).getByRole("group", { name: "How often" }).getByLabel("Last day").fill(day(3));
    await panel(page).getByRole("button", { name: "Save" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByRole("radio", { name: /^All of them/ }).check();
    await question.getByRole("button", { name: "Save all" }).click();
    await expect.poll(() => daysWith(page, "Physio")).toEqual([day(3)]);
  });
});
