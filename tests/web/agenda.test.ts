import type { Page, Route } from "@playwright/test";
import { weekdayAndDate } from "../../components/time/date-names.ts";
import { english } from "../../components/time/date-words.ts";
import { running } from "../harness/running.ts";
import {
  day,
  edit,
  entry,
  isLive,
  panel,
  planned,
  quickAdd,
  reopen,
  storeItems,
  withoutScripts,
} from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests, holdScripts, noteWhenGone } from "./harness/held.ts";
import { expectAccessibleInBoth } from "./harness/looks.ts";

const save = (page: Page) => panel(page).getByRole("button", { name: "Save" });
const open = async (page: Page, text: string) => {
  await page.getByRole("button", { name: text, exact: true }).click();
  await edit(page);
};

test("somebody new writes their first item, and edits the next before it is there, until the session ends elsewhere", async ({
  page,
  context,
  signIn,
}) => {
  await signIn({ visits: false });
  const headers = { "Sec-Fetch-Site": "same-origin" };
  await page.request.post("/api/first-steps", { headers, data: { done: ["skipped"] } });
  const words = quickAdd(page).getByRole("textbox").first();

  await test.step("an empty agenda explains what to do, and the first item replaces that", async () => {
    // The server renders it, and it stays there while the page hydrates.
    await noteWhenGone(page, "main .empty");
    const letGo = await holdScripts(page, "empty-head");
    await page.goto("/", { waitUntil: "commit" });
    await expect(page.getByText("Nothing planned yet.")).toBeVisible();
    letGo();
    await isLive(page);
    await expect(page.locator("[data-was-gone]")).toHaveCount(0);
    const stored = page.waitForResponse("**/api/items");
    await words.fill("Water the plants");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Water the plants")).toBeVisible();
    await stored;
    await expect(page.getByText("Nothing planned yet.")).toBeHidden();
  });
  await test.step("an item that is still being added opens once it is there, and is saved like any other", async () => {
    const letGo = await holdRequests(page, "**/api/items");
    await words.fill("Feed the cat");
    await page.keyboard.press("Enter");
    await entry(page, "Feed the cat").getByRole("button", { name: "Feed the cat" }).click();
    letGo();
    await edit(page);
    await panel(page).getByLabel("Place").fill("Balcony");
    await save(page).click();
    await expect(panel(page)).toBeHidden();
    const { items } = await (await page.request.get(`/api/items?from=${day(0)}&to=${day(0)}`)).json();
    expect(items).toEqual([
      expect.objectContaining({ text: "Water the plants" }),
      expect.objectContaining({ text: "Feed the cat", location: "Balcony" }),
    ]);
  });
  await test.step("a session that ended elsewhere is reported, with a way to sign in again", async () => {
    await context.clearCookies();
    await words.fill("Buy milk");
    await page.keyboard.press("Enter");
    await expect(page.getByText("You are signed out here.", { exact: false }).first()).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
    await expect(words).toHaveValue("Buy milk");
  });
});

