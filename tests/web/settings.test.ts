import type { Page, Request } from "@playwright/test";
import { day, entry, isLive, quickAdd, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdRequests } from "./harness/held.ts";
import { axeIn, expectAccessible, inEveryLook } from "./harness/looks.ts";

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const saved = (page: Page) => page.getByRole("status").filter({ hasText: "Saved." });
const zone = (page: Page) => page.getByRole("combobox", { name: "Time zone" });
const usualLength = (page: Page) => page.getByRole("spinbutton", { name: "Usual length" });
const discard = (page: Page) => page.getByRole("button", { name: "Discard" });
const isSerious = ({ impact }: { impact?: string | null }) => impact === "serious" || impact === "critical";

test("a person sets the zone, working hours, week, length and map, and the agenda follows", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await storeItems(page, { text: "Breakfast", date: day(2), startTime: "09:00", timeZone: "Asia/Tokyo" });
  await page.goto("/connect");
  await page.getByRole("button", { name: /settings, privacy and sign-out$/ }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const until = page.getByLabel("To", { exact: true });

  await test.step("the settings are accessible and fit in every look", async () => {
    await page.getByRole("button", { name: "Add hours" }).click();
    await inEveryLook(page, async (look) => {
      await zone(page).fill("paris");
      await expect(page.getByRole("option", { name: "Europe/Paris" })).toBeVisible();
      // The library hides everything else from assistive technology meanwhile; focusing elsewhere closes the list.
      const open = await axeIn(page).include("[role=listbox]").analyze();
      expect(open.violations.filter(isSerious), look).toEqual([]);
      await zone(page).press("Escape");
      await expect(page.getByRole("listbox")).toHaveCount(0);
      await expectAccessible(page, look);
    });
    await discard(page).click();
  });
  await test.step("a zone is found by typing, saved with an explanation, and undone", async () => {
    await expect(zone(page)).toHaveValue("Europe/Paris");
    await zone(page).fill("new york");
    await page.getByRole("option", { name: "America/New York" }).click();
    await save(page);
    await expect(saved(page)).toContainText("No item was moved");
    await expect(saved(page)).toContainText("1 item in Asia/Tokyo");
    await zone(page).fill("tokyo");
    await zone(page).press("Enter");
    await save(page);
    await expect(saved(page)).toContainText("in Asia/Tokyo now");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Taken back: everything is as it was.")).toBeVisible();
    await expect(zone(page)).toHaveValue("America/New York");
  });
  await test.step("a refusal is shown at its field and keeps the input, and so does a lost connection", async () => {
    await until.fill("08:00");
    await save(page);
    await expect(page.getByText("end before they begin").first()).toBeVisible();
    await expect(until).toHaveValue("08:00");
    await discard(page).click();
    await usualLength(page).fill("0");
    await save(page);
    await expect(usualLength(page)).toHaveAttribute("aria-invalid", "true");
    await usualLength(page).fill("30");
    await page.context().setOffline(true);
    await save(page);
    await expect(page.getByRole("alert").filter({ hasText: "No network" })).toBeVisible();
    await page.context().setOffline(false);
    await save(page);
    await expect(saved(page)).toBeVisible();
  });
  await test.step("working hours, week and length are saved together, and only changes are sent", async () => {
    await page.getByRole("checkbox", { name: "Friday" }).uncheck();
    await until.fill("12:30");
    await page.getByRole("button", { name: "Add hours" }).click();
    const second = page.getByRole("group", { name: "Working hours, stretch 2" });
    await expect(second.getByRole("checkbox", { name: "Friday" })).toBeChecked();
    await second.getByLabel("From, stretch 2").fill("13:30");
    await second.getByLabel("To, stretch 2").fill("18:00");
    await page.getByRole("combobox", { name: "Week begins on" }).selectOption("Sunday");
    await usualLength(page).fill("45");
    await page.getByRole("combobox", { name: "Map" }).selectOption("Google Maps");
    const remind = (name: string) => page.getByRole("group", { name, exact: true }).getByRole("combobox");
    await remind("Remind").selectOption("15 minutes before");
    await remind("Remind about all-day items").selectOption("Another time…");
    const typed = page.getByRole("textbox", { name: "How long before" });
    await typed.fill("20 min");
    await expect(typed).toHaveAccessibleDescription(/An all-day item has no start/);
    await typed.fill("the evening before at 19:30");
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
      timedReminders: ["15m"],
      allDayReminders: ["1d 19:30"],
    });
    await expect(discard(page)).toBeHidden();
    await page.reload();
    await expect(second.getByLabel("From, stretch 2")).toHaveValue("13:30");
    await expect(zone(page)).toHaveValue("America/New York");
  });
  await test.step("a week that is open elsewhere follows without a reload, also when the change is undone", async () => {
    const other = await page.context().newPage();
    await other.goto("/week");
    await isLive(other);
    const first = other.locator(".gw-head h2").first();
    const headers = { "Sec-Fetch-Site": "same-origin" };
    const before = await first.textContent();
    const saved = await page.request.patch("/api/settings", { headers, data: { weekStart: "Wednesday" } });
    await expect(first).toContainText("Wed");
    const { change } = (await saved.json()) as { change: { id: number } };
    await page.request.post("/api/changes/undo", { headers, data: { id: change.id } });
    await expect(first).toHaveText(before ?? "");
    await other.close();
  });
  await test.step("the agenda follows: the week, the end of a new item, the map of its place, and the working hours", async () => {
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await isLive(page);
    const first = page.getByRole("navigation", { name: "Two weeks" }).getByRole("link").first();
    await expect(first).toHaveAccessibleName(/^Sunday \d+ \w+, /);
    const line = quickAdd(page);
    await line.getByRole("textbox").first().fill("Dentist tomorrow 14:00 at Canal");
    await expect(line.getByRole("button", { name: "End: change" })).toHaveText("14:45");
    await expect(line.getByText("45 min, your usual length")).toBeVisible();
    const asked = page.waitForResponse((answer) => answer.request().method() === "POST");
    await line.getByRole("button", { name: "Add", exact: true }).click();
    await expect(entry(page, "Dentist").last()).toContainText("14:45");
    expect((await (await asked).json()).items[0]).toMatchObject({ reminders: ["15m"] });
    await entry(page, "Dentist").last().getByRole("button", { name: "Dentist", exact: true }).click();
    const map = page.getByRole("dialog", { name: "Dentist" }).getByRole("link", { name: "Map of Canal" });
    await expect(map).toHaveAttribute("href", "https://www.google.com/maps/search/?api=1&query=Canal");
    await page.goto("/week");
    await expect(page.getByRole("list", { name: /^Friday .*, working hours 13:30 to 18:00$/ })).toBeVisible();
    await expect(page.locator(".gw-work")).toHaveCount(5);
  });
});

