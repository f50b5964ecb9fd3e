import type { ElementHandle, Page } from "@playwright/test";
import { day, entry, panel, planned, quickAdd, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests } from "./harness/held.ts";

/** With letters that are shortcuts elsewhere. */
const title = "fix#3 Announce me";
const items = [
  { text: "First", date: day(1), startTime: "09:00", endTime: "10:00" },
  { text: "Second", date: day(1), startTime: "11:00", endTime: "12:00" },
  { text: "Third", date: day(2) },
];

interface Stored {
  readonly id: string;
  readonly text: string;
  readonly version: number;
}

async function stored(page: Page): Promise<readonly Stored[]> {
  const all: Stored[] = [];
  let query = `from=${day(-1)}&to=${day(60)}&limit=200`;
  while (query) {
    const answer = await page.request.get(`/api/items?${query}`);
    const { items, nextCursor } = (await answer.json()) as { items: Stored[]; nextCursor?: string };
    all.push(...items.map(({ id, text, version }) => ({ id, text, version })));
    query = nextCursor ? `cursor=${encodeURIComponent(nextCursor)}&limit=200` : "";
  }
  return all;
}

/** Everything focusable but text fields. */
async function controls(page: Page, within: string) {
  const all = page.locator(`:is(${within}) :is(a[href], button, summary, [tabindex], input[type=checkbox])`);
  return (await all.filter({ visible: true }).elementHandles()) as ElementHandle<HTMLElement>[];
}

interface View {
  readonly path: string;
  readonly within: string;
  readonly least: number;
  /** Without an agenda, the palette adds, and stays open for more. */
  readonly byPalette?: boolean;
}

const others: readonly View[] = [
  { path: "/settings", within: "main", least: 3, byPalette: true },
  { path: "/activity", within: "main", least: 2, byPalette: true },
  { path: "/month", within: "main", least: 5 },
  { path: "/week", within: "main", least: 4 },
];
const agenda: View = { path: "/", within: "body", least: 40 };

async function addsFromEverywhere(page: Page, { path, within, least, byPalette }: View): Promise<void> {
  await page.goto(path);
  // It answers to keys.
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  const before = await stored(page);
  let handles = await controls(page, within);
  // A view comes after its page.
  await expect(async () => {
    handles = await controls(page, within);
    expect(handles.length).toBeGreaterThanOrEqual(least);
  }).toPass();
  let typedAt = 0;
  for (const handle of handles) {
    // What is added meanwhile may push a far day out of what is drawn.
    const isThere = await handle.evaluate((it) => {
      it.focus();
      return it === document.activeElement;
    });
    if (!isThere) continue;
    typedAt += 1;
    await page.keyboard.type(`c ${title}`);
    if (byPalette) await expect(page.getByRole("option", { name: `Add “${title}”` })).toBeVisible();
    const added = page.waitForResponse(
      (answer) => answer.request().method() === "POST" && new URL(answer.url()).pathname === "/api/items",
    );
    await page.keyboard.press("Enter");
    expect((await added).status()).toBe(201);
    // Further typing must not meet the words that are still being stored.
    const isInField = (words: string) =>
      [...document.querySelectorAll<HTMLInputElement>("textarea, input")].some(({ value }) => value.includes(words));
    await expect.poll(() => page.evaluate(isInField, title)).toBe(false);
    if (!byPalette) continue;
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Add an item" })).toBeHidden();
  }
  expect(typedAt).toBeGreaterThanOrEqual(least);
  const after = await stored(page);
  expect(after.length).toBe(before.length + typedAt);
  expect(after.filter(({ text }) => text !== title)).toEqual(before.filter(({ text }) => text !== title));
  await expect(page).toHaveURL(path);
}

for (const [name, pages] of Object.entries({ "the agenda": [agenda], "any other page": others }))
  test(`c and a title, typed from anything focusable of ${name}, add one item and change no other`, async ({
    page,
    signIn,
  }) => {
    test.setTimeout(120_000); // an add line for each of up to a hundred places
    await signIn({ visits: false });
    // Each is a change of its own, to be undone in Activity.
    for (const item of items) await storeItems(page, item);
    for (const view of pages) await test.step(view.path, () => addsFromEverywhere(page, view));
  });

