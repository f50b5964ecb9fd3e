import type { Page } from "@playwright/test";
import { day, entry, made, planned, quickAdd } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, expectAccessibleInBoth, inEveryLook } from "../harness/looks.ts";
import { fingerOn, touch } from "../harness/touch.ts";

const items = [
  { text: "Ada", date: day(1), startTime: "09:00", endTime: "10:00" },
  { text: "Bo", date: day(1), startTime: "11:00", endTime: "12:00" },
  { text: "Cleo", date: day(2) },
  { text: "Plants", date: day(3), recurrence: "FREQ=DAILY;COUNT=2" },
];

const title = (page: Page, text: string) => page.locator("main [data-item]", { hasText: text }).first();
const selected = (page: Page) => page.locator(".entry.is-selected [data-item]");
const bar = (page: Page) => page.getByRole("region", { name: /^With / });
const said = (page: Page, words: string | RegExp) => page.getByRole("status").filter({ hasText: words });

/** Whether a click in the middle of something reaches it. */
function isOnTop(it: Element): boolean {
  const { x, y, width, height } = it.getBoundingClientRect();
  return it.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}

/** Where items are, per the server. */
async function dates(page: Page): Promise<Record<string, string>> {
  const answer = await page.request.get(`/api/items?from=${day(0)}&to=${day(30)}`);
  const { items } = (await answer.json()) as { items: { text: string; date: string; done: boolean }[] };
  return Object.fromEntries(items.map(({ text, date, done }) => [`${text} ${date}`, done ? "done" : "open"]).reverse());
}

