import type { Locator } from "@playwright/test";
import { day, edit, entry, isLive, panel, planned, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, expectFits, inEveryLook } from "../harness/looks.ts";
import { fingerOn, swipe, touch } from "../harness/touch.ts";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

test("at noon now and next stand in the first screen: what is left, over or lasts all day folds to a line each", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await page.clock.install({ time: new Date(`${day(0)}T13:02:00+01:00`) });
  const at = (text: string, startTime: string, endTime: string) => ({ text, date: day(0), startTime, endTime });
  await planned(
    page,
    { text: "Call the bank", date: day(-3) },
    { text: "Sign the lease", date: day(0) },
    { text: "Ana is visiting", date: day(-1), endDate: day(2) },
    at("School run", "08:00", "08:30"),
    at("Stand-up", "09:15", "09:30"),
    at("Contract call", "11:00", "11:45"),
    at("Lunch with Joris", "12:30", "13:30"),
    at("Design review", "14:00", "15:30"),
  );
  const allDay = page.getByRole("button", { name: /^All day 2/ });
  const earlier = page.getByRole("button", { name: /^Earlier 3/ });
  await expect(page.getByRole("button", { name: /^Left from before 1/ })).toBeVisible();
  await expect(allDay).toBeVisible();
  await expect(entry(page, "School run")).toBeHidden();
  await expect(entry(page, "Lunch with Joris")).toContainText("28 min left");
  // Above the add line, which is near the thumb.
  const form = await page.getByRole("form", { name: "Add an item" }).boundingBox();
  const next = await entry(page, "Design review").boundingBox();
  expect((next?.y ?? 999) + (next?.height ?? 0)).toBeLessThan(form?.y ?? 0);
  await earlier.tap();
  await expect(entry(page, "School run")).toBeVisible();
  await allDay.tap();
  await expect(page.getByRole("checkbox", { name: "Done: Sign the lease" })).toBeVisible();
  // What was tapped would stay as if hovered.
  expect(await page.evaluate(rulesOfHover)).toEqual([]);
  await test.step("a long title without a blank widens no view, and leaves the foot of its panel in reach", async () => {
    const long = "Long".repeat(125);
    await storeItems(page, { ...at(long, "13:30", "14:00"), notes: "Why" });
    await expect(entry(page, long)).toBeVisible();
    await expectFits(page, "agenda");
    for (const path of ["/week", "/month", "/activity", "/search?q=Why"]) {
      await page.goto(path);
      await expect(page.getByRole("main")).toContainText(long.slice(0, 40));
      await expectFits(page, path);
    }
    await page.goto("/");
    await page.getByRole("button", { name: long, exact: true }).tap();
    await expect(panel(page).getByText("Why")).toBeVisible();
    await expect(panel(page).getByRole("button", { name: "Edit", exact: true })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);
  });
  await test.step("in a low window, as at 400 %, nothing stays over what one reads", async () => {
    await page.setViewportSize({ width: 360, height: 225 });
    await entry(page, "Design review").evaluate((row) => row.scrollIntoView({ block: "center" }));
    await expect(entry(page, "Design review").getByRole("button").first()).toBeInViewport();
    for (const over of [page.getByRole("banner"), page.getByRole("form", { name: "Add an item" })])
      await expect(over).not.toBeInViewport();
  });
  await test.step("what is only named takes two lines; a day's + stays beside its name, and the line of now behind its clock", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.clock.setFixedTime(new Date(`${day(0)}T15:40:00+01:00`));
    const busy = ["09:00", "09:15"].map((startTime) => ({ text: "Busy", date: day(1), startTime, endTime: "10:45" }));
    await planned(page, at("Next".repeat(60), "15:50", "15:55"), ...busy);
    const boxOf = async (one: Locator) => (await one.boundingBox()) ?? { y: Number.NaN, height: Number.NaN };
    expect((await boxOf(page.locator(".free-time.is-next > p"))).height).toBeLessThan(48);
    const tomorrow = page.locator(`[aria-labelledby="day-${day(1)}"]`);
    const [plus, name] = [tomorrow.locator(".day-add"), tomorrow.getByRole("heading", { level: 2 })];
    const [{ y, height }, beside] = [await boxOf(plus), await boxOf(name)];
    expect(Math.abs(y + height / 2 - beside.y - beside.height / 2)).toBeLessThan(8);
    const clock = page.locator(".now time");
    const drawn = await clock.screenshot();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(".now::after { visibility: hidden }");
      document.adoptedStyleSheets.push(sheet);
    });
    expect(drawn.equals(await clock.screenshot())).toBe(true);
    await page.goto("/week");
    expect((await boxOf(page.locator(".wk-phone bdi", { hasText: "NextNext" }))).height).toBeLessThan(48);
  });
});

