import type { Route } from "@playwright/test";
import { weekdayAndDate } from "../../components/time/date-names.ts";
import { english } from "../../components/time/date-words.ts";
import { day, edit, entry, isLive, keepsNothing, panel, planned, quickAdd, reopen } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests, holdScripts, noteWhenGone } from "./harness/held.ts";
import { expectAccessible } from "./harness/looks.ts";

test("an empty agenda explains what to do, and the first item replaces that", async ({ page, signIn }) => {
  await signIn();
  await page.getByRole("button", { name: "Skip this" }).click();
  await expect(page.getByText("Nothing planned yet.")).toBeVisible();
  // The server renders it, and it stays there while the page hydrates.
  await noteWhenGone(page, "main .empty");
  const letGo = await holdScripts(page, "empty-head");
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.getByText("Nothing planned yet.")).toBeVisible();
  letGo();
  await isLive(page);
  await expect(page.locator("[data-was-gone]")).toHaveCount(0);
  await quickAdd(page).getByRole("textbox").first().fill("Water the plants");
  await page.keyboard.press("Enter");
  await expect(entry(page, "Water the plants")).toBeVisible();
  await expect(page.getByText("Nothing planned yet.")).toBeHidden();
  await reopen(page);
  await expect(entry(page, "Water the plants")).toBeVisible();
});

test("the list is in the HTML, before any script runs", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Dentist", date: day(1), startTime: "14:00", endTime: "14:45" });
  const html = await (await page.request.get("/")).text();
  expect(html).toContain("Dentist");
  expect(html).toContain("14:00");
});

test("an item is added in free time, at that time", async ({ page, signIn }) => {
  const date = day(1);
  await signIn({ visits: false });
  await planned(
    page,
    { text: "Call", date, startTime: "11:00", endTime: "11:45" },
    { text: "Lunch", date, startTime: "12:30", endTime: "13:30" },
  );
  await page.getByRole("button", { name: "45 min free, 11:45 to 12:30. Add an item here" }).click();
  await page.keyboard.type("Walk");
  await page.keyboard.press("Enter");
  await expect(entry(page, "Walk")).toContainText("11:45");
  await expect(page.getByRole("button", { name: /45 min free/ })).toBeHidden();
});

test("an overlap is shown between the two items", async ({ page, signIn }) => {
  const date = day(1);
  await signIn({ visits: false });
  await planned(
    page,
    { text: "School", date, startTime: "16:15", endTime: "16:45" },
    { text: "Maya", date, startTime: "10:30", endTime: "11:15", timeZone: "America/New_York" },
  );
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.filter({ hasText: "15 min taken twice, 16:30 to 16:45" })).toBeVisible();
  await expect(entry(page, "Maya")).toContainText("10:30 in New York");
});

test("an item is edited in the panel, and the focus returns to it", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Review", date: day(1), startTime: "14:00", endTime: "15:30" });
  await page.getByRole("button", { name: "Review" }).click();
  await edit(page);
  await panel(page).getByLabel("Time").fill("16:00");
  await expect(panel(page).getByLabel("End")).toHaveValue("17:30");
  await panel(page).getByLabel("Place").fill("Room 2");
  // Text written while the rest is being saved stays, to be saved too.
  const letGo = await holdRequests(page, "**/api/items/*");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await panel(page).getByLabel("Notes").fill("Bring the prints.");
  const stored = page.waitForResponse((response) => response.request().method() === "PATCH");
  letGo();
  await stored;
  await expect(panel(page).getByRole("button", { name: "Save" })).toHaveAttribute("aria-busy", "false");
  await expect(panel(page).getByLabel("Notes")).toHaveValue("Bring the prints.");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Review" })).toBeFocused();
  await reopen(page);
  await expect(entry(page, "Review")).toContainText("16:00");
  await expect(entry(page, "Review")).toContainText("Room 2");
  await page.getByRole("button", { name: "Review" }).click();
  await expect(panel(page)).toContainText("Bring the prints.");
});

test("an item that is still being added opens once it is there, and is saved like any other", async ({
  page,
  signIn,
}) => {
  await signIn();
  await isLive(page);
  const letGo = await holdRequests(page, "**/api/items");
  await quickAdd(page).getByRole("textbox").first().fill("Water the plants");
  await page.keyboard.press("Enter");
  await entry(page, "Water the plants").getByRole("button", { name: "Water the plants" }).click();
  letGo();
  await edit(page);
  await panel(page).getByLabel("Place").fill("Balcony");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toBeHidden();
  await reopen(page);
  await expect(entry(page, "Water the plants")).toContainText("Balcony");
});

