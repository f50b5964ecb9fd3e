import type { Locator, Page } from "@playwright/test";
import { addDays, weekdayOf } from "../../agenda/time/dates.ts";
import { day, entry, planned, quickAdd } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const words = (page: Page) => quickAdd(page).getByRole("textbox").first();
const part = (page: Page, name: string) => quickAdd(page).getByRole("button", { name: `${name}: change` });

/** The Monday of next week. */
function monday(): string {
  const daysOn = ["Monday", "Sunday", "Saturday", "Friday", "Thursday", "Wednesday", "Tuesday"].indexOf(
    weekdayOf(day(0)),
  );
  return day(daysOn || 7);
}

interface Stored {
  readonly text: string;
  readonly date: string;
}

async function stored(page: Page, text: string): Promise<Stored | undefined> {
  const answer = await page.request.get(`/api/items?from=${day(-1)}&to=${day(60)}&limit=200`);
  const { items } = (await answer.json()) as { items: Stored[] };
  return items.find((item) => item.text === text);
}

test("a typed line is read into an item, shown, corrected part by part, and stored as shown", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await planned(
    page,
    { text: "Review", date: day(1), startTime: "12:00", endTime: "13:00" },
    { text: "Stand-up", date: day(3), startTime: "09:15", endTime: "09:45" },
  );

  await test.step("a typed line is previewed as the item it will be, and Enter stores exactly that", async () => {
    await words(page).pressSequentially(
      `Lunch with Ana ${day(3)} 12:30 at Luigi's #work meet.google.com/abc every two weeks`,
    );
    await expect(part(page, "Start")).toHaveText("12:30");
    await expect(part(page, "End")).toHaveText("13:30");
    await expect(quickAdd(page).getByText("1 h, your usual length")).toBeVisible();
    await expect(part(page, "Place")).toHaveText("Luigi's");
    await expect(part(page, "Tags")).toHaveText("#work");
    await expect(part(page, "Repeats")).toHaveText(`every second ${weekdayOf(day(3))}`);
    await expect(quickAdd(page).getByText("2 h 45 free")).toBeVisible();
    await expect(words(page)).toHaveAccessibleDescription(/^Will be added: Lunch with Ana, .* 12:30 to 13:30\.$/);
    await page.keyboard.press("Enter");
    await expect(entry(page, "Lunch with Ana").first()).toContainText("12:30");
    await expect(words(page)).toHaveValue("");
    await expect
      .poll(() => stored(page, "Lunch with Ana"))
      .toMatchObject({
        date: day(3),
        startTime: "12:30",
        endTime: "13:30",
        location: "Luigi's",
        url: "https://meet.google.com/abc",
        tags: ["work"],
        recurrence: "FREQ=WEEKLY;INTERVAL=2",
      });
  });
  await test.step("each part is corrected by a click, and the text of the line is updated", async () => {
    await words(page).fill("Call Maya");
    await quickAdd(page).getByRole("button", { name: "Tomorrow" }).click();
    await expect(words(page)).toBeFocused();
    await words(page).fill("Call Maya tomorrow 18:15 for 30 min");
    await part(page, "Day").click();
    await quickAdd(page).getByLabel("Another day").fill(day(5));
    await expect(words(page)).toHaveValue(new RegExp(`Call Maya .*${Number(day(5).slice(8))} .* 18:15 for 30 min`));
    await part(page, "Start").click();
    await quickAdd(page).getByLabel("Starts").fill("19:00");
    await expect(part(page, "End")).toHaveText("19:30");
    await part(page, "End").click();
    await quickAdd(page).getByRole("button", { name: "1 h", exact: true }).click();
    await expect(words(page)).toHaveValue(/19:00-20:00/);
    await expect(words(page)).toBeFocused();
    await part(page, "Start").click();
    await quickAdd(page).getByRole("button", { name: "Done", exact: true }).click();
    await expect(words(page)).toBeFocused();
    await part(page, "Start").click();
    await quickAdd(page).getByRole("button", { name: "Remove it" }).click();
    await expect(part(page, "Time")).toHaveText("All day");
    await page.keyboard.press("Enter");
    await expect.poll(() => stored(page, "Call Maya")).toMatchObject({ date: day(5) });
  });
  await test.step("words that are not dates can be marked as text, and quoted ones always are", async () => {
    await words(page).fill("Watch Friday Night Lights");
    await part(page, "Day").click();
    await quickAdd(page).getByRole("button", { name: "Keep “Friday” as words" }).click();
    await expect(part(page, "Day")).toContainText("Today");
    await page.keyboard.press("Enter");
    await expect.poll(() => stored(page, "Watch Friday Night Lights")).toMatchObject({ date: day(0) });
    await words(page).fill('Read "Tomorrow and tomorrow"');
    await words(page).press("Enter");
    await expect.poll(() => stored(page, 'Read "Tomorrow and tomorrow"')).toMatchObject({ date: day(0) });
  });
  await test.step("unparsed words that look like a date are reported, and an impossible date is not stored", async () => {
    await words(page).fill("Dentist tomorrow quarter past eightish");
    await expect(quickAdd(page).getByText("it stays in the title")).toContainText("quarter past eightish");
    await words(page).fill("Rent 30 February");
    await expect(quickAdd(page).getByRole("alert")).toHaveText("There is no 30 February.");
    await words(page).press("Enter");
    await expect(words(page)).toHaveValue("Rent 30 February");
    await quickAdd(page)
      .getByRole("button", { name: /28 Feb/ })
      .click();
    await expect(words(page)).toHaveValue(/28 February/);
    await expect(quickAdd(page).getByRole("alert")).toBeHidden();
    await expect(words(page)).toBeFocused();
  });
  await test.step("an end past midnight is on the next day, and shown", async () => {
    await words(page).fill(`Party ${day(2)} 22-1`);
    await expect(quickAdd(page).getByText(", the next day")).toBeVisible();
    await words(page).press("Enter");
    await expect.poll(() => stored(page, "Party")).toMatchObject({ endTime: "01:00", endDate: day(3) });
  });
  await test.step("Escape closes the line and keeps the text, until it is cleared", async () => {
    await words(page).fill("Lunch with Ana next Fri");
    await page.keyboard.press("Escape");
    await expect(part(page, "Day")).toBeHidden();
    await expect(quickAdd(page).getByText("Kept as you left it.")).toBeVisible();
    await expect(words(page)).toHaveValue("Lunch with Ana next Fri");
    await quickAdd(page).getByRole("button", { name: "Clear" }).click();
    await expect(words(page)).toHaveValue("");
  });
  await test.step("the preview is accessible, at every width, in light and dark", async () => {
    await inEveryLook(page, async (look) => {
      await words(page).fill(`Lunch ${day(1)} 12:30 at Luigi's #work every week`);
      const twice = quickAdd(page).getByText("30 min taken twice");
      const startOf = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().left);
      expect(await startOf(twice)).toBe(await startOf(quickAdd(page).locator(".is-hollow .title")));
      const ink = await quickAdd(page).evaluate((form) => getComputedStyle(form).color);
      await expect(twice).not.toHaveCSS("color", ink); // the alarm's
      await part(page, "Start").click();
      await expectAccessible(page, look, ".quick");
    });
    await quickAdd(page)
      .getByRole("button", { name: /is free$/ })
      .first()
      .click();
    await expect(words(page)).toBeFocused();
  });
  await test.step("one of two candidate days is selected, and Alt with an arrow or a click selects the other", async () => {
    // Asked on any day except the last of a week, when the coming days are those of next week.
    await page.clock.setFixedTime(new Date(`${monday()}T10:00:00Z`));
    await words(page).fill("Tea next Friday");
    await expect(quickAdd(page).getByRole("group", { name: "Which Friday?" }).getByRole("radio")).toHaveCount(2);
    await expect(part(page, "Day")).toContainText(`${Number(addDays(monday(), 11).slice(8))} `);
    await words(page).press("Alt+ArrowUp");
    await expect(part(page, "Day")).toContainText(`${Number(addDays(monday(), 4).slice(8))} `);
    await words(page).press("Alt+ArrowDown");
    await expect(part(page, "Day")).toContainText(`${Number(addDays(monday(), 11).slice(8))} `);
    await quickAdd(page).getByRole("radio").first().check();
    await words(page).press("Enter");
    await expect.poll(() => stored(page, "Tea")).toMatchObject({ date: addDays(monday(), 4) });

    await words(page).fill("Report last Friday of the month");
    const once = quickAdd(page).getByRole("group", { name: "How often?" }).getByRole("radio");
    await expect(once.and(page.getByRole("radio", { name: /once$/ }))).toBeChecked();
    await expect(once.and(page.getByRole("radio", { name: /last Friday of every month$/ }))).toHaveCount(1);
    await words(page).fill("School Tue and Thu 8am-3pm");
    const rules = quickAdd(page).getByRole("group", { name: "How often?" }).getByRole("radio");
    await expect(rules).toHaveCount(2);
    await expect(rules.and(page.getByRole("radio", { name: /every Tuesday and Thursday$/ }))).toBeChecked();
    await expect(rules.and(page.getByRole("radio", { name: /2 times$/ }))).toHaveCount(1);
  });
});

