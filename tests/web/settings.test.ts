import type { Page, Request } from "@playwright/test";
import { day, entry, isLive, planned, quickAdd, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests } from "./harness/held.ts";
import { axeIn, inEveryLook } from "./harness/looks.ts";

const openSettings = async (page: Page) => {
  await page.getByRole("button", { name: /settings, privacy and sign-out$/ }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
};
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const saved = (page: Page) => page.getByRole("status").filter({ hasText: "Saved." });
const zone = (page: Page) => page.getByRole("combobox", { name: "Time zone" });

test("a zone is found by typing, saved with an explanation, and undone", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, { text: "Breakfast", date: day(2), startTime: "09:00", timeZone: "Asia/Tokyo" });
  await openSettings(page);
  await expect(zone(page)).toHaveValue("Europe/Paris");
  await zone(page).fill("new york");
  await page.getByRole("option", { name: "America/New York" }).click();
  await save(page);
  await expect(saved(page)).toContainText("No item was moved");
  await expect(saved(page)).toContainText("1 item in Asia/Tokyo");
  await page.reload();
  await expect(zone(page)).toHaveValue("America/New York");
  await zone(page).fill("tokyo");
  await zone(page).press("Enter");
  await save(page);
  await expect(saved(page)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back: everything is as it was.")).toBeVisible();
  await expect(zone(page)).toHaveValue("America/New York");
});

test("an item in Tokyo at 09:00 appears at its time in Paris, showing both", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await storeItems(page, { text: "Breakfast", date: "2026-12-15", startTime: "09:00", timeZone: "Asia/Tokyo" });
  await page.goto("/search?q=breakfast");
  await expect(entry(page, "Breakfast").first()).toContainText("01:00");
  await expect(entry(page, "Breakfast").first()).toContainText("09:00 in Tokyo");
});

test("working hours, week and length are saved together, and only changes are sent", async ({ page, signIn }) => {
  await signIn();
  await openSettings(page);
  await page.getByRole("checkbox", { name: "Friday" }).uncheck();
  await page.getByLabel("To", { exact: true }).fill("12:30");
  await page.getByRole("button", { name: "Add hours" }).click();
  const second = page.getByRole("group", { name: "Working hours, stretch 2" });
  await expect(second.getByRole("checkbox", { name: "Friday" })).toBeChecked();
  await second.getByLabel("From, stretch 2").fill("13:30");
  await second.getByLabel("To, stretch 2").fill("18:00");
  await page.getByRole("combobox", { name: "Week begins on" }).selectOption("Sunday");
  await page.getByRole("spinbutton", { name: "Usual length" }).fill("45");
  await page.getByRole("combobox", { name: "Map" }).selectOption("Google Maps");
  const request = page.waitForRequest((each) => each.method() === "PATCH");
  await save(page);
  expect((await request).postDataJSON()).toEqual({
    weekStart: "Sunday",
    workingHours: [
      { days: ["Monday", "Tuesday", "Wednesday", "Thursday"], from: "09:00", to: "12:30" },
      { days: ["Friday"], from: "13:30", to: "18:00" },
    ],
    defaultDurationMinutes: 45,
    mapService: "google",
  });
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(second.getByLabel("From, stretch 2")).toHaveValue("13:30");
  await page.goto("/");
  await isLive(page);
  const first = page.getByRole("navigation", { name: "Two weeks" }).getByRole("link").first();
  await expect(first).toHaveAccessibleName(/^Sunday \d+ \w+, /);

  // The default length sets the end of a new item, visible and editable before adding.
  const line = quickAdd(page);
  await line.getByRole("textbox").first().fill("Dentist tomorrow 14:00 at Canal");
  await expect(line.getByRole("button", { name: "End: change" })).toHaveText("14:45");
  await expect(line.getByText("45 min, your usual length")).toBeVisible();
  await line.getByRole("button", { name: "Add", exact: true }).click();
  await expect(entry(page, "Dentist").last()).toContainText("14:45");
  await entry(page, "Dentist").last().getByRole("button", { name: "Dentist", exact: true }).click();
  const map = page.getByRole("dialog", { name: "Dentist" }).getByRole("link", { name: "Map of Canal" });
  await expect(map).toHaveAttribute("href", "https://www.google.com/maps/search/?api=1&query=Canal");
});

