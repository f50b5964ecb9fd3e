import type { Locator, Page } from "@playwright/test";
import { isLive, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";
import { fingerOn, touch } from "../harness/touch.ts";

const dayOf = (page: Page, name: string) =>
  page.getByRole("main").locator("li.month-day", { has: page.getByRole("button", { name: new RegExp(`^${name}`) }) });
const march = "2038-03";

async function openMarch(page: Page, ...items: readonly Record<string, unknown>[]): Promise<void> {
  await storeItems(page, ...items);
  await page.goto(`/month/${march}`);
  await isLive(page);
}

test("a month shows what each day holds, opens full days, and moves items by hand and by keys", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  const at = (hour: number) => ({ startTime: `${hour}:00`, endTime: `${hour}:45` });
  const visits = [10, 11, 12, 13, 14, 15].map((hour) => ({ text: `Visit ${hour}`, date: `${march}-20`, ...at(hour) }));
  await openMarch(
    page,
    { text: "Dentist", date: `${march}-10`, startTime: "14:00", endTime: "14:45" },
    { text: "Order paper", date: `${march}-10` },
    { text: "Pay the rent", date: `${march}-05`, done: true },
    { text: "Fair", date: `${march}-10`, endDate: `${march}-12` },
    { text: "Tour", date: `${march}-24`, endDate: `${march}-30` },
    { text: "Choir", date: `${march}-03`, startTime: "19:30", recurrence: "FREQ=WEEKLY;COUNT=3" },
    { text: "School run", date: `${march}-01`, startTime: "08:00", recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" },
    ...visits,
    { text: "Call", date: `${march}-20`, startTime: "10:30", endTime: "10:50" },
  );
  await test.step("the month and the calendar are accessible and fit in every look", async () => {
    await inEveryLook(page, async (look) => {
      await expectAccessible(page, look);
      await page.keyboard.press("g");
      await expect(page.getByRole("dialog", { name: "Go to a day" })).toBeVisible();
      await expectAccessible(page, `calendar, ${look}`, "[role=dialog]");
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog", { name: "Go to a day" })).toBeHidden();
    });
    await page.setViewportSize({ width: 1280, height: 900 });
  });
  await test.step("a month comes with the page: what stands on each day, what lasts, what repeats, and routine named below", async () => {
    expect(await (await page.request.get(`/month/${march}`)).text()).toContain("Dentist");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("March 2038");
    const tenth = dayOf(page, "Wednesday 10 March");
    await expect(tenth.getByRole("button", { name: "14:00 Dentist" })).toBeVisible();
    await expect(tenth.getByRole("button", { name: "Order paper" })).toBeVisible();
    await expect(tenth.getByRole("button", { name: /Choir, repeats/ })).toBeVisible();
    const fair = page.getByRole("list", { name: "Over several days" }).getByRole("button", { name: "Fair" });
    await expect(fair).toHaveAccessibleName("Fair, Wednesday 10 to Friday 12 March 2038");
    await expect(tenth.getByText("School run")).toBeHidden();
    await expect(page.getByText("Not drawn above, on most days: School run 08:00.")).toBeVisible();
  });
  await test.step("a full day opens in its place, and says where time is taken twice", async () => {
    const full = dayOf(page, "Saturday 20 March");
    await expect(full.getByText("10:30 twice")).toBeVisible();
    await expect(full.getByText("Visit 15")).toBeHidden();
    await full.getByRole("button", { name: "4 more on Saturday 20 March 2038" }).click();
    await expect(full.getByText("Visit 15")).toBeVisible();
    await full.getByRole("button", { name: /^Fewer/ }).click();
    await expect(full.getByText("Visit 15")).toBeHidden();
  });
  await test.step("an item is moved to another day by hand and by keys, and taken back", async () => {
    const dentist = page.getByRole("main").getByRole("button", { name: /Dentist/ });
    await dentist.dragTo(dayOf(page, "Friday 12 March"));
    await expect(dayOf(page, "Friday 12 March").getByRole("button", { name: /Dentist/ })).toBeVisible();
    await expect(page.getByText("Dentist moved to Friday 12 March 2038.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(dayOf(page, "Wednesday 10 March").getByRole("button", { name: /Dentist/ })).toBeVisible();

    await dentist.focus();
    await page.keyboard.press("Shift+M");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("status").filter({ hasText: "Enter keeps" })).toHaveText(
      "Dentist, Tuesday 16 March 2038. Enter keeps, Escape takes it back.",
    );
    await page.keyboard.press("Escape");
    await expect(dayOf(page, "Wednesday 10 March").getByRole("button", { name: /Dentist/ })).toBeVisible();
    await page.keyboard.press("Shift+M");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect(dayOf(page, "Wednesday 17 March").getByRole("button", { name: /14:00 Dentist/ })).toBeVisible();
    await expect(dentist).not.toHaveAccessibleName(/done/);

    // The palette does what the key does.
    await dentist.focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("move");
    await expect(page.getByRole("option", { name: "Move: 14:00 Dentist" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(dentist).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(dayOf(page, "Thursday 18 March").getByRole("button", { name: /14:00 Dentist/ })).toBeVisible();
  });
  await test.step("one date of a series asks which ones are moved", async () => {
    const choir = dayOf(page, "Wednesday 10 March").getByRole("button", { name: /Choir/ });
    await choir.focus();
    await page.keyboard.press("Shift+M");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save this one" }).click();
    await expect(dayOf(page, "Thursday 11 March").getByRole("button", { name: /Choir/ })).toBeVisible();
    await expect(dayOf(page, "Wednesday 17 March").getByRole("button", { name: /Choir/ })).toBeVisible();
  });
  await test.step("routine is drawn on demand", async () => {
    await page.getByRole("button", { name: "Show them" }).click();
    await expect(dayOf(page, "Wednesday 10 March").getByText("School run")).toBeVisible();
  });
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } });

  test("a month is used by finger, on a tablet and on a phone", async ({ page, signIn }) => {
    await signIn({ visits: false });
    const name = "Fair in the halls at the harbour and in the old town";
    const fair = { text: name, date: `${march}-16`, endDate: `${march}-18` };
    await openMarch(page, { text: "Dentist", date: `${march}-10`, startTime: "14:00" }, fair);
    await test.step("a finger that stays on an item carries it to another day, and one that moves on scrolls", async () => {
      const finger = await fingerOn(page);
      const middle = async (of: Locator) => {
        const box = await of.boundingBox();
        if (!box) throw new Error("It is not drawn.");
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      };
      const carry = async (item: Locator, to: Locator, onDay?: Locator) => {
        const [at, goal] = [await middle(item), await middle(to)];
        const from = onDay ? { ...at, x: (await middle(onDay)).x } : at;
        await touch(finger, "touchStart", [from]);
        await expect(page.locator(".month")).toHaveClass(/is-dragging/);
        await touch(finger, "touchMove", [{ x: goal.x, y: goal.y - 20 }]);
        await touch(finger, "touchMove", [goal]);
        await touch(finger, "touchEnd", []);
      };
      const dentist = page.getByRole("main").getByRole("button", { name: /Dentist/ });
      const from = await middle(dentist);
      await touch(finger, "touchStart", [from]);
      await touch(finger, "touchMove", [{ x: from.x, y: from.y - 60 }]);
      await touch(finger, "touchEnd", []);
      await expect(dayOf(page, "Wednesday 10 March").getByRole("button", { name: /Dentist/ })).toBeVisible();
      await page.evaluate(() => scrollTo(0, 0));
      await carry(dentist, dayOf(page, "Friday 12 March"));
      await expect(dayOf(page, "Friday 12 March").getByRole("button", { name: /Dentist/ })).toBeVisible();
      await expect(page.getByRole("dialog", { name: /^Dentist/ }).filter({ hasText: "Edit" })).toBeHidden();
      await page.getByRole("button", { name: "Undo" }).tap();
      await expect(dayOf(page, "Wednesday 10 March").getByRole("button", { name: /Dentist/ })).toBeVisible();
      // Taken in its middle, it stays in the middle.
      await carry(
        page.getByRole("main").getByRole("button", { name }),
        dayOf(page, "Wednesday 24 March"),
        dayOf(page, "Wednesday 17 March"),
      );
      await expect(page.getByText(`${name} moved to Tuesday 23 March 2038.`)).toBeVisible();
    });
    await test.step("on a phone a month is ribbons, and below them the list of the day that one taps", async () => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.getByRole("button", { name: "Wednesday 10 March 2038, 1 item" }).click();
      await expect(page.getByRole("main").getByRole("listitem").getByRole("button", { name: "Dentist" })).toBeVisible();
      await page.getByRole("button", { name: "Open the day" }).click();
      await expect(page).toHaveURL(`/day/${march}-10`);
      await page.goBack();
      await page.getByRole("button", { name: "Next month" }).click();
      await expect(page).toHaveURL("/month/2038-04");
    });
  });
});
