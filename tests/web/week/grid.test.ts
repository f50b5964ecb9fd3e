import type { Page, Route } from "@playwright/test";
import { shortDay } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { made, panel, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { holdScripts, refuseDays } from "../harness/held.ts";
import { expectAccessible, expectAccessibleInBoth, inEveryLook } from "../harness/looks.ts";
import { drag, grid, gripOf, named, nextWeek, openWeek, pointAt, slot } from "../harness/week-story.ts";

const [monday, tuesday, wednesday, thursday, friday, saturday] = [0, 1, 2, 3, 4, 5].map(nextWeek) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const dentist = { text: "Dentist", date: friday, startTime: "14:00", endTime: "14:45" };
const board = { text: "Board meeting", date: thursday, startTime: "09:00", endTime: "12:00" };
const standup = { text: "Stand-up", date: thursday, startTime: "09:15", endTime: "09:30" };
const party = { text: "Party", date: friday, startTime: "21:30", endDate: saturday, endTime: "01:30" };
const visit = { text: "Ana is visiting", date: tuesday, endDate: friday };
const lease = { text: "Sign the lease", date: thursday };
const series = {
  text: "Choir",
  date: monday,
  startTime: "19:00",
  endTime: "20:30",
  recurrence: "FREQ=WEEKLY;BYDAY=MO,WE",
};

test.use({ viewport: { width: 1440, height: 1200 } });

/** When it is, per the server; nothing if it is not there. */
async function stored(page: Page, text: string): Promise<string | undefined> {
  const answer = await page.request.get(`/api/items?from=${monday}&to=${nextWeek(6)}`);
  const { items } = (await answer.json()) as { items: Record<string, string>[] };
  const found = items.find((item) => item.text === text);
  return found && [found.date, found.startTime, found.endDate, found.endTime].filter(Boolean).join(" ");
}

test("a week stands as a grid, follows the assistant, shows another zone, and leads to other weeks", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const chores = [1, 2, 3, 4, 5, 6].map((number) => ({ text: `Chore ${number}`, date: monday }));
  const far = nextWeek(28);
  const [item] = await storeItems(page, dentist, board, standup, party, visit, lease, ...chores, {
    ...dentist,
    date: far,
  });
  await openWeek(page, thursday);
  await test.step("a week stands as a grid: what is inside another, what is taken twice, what runs over midnight, what lasts all day", async () => {
    const outer = slot(page, `Board meeting, ${named(thursday)}, 09:00 to 12:00, 09:15 to 09:30 taken twice`);
    const inner = slot(page, `Stand-up, ${named(thursday)}, 09:15 to 09:30, inside Board meeting`);
    const [big, small] = [await outer.boundingBox(), await inner.boundingBox()];
    if (!big || !small) throw new Error("Both are drawn.");
    expect(small.width / big.width).toBeCloseTo(0.54, 1);
    expect(small.x + small.width).toBeCloseTo(big.x + big.width, -1);
    expect(big.height).toBeCloseTo(3 * 48, -1);
    for (const own of await outer.locator("strong, time").all()) {
      const words = await own.boundingBox();
      expect(words && words.x + words.width).toBeLessThanOrEqual(small.x);
    }

    const night = grid(page).getByRole("button", {
      name: `Night of ${named(saturday)}: to 01:30 Party. Show the night`,
    });
    await expect(slot(page, "Party")).toHaveCount(1 + 1);
    await night.click();
    await expect(night).toBeHidden();
    const tail = grid(page)
      .getByRole("list", { name: named(saturday) })
      .getByRole("button", { name: "Party" });
    await expect(tail).toBeInViewport();
    await grid(page).getByRole("button", { name: "Fold the night" }).click();
    await expect(tail).toBeHidden();

    await expect(slot(page, "Chore 4")).toBeVisible();
    await expect(slot(page, "Chore 5")).toBeHidden();
    await grid(page).getByRole("button", { name: "2 more", exact: true }).click();
    await expect(slot(page, "Chore 6")).toBeVisible();
    await grid(page).getByRole("button", { name: "Fewer", exact: true }).click();
    await expect(slot(page, "Chore 6")).toBeHidden();
    await expect(slot(page, `Ana is visiting, ${named(tuesday)} to ${named(friday)}`)).toBeVisible();
    await grid(page).getByRole("checkbox", { name: "Done: Sign the lease" }).check();
    await expect(slot(page, `Sign the lease, ${named(thursday)}, all day, done`)).toBeVisible();
    await page.getByRole("button", { name: / at 09:15$/ }).click();
    await expect(inner).toBeFocused();
  });
  await test.step("what the assistant moves while one looks stands in its ink, and its old place is struck", async () => {
    const patch = { id: item?.id, date: thursday, startTime: "15:00", endTime: "15:45" };
    expect((await gpt.call("updateItemById", patch)).status).toBe(200);
    await made(gpt, { text: "Lunch with Joris", date: monday, startTime: "12:30", endTime: "13:30" });
    await expect(slot(page, `Moved by ChatGPT: Dentist, ${named(thursday)}, 15:00 to 15:45`)).toBeVisible();
    await expect(slot(page, `Added by ChatGPT: Lunch with Joris, ${named(monday)}, 12:30 to 13:30`)).toBeVisible();
    const old = page.locator(`[data-day="${friday}"] del`).filter({ hasText: "Dentist" });
    await expect(old).toBeVisible();
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await page.setViewportSize({ width: 1440, height: 1200 });
    await page.getByRole("button", { name: "Keep all" }).click();
    await expect(old).toBeHidden();
    await expect(slot(page, `Dentist, ${named(thursday)}, 15:00 to 15:45`)).toBeVisible();
  });
  await test.step("one goes from week to week by address, and a week that could not be read is read on demand", async () => {
    const reads = await refuseDays(page);
    for (const days of [10, 17, 24, 31]) {
      await page.getByRole("button", { name: "Next week" }).click();
      await expect(page).toHaveURL(`/week/${nextWeek(days)}`);
    }
    await expect(grid(page)).toHaveAccessibleName(new RegExp(named(far))); // the last one's read is refused, too
    await expect(page.getByRole("alert").filter({ hasText: "could not be read" })).toBeVisible();
    await expect(grid(page).getByText("free")).toHaveCount(0);
    reads.letGo();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(slot(page, `Dentist, ${named(far)}`)).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(`/week/${nextWeek(24)}`);
    await page.getByRole("button", { name: "Today", exact: true }).click();
    await expect(grid(page).locator("[data-now]").first()).toBeInViewport();
  });
  await test.step("another zone's hours stand beside one's own until they are taken away", async () => {
    await grid(page).getByRole("button", { name: "Add the hours of another zone" }).click();
    await page.getByRole("combobox", { name: "Time zone" }).fill("new york");
    await page.getByRole("option", { name: "America/New York" }).click();
    const hours = grid(page).getByRole("img", { name: "The hours of New York" });
    await expect(grid(page).getByRole("button", { name: /^New York, .*Remove this column$/ })).toBeFocused();
    await openWeek(page, "2038-02-03");
    const away = grid(page).getByRole("button", { name: "New York, 6 h behind. Remove this column" });
    await expect(hours).toContainText("02");
    await expectAccessibleInBoth(page);
    const cookies = () => page.evaluate(() => document.cookie);
    expect(await cookies()).toContain("New_York");
    await away.click();
    await expect(hours).toBeHidden();
    await expect(grid(page).getByRole("button", { name: "Add the hours of another zone" })).toBeFocused();
    expect(await cookies()).not.toContain("New_York");
  });
});