test("the list: in the HTML, with free times and overlaps, and as far into the past and the future as one looks", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  for (const from of [0, 50, 100, 150, 200])
    await storeItems(page, ...Array.from({ length: 50 }, (_, n) => ({ text: `Task ${from + n}.`, date: day(12) })));
  await planned(
    page,
    { text: "Long ago", date: day(-20), startTime: "09:00" },
    { text: "Last week", date: day(-5), startTime: "09:00" },
    { text: "Today", date: day(0) },
    { text: "Call", date: day(1), startTime: "11:00", endTime: "11:45" },
    { text: "Lunch", date: day(1), startTime: "12:30", endTime: "13:30" },
    { text: "School", date: day(2), startTime: "16:15", endTime: "16:45" },
    { text: "Maya", date: day(2), startTime: "10:30", endTime: "11:15", timeZone: "America/New_York" },
    { text: "Far away", date: day(45) },
  );

  await test.step("the list is in the HTML, before any script runs", async () => {
    const html = withoutScripts(await (await page.request.get("/")).text());
    expect(html).toContain("Lunch");
    expect(html).toContain("13:30");
  });
  await test.step("an overlap is shown between the two items", async () => {
    const rows = page.getByRole("main").getByRole("listitem");
    await expect(rows.filter({ hasText: "15 min taken twice, 16:30 to 16:45" })).toBeVisible();
    await expect(entry(page, "Maya")).toContainText("10:30 in New York");
  });
  await test.step("an item is added in free time, at that time", async () => {
    await page.getByRole("button", { name: "45 min free, 11:45 to 12:30. Add an item here" }).click();
    await page.keyboard.type("Walk");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Walk")).toContainText("11:45");
    await expect(page.getByRole("button", { name: /45 min free/ })).toBeHidden();
  });
  await test.step("past days come on demand, and what one looked at stays near", async () => {
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
  await test.step("further days are loaded when scrolling to the end, also of more than fits in one answer", async () => {
    await expect(entry(page, "Far away")).toBeHidden();
    await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
    await expect(entry(page, "Far away")).toBeVisible();
    await expect(entry(page, "Task")).toHaveCount(250);
  });
});

test("items are ticked off, deleted and edited in the list and its panel", async ({ page, signIn }) => {
  const notes = `${"All about the cover. ".repeat(40)}The end.`;
  await signIn({ visits: false });
  await planned(
    page,
    { text: "Sign the lease", date: day(0) },
    { text: "Report", date: day(1), notes },
    { text: "Review", date: day(1), startTime: "14:00", endTime: "15:30", tags: ["home"] },
    { text: "Dentist", date: day(2), startTime: "14:00" },
    { text: "Flight", date: day(3), startTime: "10:00", endTime: "12:30" },
  );

  await test.step("an all-day item is ticked off in the list", () =>
    page.getByRole("checkbox", { name: "Done: Sign the lease" }).check());
  await test.step("a deleted item folds at once, and the toast restores it", async () => {
    await page.getByRole("button", { name: "Dentist" }).click();
    await panel(page).getByRole("button", { name: "Delete" }).click();
    await expect(entry(page, "Dentist")).toBeHidden();
    await expect(page.getByText("Dentist deleted.")).toBeVisible();
    const letGo = await holdRequests(page, "**/api/items/*/restore");
    await page.getByRole("button", { name: "Undo" }).click();
    // The answer takes no focus from whoever goes on meanwhile: the next key is meant for that.
    const menu = page.getByRole("button", { name: /: settings, privacy and sign-out$/ });
    await menu.focus();
    const restored = page.waitForResponse(/\/restore$/);
    letGo();
    await (await restored).finished();
    await expect(entry(page, "Dentist")).toBeVisible();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(menu).toBeFocused();
  });
  await test.step("an item is edited in the panel, and the focus returns to it", async () => {
    await open(page, "Review");
    await panel(page).getByLabel("Time").fill("16:00");
    await expect(panel(page).getByLabel("End")).toHaveValue("17:30");
    await panel(page).getByLabel("Place").fill("Room 2");
    // Text written while the rest is being saved stays, to be saved too.
    const letGo = await holdRequests(page, "**/api/items/*");
    await save(page).click();
    await panel(page).getByLabel("Notes").fill("Bring the prints.");
    const stored = page.waitForResponse((response) => response.request().method() === "PATCH");
    letGo();
    await stored;
    await expect(save(page)).toHaveAttribute("aria-busy", "false");
    await expect(panel(page).getByLabel("Notes")).toHaveValue("Bring the prints.");
    await save(page).click();
    await expect(panel(page)).toBeHidden();
    await expect(page.getByRole("button", { name: "Review" })).toBeFocused();
  });
  await test.step("the panel sets the zone that an item ends in", async () => {
    await open(page, "Flight");
    await expect(panel(page).getByLabel("Arrival zone")).toHaveValue("");
    await panel(page).getByLabel("Arrival zone").selectOption("America/New_York");
    const hours = panel(page).getByText(/^[78] h 30$/); // an hour less in the weeks when only New York has daylight saving time
    await expect(hours).toBeVisible();
    await panel(page).getByLabel("Time").fill("09:00");
    await expect(panel(page).getByLabel("End", { exact: true })).toHaveValue("11:30");
    await save(page).click();
    await expect(panel(page)).toBeHidden();
    await expect(entry(page, "Flight")).toContainText("ends 11:30 in New York");
  });
  await test.step("a reload shows all of it", async () => {
    await reopen(page);
    await expect(page.getByRole("checkbox", { name: "Done: Sign the lease" })).toBeChecked();
    await expect(entry(page, "Dentist")).toBeVisible();
    await expect(entry(page, "Flight")).toContainText("ends 11:30 in New York");
    await expect(entry(page, "Flight")).toContainText(/1[67]:30/);
    await expect(entry(page, "Review")).toContainText("16:00");
    await expect(entry(page, "Review")).toContainText("Room 2");
    await page.getByRole("button", { name: "Review" }).click();
    await expect(panel(page)).toContainText("Bring the prints.");
  });
  await test.step("a refused change shows the reason next to the field, and the input stays", async () => {
    await edit(page);
    await panel(page).getByLabel("End").fill("16:00");
    await save(page).click();
    await expect(panel(page).getByLabel("End")).toHaveAttribute("aria-invalid", "true");
    await expect(panel(page).getByRole("alert")).not.toBeEmpty();
    await expect(panel(page).getByLabel("End")).toHaveValue("16:00");
    await expect(entry(page, "Review")).toContainText("17:30");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard" }).click();
  });
  await test.step("long notes are loaded in full before they can be edited", async () => {
    await page.getByRole("button", { name: "Report", exact: true }).click();
    await expect(panel(page)).toContainText("The end.");
    await edit(page);
    await expect(panel(page).getByLabel("Notes")).toHaveValue(notes);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
  });
  await test.step("the panel clears the zone that an item ends in, and takes none that puts its end before its start", async () => {
    await open(page, "Flight");
    await panel(page).getByLabel("Arrival zone").selectOption("Asia/Tokyo");
    await save(page).click();
    await expect(panel(page).getByRole("alert")).toContainText("the end is not after the start");
    await panel(page).getByLabel("Arrival zone").selectOption("");
    await save(page).click();
    await expect(panel(page)).toBeHidden();
    await expect(entry(page, "Flight")).not.toContainText("New York");
  });
  await test.step("the panel asks before unsaved text is lost", async () => {
    await open(page, "Review");
    await panel(page).getByLabel("Place").fill("Room 7");
    await page.keyboard.press("Escape");
    await expect(page.getByText("Your changes are not saved.")).toBeVisible();
    await page.getByRole("button", { name: "Keep writing" }).click();
    await expect(panel(page).getByLabel("Place")).toHaveValue("Room 7");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(panel(page)).toBeHidden();
    await expect(entry(page, "Review")).not.toContainText("Room 7");

    await open(page, "Review");
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
});

test("what others change meanwhile is merged by field, asked about only where both changed the same, and undone as one", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [review, taxes] = await planned(
    page,
    { text: "Review", date: day(1), location: "Room 1", tags: ["work"] },
    { text: "Taxes", date: day(2) },
  );
  const stored = async () => (await (await page.request.get(`/api/items/${review?.id}`)).json()).item;
  await isLive(page);
  const letGo = await holdScripts(page, "fortnightly");
  await open(page, "Review");
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
  await save(page).click();
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
  await expectAccessibleInBoth(page);
  await page.keyboard.press("ArrowDown");
  await expect(panel(page).getByRole("radio", { name: "ChatGPT Room 5" })).toBeChecked();
  await expect(place).toHaveValue("Room 5");
  await page.keyboard.press("ArrowUp");
  await expect(place).toHaveValue("Room 3");
  await panel(page).getByRole("radio", { name: "ChatGPT #team" }).check();
  await mine.press("Enter");
  await expect(panel(page)).toBeHidden();
  expect(await stored()).toMatchObject({ location: "Room 3", tags: ["team"] });

  await test.step("an item that was deleted meanwhile can be restored with one's edits", async () => {
    await open(page, "Taxes");
    await place.fill("Room 2");
    await gpt.call("deleteItemById", { id: taxes?.id });
    await save(page).click();
    await panel(page).getByRole("button", { name: "Bring it back and save mine" }).click();
    await expect(panel(page)).toBeHidden();
    await expect(entry(page, "Taxes")).toContainText("Room 2");
    expect(await (await page.request.get(`/api/items/${taxes?.id}`)).json()).toMatchObject({
      item: { location: "Room 2" },
    });
  });
});

test("who reads elsewhere is offered that zone, and has the clock of their language", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn({ visits: false });
  await storeItems(
    page,
    { text: "Dentist", date: day(1), startTime: "14:00" },
    { text: "Breakfast", date: day(2), startTime: "08:00" },
  );
  const abroad = await browser.newContext({
    storageState: await page.context().storageState(),
    baseURL: running.url,
    timezoneId: "Asia/Tokyo",
    locale: "en-US",
    reducedMotion: "reduce",
  });
  const there = await abroad.newPage();
  const trouble: string[] = [];
  there.on("console", (message) => /hydrat/i.test(message.text()) && trouble.push(message.text()));
  there.on("pageerror", ({ message }) => trouble.push(message));

  await test.step("a reader of the 12-hour clock sees one, in the first paint and after it", async () => {
    expect(await (await there.goto("/"))?.text()).toContain("2:00 pm");
    await isLive(there);
    await expect(entry(there, "Dentist")).toContainText("2:00 pm");
    await expect(there.locator(".ribbon-scale em")).toHaveText(["8", "12", "4", "8"]);
  });
  await test.step("another zone is offered, never set, and declining it is remembered", async () => {
    await expect(there.getByText("This browser is in Tokyo. Your agenda is in Paris.")).toBeVisible();
    await expect(entry(there, "Breakfast")).toContainText("8:00 am");
    await there.getByRole("button", { name: "Keep Paris" }).click();
    await there.getByRole("link", { name: "Activity" }).first().click();
    await expect(there.locator(".change time").first()).toHaveText(/^\d+:\d\d [ap]m$/);
    await there.goto("/");
    await isLive(there);
    await expect(entry(there, "Breakfast")).toContainText("8:00 am");
    await expect(there.getByText("This browser is in Tokyo.")).toBeHidden();
    await abroad.clearCookies({ name: "declined-time-zone" });
    await reopen(there);
    await there.getByRole("button", { name: "Use Tokyo" }).click();
    await expect(entry(there, "Breakfast")).toContainText("4:00 pm");
  });
  expect(trouble).toEqual([]);
  await abroad.close();
});