test("letters are shortcuts or words, as somebody who types on means them", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await page.setViewportSize({ width: 1440, height: 900 });
  await planned(page, ...items, { text: "Walk", date: day(3), recurrence: "FREQ=DAILY;COUNT=2" });
  const titled = (name: string) => page.getByRole("button", { name, exact: true });
  const words = quickAdd(page).getByRole("textbox").first();
  const agenda = page.getByRole("link", { name: "Agenda", exact: true });
  /** No words are left in the line, and the focus is elsewhere. */
  const startAnew = async () => {
    await words.fill("");
    await agenda.focus();
  };

  await test.step("j and k, and arrows, move through the list from wherever the focus is", async () => {
    await page.keyboard.press("j");
    await expect(titled("First")).toBeFocused();
    await page.getByRole("link", { name: "Activity" }).first().focus();
    await page.keyboard.press("k");
    await expect(page.locator("main [data-item]:focus")).toHaveCount(1);

    // Arrows, too, from an item: up and down to items, left and right to days that have any.
    await titled("First").focus();
    for (const [key, name] of [
      ["ArrowDown", "Second"],
      ["ArrowRight", "Third"],
      ["ArrowLeft", "First"],
      ["ArrowUp", "First"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(titled(name)).toBeFocused();
    }
  });
  await test.step("where nothing is left to undo, the key says so and leads to Activity", async () => {
    const none = page.getByRole("dialog").filter({ hasText: "Nothing left to undo here." });
    for (const key of ["z", "Control+z"]) {
      await page.keyboard.press(key);
      await none.getByRole("button", { name: "Activity" }).click();
      await expect(page).toHaveURL("/activity");
      await page.goBack();
      await expect(titled("First")).toBeVisible();
    }
  });
  await test.step("who goes on to another item while an undo is under way stays there", async () => {
    await titled("Third").focus();
    await page.keyboard.press("Space");
    await expect(page.getByRole("checkbox", { name: "Done: Third" })).toBeChecked();
    const letGo = await holdRequests(page, "**/api/changes/undo");
    await page.keyboard.press("z");
    await page.keyboard.press("k");
    await expect(titled("Second")).toBeFocused();
    const undone = page.waitForResponse("**/api/changes/undo");
    letGo();
    await undone;
    await expect(page.getByRole("checkbox", { name: "Done: Third" })).not.toBeChecked();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await expect(titled("Second")).toBeFocused();
  });
  await test.step("letters are not shortcuts with Ctrl, in a dialog, or during input method composition", async () => {
    const quick = page.locator("[data-quick-add]"); // in a modal dialog it has no role
    await page.keyboard.press("Control+c");
    await expect(quick).not.toBeFocused();
    const compose = () =>
      page.evaluate(() =>
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", isComposing: true, bubbles: true })),
      );
    await compose();
    await expect(quick).not.toBeFocused();
    await page.getByRole("button", { name: "Walk" }).first().focus();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("radio").first()).toBeFocused();
    await page.keyboard.press("c");
    await expect(quick).not.toBeFocused();
    await page.getByRole("button", { name: "Keep" }).click();
    await page.keyboard.press("c");
    // On the day that had the focus.
    const line = page.getByRole("form", { name: "Add an item here" }).getByRole("textbox");
    await expect(line).toBeFocused();
    // In Safari the Enter that confirms a conversion comes after its end.
    await line.fill("歯医者");
    const confirmed = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
    await line.evaluate((field, key) => field.dispatchEvent(new KeyboardEvent("keydown", key)), confirmed);
    await expect(line).toHaveValue("歯医者");
    await line.fill("");
    await page.keyboard.press("Escape");
  });
  await test.step("text typed right after Add was clicked is the next title, not a shortcut", async () => {
    await words.fill("Water the plants");
    await quickAdd(page).getByRole("button", { name: "Add" }).click();
    await expect(entry(page, "Water the plants")).toBeVisible();
    await expect(words).toHaveValue("");
    await page.keyboard.type(title);
    await expect(words).toHaveValue(title);
    await startAnew();
  });
  await test.step("a line that was just closed is reopened by typing on", async () => {
    await page.keyboard.press("c");
    await page.keyboard.press("Escape");
    await expect(words).not.toBeFocused();
    await page.keyboard.type("jack/c");
    await expect(words).toHaveValue("jack/c");
    await words.fill("");

    await page.getByRole("button", { name: "1 h free, 10:00 to 11:00. Add an item here" }).click();
    const here = page.getByRole("form", { name: "Add an item here" });
    await page.keyboard.press("Escape");
    await expect(here).toBeHidden();
    await page.keyboard.type("xylophone");
    await expect(here.getByRole("textbox").first()).toHaveValue("xylophone");
    await page.keyboard.press("Enter");
    await expect(here).toBeHidden();
    await page.keyboard.type("j#x");
    await expect(words).toHaveValue("j#x");
    await expect(page.getByRole("button", { name: "xylophone", exact: true })).toBeVisible();
    await startAnew();
  });
  await test.step("after moving on while a line is being saved, letters are shortcuts again once it closes", async () => {
    await titled("Third").focus();
    await page.keyboard.type("c");
    const letGo = await holdRequests(page, "**/api/items");
    await page.keyboard.type("Feed the cat");
    await page.keyboard.press("Enter");
    await agenda.focus();
    letGo();
    await expect(page.getByRole("form", { name: "Add an item here" })).toBeHidden();
    await page.keyboard.type("cJack");
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe("Jack");
    await startAnew();
  });
  await test.step("c on the day whose line is being saved is for the next item of that day, and it stays open for it", async () => {
    const here = page.getByRole("form", { name: "Add an item here" });
    await titled("Third").focus();
    await page.keyboard.type("c");
    const letGo = await holdRequests(page, "**/api/items");
    await page.keyboard.type("Feed the fish");
    await page.keyboard.press("Enter");
    await titled("Third").focus();
    await page.keyboard.type("c");
    const answered = page.waitForResponse("**/api/items");
    letGo();
    await answered;
    await expect(entry(page, "Feed the fish")).toBeVisible();
    await page.keyboard.type("jack/c#x");
    await expect(here.getByRole("textbox").first()).toHaveValue("jack/c#x");
    await page.keyboard.press("Enter");
    await expect(here).toBeHidden();
    await expect(
      page.locator(`[aria-labelledby="day-${day(2)}"]`).getByRole("button", { name: "jack/c" }),
    ).toBeVisible();
    await startAnew();
  });
  await test.step("typed while an item is open beside the list, c and a title add one item, too", async () => {
    await titled("First").click();
    const before = await stored(page);
    await panel(page).getByRole("button", { name: "Delete" }).focus();
    await page.keyboard.type(`c ${title}`);
    await page.keyboard.press("Enter");
    await expect(entry(page, title)).toBeVisible();
    await expect.poll(async () => (await stored(page)).filter(({ text }) => text !== title)).toEqual(before);
    await expect(panel(page)).toBeVisible();
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(panel(page)).toBeHidden();
  });
  await test.step("Shift+M moves an item to another day, and the focus goes with it", async () => {
    await titled("First").focus();
    await page.keyboard.press("Shift+M");
    await expect(page.getByRole("dialog", { name: "Move First to a day" }).getByRole("textbox")).toBeFocused();
    await page.keyboard.type("in 2 days");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^First moved to /)).toBeVisible();
    await expect(
      page.locator(`[aria-labelledby="day-${day(2)}"]`).getByRole("button", { name: "First" }),
    ).toBeFocused();
  });
  await test.step("on a phone what is folded away is passed over by j", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const done = ["00:00", "00:01", "00:02"].map((startTime) => ({
      text: `Over ${startTime}`,
      date: day(0),
      startTime,
    }));
    const allDay = ["A", "B"].map((text) => ({ text: `All day ${text}`, date: day(0) }));
    await storeItems(page, ...done, ...allDay, { text: "Next", date: day(1) }, { text: "After", date: day(1) });
    await expect(titled("After")).toBeVisible();
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      scrollTo(0, 0);
    });
    await page.keyboard.press("j");
    await expect(titled("Next")).toBeFocused();
    await page.keyboard.press("j");
    await expect(titled("After")).toBeFocused();
  });
});