/** The page's `:hover` rules that apply where nothing hovers. Runs in the page. */
function rulesOfHover(): string[] {
  const within = (rules: CSSRuleList): string[] =>
    [...rules].flatMap((rule) => {
      if (rule instanceof CSSMediaRule && !matchMedia(rule.conditionText).matches) return [];
      const own = rule instanceof CSSStyleRule ? [rule.selectorText] : [];
      return [
        ...own,
        ...(rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule ? within(rule.cssRules) : []),
      ];
    });
  const all = [...document.styleSheets].flatMap((sheet) => within(sheet.cssRules));
  return all.filter((selector) => selector.includes(":hover") && !/:not\([^)]*:hover/.test(selector));
}

test("one goes through days, weeks and places by thumb and by fingers", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await storeItems(page, { text: "Dentist", date: "2038-03-09", startTime: "09:00" });
  await page.goto("/day/2038-03-08");
  await isLive(page);
  await test.step("a day's heading is swiped to the next day, in the bar and in the list, and two fingers lead from a week to its month", async () => {
    const swipeOn = async (heading: Locator, by: number) => {
      await heading.tap({ trial: true }); // it rests
      const box = (await heading.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await swipe(page, at, { x: at.x + by, y: at.y });
    };
    await swipeOn(page.getByRole("button", { name: /go to another day$/ }), -90);
    await expect(page).toHaveURL("/day/2038-03-09");
    await swipeOn(page.getByRole("heading", { name: "Tuesday 9 March" }), -90);
    await expect(page).toHaveURL("/day/2038-03-10");
    await page.keyboard.press("w");
    await expect(page).toHaveURL("/week/2038-03-10");
    await expect(page.getByRole("list", { name: "The seven days" })).toBeVisible();
    const finger = await fingerOn(page);
    await touch(finger, "touchStart", [
      { x: 100, y: 300 },
      { x: 260, y: 420 },
    ]);
    await touch(finger, "touchMove", [
      { x: 150, y: 340 },
      { x: 200, y: 380 },
    ]);
    await touch(finger, "touchEnd", []);
    await expect(page).toHaveURL("/month/2038-03");
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL("/day/2038-03-10");
  });
  await test.step("the thumb has Agenda, Week, Activity and You; the place that one is in goes to today; You leads to the rest", async () => {
    const thumb = page.getByRole("navigation", { name: "Places at the bottom" });
    await expect(thumb.getByRole("link")).toHaveText(["Agenda", "Week", "Activity", "You"]);
    await expect(thumb.getByRole("link", { name: "Agenda" })).toHaveAttribute("aria-current", "page");
    await thumb.getByRole("link", { name: "Agenda" }).tap();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveId(`day-${day(0)}`);
    await thumb.getByRole("link", { name: "You" }).tap();
    await expect(page).toHaveURL("/you");
    await expect(page.getByRole("main").getByRole("link")).toHaveText([
      /^Month/,
      /^Search/,
      /^Assistants/,
      /^Settings/,
      /^Trash/,
      /^Your data/,
      /^Privacy/,
    ]);
    await page.getByRole("link", { name: /^Month/ }).tap();
    await expect(page).toHaveURL("/month");
  });
  await test.step("You is accessible and fits in every look", async () => {
    await page.goBack();
    await expect(page).toHaveURL("/you");
    await inEveryLook(page, (look) => expectAccessible(page, look));
  });
});

