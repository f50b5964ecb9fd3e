import { fullDate } from "../../components/time/date-names.ts";
import { english } from "../../components/time/date-words.ts";
import { day, edit, entry, panel, planned, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, expectAccessibleInBoth, inEveryLook } from "./harness/looks.ts";

const review = {
  ...{ text: "Design review", date: day(1), startTime: "14:00", endTime: "15:30", tags: ["work", "design"] },
  ...{ location: "Room 2, Studio Varda", url: "https://meet.google.com/rtk-vbqa-yzn" },
  notes:
    "Bring the <b>printed</b> spreads.\n\nLayouts: figma.com/file/varda, or ask hugo@example.com (tel:+33-1-23). javascript:alert(1)",
};

test("an item is read, on a phone too, and edited with dates and times as one says them", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, review, { text: "Lunch", date: day(1), startTime: "12:00" });
  await test.step("an item is read first, with links to what it names; e turns to its fields, Tab goes through them, and the focus comes back", async () => {
    await expect(page.locator("li.entry", { hasText: "Design review" })).toContainText("has notes");
    await expect(page.locator("li.entry", { hasText: "Lunch" })).not.toContainText("has notes");
    const opener = page.getByRole("button", { name: "Design review", exact: true });
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(panel(page)).toHaveAccessibleName("Design review");
    await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeFocused();
    for (const words of [
      ...["14:00–15:30", "1 h 30", "tomorrow", "Added by you", "<b>printed</b>", "#work"],
      "After Lunch at 12:00, nothing after it that day.",
    ])
      await expect(panel(page)).toContainText(words);
    const links = await panel(page)
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(links).toEqual([
      "https://www.openstreetmap.org/search?query=Room%202%2C%20Studio%20Varda",
      ...[review.url, review.url, "https://figma.com/file/varda", "mailto:hugo@example.com", "tel:+33-1-23"],
    ]);
    await inEveryLook(page, async (look) => expectAccessible(page, look));
    await page.keyboard.press("e");
    await expect(panel(page).getByLabel("What")).toBeFocused();
    await expect(panel(page).getByLabel("What")).toHaveValue("Design review");
    // The focus is a heavier line below the title, not a box around it.
    await expect(panel(page).getByLabel("What")).toHaveCSS("outline-style", "none");
    await inEveryLook(page, async (look) => {
      await expectAccessible(page, look, ".panel");
      // Smaller ones make a phone zoom.
      const sizes = await panel(page)
        .locator(".field")
        .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
      expect(Math.min(...sizes), look).toBeGreaterThanOrEqual(16);
    });
    await panel(page).getByLabel("What").press("Tab");
    await page.keyboard.press("Tab");
    await expect(panel(page).getByLabel("Date")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(opener).toBeFocused();
  });
  await test.step("on a phone an item is a page, and no toast covers it", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("button", { name: "Lunch", exact: true }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const toast = page.getByRole("dialog").filter({ hasText: "Lunch deleted." });
    await expect(toast).toBeVisible();
    await page.getByRole("button", { name: "Design review", exact: true }).click();
    const title = page.getByRole("heading", { name: "Design review" });
    const close = page.getByRole("button", { name: "Close (Escape)" });
    const isBelow = async (one: typeof title) => {
      const [upper, lower] = await Promise.all([toast.boundingBox(), one.boundingBox()]);
      return upper !== null && lower !== null && lower.y >= upper.y + upper.height;
    };
    await expect(toast).toBeVisible();
    await expect.poll(() => isBelow(title)).toBe(true);
    await expect.poll(() => isBelow(close)).toBe(true);
    await edit(page);
    await expect.poll(() => isBelow(page.getByLabel("What"))).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 1280, height: 720 });
  });
  await test.step("dates and times are typed as one says them, or picked; what is not understood is not saved", async () => {
    await storeItems(page, { text: "Call", date: day(1), startTime: "16:30", endTime: "17:00" });
    await page.getByRole("button", { name: "Design review", exact: true }).focus();
    await page.keyboard.press("e");
    const [date, start] = [panel(page).getByLabel("Date"), panel(page).getByLabel("Time")];
    const end = panel(page).getByLabel("End", { exact: true });
    await expect(date).toHaveValue(fullDate(day(1), english));
    // What is around it, where it would be.
    await expect(panel(page)).toContainText("Nothing before it that day, 1 h free after it, then Call.");

    await start.fill("4.15pm");
    await expect(end).toHaveValue("17:45");
    await start.blur();
    await expect(start).toHaveValue("16:15");
    await expect(panel(page)).toContainText("At the same time as Call");
    await end.fill("+2h");
    await end.blur();
    await expect(end).toHaveValue("18:15");
    await end.press("ArrowDown");
    await expect(page.getByRole("listbox").getByRole("option", { selected: true })).toHaveText("18:15 2 h taken");
    await expect(page.getByRole("listbox").getByRole("option").first()).toHaveText("16:30 15 min");
    await expect(panel(page).getByRole("listbox", { name: "Quarter hours" })).toBeVisible();
    await expectAccessibleInBoth(page);
    await end.press("ArrowUp");
    await end.press("Enter");
    await expect(end).toHaveValue("18:00");
    await end.press("ArrowDown");
    await end.press("Escape");
    await expect(page.getByRole("listbox")).toBeHidden();

    // An end before the start is the next day's, and says so.
    const until = panel(page).getByLabel("Last day");
    await end.fill("1:00");
    await expect(panel(page).getByText("next day", { exact: true })).toBeVisible();
    await expect(until).toHaveValue(fullDate(day(2), english));
    await end.fill("18:00");
    await expect(until).toHaveValue("");

    await start.fill("soon");
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(start).toBeFocused();
    await expect(start).toHaveAttribute("aria-invalid", "true");
    await start.fill("noon");
    await expect(end).toHaveValue("13:45");

    await date.fill("today 9");
    await expect(start).toHaveValue("09:00");
    await date.fill("tomorrow");
    await expect(start).toHaveValue("12:00");
    await expect(
      panel(page)
        .getByRole("status")
        .filter({ hasText: String(Number(day(1).slice(8))) }),
    ).toBeVisible();
    await date.fill("in 3 days");
    await date.blur();
    await expect(date).toHaveValue(fullDate(day(3), english));
    await date.press("ArrowDown");
    const month = page.getByRole("grid");
    await expect(month).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Escape");
    await expect(month).toBeHidden();
    await expect(panel(page)).toBeVisible();
    await date.press("ArrowDown");
    await expect(month.locator(":focus")).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(month).toBeHidden();
    await expect(date).toBeFocused();
    await expect(date).toHaveValue(fullDate(day(4), english));
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    await page.getByRole("button", { name: "Design review", exact: true }).click();
    await expect(panel(page)).toContainText("12:00–13:45");
    await expect(panel(page)).toContainText("in 4 days");

    // A key that chooses from a closed list adds nothing.
    await edit(page);
    await panel(page).getByRole("combobox", { name: "Add a reminder" }).press("ArrowDown");
    await expect(panel(page).getByRole("button", { name: /^Remove / })).toHaveText(["#work", "#design"]);
    const add = panel(page).getByRole("combobox", { name: "Add a reminder" });
    for (const reminder of ["30 minutes before", "the day before at 18:00"]) await add.selectOption(reminder);
    await panel(page).getByRole("button", { name: "Remove reminder 30 minutes before" }).click();
    await add.selectOption("1 hour before");

    // Any other is typed; the last one counts even where the field is still open.
    const typed = panel(page).getByRole("textbox", { name: "How long before" });
    await add.selectOption("Another time…");
    await expect(typed).toBeFocused();
    await expect(typed).toHaveAccessibleDescription("20 min, 2 h, 1 day 19:30");
    await typed.fill("5 weeks");
    await expect(typed).toHaveAccessibleDescription(/^Not a reminder\. At most 4 weeks before/);
    await expectAccessibleInBoth(page);
    await typed.press("Enter");
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(typed).toBeFocused();
    await typed.fill("20 min");
    await typed.press("Escape");
    await expect(typed).toBeHidden();
    await expect(add).toBeFocused();
    await add.selectOption("Another time…");
    await typed.fill("20 min");
    await expect(typed).toHaveAccessibleDescription("20 minutes before");
    await typed.press("Enter");
    await expect(add).toBeFocused();
    await expect(panel(page).getByRole("button", { name: "Remove reminder 20 minutes before" })).toBeVisible();
    await add.selectOption("5 minutes before");
    await add.selectOption("Another time…");
    await typed.pressSequentially("1 day 19:30");
    await typed.press("Enter");
    await expect(add.getByRole("option")).toHaveText(["5 reminders at most."]);
    await expect(add).toBeFocused();
    await panel(page).getByRole("button", { name: "Remove reminder 5 minutes before" }).click();
    await add.selectOption("Another time…");
    await typed.pressSequentially("3 days");
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    await page.reload();
    await page.getByRole("button", { name: "Design review", exact: true }).click();
    await expect(panel(page)).toContainText(
      "The day before at 18:00, 1 hour before, 20 minutes before, the day before at 19:30, 3 days before",
    );
  });
});

