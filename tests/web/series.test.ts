import type { Page } from "@playwright/test";
import { day, edit, entry, made, planned, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessibleInBoth } from "./harness/looks.ts";

const opened = (page: Page, text: string, index: number) =>
  entry(page, text).nth(index).getByRole("button", { name: text, exact: true });
const panel = (page: Page) => page.getByRole("dialog", { name: /^Edit / });
const question = (page: Page) => page.getByRole("alertdialog", { name: /which ones\?$/ });
const answer = (page: Page, label: RegExp) => question(page).getByRole("radio", { name: label });

/** The start of each one, in page order. */
const starts = (page: Page, text: string) => entry(page, text).locator(".when > time");

const undo = (page: Page, words: string) =>
  page.getByRole("dialog").filter({ hasText: words }).getByRole("button", { name: "Undo" });

/** What the server has of an item's dates, in their order. */
async function stored(page: Page, text: string): Promise<{ startTime?: string; done: boolean }[]> {
  const answer = await page.request.get(`/api/items?from=${day(0)}&to=${day(6)}`);
  const { items } = (await answer.json()) as { items: { text: string; startTime?: string; done: boolean }[] };
  return items.filter((item) => item.text === text);
}

test("by keys and by hand, one date of a series is ticked off, deleted and restored, then all after it and all, in the list and the search", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await planned(page, { text: "Piano", date: day(0), recurrence: "FREQ=DAILY;COUNT=5" });

  await test.step("all after one, or all, are deleted by keyboard and restored from the toast", async () => {
    await opened(page, "Piano", 2).focus();
    await page.keyboard.press("Delete");
    await expect(answer(page, /^Only /)).toBeFocused();
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Escape");
    await expect(opened(page, "Piano", 2)).toBeFocused();
    await page.keyboard.press("Delete");
    await answer(page, /^Only /).press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Piano")).toHaveCount(2);
    await expect(opened(page, "Piano", 1)).toBeFocused();
    await undo(page, "Piano and all after it deleted.").click();
    await expect(entry(page, "Piano")).toHaveCount(5);
    await expect(opened(page, "Piano", 2)).toBeFocused();

    await page.keyboard.press("Delete");
    await answer(page, /^Only /).press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Piano")).toHaveCount(0);
    await undo(page, "All of Piano deleted.").click();
    await expect(entry(page, "Piano")).toHaveCount(5);
  });
  const [, , walk] = await storeItems(
    page,
    { text: "Water the plants", date: day(0), recurrence: "FREQ=DAILY;COUNT=4" },
    { text: "Only once", date: day(1), recurrence: "FREQ=DAILY;COUNT=1" },
    { text: "Walk", date: day(1), recurrence: "FREQ=DAILY;COUNT=3" },
  );
  await test.step("one occurrence is ticked off, and another deleted and restored, without the rest of the series", async () => {
    const boxes = page.getByRole("checkbox", { name: "Done: Water the plants" });
    await expect(boxes).toHaveCount(4);
    for (const index of [1, 2]) {
      const stored = page.waitForResponse((response) => response.request().method() === "PATCH");
      await boxes.nth(index).check();
      expect((await stored).status()).toBe(200);
    }
    await entry(page, "Water the plants").nth(1).getByRole("button", { name: "Water the plants" }).click();
    await edit(page);
    await expect(panel(page)).not.toContainText("Differs from its series");
    await panel(page).getByRole("button", { name: "Delete…" }).click();
    // Enter in a field is not an answer: a user who keeps typing does not mean to delete it.
    await panel(page).getByLabel("Place").press("Enter");
    await panel(page).getByRole("textbox", { name: "What" }).press("Enter");
    await expect(answer(page, /^Only /)).toBeChecked();
    await panel(page).getByLabel("Place").fill("Balcony");
    await expect(question(page)).toHaveCount(0);
    await panel(page).getByRole("button", { name: "Delete…" }).click();
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(question(page)).toHaveCount(0);
    await panel(page).getByRole("button", { name: "Close" }).click();
    await panel(page).getByRole("textbox", { name: "What" }).press("Enter");
    await expect(panel(page).getByText("Your changes are not saved.")).toBeVisible();
    await panel(page).getByRole("button", { name: "Keep writing" }).click();
    await expect(panel(page).getByLabel("Place")).toHaveValue("Balcony");
    await panel(page).getByRole("button", { name: "Delete…" }).click();
    await question(page).getByRole("button", { name: "Delete this one" }).click();
    await expect(boxes).toHaveCount(3);
    await undo(page, "Water the plants deleted.").click();
    await expect(boxes).toHaveCount(4);
    for (const [index, done] of [false, true, true, false].entries())
      await expect(boxes.nth(index)).toBeChecked({ checked: done });
    const areDone = async () => (await stored(page, "Water the plants")).map(({ done }) => done);
    await expect.poll(areDone).toEqual([false, true, true, false]);
  });
  await test.step("the last remaining occurrence takes the series along, and brings it back", async () => {
    await opened(page, "Only once", 0).focus();
    await page.keyboard.press("#");
    await expect(answer(page, /^Only /)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(entry(page, "Only once")).toHaveCount(0);
    await undo(page, "Only once deleted.").click();
    await expect(opened(page, "Only once", 0)).toBeFocused();
  });
  await test.step("one of a series comes back from its deletion with all of its own notes, however long", async () => {
    const path = `/api/items/${walk?.id}`;
    const notes = "Along the river. ".repeat(25).trim();
    const patch = { occurrence: day(2), scope: "this", notes };
    const headers = { "Sec-Fetch-Site": "same-origin" };
    expect((await page.request.patch(path, { headers, data: patch })).status()).toBe(200);
    await expect(entry(page, "Walk").nth(1)).toContainText("has notes");
    await opened(page, "Walk", 1).press("#");
    await expect(answer(page, /^Only /)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(entry(page, "Walk")).toHaveCount(2);
    await undo(page, "Walk deleted.").click();
    await expect(entry(page, "Walk")).toHaveCount(3);
    await expect(opened(page, "Walk", 1)).toBeFocused();
    const ofSecond = async () => (await page.request.get(`${path}?occurrence=${day(2)}`)).json();
    await expect.poll(ofSecond).toMatchObject({ item: { notes } });
  });
  await test.step("all are deleted and restored in the search", async () => {
    await page.keyboard.press("/");
    await page.getByRole("searchbox").fill("piano");
    await opened(page, "Piano", 0).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await answer(page, /^All of them/).check();
    await question(page).getByRole("button", { name: "Delete all" }).click();
    await expect(page.getByText("Nothing with ‘piano’.")).toBeVisible();
    await undo(page, "All of Piano deleted.").click();
    await expect(entry(page, "Piano")).toHaveCount(1);
  });
});

test("beside an assistant, dates of a series are changed alone, with all after them and with all, and merged", async ({
  page,
  signIn,
  gptOf,
}) => {
  test.slow(); // a long story
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, { text: "Lunch", date: day(3), startTime: "12:00", endTime: "12:30" });

  await test.step("an assistant's change to a series is marked once, and one to an occurrence on that one", async () => {
    const [walk] = await made(gpt, {
      text: "Walk",
      date: day(1),
      startTime: "18:00",
      recurrence: "FREQ=DAILY;COUNT=4",
    });
    const strip = page.getByRole("region", { name: "Changed by your assistant" });
    await expect(strip).toContainText("ChatGPT added Walk, every day, 4 times.");
    const notes = page.locator(".change-note");
    await expect(notes).toHaveCount(1);
    await expect(entry(page, "Walk").first()).toContainText("Added by ChatGPT: every day, 4 times");
    await strip.getByRole("button", { name: "Keep" }).click();
    await expect(notes).toHaveCount(0);

    const third = { id: walk?.id, occurrence: day(3), scope: "this" };
    await gpt.call("updateItemById", { ...third, startTime: "19:00" });
    await expect(entry(page, "Walk").nth(2)).toContainText("Moved by ChatGPT");
    await expect(notes).toHaveCount(1);
    await gpt.call("deleteItemById", { ...third, occurrence: day(2) });
    await expect(entry(page, "Walk").nth(1)).toContainText("Deleted by ChatGPT");
    await entry(page, "Walk").nth(1).getByRole("button", { name: "Revert Walk" }).click();
    await expect(opened(page, "Walk", 1)).toBeVisible();
    await expect(notes).toHaveCount(1);
    await gpt.call("updateItemById", { ...third, occurrence: day(3), scope: "following", text: "Run" });
    await expect(entry(page, "Run").first()).toContainText("Renamed by ChatGPT");
    // The old name is struck through beside the new one: the rest of the series is found by its buttons.
    const walks = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Walk", exact: true }) });
    await expect(walks).toHaveCount(2);
    await expect(walks.locator(".change-note")).toHaveCount(0);
    await entry(page, "Run").first().getByRole("button", { name: "Revert Run" }).click();
    await expect(walks).toHaveCount(4);
    await expect(starts(page, "Walk").nth(2)).toHaveText("19:00");
  });
  await test.step("an occurrence is changed alone, with all after it and with all, and reset, by keyboard", async () => {
    const times = { startTime: "09:00", endTime: "09:15" };
    const standups = { text: "Standup", date: day(1), ...times, recurrence: "FREQ=DAILY;COUNT=4" };
    const [standup] = await storeItems(page, standups);
    const moveTo = async (index: number, time: string) => {
      await opened(page, "Standup", index).focus();
      await page.keyboard.press("e");
      await panel(page).getByLabel("Time").fill(time);
      await page.keyboard.press("Enter");
      await expect(answer(page, /^Only /)).toBeFocused();
    };
    await moveTo(1, "10:00");
    await panel(page).getByLabel("Time").fill("09:00");
    await expect(question(page)).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await moveTo(1, "10:00");
    await page.keyboard.press("Escape");
    await expect(question(page)).toHaveCount(0);
    await expect(panel(page).getByLabel("Time")).toHaveValue("10:00");
    await page.setViewportSize({ width: 360, height: 740 });
    await panel(page).getByRole("button", { name: "Save" }).press("Enter");
    await expect(question(page)).toContainText(/Those up to .+ stay as they are\./);
    await expectAccessibleInBoth(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.keyboard.press("Enter");
    await expect(opened(page, "Standup", 1)).toBeFocused();
    await expect(starts(page, "Standup")).toHaveText(["09:00", "10:00", "09:00", "09:00"]);

    const taken = page.getByText(/^Standup overlaps with Lunch/);
    await moveTo(2, "12:00");
    await page.keyboard.press("ArrowDown");
    await expect(question(page).getByRole("button", { name: "Save these" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Earlier ones stay as they were.")).toBeVisible();
    await expect(taken).toBeVisible();
    await moveTo(2, "11:00");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(taken).toHaveCount(0);
    await expect(opened(page, "Standup", 2)).toBeFocused();
    await expect(starts(page, "Standup")).toHaveText(["09:00", "10:00", "11:00", "11:00"]);

    // What was ticked off in the same step comes back with the rest.
    const done = page.locator(".entry.is-done");
    await opened(page, "Standup", 0).press("e");
    await panel(page).getByLabel("Place").fill("Hall");
    await panel(page).getByRole("checkbox").check();
    await panel(page).getByRole("button", { name: "Save" }).press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const inHall = page.locator(".entry", { hasText: "Hall" });
    await expect(inHall).toHaveCount(2);
    await expect(done).toHaveCount(1);
    await undo(page, "Changed the location of Standup.").click();
    await expect(inHall).toHaveCount(0);
    await expect(done).toHaveCount(0);

    await moveTo(0, "08:00");
    await expect(question(page).getByRole("radio")).toHaveCount(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(panel(page)).toBeHidden();
    await expect(starts(page, "Standup")).toHaveText(["08:00", "10:00", "11:00", "11:00"]);

    await opened(page, "Standup", 1).press("e");
    await expect(panel(page)).toContainText("Differs from its series: moved to");
    await page.route("**/api/items/*", (route) => route.abort());
    await panel(page).getByRole("button", { name: "Reset" }).press("Enter");
    await expect(panel(page).getByRole("alert")).toHaveText("No network, so Standup was not changed.");
    await page.unroute("**/api/items/*");
    // Unsaved text stays, and another occurrence may have been changed meanwhile.
    await panel(page).getByLabel("Place").fill("Hall");
    await gpt.call("updateItemById", { id: standup?.id, occurrence: day(1), scope: "this", done: true });
    await expect(done).toHaveCount(1);
    await panel(page).getByRole("button", { name: "Reset" }).press("Enter");
    await expect(panel(page).getByLabel("Time")).toHaveValue("08:00");
    await expect(panel(page)).not.toContainText("Differs from its series");
    await expect(panel(page).getByLabel("Place")).toBeFocused();
    await panel(page).getByLabel("Place").fill("");
    await page.keyboard.press("Escape");
    await expect(starts(page, "Standup")).toHaveText(["08:00", "08:00", "11:00", "11:00"]);
    await undo(page, "matches its series again").click();
    await expect(starts(page, "Standup")).toHaveText(["08:00", "10:00", "11:00", "11:00"]);
    // A rule never belongs to one occurrence, and ending it leaves a single item.
    await opened(page, "Standup", 3).press("e");
    const repeats = panel(page).getByRole("combobox", { name: "Repeats" });
    await panel(page).getByLabel("Place").fill("Hall");
    await panel(page).getByRole("button", { name: "Save" }).press("Enter");
    await expect(question(page).getByRole("radio")).toHaveCount(3);
    await repeats.focus();
    await repeats.selectOption("");
    await expect(repeats).toBeFocused();
    await expect(question(page)).toContainText("A rule cannot apply to only one of them.");
    await expect(question(page).getByRole("radio")).toHaveCount(2);
    await answer(page, /^All of them/).press("Space");
    await expect(question(page)).toContainText("Leaves this one as a single item, without the others.");
    await page.keyboard.press("Enter");
    await expect(starts(page, "Standup")).toHaveText(["08:00", "10:00", "11:00"]);
    const areAt = async () => (await stored(page, "Standup")).map(({ startTime }) => startTime);
    await expect.poll(areAt).toEqual(["08:00", "10:00", "11:00"]);
  });
  await test.step("unsaved edits of one occurrence survive changes of others, and the end of the series", async () => {
    const [jog] = await storeItems(page, { text: "Jog", date: day(1), recurrence: "FREQ=DAILY;COUNT=4" });
    const write = async (on: string, index: number, text: string) => {
      await opened(page, on, index).click();
      await edit(page);
      await panel(page).getByRole("textbox", { name: "What" }).fill(text);
    };
    const answerThis = async () => {
      await panel(page).getByRole("button", { name: "Save" }).click();
      await question(page).getByRole("button", { name: "Save this one" }).click();
    };
    await write("Jog", 1, "Jog far");
    await gpt.call("updateItemById", { id: jog?.id, occurrence: day(3), scope: "this", done: true });
    await gpt.call("updateItemById", { id: jog?.id, occurrence: day(2), scope: "this", text: "Sprint" });
    await answerThis();
    // Its scope is asked once.
    await expect(panel(page).getByRole("radio", { name: "Yours Jog far" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(entry(page, "Jog far")).toHaveCount(1);
    await expect(panel(page)).toBeHidden();

    await write("Jog far", 0, "Jog further");
    await gpt.call("deleteItemById", { id: jog?.id, scope: "all" });
    await answerThis();
    await expect(panel(page).getByRole("alert")).toContainText("All of Jog far was deleted elsewhere while you wrote.");
    const creations: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/api/items")) creations.push(request.url());
    });
    await panel(page).getByRole("button", { name: "Save mine as a separate item" }).dblclick();
    await expect(panel(page)).toBeHidden();
    await expect(opened(page, "Jog further", 0)).toBeVisible();
    expect(await stored(page, "Jog further")).toHaveLength(1);
    expect(creations).toHaveLength(1);
  });
});