test("long notes are loaded in full before they can be edited", async ({ page, signIn }) => {
  const notes = `${"All about the cover. ".repeat(40)}The end.`;
  await signIn({ visits: false });
  await planned(page, { text: "Review", date: day(1), notes });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await expect(panel(page)).toContainText("The end.");
  await edit(page);
  await expect(panel(page).getByLabel("Notes")).toHaveValue(notes);
});

test("the panel sets, shows and clears the zone that an item ends in", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Flight", date: day(1), startTime: "10:00", endTime: "12:30" });
  await page.getByRole("button", { name: "Flight" }).click();
  await edit(page);
  await expect(panel(page).getByLabel("Arrival zone")).toHaveValue("");
  await panel(page).getByLabel("Arrival zone").selectOption("America/New_York");
  const hours = panel(page).getByText(/^[78] h 30$/); // an hour less in the weeks when only New York has daylight saving time
  await expect(hours).toBeVisible();
  await panel(page).getByLabel("Time").fill("09:00");
  await expect(panel(page).getByLabel("End", { exact: true })).toHaveValue("11:30");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(entry(page, "Flight")).toContainText("ends 11:30 in New York");
  await reopen(page);
  await expect(entry(page, "Flight")).toContainText("ends 11:30 in New York");
  await expect(entry(page, "Flight")).toContainText(/1[67]:30/);
  await page.getByRole("button", { name: "Flight" }).click();
  await edit(page);
  await panel(page).getByLabel("Arrival zone").selectOption("Asia/Tokyo");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page).getByRole("alert")).toContainText("the end is not after the start");
  await panel(page).getByLabel("Arrival zone").selectOption("");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(entry(page, "Flight")).not.toContainText("New York");
});

test("the panel asks before unsaved text is lost", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Review", date: day(1), tags: ["home"] });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await edit(page);
  await panel(page).getByLabel("Place").fill("Room 2");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Your changes are not saved.")).toBeVisible();
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(panel(page).getByLabel("Place")).toHaveValue("Room 2");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(entry(page, "Review")).not.toContainText("Room 2");

  await page.getByRole("button", { name: "Review", exact: true }).click();
  await edit(page);
  // Also a tag that is still being typed; and a key held down stops before the saved ones.
  await panel(page).getByRole("textbox", { name: "Add a tag" }).fill("w");
  for (let held = 0; held < 3; held++) await page.keyboard.down("Backspace");
  await page.keyboard.up("Backspace");
  await expect(panel(page).getByRole("button", { name: "Remove tag home" })).toBeVisible();
  await page.keyboard.type("work");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(panel(page).getByRole("button", { name: "Remove tag work" })).toBeVisible();
  await panel(page).getByLabel("Place").fill("Room 3");
  await page.getByRole("navigation").getByRole("link", { name: "Activity" }).first().click();
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(panel(page).getByLabel("Place")).toHaveValue("Room 3");
  await page.getByRole("button", { name: "Review", exact: true }).focus();
  await page.keyboard.press("/");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page).toHaveURL("/search");
});

test("a refused change shows the reason next to the field, and the input stays", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Review", date: day(1), startTime: "14:00", endTime: "15:30" });
  await page.getByRole("button", { name: "Review" }).click();
  await edit(page);
  await panel(page).getByLabel("End").fill("14:00");
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page).getByLabel("End")).toHaveAttribute("aria-invalid", "true");
  await expect(panel(page).getByRole("alert")).not.toBeEmpty();
  await expect(panel(page).getByLabel("End")).toHaveValue("14:00");
  await expect(entry(page, "Review")).toContainText("15:30");
});