test("a refusal is shown at its field and keeps the input, and so does a lost connection", async ({ page, signIn }) => {
  await signIn();
  await openSettings(page);
  await page.getByLabel("To", { exact: true }).fill("08:00");
  await save(page);
  await expect(page.getByText("end before they begin").first()).toBeVisible();
  await expect(page.getByLabel("To", { exact: true })).toHaveValue("08:00");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("spinbutton", { name: "Usual length" }).fill("0");
  await save(page);
  await expect(page.getByRole("spinbutton", { name: "Usual length" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("spinbutton", { name: "Usual length" }).fill("30");
  await page.context().setOffline(true);
  await save(page);
  await expect(page.getByRole("alert").filter({ hasText: "No network" })).toBeVisible();
  await page.context().setOffline(false);
  await save(page);
  await expect(saved(page)).toBeVisible();
});

test("what is changed while a save is under way stays, to be saved next", async ({ page, signIn }) => {
  await signIn();
  await openSettings(page);
  const isSaving = (request: Request) => request.method() === "PATCH";
  const letGo = await holdRequests(page, "**/api/settings", isSaving);
  const length = page.getByRole("spinbutton", { name: "Usual length" });
  const friday = page.getByRole("checkbox", { name: "Friday" });
  await length.fill("45");
  const sent = page.waitForRequest(isSaving);
  await save(page);
  await sent;
  await friday.uncheck();
  letGo();
  await expect(saved(page)).toBeVisible();
  await expect(friday).not.toBeChecked();
  await expect(length).toHaveValue("45");
  await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();
  await save(page);
  await expect(page.getByRole("button", { name: "Discard" })).toBeHidden();
  await page.reload();
  await expect(friday).not.toBeChecked();
  await expect(length).toHaveValue("45");
  // Also over the reload that another language needs.
  const holdAgain = await holdRequests(page, "**/api/settings", isSaving);
  await page.getByRole("combobox", { name: "Language" }).selectOption("de");
  const sentAgain = page.waitForRequest(isSaving);
  await save(page);
  await sentAgain;
  await length.fill("50");
  holdAgain();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Gespeichert." })).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "Übliche Dauer" })).toHaveValue("50");
  await expect(page.getByRole("button", { name: "Verwerfen" })).toBeVisible();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await expect(page.getByText("Taken back: everything is as it was.")).toBeVisible();
});

test("dates and times follow the user's locale, from the first paint on", async ({ page, signIn }) => {
  const trouble: string[] = [];
  page.on("console", (message) => /hydrat/i.test(message.text()) && trouble.push(message.text()));
  page.on("pageerror", ({ message }) => trouble.push(message));
  await signIn({ visits: false });
  await planned(page, { text: "Call", date: "2027-01-15", startTime: "14:00" });
  const write = async (locale: string) => {
    await page.goto("/settings");
    await page.getByRole("combobox", { name: "Dates and clock" }).selectOption(locale);
    await save(page);
    await expect(saved(page)).toBeVisible();
    await page.goto("/search?q=call");
  };
  await write("de-DE");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Freitag 15. Januar 2027");
  await expect(entry(page, "Call").first()).toContainText("14:00");
  await write("en-US");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Friday January 15, 2027");
  await expect(entry(page, "Call").first()).toContainText("2:00 pm");
  await write("ja-JP");
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("金曜日 2027年1月15日");
  const raw = await (await page.request.get("/search?q=call")).text();
  expect(raw).toContain("2027年1月15日");
  for (const path of ["/", "/activity", "/trash"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
  }
  expect(trouble).toEqual([]);
});

test("the settings are accessible and fit in every look", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await page.goto("/settings");
  await page.getByRole("button", { name: "Add hours" }).click();
  await inEveryLook(page, async (look) => {
    await zone(page).fill("paris");
    await expect(page.getByRole("option", { name: "Europe/Paris" })).toBeVisible();
    // The library hides everything else from assistive technology meanwhile; focusing elsewhere closes the list.
    const open = await axeIn(page).include("[role=listbox]").analyze();
    expect(open.violations.filter(isSerious), look).toEqual([]);
    await zone(page).press("Escape");
    await expect(page.getByRole("option").first()).toBeHidden();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, look).toBeLessThanOrEqual(0);
    const { violations } = await axeIn(page).analyze();
    expect(violations.filter(isSerious), look).toEqual([]);
  });
});

const isSerious = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";