test("items are dragged over the grid by hand, and taken back by a key", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await storeItems(page, dentist, board, series);
  const letGo = await holdScripts(page, "scopes.movedToTime");
  await openWeek(page);
  await test.step("a key that takes back a move which is still being prepared takes back no change before it", async () => {
    await slot(page, "Board meeting").press("Delete");
    await expect(page.getByText("Board meeting deleted.")).toBeVisible();
    await drag(page, await gripOf(slot(page, "Dentist")), await pointAt(page, tuesday, 10.5));
    const takenBack = page.waitForResponse(/\/(undo|restore)$/);
    await page.keyboard.press("Control+z");
    letGo();
    await (await takenBack).finished();
    await expect(page.getByText(`Dentist moved to ${named(tuesday)}, 10:30.`)).toBeHidden();
    await expect(slot(page, `Dentist, ${named(friday)}, 14:00 to 14:45`)).toBeVisible();
    await expect(slot(page, "Board meeting")).toBeHidden();
    expect(await stored(page, "Dentist")).toBe(`${friday} 14:00 14:45`);
    expect(await stored(page, "Board meeting")).toBeUndefined();
  });
  await test.step("an item is dragged to another day and time, made longer, and each is taken back by a key", async () => {
    const [from, to] = [await gripOf(slot(page, "Dentist")), await pointAt(page, tuesday, 10.5)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await expect(page.getByText(/^10:30–11:15, was Fri \d+ 14:00/)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await expect(slot(page, `Dentist, ${named(friday)}, 14:00 to 14:45`)).toBeVisible();

    await drag(page, from, to);
    await expect(slot(page, `Dentist, ${named(tuesday)}, 10:30 to 11:15`)).toBeVisible();
    await expect(page.getByText(`Dentist moved to ${named(tuesday)}, 10:30.`)).toBeVisible();
    expect(await stored(page, "Dentist")).toBe(`${tuesday} 10:30 11:15`);
    const moved = slot(page, `Dentist, ${named(tuesday)}, 10:30 to 11:15`);
    const box = await moved.boundingBox();
    if (!box) throw new Error("It is on the grid.");
    const end = { x: box.x + box.width / 2, y: box.y + box.height - 2 };
    await drag(page, end, { x: end.x, y: end.y + 48 });
    await expect(slot(page, `Dentist, ${named(tuesday)}, 10:30 to 12:15`)).toBeVisible();
    await expect(page.getByText("Dentist now ends at 12:15.")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(moved).toBeVisible();
    await expect(page.getByText("Dentist now ends at 12:15.")).toBeHidden();

    const above = await page.getByRole("list", { name: "All day" }).boundingBox();
    const column = await pointAt(page, monday, 8);
    await drag(page, await gripOf(moved), { x: column.x, y: (above?.y ?? 0) + 12 });
    // Before the server has answered: it is this move that is taken back, and none before it.
    const undone = page.waitForResponse(/\/api\/changes\/undo$/);
    await page.keyboard.press("Control+z");
    expect((await undone).status()).toBe(200);
    await expect(moved).toBeVisible();
    expect(await stored(page, "Dentist")).toBe(`${tuesday} 10:30 11:15`);
  });
  await test.step("one of a series is dragged: which ones is asked, and given up it stays where it was", async () => {
    const choir = slot(page, `Choir, ${named(monday)}, 19:00 to 20:30, repeats`);
    const to = await pointAt(page, tuesday, 17);
    await drag(page, await gripOf(choir), to);
    await expect(panel(page).getByText("Change which ones?")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(choir).toBeVisible();
    await drag(page, await gripOf(choir), to);
    await panel(page).getByRole("button", { name: "Save this one" }).click();
    await expect(slot(page, `Choir, ${named(tuesday)}, 17:00 to 18:30`)).toBeVisible();
    await expect(slot(page, `Choir, ${named(nextWeek(2))}, 19:00 to 20:30`)).toBeVisible();
  });
});

test("new items are typed onto the grid, or drawn on it", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await openWeek(page);
  await test.step("whoever types on while a sheet is being stored writes the next item, and keeps the focus elsewhere", async () => {
    const held: Route[] = [];
    await page.route("**/api/items", (route) =>
      route.request().method() === "POST" ? void held.push(route) : route.continue(),
    );
    await page.keyboard.type("cOne");
    await page.keyboard.press("Enter");
    await expect.poll(() => held.length).toBe(1);
    await page.keyboard.type("Two");
    await held[0]?.continue();
    await expect(grid(page).getByRole("button", { name: /^One, / })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "What" }).first()).toHaveValue("Two");
    await page.keyboard.press("Enter");
    await expect.poll(() => held.length).toBe(2);
    // It goes elsewhere as soon as the sheet has closed.
    const search = page.getByRole("button", { name: "Search and commands" }).filter({ visible: true });
    const watched = await search.evaluateHandle((button: HTMLElement) => ({
      staysThere: new Promise<boolean>((resolve) => {
        const seen = new MutationObserver(() => {
          if (document.querySelector(".is-ghost")) return;
          seen.disconnect();
          button.focus();
          setTimeout(() => resolve(document.activeElement === button), 100);
        });
        seen.observe(document.body, { subtree: true, childList: true });
      }),
    }));
    await held[1]?.continue();
    expect(await watched.evaluate(({ staysThere }) => staysThere)).toBe(true);
    const two = slot(page, `Two, ${named(monday)}, 10:00 to 11:00`);
    await expect(two).toBeVisible();

    // While one deletion is taken back the next item is begun.
    await two.press("Delete");
    await expect(two).toBeHidden();
    const takenBack = /\/(undo|restore)$/;
    await page.route(takenBack, (route) => void held.push(route));
    await page.keyboard.press("Control+z");
    await expect.poll(() => held.length).toBe(3);
    await page.keyboard.type("cThree");
    const answered = page.waitForResponse(takenBack);
    await held[2]?.continue();
    await (await answered).finished();
    await expect(two).toBeVisible();
    // Long enough for the answer to take the focus, if it did.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    await page.keyboard.type("!");
    await expect(page.getByRole("textbox", { name: "What" }).first()).toHaveValue("Three!");
    await page.unrouteAll();
    await page.getByRole("textbox", { name: "What" }).first().fill("");
    await page.keyboard.press("Escape");
  });
  await test.step("a sheet is drawn on empty time, and what is typed at once is stored there", async () => {
    await drag(page, await pointAt(page, saturday, 10), await pointAt(page, saturday, 11.25));
    await page.keyboard.type("Market");
    await expect(page.getByRole("form", { name: `Add an item, ${named(saturday)}, 10:00 to 11:15` })).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Enter");
    await expect(slot(page, `Market, ${named(saturday)}, 10:00 to 11:15`)).toBeVisible();
    // Typed text may say more; words that were not stored are there on the next sheet.
    await drag(page, await pointAt(page, wednesday, 9), await pointAt(page, wednesday, 10));
    await page.keyboard.type("Lunch 13:00");
    await expect(page.getByText("13:00–14:00")).toBeVisible();
    await page.keyboard.press("Escape");
    await drag(page, await pointAt(page, tuesday, 9), await pointAt(page, tuesday, 10));
    await expect(page.getByRole("textbox", { name: "What" }).first()).toHaveValue("Lunch 13:00");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Lunch, ${named(tuesday)}, 13:00 to 14:00`)).toBeVisible();
    // Another view in between does not lose them.
    await drag(page, await pointAt(page, wednesday, 9), await pointAt(page, wednesday, 10));
    await page.keyboard.type("Paint the door");
    await page.keyboard.press("Escape");
    const view = (name: string) =>
      page.getByRole("navigation", { name: "Places", exact: true }).getByRole("link", { name });
    await view("Agenda").click();
    await expect(grid(page)).toBeHidden();
    await view("Week").click();
    await expect(grid(page)).toBeVisible();
    await drag(page, await pointAt(page, saturday, 14), await pointAt(page, saturday, 15));
    await expect(page.getByRole("textbox", { name: "What" }).first()).toHaveValue("Paint the door");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Paint the door, ${named(saturday)}, 14:00 to 15:00`)).toBeVisible();
  });
  await test.step("what is drawn over days, or up to midnight, is stored as it was drawn, unless the words say otherwise", async () => {
    const above = await page.getByRole("list", { name: "All day" }).boundingBox();
    const overDays = async (from: string, to: string) => {
      const y = (above?.y ?? 0) + 12;
      await drag(page, { ...(await pointAt(page, from, 8)), y }, { ...(await pointAt(page, to, 8)), y });
    };
    await overDays(thursday, saturday);
    await page.keyboard.type("Fair");
    const short = (date: string) => shortDay(date, english);
    await expect(page.locator("#new-sheet-when")).toHaveText(`${short(thursday)}–${short(saturday)}`);
    await page.keyboard.press("Enter");
    // The sheet has closed by then, and what is below it stays where it is.
    await expect(slot(page, `Fair, ${named(thursday)} to ${named(saturday)}`)).toBeFocused();
    await drag(page, await pointAt(page, friday, 22), await pointAt(page, friday, 23.99));
    await page.keyboard.type("Party");
    await expect(page.locator("#new-sheet-when")).toHaveText("22:00–00:00 · 2 h");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Party, ${named(friday)}, 22:00 to 00:00`)).toBeFocused();
    await overDays(monday, tuesday);
    await page.keyboard.type("Call Ana 15:00");
    await expect(page.locator("#new-sheet-when")).toHaveText("15:00–16:00 · 1 h");
    await page.keyboard.press("Enter");
    await expect(slot(page, `Call Ana, ${named(monday)}, 15:00 to 16:00`)).toBeFocused();
    expect(await stored(page, "Fair")).toBe(`${thursday} ${saturday}`);
    expect(await stored(page, "Party")).toBe(`${friday} 22:00 ${saturday} 00:00`);
  });
});