test("what others change meanwhile is merged by field, asked about only where both changed the same, and undone as one", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [review] = await planned(page, { text: "Review", date: day(1), location: "Room 1", tags: ["work"] });
  const stored = async () => (await (await page.request.get(`/api/items/${review?.id}`)).json()).item;
  await isLive(page);
  const letGo = await holdScripts(page, "fortnightly");
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await edit(page);
  const place = panel(page).getByLabel("Place");
  await place.fill("Room 2");
  // The words of a day are read once their parser is there, over nothing that came in the meantime.
  await panel(page).getByLabel("Date").fill("in 3 days");
  // Fields not being edited follow; the rest is merged on saving, even changes this page has not heard of.
  await gpt.call("updateItemById", { id: review?.id, notes: "Bring it" });
  await expect(panel(page).getByLabel("Notes")).toHaveValue("Bring it");
  letGo();
  await expect(panel(page).getByText(weekdayAndDate(day(3), day(0), english))).toBeVisible();
  await expect(panel(page).getByLabel("Notes")).toHaveValue("Bring it");
  const meanwhile = async (route: Route) => {
    await gpt.call("updateItemById", { id: review?.id, text: "Design review" });
    await route.continue();
  };
  await page.route("**/api/items/*", meanwhile, { times: 1 });
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page)).toBeHidden();
  expect(await stored()).toMatchObject({ text: "Design review", location: "Room 2", notes: "Bring it" });
  await page.keyboard.press("z");
  await expect(entry(page, "Design review")).toContainText("Room 1");
  expect(await stored()).toMatchObject({ text: "Design review", location: "Room 1", notes: "Bring it" });

  await page.getByRole("button", { name: "Design review", exact: true }).press("e");
  await place.fill("Room 3");
  await panel(page).getByLabel("Remove tag work").click();
  await gpt.call("updateItemById", { id: review?.id, location: "Room 5", tags: ["team"] });
  await expect(entry(page, "Design review")).toContainText("Room 5");
  await place.press("Enter");
  await expect(panel(page).getByText("ChatGPT changed the place and the tags too while you wrote.")).toBeVisible();
  const mine = panel(page).getByRole("radio", { name: "Yours Room 3" });
  await expect(mine).toBeFocused();
  await expectAccessible(page, "with a question");
  await page.keyboard.press("ArrowDown");
  await expect(panel(page).getByRole("radio", { name: "ChatGPT Room 5" })).toBeChecked();
  await expect(place).toHaveValue("Room 5");
  await page.keyboard.press("ArrowUp");
  await expect(place).toHaveValue("Room 3");
  await panel(page).getByRole("radio", { name: "ChatGPT #team" }).check();
  await mine.press("Enter");
  await expect(panel(page)).toBeHidden();
  expect(await stored()).toMatchObject({ location: "Room 3", tags: ["team"] });
});

test("an item that was deleted meanwhile can be restored with one's edits", async ({ page, signIn, gptOf }) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [review] = await planned(page, { text: "Review", date: day(1) });
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await edit(page);
  await panel(page).getByLabel("Place").fill("Room 2");
  await gpt.call("deleteItemById", { id: review?.id });
  await panel(page).getByRole("button", { name: "Save" }).click();
  await panel(page).getByRole("button", { name: "Bring it back and save mine" }).click();
  await expect(panel(page)).toBeHidden();
  await reopen(page);
  await expect(entry(page, "Review")).toContainText("Room 2");
});

test("an all-day item is ticked off in the list", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Sign the lease", date: day(0) });
  await page.getByRole("checkbox", { name: "Done: Sign the lease" }).check();
  await reopen(page);
  await expect(page.getByRole("checkbox", { name: "Done: Sign the lease" })).toBeChecked();
});

