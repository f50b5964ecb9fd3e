import { panel, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { grid, named, nextWeek, openWeek, slot } from "../harness/week-story.ts";

const [monday, tuesday, wednesday, friday] = [0, 1, 2, 4].map(nextWeek) as [string, string, string, string];
const items = [
  { text: "First", date: monday, startTime: "09:00", endTime: "10:00" },
  { text: "Second", date: monday, startTime: "11:00", endTime: "12:00" },
  { text: "Third", date: tuesday, startTime: "11:10", endTime: "11:40" },
  { text: "Fourth", date: wednesday },
];

test.use({ viewport: { width: 1280, height: 900 } });

test("by keyboard alone one reaches the week's grid, walks it, moves items and adds some", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const chores = [1, 2, 3, 4, 5, 6].map((number) => ({ text: `Chore ${number}`, date: friday }));
  const before = { text: "Zeroth", date: monday, startTime: "08:00", endTime: "08:30" };
  const [zeroth] = await storeItems(page, before, ...items, ...chores);
  await openWeek(page);
  await test.step("the grid can be reached by Tab whatever is struck or folded away in it", async () => {
    const stops = grid(page).locator("[data-item][tabindex='0']");
    // One Tab stop for everything on the grid.
    await expect(stops).toHaveCount(1);
    expect((await gpt.call("deleteItemById", { id: zeroth?.id })).status).toBe(200);
    await expect(grid(page).locator("del", { hasText: "Zeroth" })).toBeVisible();
    await expect(stops).toHaveAccessibleName(/^First, /);
    await grid(page).getByRole("button", { name: "2 more", exact: true }).click();
    await slot(page, "Chore 6").focus();
    await expect(stops).toHaveAccessibleName(/^Chore 6, /);
    await grid(page).getByRole("button", { name: "Fewer", exact: true }).click();
    await expect(slot(page, "Chore 6")).toBeHidden();
    await expect(stops).toHaveCount(1);
  });
  await test.step("it is walked, an item moved, made longer, taken back, undone and opened", async () => {
    const said = (words: string) => expect(page.getByRole("status").filter({ hasText: words })).toBeAttached();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await slot(page, "First").focus();
    await page.keyboard.press("ArrowDown");
    await expect(slot(page, "Second")).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(slot(page, "Third")).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(slot(page, "Fourth")).toBeFocused();
    await page.keyboard.press("ArrowLeft");

    await page.keyboard.press("Shift+M");
    await said(`Moving Third, ${named(tuesday)}, 11:10 to 11:40.`);
    await page.keyboard.press("ArrowDown");
    await said(`${named(tuesday)}, 11:15 to 11:45`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await said(`${named(wednesday)}, 11:30 to 12:15`);
    await expect(grid(page).getByText("11:30–12:15, was Tue")).toBeVisible();
    await page.keyboard.press("Escape");
    await said(`Third stays on ${named(tuesday)}, 11:10 to 11:40.`);
    await expect(slot(page, "Third")).toBeFocused();

    await page.keyboard.press("Shift+M");
    for (const key of ["ArrowUp", "ArrowLeft", "Shift+ArrowUp", "Enter"]) await page.keyboard.press(key);
    const moved = slot(page, `Third, ${named(monday)}, 11:00 to 11:15`);
    await expect(moved).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(slot(page, `Third, ${named(tuesday)}, 11:10 to 11:40`)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(slot(page, "Third")).toBeFocused();

    // What is typed after c is text, and goes after the current item.
    await page.keyboard.press("c");
    await page.keyboard.type("Fifth x");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Fifth x, ${named(tuesday)}, 11:40 to 12:40`)).toBeFocused();
    await page.keyboard.press("Space");
    await expect(slot(page, `Fifth x, ${named(tuesday)}, 11:40 to 12:40, done`)).toBeFocused();

    // Given up, it goes back to where one was.
    await page.keyboard.press("c");
    await page.keyboard.type("Sixth");
    await page.keyboard.press("Escape");
    await expect(slot(page, "Fifth x")).toBeFocused();
  });
  await test.step("an item is moved through the night, which opens for it; after one from last week a new one is added in this", async () => {
    const nextMonday = nextWeek(7);
    await storeItems(
      page,
      { text: "Early", date: nextMonday, startTime: "07:00", endTime: "08:00" },
      { text: "Trip", date: nextWeek(5), endDate: nextWeek(8) },
    );
    // With quick hands: c comes before the week that one has turned to.
    await slot(page, "Trip").focus();
    const turn = page.getByRole("button", { name: "Next week" });
    await turn.evaluate((button: HTMLElement) => {
      button.click();
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true }),
      );
    });
    await expect(page).toHaveURL(`/week/${nextMonday}`);
    await page.keyboard.type("Unpack");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Unpack, ${named(nextMonday)}, 09:00 to 10:00`)).toBeFocused();
    await slot(page, "Early").focus();
    await page.keyboard.press("Shift+M");
    await page.keyboard.press("ArrowUp");
    await expect(grid(page).getByRole("button", { name: "Fold the night" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(grid(page).getByRole("button", { name: `Night of ${named(nextMonday)}: 06:45 Early` })).toBeVisible();
  });
});
