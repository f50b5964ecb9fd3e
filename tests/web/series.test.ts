import { day, entry, planned, reopen } from "./agenda-story.ts";
import { expect, test } from "./fixtures.ts";

test("one occurrence is ticked off, and another deleted and brought back, without the rest of the series", async ({
  page,
  signIn,
}) => {
  await signIn();
  await planned(page, { text: "Water the plants", date: day(0), recurrence: "FREQ=DAILY;COUNT=4" });
  const boxes = page.getByRole("checkbox", { name: "Done: Water the plants" });
  await expect(boxes).toHaveCount(4);
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await expect(boxes.nth(2)).toBeChecked();
  await reopen(page);
  for (const [index, done] of [false, true, true, false].entries())
    await expect(boxes.nth(index)).toBeChecked({ checked: done });

  await entry(page, "Water the plants").nth(1).getByRole("button", { name: "Water the plants" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(boxes).toHaveCount(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(boxes).toHaveCount(4);
  await reopen(page);
  for (const [index, done] of [false, true, true, false].entries())
    await expect(boxes.nth(index)).toBeChecked({ checked: done });
});

test("one occurrence is edited in the panel, and the others stay as they are", async ({ page, signIn }) => {
  await signIn();
  await planned(page, {
    ...{ text: "Standup", date: day(1), startTime: "09:00", endTime: "09:15" },
    recurrence: "FREQ=DAILY;COUNT=3",
  });
  await expect(entry(page, "Standup")).toHaveCount(3);
  await entry(page, "Standup").nth(1).getByRole("button", { name: "Standup" }).click();
  await page.getByRole("dialog").getByLabel("Time").fill("10:00");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await reopen(page);
  for (const [index, time] of ["09:00", "10:00", "09:00"].entries())
    await expect(entry(page, "Standup").nth(index)).toContainText(time);
});