test("lines are sent one after the other, from the top and from any day, and what is refused comes back", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  const busy = [2, 3, 4, 5, 6].map((offset) => ({
    text: `Busy ${offset}`,
    date: day(offset),
    startTime: "09:00",
    endTime: "18:00",
  }));
  await planned(page, { text: "Call", date: day(1), startTime: "11:00", endTime: "11:45" }, ...busy);

  await test.step("an add line can be opened on any day, however full, and keeps that day", async () => {
    await page
      .getByRole("button", { name: /^Add an item on / })
      .first()
      .click();
    const here = page.getByRole("form", { name: "Add an item here" });
    await page.keyboard.type("Walk 15:00");
    await page.keyboard.press("Enter");
    await expect.poll(() => stored(page, "Walk")).toMatchObject({ date: day(1), startTime: "15:00" });
    await expect(here).toBeHidden();
    await page.getByRole("button", { name: "Call", exact: true }).focus();
    await page.keyboard.press("c");
    await page.keyboard.type("Errands");
    await page.keyboard.press("Enter");
    await expect.poll(() => stored(page, "Errands")).toMatchObject({ date: day(1) });
    await expect(here).toBeHidden();
  });
  await test.step("what is typed before an answer is the next item, and what is refused comes back", async () => {
    const problem = quickAdd(page).getByRole("alert");
    const answers: { readonly text: string; readonly settle: (isRefused: boolean) => Promise<void> }[] = [];
    await page.route("**/api/items", (route) => {
      const [{ text }] = (route.request().postDataJSON() as { items: [{ text: string }] }).items;
      const refusal = { status: 503, json: { code: "unavailable", status: 503, title: "Busy." } };
      answers.push({ text, settle: (isRefused) => (isRefused ? route.fulfill(refusal) : route.continue()) });
    });
    const sent = (text: string) => expect.poll(() => answers.map((one) => one.text)).toContain(text);
    const settle = (text: string, isRefused: boolean) => answers.find((one) => one.text === text)?.settle(isRefused);
    await words(page).fill("Buy bread");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Buy milk");
    await page.keyboard.press("Enter");
    await page.keyboard.type(`Buy butter ${day(3)}`);
    await sent("Buy bread");
    await sent("Buy milk");
    await settle("Buy milk", false);
    await expect.poll(() => stored(page, "Buy milk")).toBeDefined();
    // Text typed since stays where it is.
    await settle("Buy bread", true);
    await expect(problem).toContainText("Buy bread");
    await expect(words(page)).toHaveValue(`Buy butter ${day(3)}`);
    await page.keyboard.press("Enter");
    await sent("Buy butter");
    await expect(words(page)).toHaveValue("");
    await settle("Buy butter", true);
    await expect(words(page)).toHaveValue(`Buy butter ${day(3)}`);
    await words(page).fill("");
    await problem.getByRole("button", { name: "Put it back" }).click();
    await expect(words(page)).toHaveValue("Buy bread");
    await expect(words(page)).toBeFocused();
    await page.unroute("**/api/items");
    await page.keyboard.press("Enter");
    await expect.poll(() => stored(page, "Buy bread")).toMatchObject({ date: day(0) });
    await expect(problem).toBeHidden();
  });
  await test.step("an item added out of sight is confirmed with a link to it, in sight it is announced", async () => {
    await words(page).fill("Buy stamps");
    await words(page).press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Added Buy stamps, " })).toBeAttached();
    await words(page).fill(`Opera ${day(45)} 20:00`);
    await words(page).press("Enter");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(entry(page, "Opera")).toBeInViewport();
  });
});