test("a deleted item folds at once, and the toast restores it", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Dentist", date: day(1), startTime: "14:00" });
  await page.getByRole("button", { name: "Dentist" }).click();
  await panel(page).getByRole("button", { name: "Delete" }).click();
  await expect(entry(page, "Dentist")).toBeHidden();
  await expect(page.getByText("Dentist deleted.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(entry(page, "Dentist")).toBeVisible();
  await reopen(page);
  await expect(entry(page, "Dentist")).toBeVisible();
});

test("past days come on demand, and what one looked at stays near", async ({ page, signIn }) => {
  const items = [
    { text: "Last week", date: day(-5), startTime: "09:00" },
    { text: "Long ago", date: day(-20), startTime: "09:00" },
    { text: "Today", date: day(0) },
  ];
  await signIn({ visits: false });
  await planned(page, ...items);
  await expect(entry(page, "Today")).toBeVisible();
  await expect(entry(page, "Last week")).toBeHidden();
  await page.getByRole("button", { name: "Earlier days" }).click();
  await expect(entry(page, "Last week")).toBeAttached();
  await expect(entry(page, "Today")).toBeInViewport();
  // From then on they load on scrolling up.
  await page.mouse.move(700, 400);
  await expect(async () => {
    await page.mouse.wheel(0, -800);
    await expect(entry(page, "Long ago")).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(page.getByRole("button", { name: "Earlier days" })).toBeHidden();
});

test("further days are loaded when scrolling to the end", async ({ page, signIn }) => {
  const items = [
    { text: "Today", date: day(0) },
    { text: "Far away", date: day(45) },
  ];
  await signIn({ visits: false });
  await planned(page, ...items);
  await expect(entry(page, "Today")).toBeVisible();
  await expect(entry(page, "Far away")).toBeHidden();
  await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
  await expect(entry(page, "Far away")).toBeVisible();
});

test("an agenda with more than fits in one answer is read completely", async ({ page, signIn }) => {
  await signIn();
  const batch = (from: number) =>
    Array.from({ length: 50 }, (_, index) => ({ text: `Task ${from + index}.`, date: day(1) }));
  await planned(page, ...batch(0));
  await planned(page, ...batch(50));
  await planned(page, ...batch(100));
  await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
  await expect(entry(page, "Task 149.")).toBeAttached();
  await expect(entry(page, "Task")).toHaveCount(150);
});

test("where the browser keeps nothing, nothing pretends to be saved offline, and the input stays", async ({
  page,
  context,
  signIn,
}) => {
  await keepsNothing(page);
  await signIn();
  await isLive(page);
  await context.setOffline(true);
  await expect(page.getByText(/No network\. This is your agenda as of \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
  const words = quickAdd(page).getByRole("textbox").first();
  await words.fill("Buy milk");
  await page.keyboard.press("Enter");
  await expect(quickAdd(page).getByRole("alert")).toContainText("No network, so this was not saved.");
  await expect(words).toHaveValue("Buy milk");
  await expect(entry(page, "Buy milk")).toBeHidden();
  await context.setOffline(false);
  await isLive(page);
  await page.keyboard.press("Enter");
  await expect(entry(page, "Buy milk")).toBeVisible();
});

test("a session that ended elsewhere is reported, with a way to sign in again", async ({ page, context, signIn }) => {
  await signIn();
  await isLive(page);
  await context.clearCookies();
  await quickAdd(page).getByRole("textbox").first().fill("Buy milk");
  await page.keyboard.press("Enter");
  await expect(page.getByText("You are signed out here.", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("Buy milk");
});

test("another zone is offered, never set, and declining it is remembered", async ({ page, browser, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Breakfast", date: day(2), startTime: "08:00" });
  const storageState = await page.context().storageState();
  const { origin: baseURL } = new URL(page.url());
  const abroad = await browser.newContext({ storageState, baseURL, timezoneId: "Asia/Tokyo", locale: "en-GB" });
  const there = await abroad.newPage();
  await there.goto("/");
  await expect(there.getByText("This browser is in Tokyo. Your agenda is in Paris.")).toBeVisible();
  await expect(entry(there, "Breakfast")).toContainText("08:00");
  await there.getByRole("button", { name: "Keep Paris" }).click();
  await reopen(there);
  await expect(entry(there, "Breakfast")).toContainText("08:00");
  await expect(there.getByText("This browser is in Tokyo.")).toBeHidden();
  await abroad.clearCookies({ name: "declined-time-zone" });
  await reopen(there);
  await there.getByRole("button", { name: "Use Tokyo" }).click();
  await expect(entry(there, "Breakfast")).toContainText("16:00");
  await abroad.close();
});

test("a reader of the 12-hour clock sees one, in the first paint and after it", async ({ page, browser, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Dentist", date: day(1), startTime: "14:00" });
  const { origin: baseURL } = new URL(page.url());
  const storageState = await page.context().storageState();
  const american = await browser.newContext({ storageState, baseURL, timezoneId: "Europe/Paris", locale: "en-US" });
  const there = await american.newPage();
  expect(await (await there.request.get("/", { headers: { "accept-language": "en-US" } })).text()).toContain("2:00 pm");
  await there.goto("/");
  await isLive(there);
  await expect(entry(there, "Dentist")).toContainText("2:00 pm");
  await expect(there.locator(".ribbon-scale em")).toHaveText(["8", "12", "4", "8"]);
  await there.goto("/activity");
  await expect(there.locator(".change time").first()).toHaveText(/^\d+:\d\d [ap]m$/);
  await american.close();
});