test("what is read follows the agenda, names who changed it, and is ticked off and deleted from there", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await gpt.call("updateSettings", { mapService: "apple" });
  const [walk, physio] = await planned(
    page,
    { text: "Walk", date: day(0), recurrence: "FREQ=DAILY;COUNT=3" },
    { text: "Physio", date: day(1), startTime: "17:00" },
  );
  await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
  await page.getByRole("button", { name: "Physio", exact: true }).click();
  await expect(panel(page)).toContainText(/Moved by ChatGPT from .* 17:00, just now/);
  await page.keyboard.press("Escape");
  const second = entry(page, "Walk").nth(1).getByRole("button", { name: "Walk", exact: true });
  await second.click();
  await expect(panel(page)).toContainText("Every day, 3 times");
  await gpt.call("updateItemById", { id: walk?.id, occurrence: day(1), scope: "this", location: "Canal" });
  await expect(panel(page)).toContainText("Canal");
  await expect(panel(page)).toContainText(/Changed by ChatGPT, just now\s*before: .*no location/);
  await expect(panel(page).getByRole("link", { name: "Map of Canal" })).toHaveAttribute(
    "href",
    "https://maps.apple.com/?q=Canal",
  );
  await page.getByRole("button", { name: "History" }).press("Enter");
  const history = panel(page).getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(history).toHaveText([/^Changed by ChatGPT, just now/, /^Added by you, just now/]);
  await page.route("**/api/changes?*", (route) => route.abort());
  await gpt.call("updateItemById", { id: walk?.id, occurrence: day(1), scope: "this", location: "Park" });
  await expect(panel(page)).toContainText("Its history could not be read.");
  await expectAccessibleInBoth(page);
  await page.unroute("**/api/changes?*");
  await panel(page).getByRole("button", { name: "Try again" }).click();
  await expect(history).toHaveCount(3);
  await gpt.call("updateItemById", { id: walk?.id, occurrence: day(1), scope: "this", location: "Canal" });
  await panel(page).getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Keep", exact: true }).and(panel(page).locator("button")).click();
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toBeFocused();
  await second.focus();
  await page.keyboard.press("e");
  await expect(panel(page).getByLabel("Place")).toHaveValue("Canal");
  await page.keyboard.press("Escape");
  await second.click();
  await panel(page).getByRole("button", { name: "Tick off" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole("checkbox", { name: "Done: Walk" }).nth(1)).toBeChecked();
  await entry(page, "Walk").nth(1).getByRole("button", { name: /^Walk/ }).click();
  await expect(panel(page).getByRole("button", { name: "Not done yet" })).toBeVisible();
});
