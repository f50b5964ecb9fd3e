import { day, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { fingerOn, touch } from "../harness/touch.ts";
import { grid, gripOf, named, nextWeek, openWeek, pointAt, slot } from "../harness/week-story.ts";

const [monday, tuesday, wednesday, thursday] = [0, 1, 2, 3].map(nextWeek) as [string, string, string, string];
const dentist = { text: "Dentist", date: monday, startTime: "09:00", endTime: "09:45" };

test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } });

test("a week is used by finger, on a tablet and on a phone", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await storeItems(page, dentist);
  await openWeek(page);
  await test.step("a finger that stays on an item takes it up, and one that moves on scrolls", async () => {
    const finger = await fingerOn(page);
    const before = await gripOf(slot(page, "Dentist"));
    await touch(finger, "touchStart", [before]);
    await touch(finger, "touchMove", [{ x: before.x, y: before.y - 60 }]);
    await touch(finger, "touchEnd", []);
    await expect(slot(page, `Dentist, ${named(monday)}, 09:00 to 09:45`)).toBeVisible();

    // The page glides on for a while, and until it rests no page can keep a finger from scrolling it.
    await page.evaluate(async () => {
      for (let same = 0, last = -1; same < 15; last = scrollY) {
        await new Promise(requestAnimationFrame);
        same = scrollY === last ? same + 1 : 0;
      }
      scrollTo(0, 0);
    });
    const [from, to] = [await gripOf(slot(page, "Dentist")), await pointAt(page, tuesday, 13)];
    await touch(finger, "touchStart", [from]);
    await expect(grid(page)).toHaveClass(/is-dragging/);
    await touch(finger, "touchMove", [{ x: to.x, y: to.y - 20 }]);
    await touch(finger, "touchMove", [to]);
    await expect(grid(page).locator(".slot-tip")).toContainText("13:00");
    await touch(finger, "touchEnd", []);
    await expect(slot(page, `Dentist, ${named(tuesday)}, 13:00 to 13:45`)).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).tap();
    await expect(slot(page, `Dentist, ${named(monday)}, 09:00 to 09:45`)).toBeVisible();

    const empty = await pointAt(page, wednesday, 15);
    await touch(finger, "touchStart", [empty]);
    await expect(grid(page)).toHaveClass(/is-dragging/);
    await touch(finger, "touchMove", [{ x: empty.x, y: empty.y + 48 }]);
    await touch(finger, "touchEnd", []);
    await page.keyboard.type("Tea");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Tea, ${named(wednesday)}, 15:00 to 16:00`)).toBeVisible();
  });
  await test.step("on a phone the week is seven rows with their names, and each leads to its day", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const daily = {
      text: "School run",
      startTime: "08:00",
      endTime: "08:30",
      recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    };
    const overlapping = { text: "Call", date: monday, startTime: "09:30", endTime: "10:00" };
    const many = [11, 12, 13, 14, 15, 16].map((hour) => ({
      text: `At ${hour}`,
      date: tuesday,
      startTime: `${hour}:00`,
    }));
    const visit = { text: "Ana is visiting", date: tuesday, endDate: thursday };
    await storeItems(page, { ...daily, date: monday }, overlapping, ...many, visit);
    await expect(grid(page)).toBeHidden();
    const rows = page.getByRole("list", { name: "The seven days" }).locator("> li");
    await expect(rows).toHaveCount(7);
    await expect(rows.nth(0)).toContainText("09:00 Dentist");
    await expect(rows.nth(0)).toContainText("09:30 to 09:45 taken twice");
    await expect(rows.nth(0)).not.toContainText("School run");
    await expect(rows.nth(1)).toContainText("2 more");
    await expect(rows.nth(6)).toContainText("Free");
    await expect(page.getByText("Most days: School run 08:00.")).toBeVisible();
    await expect(page.getByText("Tuesday to Thursday: Ana is visiting.")).toBeVisible();
    await page.getByRole("button", { name: / at 09:30$/ }).tap();
    await expect(page).toHaveURL(`/day/${monday}`);
    await page.goBack();
    await page.getByRole("link", { name: named(tuesday) }).tap();
    await expect(page).toHaveURL(`/day/${tuesday}`);
    await expect(page.getByRole("button", { name: "At 16", exact: true })).toBeVisible();

    const over = { text: "What was long ago has a name for more than one line", date: day(-7), startTime: "10:00" };
    await storeItems(page, over);
    await page.goto(`/week/${day(-7)}`);
    await expect(rows.getByText(over.text)).toBeVisible();
    expect((await rows.getByRole("paragraph").filter({ hasText: over.text }).boundingBox())?.height).toBeLessThan(32);
    await expect(rows.filter({ hasText: "Free" })).toHaveCount(0);
  });
});