test("by thumb one opens an item, goes back, picks a day and adds another", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await storeItems(
    page,
    { text: "Standup", date: day(1), startTime: "09:00", endTime: "09:30" },
    { text: "Review", date: day(1), location: "The long meeting room of the second floor" },
    { text: "Lunch", date: day(1), startTime: "12:30" },
  );
  await page.goto("/activity");
  const places = page.getByRole("navigation", { name: "Places at the bottom" });
  await places.getByRole("link", { name: "Agenda" }).tap();
  await isLive(page);
  await test.step("the pin stands beside the first line of its words", async () => {
    const [pin = 0, words = 0] = await entry(page, "Review")
      .locator(".meta li")
      .evaluate((li) =>
        [...li.querySelectorAll(".icon"), li]
          .map((one) => one.getBoundingClientRect())
          .map(({ top, height }) => top + height / 2),
      );
    expect(pin).toBeLessThan(words - 5);
  });
  await test.step("a day's sum that has no room beside its name begins below it", async () => {
    await page.setViewportSize({ width: 400, height: 740 });
    const head = page.locator("header.day-head", { hasText: "longest free stretch" });
    const [name, sum] = await Promise.all([head.getByRole("heading").boundingBox(), head.locator("p").boundingBox()]);
    expect(sum?.y).toBeGreaterThan(name?.y ?? 0);
    expect(sum?.x).toBe(name?.x);
    await page.setViewportSize({ width: 360, height: 740 });
  });
  await test.step("Back closes the panel before it leaves, and asks first when words are unsaved", async () => {
    await page.getByRole("button", { name: "Review", exact: true }).tap();
    await expect(panel(page)).toBeVisible();
    await page.goBack();
    await expect(panel(page)).toBeHidden();
    await expect(page).toHaveURL("/");
    await page.getByRole("button", { name: "Review", exact: true }).tap();
    await edit(page);
    await panel(page).getByLabel("Place").fill("Room 2");
    // The button stays above an on-screen keyboard that covers part of the page, as on iOS.
    const coverTo = (height: number) =>
      page.evaluate((height) => {
        Object.defineProperty(visualViewport, "height", { value: height, configurable: true });
        visualViewport?.dispatchEvent(new Event("resize"));
      }, height);
    const foot = async () => {
      const box = await panel(page).getByRole("button", { name: "Save" }).boundingBox();
      return box && box.y + box.height;
    };
    await coverTo(400);
    expect(await foot()).toBeLessThanOrEqual(400);
    await coverTo(740);
    expect(await foot()).toBeGreaterThan(400);
    await page.goBack();
    await expect(page.getByText("Your changes are not saved.")).toBeVisible();
    await page.getByRole("button", { name: "Keep writing" }).tap();
    await expect(panel(page).getByLabel("Place")).toHaveValue("Room 2");
    await page.goBack();
    await page.getByRole("button", { name: "Discard" }).tap();
    await expect(panel(page)).toBeHidden();
    await page.goBack();
    await expect(page).toHaveURL("/activity");
  });
  await test.step("the week strip is swiped through weeks, and a tap goes to the day", async () => {
    await places.getByRole("link", { name: "Agenda" }).tap();
    const strip = page.locator(".fortnight-weeks");
    const first = () => strip.locator(".is-first").getByRole("link").first().getAttribute("href");
    const before = await first();
    await strip.evaluate((element) => element.scrollTo({ left: element.clientWidth * 2, behavior: "instant" }));
    await expect.poll(first).not.toBe(before);
    // It comes back as one goes to today, and follows the list.
    await places.getByRole("link", { name: "Agenda" }).tap();
    await expect.poll(first).toBe(before);
    await page.locator(`[aria-labelledby="day-${day(7)}"]`).evaluate((section) => section.scrollIntoView());
    await expect.poll(first).not.toBe(before);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect.poll(first).toBe(before);
    await strip.evaluate((element) => element.scrollTo({ left: element.clientWidth * 2, behavior: "instant" }));
    await expect.poll(first).not.toBe(before);
    // A tap scrolls to its link by itself, which must not meet the strip's own return to its middle.
    await expect.poll(() => strip.evaluate(({ scrollLeft, clientWidth }) => scrollLeft / clientWidth)).toBe(1);
    const link = strip.locator(".is-first").getByRole("link").nth(2);
    const date = (await link.getAttribute("href"))?.replace("#day-", "");
    await link.tap();
    await expect(page).toHaveURL(`/day/${date}`);
    await page.getByRole("banner").getByRole("button", { name: "Today" }).tap();
    await expect(page).toHaveURL("/");
  });
  await test.step("the add line opens as a sheet above the keyboard; the day stays visible and nothing covers it", async () => {
    const sheet = page.getByRole("form", { name: "Add an item" });
    const line = sheet.getByRole("textbox").first();
    await line.tap();
    // The keyboard makes the page smaller (interactive-widget=resizes-content).
    await page.setViewportSize({ width: 360, height: 420 });
    await line.fill("Report last Friday of the month");
    const chips = sheet.locator(".chip");
    await expect(chips).toHaveCount(2);
    const beyond = chips.evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    expect(await beyond).toEqual([0, 0]);
    await line.fill("Lunch with Ana next Friday 12:30 at Luigi's #work every two weeks");
    await expect(sheet.getByText("every second Friday")).toBeVisible();
    const box = async () => (await sheet.boundingBox()) ?? { y: 0, height: 0 };
    await expect.poll(async () => (await box()).y + (await box()).height).toBe(420);
    expect((await box()).y).toBeGreaterThan(420 * 0.35);
    // Its place belongs to the sheet.
    const covers = await sheet.evaluate((form) => {
      const { left, top, right, bottom } = form.getBoundingClientRect();
      const points = [0.1, 0.5, 0.9].map((share) =>
        document.elementFromPoint((left + right) * share, (top + bottom) / 2),
      );
      return (
        points.every((element) => form.contains(element)) && form.contains(document.elementFromPoint(180, bottom - 4))
      );
    });
    expect(covers).toBe(true);
    await expect(line).toBeInViewport({ ratio: 1 });
    expect(await line.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize))).toBeGreaterThanOrEqual(
      16,
    );
    await sheet.getByRole("button", { name: "Add", exact: true }).tap();
    const toast = page.getByRole("dialog", { name: /^Added to / });
    await expect(toast).toBeVisible();
    await expect(line).toBeFocused();
    const told = await toast.boundingBox();
    expect((told?.y ?? 999) + (told?.height ?? 0)).toBeLessThan((await box()).y);
  });
});
