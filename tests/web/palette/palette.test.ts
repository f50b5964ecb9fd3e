import type { Page } from "@playwright/test";
import { day, edit, entry, isLive, panel, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { holdRequests } from "../harness/held.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

const items = [
  { text: "Physio", date: day(1), startTime: "18:00", endTime: "19:00", location: "Room 2" },
  { text: "Physio bill", date: day(-40) },
  { text: "Lease", date: day(2) },
];

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const field = (page: Page) => palette(page).getByRole("combobox");
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
const status = (page: Page) => palette(page).getByRole("status");

async function say(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(words);
  await expect(field(page)).toHaveValue(words);
}

test("the palette goes anywhere, runs commands, finds and adds; the focus returns where it was", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await planned(page, ...items);
  const physio = page.getByRole("main").getByRole("button", { name: "Physio", exact: true });

  // Text typed while it is still loading is meant for it.
  await physio.focus();
  await say(page, "tomorrow");
  await expect(field(page)).toBeFocused();
  await expect(option(page, /^Go to /)).toContainText("Tomorrow");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(physio).toBeFocused();

  // A command does what its key does, with the focus where it was.
  await say(page, "edit");
  await expect(option(page, "Edit: Physio")).toContainText("E");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByLabel("What")).toHaveValue("Physio");
  // Over an open item only the palette closes; before leaving, unsaved words are asked about.
  await panel(page).getByLabel("Place").fill("Room 3");
  await say(page, "settings");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(panel(page).getByLabel("Place")).toBeFocused();
  await say(page, "settings");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your changes are not saved.")).toBeVisible();
  await page.getByRole("button", { name: "Keep writing" }).click();
  await panel(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(entry(page, "Physio")).toContainText("Room 3");

  // The letters after a command are text: "add" is followed at once by what to add.
  const line = page.locator("form.quick textarea:focus");
  await say(page, "add an");
  await page.keyboard.press("Enter");
  await page.keyboard.type("xenon");
  await expect(line).toHaveValue("xenon");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(line).toHaveValue("xenon");
  await line.fill("");
  await page.keyboard.press("Escape");

  await say(page, "week");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/week");
  await say(page, "in 3 weeks");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/week/${day(21)}`);
  await say(page, "month");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/month\//);

  // Items far from what is shown, with typos; Enter never adds while nothing is found yet.
  await say(page, "phisio bill");
  await expect(option(page, /Physio bill/)).toHaveAttribute("data-highlighted", "");
  await expect(status(page)).toContainText("so this is for ‘physio’");
  await page.keyboard.press("Enter");
  await expect(panel(page)).toContainText("Physio bill");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();

  // Enter stores exactly what it shows.
  await say(page, "Lunch with Ana tomorrow at 12 at Luigi's #food");
  await expect(option(page, /^Add “Lunch with Ana”/)).toContainText("12:00 to 13:00 · at Luigi's · #food");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  const answer = await page.request.get(`/api/items?from=${day(1)}&to=${day(1)}`);
  const { items: stored } = (await answer.json()) as { items: object[] };
  expect(stored).toContainEqual(
    expect.objectContaining({
      ...{ text: "Lunch with Ana", date: day(1), startTime: "12:00", endTime: "13:00" },
      ...{ location: "Luigi's", tags: ["food"] },
    }),
  );
});

test("it works where no agenda is, tells what failed, and the keys are one list", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, ...items);
  await page.goto("/settings");
  const adding = page.getByRole("dialog", { name: "Add an item" });
  await page.route("**/api/settings", (route) => route.abort());
  await page.getByRole("button", { name: "Search and commands" }).click();
  await option(page, "Add an item").click();
  await expect(adding.getByRole("alert")).toContainText("adding need your settings, which could not be read");
  await page.unroute("**/api/settings");
  await page.keyboard.type("Call Al");
  await adding.getByRole("button", { name: "Try again" }).click();
  await expect(adding.getByRole("option", { name: /Call Al/ })).toBeVisible();
  await page.keyboard.press("Escape");
  // Without the settings no date can be read: what is entered before they arrive is added afterwards.
  let letGo = await holdRequests(page, "**/api/settings");
  await page.getByRole("button", { name: "Search and commands" }).click();
  await expect(status(page)).toContainText("things to do");
  await expect(option(page, /^Edit/)).toHaveCount(0);
  await page.keyboard.type("Call Bo");
  await page.keyboard.press("Control+Enter");
  letGo();
  await expect(status(page)).toContainText("Added Call Bo");
  await expect(field(page)).toHaveValue("");
  await expect(field(page)).toBeFocused();
  // While one is stored the next is entered, and the same not twice.
  const letItemsGo = await holdRequests(page, "**/api/items");
  for (const text of ["Call Di", "Call Ed"]) {
    await field(page).fill(text);
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Control+Enter");
  }
  letItemsGo();
  await expect(field(page)).toHaveValue("");
  const calls = async () => {
    const { items } = await (await page.request.get("/api/items?q=Call")).json();
    return items.map(({ text }: { text: string }) => text).sort();
  };
  await expect.poll(calls).toEqual(["Call Bo", "Call Di", "Call Ed"]);

  // What cannot be added after all is there again, even if it was closed meanwhile.
  let { promise: closed, resolve: isClosed } = Promise.withResolvers<void>();
  await page.route("**/api/items", async (route) => {
    await closed;
    await route.abort();
  });
  await page.keyboard.press("Escape");
  letGo = await holdRequests(page, "**/api/settings");
  await say(page, "Call Cy");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  letGo();
  isClosed();
  await expect(field(page)).toHaveValue("Call Cy");
  await expect(palette(page).getByRole("alert").first()).toContainText("No network");
  await expect(field(page)).toBeFocused();
  // What is written by then stays.
  ({ promise: closed, resolve: isClosed } = Promise.withResolvers<void>());
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await say(page, "lea");
  isClosed();
  await expect(palette(page).getByRole("alert").filter({ hasText: "“Call Cy”: No network" })).toBeVisible();
  await expect(field(page)).toHaveValue("lea");
  await page.unroute("**/api/items");
  // More words than a search takes find nothing, and are no failure.
  await field(page).fill("one two three four five six seven eight nine ten eleven");
  await expect(status(page)).toContainText("No items found.");
  await expect(palette(page).getByRole("alert")).toHaveCount(0);
  await field(page).fill("");

  await page.route("**/api/items?*", (route) => route.abort());
  await page.keyboard.type("lease");
  await expect(palette(page).getByRole("alert")).toContainText("No network");
  await expect(status(page)).toContainText("choices without your items");
  await page.unroute("**/api/items?*");
  await palette(page).getByRole("button", { name: "Try again" }).click();
  await option(page, /^Lease/).click();
  await expect(panel(page)).toContainText("Lease");
  await expect(page).toHaveURL(/\/$|\?item=/);
  await page.keyboard.press("Escape");
  await isLive(page);

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("Go to today");
  await page.keyboard.press("t");
  await expect(keys).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look, "[role=dialog]"));
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await say(page, "lease");
  await expect(option(page, /^Lease/)).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look, "[role=dialog]"));
  // During another search, Enter must not open what was found before.
  await page.route("**/api/items?*", () => undefined);
  await page.keyboard.type("x");
  await expect(status(page)).toHaveText("Looking for items…");
  await expect(option(page, /^Lease/)).toHaveCount(0);
  await page.unroute("**/api/items?*");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(status(page)).toContainText("things to do");
  await option(page, "Sign out").click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("it is a sheet of full height, opened, used and closed by the thumb", async ({ page, signIn }) => {
    await signIn({ visits: false });
    await planned(page, ...items);
    await page.getByRole("button", { name: "Search and commands" }).tap();
    await expect(field(page)).toBeFocused();
    const box = await palette(page).boundingBox();
    expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 360, 740]);
    expect(await field(page).evaluate((input) => Number.parseFloat(getComputedStyle(input).fontSize))).toBeGreaterThan(
      15,
    );
    await palette(page).getByRole("button", { name: "Close" }).tap();
    await expect(palette(page)).toBeHidden();
    await page.getByRole("button", { name: "Physio", exact: true }).tap();
    await edit(page);
    // Above the page of an item, too.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("physio b");
    await expect(field(page)).toHaveValue("physio b");
    await field(page).fill("");
    // What is behind the item is out of reach.
    await expect(option(page, "Settings")).toBeVisible();
    for (const name of ["Week", "Add an item", /^Delete/]) await expect(option(page, name)).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Search and commands" }).tap();
    await page.keyboard.type("activity");
    await option(page, /^Activity/).tap();
    await expect(page).toHaveURL("/activity");
  });
});
