import type { Locator, Page } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { day, isLive, made, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

const left = (page: Page): Locator => page.getByRole("region", { name: /left from before$/ });
const titles = (page: Page): Locator => left(page).locator("[data-item]");
/** Of a series, the earliest date's. */
const box = (page: Page, text: string): Locator => page.getByRole("checkbox", { name: `Done: ${text}` }).first();
const undo = (page: Page | Locator): Locator => page.getByRole("button", { name: "Undo" });

const undone = [
  { text: "Renew the library books", date: day(-1) },
  { text: "Bins", date: day(-16), recurrence: "FREQ=WEEKLY" },
  { text: "Ida’s birth certificate", date: day(-12) },
];

test("what past days left undone stands at today on every page, and is done with in place, by the keyboard", async ({
  page,
  context,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const others = [
    { text: "Standup", date: day(-1), startTime: "09:00" },
    { text: "Plants", date: day(-9), recurrence: "FREQ=DAILY" },
    { text: "Plumber", date: day(0) },
  ];
  const [books] = await planned(page, ...undone, ...others);
  await expect(left(page).getByRole("heading")).toHaveText("3 left from before");
  await expect(titles(page)).toHaveText(["Ida’s birth certificate", "Bins", "Renew the library books"]);

  await test.step("a tick goes on to the next box, and can be undone", async () => {
    await box(page, "Ida’s birth certificate").press("Space");
    await expect(titles(page)).toHaveText(["Bins", "Renew the library books"]);
    await expect(box(page, "Bins")).toBeFocused();
    await expect(page.getByText("Ida’s birth certificate is done.")).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(titles(page)).toHaveText(["Ida’s birth certificate", "Bins", "Renew the library books"]);
  });
  await test.step("a date of a series goes to another day, alone", async () => {
    await page.getByRole("button", { name: "Another day: Bins" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Move Bins to a day" })).toBeVisible();
    await page.keyboard.type("tomorrow");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^Bins moved to /)).toBeVisible();
    await expect(titles(page).filter({ hasText: "Renew the library books" })).toBeFocused();
    await expect(titles(page)).toHaveText(["Ida’s birth certificate", "Renew the library books"]);
    await page.keyboard.press("Control+z");
    await expect(left(page).getByRole("heading")).toHaveText("3 left from before");
  });
  await test.step("what is let go is deleted, and comes back with an undo", async () => {
    await page.getByRole("button", { name: "Let it go: Renew the library books" }).press("Enter");
    await expect(titles(page)).toHaveText(["Ida’s birth certificate", "Bins"]);
    await undo(page).last().click();
    await expect(left(page).getByRole("heading")).toHaveText("3 left from before");
  });
  await test.step("all move to today as one change", async () => {
    await page.getByRole("button", { name: "Today: Bins" }).click();
    await expect(left(page).getByRole("heading")).toHaveText("2 left from before");
    const all = page.getByRole("button", { name: "Move all 2 to today" });
    await page.route("**/api/items/reschedule", (route) => route.abort());
    await all.press("Enter");
    await expect(page.getByText("No network, so nothing was moved.")).toBeVisible();
    await page.unroute("**/api/items/reschedule");
    await all.press("Enter");
    await expect(left(page)).toBeHidden();
    await expect(page.locator(".is-today .is-allday-list [data-item]:focus")).toHaveCount(1);
    await expect(page.locator(".is-today .is-allday-list [data-item]")).toHaveCount(5);
    const toast = page.getByRole("dialog", { name: "2 items moved to today." });
    await undo(toast).click();
    await expect(left(page).getByRole("heading")).toHaveText("2 left from before");
  });
  await test.step("what is ticked off of today sinks below it, and rises when its box is unticked", async () => {
    await box(page, "Plumber").press("Space");
    const sunk = page.getByRole("region", { name: "Done today" });
    await expect(sunk.getByRole("button", { name: "1 done today" })).toBeVisible();
    await expect(sunk.locator("[data-item]")).toHaveText([/^Plumber/]);
    await sunk.getByRole("button", { name: "1 done today" }).click();
    await expect(box(page, "Plumber")).toBeHidden();
    await sunk.getByRole("button", { name: "1 done today" }).click();
    await box(page, "Plumber").press("Space");
    await expect(sunk).toBeHidden();
    await expect(page.locator(".is-today .is-allday-list").getByText("Plumber")).toBeVisible();
  });
  await test.step("it is live on every page: what an assistant ticks goes, what is unticked comes, and a setting hides it", async () => {
    const other = await context.newPage();
    await other.goto("/");
    await isLive(other);
    await expect(left(other).getByRole("heading")).toHaveText("2 left from before");
    await gpt.call("updateItemById", { id: books?.id, done: true });
    for (const each of [page, other]) await expect(titles(each)).toHaveText(["Ida’s birth certificate"]);
    await made(gpt, { text: "Passport", date: day(-20) });
    for (const each of [page, other]) await expect(titles(each)).toHaveText(["Passport", "Ida’s birth certificate"]);
    await expect(left(page).getByText("Added by ChatGPT, just now")).toBeVisible();

    await other.goto("/settings");
    await other.getByRole("checkbox", { name: "Show under today what past days left undone" }).uncheck();
    await other.getByRole("button", { name: "Save", exact: true }).click();
    await expect(left(page)).toBeHidden();
    await other.getByRole("button", { name: "Undo" }).click();
    await expect(left(page).getByRole("heading")).toHaveText("2 left from before");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("one line says how many are left; opened, they are done with by thumb", async ({ page, signIn }) => {
    await signIn({ visits: false });
    const few = ["A", "B", "C", "D", "E"].map((text) => ({ text: `Older ${text}`, date: day(-20) }));
    await planned(page, ...undone, ...few, { text: "Lunch", date: day(0), startTime: "23:58" });
    await expect(page.getByRole("button", { name: "Lunch", exact: true })).toBeInViewport();
    const fold = page.getByRole("button", { name: /^Left from before 8/ });
    await fold.tap();
    await expect(left(page).getByRole("heading")).toHaveText("8 left from before");
    await expect(titles(page)).toHaveCount(5);
    await page.getByRole("button", { name: "Show all 8" }).tap();
    await expect(titles(page)).toHaveCount(8);
    await expect(titles(page).nth(5)).toBeFocused();
    const act = page.getByRole("button", { name: "Today: Older A" });
    expect((await act.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await act.tap();
    await expect(left(page).getByRole("heading")).toHaveText("7 left from before");
  });
});

/** A zone in which it is about ten in the evening, and the day it is there. */
function evening(): { readonly timeZone: string; readonly date: string } {
  const ahead = 22 - new Date().getUTCHours();
  const hours = ahead > 14 ? ahead - 24 : ahead;
  const timeZone = `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
  return { timeZone, date: day(0, timeZone) };
}

test("after the last item the day is over: it dims, what it left undone goes to tomorrow, and one writes there", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const { timeZone, date } = evening();
  await gpt.call("updateSettings", { timeZone });
  const next = addDays(date, 1);
  await planned(
    page,
    { text: "Choir", date, startTime: "08:00", endTime: "09:00" },
    { text: "Lease", date },
    { text: "Plants", date, done: true },
    { text: "Samples", date: addDays(date, -1) },
    { text: "School run", date: next, startTime: "08:00", endTime: "08:30" },
  );
  await expect(page.getByText("The day is over. Three things, one left undone.")).toBeVisible();
  await expect(page.getByText(/^Nothing more today\. \d+ h \d+ until School run\.$/)).toBeVisible();
  const undone = page.getByRole("region", { name: /left undone$/ });
  await expect(undone.locator("[data-item]")).toHaveText(["Samples", "Lease"]);
  await expect(page.locator(".day.is-next-up").getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("form", { name: "Add an item" }).getByRole("textbox").first().fill("Call Maya 18:15");
  await page.keyboard.press("Enter");
  await expect(page.locator(".day.is-next-up [data-item]", { hasText: "Call Maya" })).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look));
  await page.setViewportSize({ width: 1440, height: 900 });
  await undone.getByRole("button", { name: "Move all 2 to tomorrow" }).click();
  await expect(undone).toBeHidden();
  await expect(page.locator(".is-next-up .is-allday-list [data-item]")).toHaveText(["Lease", "Samples"]);
  await expect(page.getByText("The day is over. Two things, nothing left undone.")).toBeVisible();
});