test("several are selected by keys and Shift, and ticked off, moved or deleted as one change with one undo", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, ...items);
  const before = await dates(page);
  /** The focus comes back last. */
  const takenBack = async (first: string) => {
    await page.keyboard.press("Control+z");
    const day1 = page.locator(`[aria-labelledby="day-${day(1)}"]`);
    await expect.poll(() => dates(page)).toEqual(before);
    await expect(day1.locator("[data-item]", { hasText: first })).toBeFocused();
  };

  await title(page, "Ada").focus();
  await page.keyboard.press("x");
  await expect(said(page, /^1 selected$/)).toBeAttached();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selected(page)).toHaveText([/^Ada/, /^Bo/, /^Cleo/]);
  await page.keyboard.press("Shift+ArrowUp");
  await expect(selected(page)).toHaveText([/^Ada/, /^Bo/]);
  await expect(title(page, "Bo")).toBeFocused();
  await expect(title(page, "Bo")).toHaveAccessibleName(/selected$/);
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await expect(said(page, "Nothing is selected")).toBeAttached();

  await test.step("the space bar ticks off all of them; one undo", async () => {
    await title(page, "Ada").focus();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(selected(page)).toHaveCount(3);
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await page.keyboard.press("Space");
    await expect(page.getByText("3 items are done.")).toBeVisible();
    await expect(bar(page)).toBeHidden();
    await expect(title(page, "Cleo")).toBeFocused();
    await takenBack("Ada");
  });
  await test.step("moved by days or to a date, with a date of a series, and its other dates stay", async () => {
    await title(page, "Ada").click({ modifiers: ["Shift"] });
    await title(page, "Plants").click({ modifiers: ["Shift"] });
    await expect(selected(page)).toHaveCount(4);
    await expect(bar(page)).toContainText("One repeats: only that date");
    await page.keyboard.press("Shift+M");
    const picker = page.getByRole("dialog", { name: "Move the 4 selected" });
    await picker.getByRole("button", { name: "1 week later" }).click();
    await expect(page.getByText("4 items moved 1 week later.")).toBeVisible();
    await expect
      .poll(async () => Object.keys(await dates(page)).sort())
      .toEqual([`Ada ${day(8)}`, `Bo ${day(8)}`, `Cleo ${day(9)}`, `Plants ${day(10)}`, `Plants ${day(4)}`].sort());
    await takenBack("Ada");
    await title(page, "Bo").click({ modifiers: ["Shift"] });
    // Once some are selected, a click selects.
    await title(page, "Cleo").click();
    await bar(page).getByRole("button", { name: "Move…" }).click();
    await page.keyboard.type("in 5 days");
    await page.keyboard.press("Enter");
    await expect.poll(async () => Object.keys(await dates(page))).toContain(`Cleo ${day(5)}`);
    expect(Object.keys(await dates(page))).toContain(`Bo ${day(5)}`);
    await takenBack("Bo");
  });
  await test.step("tagged, and what all have is offered to be taken away", async () => {
    await title(page, "Ada").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await bar(page).getByRole("button", { name: "Tag…" }).click();
    const tags = page.getByRole("dialog", { name: "Tags of the 2 selected" });
    await expect(tags.getByRole("textbox")).toBeFocused();
    const long = "a".repeat(51);
    await page.keyboard.type(long);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Nothing was changed.")).toBeVisible();
    await bar(page).getByRole("button", { name: "Tag…" }).click();
    await expect(tags.getByRole("textbox")).toHaveValue(long);
    await tags.getByRole("textbox").fill("#garden, spring");
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText("2 items tagged #garden, #spring.")).toBeVisible();
    await expect(entry(page, "Bo")).toContainText("#garden");
    await title(page, "Bo").focus();
    await page.keyboard.press("x");
    await bar(page).getByRole("button", { name: "Tag…" }).click();
    const remove = page.getByRole("dialog", { name: "Tags of Bo" }).getByRole("button", { name: "Remove tag garden" });
    // The toast about the tags is still there, and does not lie over it.
    await expect(remove).toBeInViewport();
    expect(await remove.evaluate(isOnTop)).toBe(true);
    await remove.click();
    await expect(page.getByText("Bo no longer tagged #garden.")).toBeVisible();
    await expect(entry(page, "Bo")).not.toContainText("#garden");
    await page.keyboard.press("Control+z");
    await expect(entry(page, "Bo")).toContainText("#garden");
  });
  await test.step("deleted; what is refused stays selected", async () => {
    await title(page, "Ada").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.route("**/api/items/delete", (route) => route.abort());
    await page.keyboard.press("Delete");
    await expect(page.getByText("No network, so nothing was deleted.")).toBeVisible();
    await expect(selected(page)).toHaveText([/^Ada/, /^Bo/]);
    await page.unroute("**/api/items/delete");
    await bar(page).getByRole("button", { name: "Delete 2" }).click();
    await expect(entry(page, "Ada")).toBeHidden();
    await expect(title(page, "Cleo")).toBeFocused();
    await page.getByRole("dialog", { name: "2 items deleted." }).getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => dates(page)).toEqual(before);
  });
  await test.step("out of sight they stay selected, also when an assistant changes the agenda", async () => {
    await title(page, "Ada").click({ modifiers: ["Shift"] });
    await page.keyboard.press("g");
    await page.keyboard.type(day(200));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(day(200)));
    await made(gpt, { text: "Far away", date: day(200) });
    await expect(entry(page, "Far away")).toBeVisible();
    await expect(page.getByRole("region", { name: "With Ada" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
  });
  await test.step("an item that waits to be added is left out", async () => {
    await page.route(/\/api\/items$/, (route) => route.abort());
    await quickAdd(page).getByRole("textbox").first().fill("Draft");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Draft")).toBeVisible();
    await title(page, "Draft").click({ modifiers: ["Shift"] });
    await title(page, "Cleo").click({ modifiers: ["Shift"] });
    await expect(selected(page)).toHaveText([/^Cleo/]);
    await bar(page).getByRole("button", { name: "Delete 1" }).click();
    await expect(entry(page, "Cleo")).toBeHidden();
    await expect.poll(async () => Object.keys(await dates(page))).not.toContain(`Cleo ${day(2)}`);
    await page.goto("/search");
    await page.unroute(/\/api\/items$/);
    // Any page sends what waits.
    await expect.poll(async () => Object.keys(await dates(page))).toContain(`Draft ${day(0)}`);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("a finger that stays on a row selects it, and a tap on others adds them", async ({ page, signIn }) => {
    await signIn({ visits: false });
    await planned(page, ...items);
    const before = await dates(page);
    const box = await title(page, "Ada").boundingBox();
    const finger = await fingerOn(page);
    await touch(finger, "touchStart", [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 8 }]);
    await expect(selected(page)).toHaveText([/^Ada/]);
    await touch(finger, "touchEnd", []);
    await title(page, "Bo").tap();
    await expect(selected(page)).toHaveText([/^Ada/, /^Bo/]);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const acts = bar(page).getByRole("button");
    for (const act of await acts.all()) expect((await act.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await bar(page).getByRole("button", { name: "Tick off" }).tap();
    await expect(page.getByText("2 items are done.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).tap();
    await expect.poll(() => dates(page)).toEqual(before);
    // Nothing is selected any more: a tap opens.
    await title(page, "Bo").tap();
    await expect(page.getByRole("dialog", { name: "Bo" })).toBeVisible();
  });
});