test("what is written while a save is under way stays, also over another language; dates follow the locale", async ({
  page,
  signIn,
}) => {
  const trouble: string[] = [];
  page.on("console", (message) => /hydrat/i.test(message.text()) && trouble.push(message.text()));
  page.on("pageerror", ({ message }) => trouble.push(message));
  await signIn({ visits: false });
  await storeItems(page, { text: "Call", date: "2038-01-15", startTime: "14:00" });
  await page.goto("/settings");
  const isSaving = (request: Request) => request.method() === "PATCH";

  await test.step("what is changed while a save is under way stays, to be saved next", async () => {
    const letGo = await holdRequests(page, "**/api/settings", isSaving);
    const friday = page.getByRole("checkbox", { name: "Friday" });
    await usualLength(page).fill("45");
    const sent = page.waitForRequest(isSaving);
    await save(page);
    await sent;
    await friday.uncheck();
    letGo();
    await expect(saved(page)).toBeVisible();
    await expect(friday).not.toBeChecked();
    await expect(usualLength(page)).toHaveValue("45");
    await expect(discard(page)).toBeVisible();
    await save(page);
    await expect(discard(page)).toBeHidden();
    expect(await (await page.request.get("/api/settings")).json()).toMatchObject({
      defaultDurationMinutes: 45,
      workingHours: [{ days: ["Monday", "Tuesday", "Wednesday", "Thursday"] }],
    });
  });
  await test.step("also over the reload that another language needs", async () => {
    const letGo = await holdRequests(page, "**/api/settings", isSaving);
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    const sent = page.waitForRequest(isSaving);
    await save(page);
    await sent;
    await usualLength(page).fill("50");
    letGo();
    await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Gespeichert." })).toBeVisible();
    await expect(page.getByRole("spinbutton", { name: "Übliche Dauer" })).toHaveValue("50");
    await expect(page.getByRole("button", { name: "Verwerfen" })).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Freitag" })).not.toBeChecked();
    await page.getByRole("button", { name: "Rückgängig" }).click();
    await expect(page.getByText("Taken back: everything is as it was.")).toBeVisible();
  });
  await test.step("dates and times follow the user's locale, from the first paint on", async () => {
    const firstPaint = async (locale: string) => {
      const headers = { "Sec-Fetch-Site": "same-origin" };
      expect((await page.request.patch("/api/settings", { headers, data: { locale } })).status()).toBe(200);
      return (await page.request.get("/search?q=call")).text();
    };
    expect(await firstPaint("de-DE")).toMatch(/Freitag[^F]*15\. Januar 2038/);
    const american = await firstPaint("en-US");
    expect(american).toMatch(/Friday[^F]*January 15, 2038/);
    expect(american).toContain("2:00 pm");
    await page.getByRole("combobox", { name: "Dates and clock" }).selectOption("ja-JP");
    await save(page);
    await expect(saved(page)).toBeVisible();
    await page.goto("/search?q=call");
    await expect(page.getByRole("heading", { level: 2 })).toHaveText("金曜日 2038年1月15日");
    await expect(entry(page, "Call").first()).toContainText("14:00");
    for (const path of ["/", "/activity", "/trash"]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
    }
    expect(trouble).toEqual([]);
  });
});
