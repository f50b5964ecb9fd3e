import type { Browser, BrowserContext, Page } from "@playwright/test";
import { query } from "../harness/identity-door.ts";
import { running } from "../harness/running.ts";
import { day, edit, entry, isLive, made, panel, planned, reopen, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { holdScripts, noteWhenGone } from "./harness/held.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const strip = (page: Page) => page.getByRole("region", { name: "Changed by your assistant" });
const noted = (page: Page) => page.locator("main .change-note");

/** Another device of the same person. */
async function onAnotherDevice(browser: Browser, context: BrowserContext): Promise<Page> {
  const like = { locale: "en-GB", timezoneId: "Europe/Paris", reducedMotion: "reduce" } as const;
  const other = await browser.newContext({ ...like, baseURL: running.url });
  await other.addCookies(await context.cookies());
  const page = await other.newPage();
  await page.goto("/");
  await isLive(page);
  return page;
}

/** Waits until the server knows that an item's owner has seen the agenda in its latest rev. */
const looked = (itemId: string | undefined) =>
  expect
    .poll(() =>
      query(
        `SELECT 1 FROM "Look" l JOIN "User" u ON u.id = l."userId"
          WHERE u.id = (SELECT "userId" FROM "Item" WHERE id = $1) AND l.looks @> jsonb_build_array(jsonb_build_array(u.rev))`,
        [itemId],
      ),
    )
    .toHaveLength(1);

/** Moves an item owner's looks back by 20 hours. */
async function lookedEarlier(itemId: string | undefined): Promise<void> {
  await query(
    `UPDATE "Look" SET looks = (SELECT jsonb_agg(jsonb_build_array(l -> 0, (l ->> 1)::float8 - $2) ORDER BY n)
      FROM jsonb_array_elements(looks) WITH ORDINALITY AS e(l, n))
      WHERE "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`,
    [itemId, 20 * 3_600_000],
  );
}

test("what came while no page was open waits with its notes, on every device", async ({
  page,
  context,
  browser,
  signIn,
  gptOf,
}) => {
  const person = await signIn({ visits: false });
  const gpt = await gptOf(person);
  const [review, physio, yoga] = await planned(
    page,
    { text: "Design review", date: day(1), startTime: "14:00", endTime: "15:30", location: "Room 2" },
    { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" },
    { text: "Yoga", date: day(1), startTime: "18:30", endTime: "19:15" },
  );
  await looked(yoga?.id);
  await page.goto("about:blank");
  await made(gpt, { text: "Lunch with Joris", date: day(1), startTime: "12:30", endTime: "13:30" });
  await gpt.call("updateItemById", { id: physio?.id, startTime: "18:00" });
  const second = await gptOf(person);
  await second.call("updateItemById", { id: review?.id, location: "Room 5, second floor", endTime: "16:00" });
  await second.call("deleteItemById", { id: yoga?.id });
  await lookedEarlier(yoga?.id);

  await page.goto("/");
  await test.step("said above the list, in the title and in the bar, and noted at each item", async () => {
    await expect(strip(page)).toContainText(
      /^Since (yesterday|today) \d\d:\d\d ChatGPT made 4 changes: 1 added, 1 moved, 1 changed, 1 deleted\./,
    );
    await expect(page).toHaveTitle(/^\(4\) /);
    await expect(page.getByRole("link", { name: "Activity 4 new changes" }).first()).toBeVisible();
    await expect(entry(page, "Lunch with Joris")).toContainText("Added by ChatGPT");
    const review = entry(page, "Design review");
    await expect(review).toContainText("Length changed, place changed by ChatGPT");
    await expect(review.locator("del")).toHaveText(["until 15:30", "was Room 2"]);
    await expect(review.locator("ins")).toHaveText("Room 5, second floor");
    // Its start is as the person wrote it.
    const inks = (times: string) => review.locator(times).evaluate((time) => getComputedStyle(time).color);
    expect(await inks(".when > time")).toBe(await inks(".title"));
    expect(await inks(".until time")).toBe(await inks("ins"));
    await expect(entry(page, "Physio").locator("del")).toContainText("17:00");
    await expect(entry(page, "Yoga").locator("del")).toHaveText("Yoga");
  });
  const phone = await onAnotherDevice(browser, context);
  await test.step("it is kept on all devices at once", async () => {
    await expect(noted(phone)).toHaveCount(4);
    await entry(phone, "Design review").getByRole("button", { name: "Keep" }).click();
    await expect(entry(page, "Design review")).not.toContainText("ChatGPT");
    await expect(entry(page, "Design review")).toContainText("Room 5, second floor");
    await strip(page).getByRole("button", { name: "Keep all" }).click();
    await expect(noted(phone)).toHaveCount(0);
    await expect(strip(phone)).toBeHidden();
    await expect(entry(phone, "Yoga")).toHaveCount(0);
  });
  await test.step("editing an item oneself removes its ink, on other pages too", async () => {
    await made(gpt, { text: "Dentist", date: day(1) }, { text: "Florist", date: day(1) });
    await expect(noted(phone)).toHaveCount(2);
    await page.getByRole("button", { name: "Dentist", exact: true }).click();
    await edit(page);
    await panel(page).getByLabel("Place").fill("Room 2");
    await panel(page).getByRole("button", { name: "Save" }).click();
    for (const device of [page, phone]) {
      await expect(entry(device, "Dentist")).not.toContainText("ChatGPT");
      await expect(entry(device, "Florist")).toContainText("Added by ChatGPT");
    }
    await strip(page).getByRole("button", { name: "Keep", exact: true }).click();
    await expect(strip(phone)).toBeHidden();
  });
  await phone.context().close();
  await test.step("what came while the settings were open is fresh on the way back, and counted there", async () => {
    await page.goto("/settings");
    await made(gpt, { text: "Optician", date: day(1) });
    await page.reload();
    await expect(page).toHaveTitle(/^\(1\) Settings/);
    const startOf = () => page.getByRole("heading", { level: 1 }).evaluate((head) => head.getBoundingClientRect().left);
    const start = await startOf();
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await expect(entry(page, "Optician")).toContainText("Added by ChatGPT");
    // All pages of one column begin where the list does.
    expect(await startOf()).toBe(start);
  });
  await test.step("the server renders a note, which stays there while the page hydrates", async () => {
    await noteWhenGone(page, "main .change-note");
    const letGo = await holdScripts(page, "change-note-acts");
    await page.goto("/", { waitUntil: "commit" });
    await expect(noted(page)).toBeVisible();
    letGo();
    await isLive(page);
    await expect(page.locator("[data-was-gone]")).toHaveCount(0);
    await entry(page, "Optician").getByRole("button", { name: "Keep" }).click();
    await expect(noted(page)).toHaveCount(0);
  });
});

test("five thousand changes while away are said, and then what comes is counted until it was on the screen", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await test.step("five thousand changes while away are said, and the page stays quick", async () => {
    const [first] = await made(gpt, { text: "Dentist", date: day(1) });
    await query(
      `INSERT INTO "Change" ("userId", rev, at, door, items)
        SELECT c."userId", n, now(), 'gpt', jsonb_build_array(c.items -> 0 || jsonb_build_object('id', lpad(n::text, 12, '0'),
          'after', c.items -> 0 -> 'after' || jsonb_build_object('id', lpad(n::text, 12, '0'))))
        FROM "Change" c, generate_series(c.rev + 1, c.rev + 4999) AS n WHERE c.items -> 0 ->> 'id' = $1`,
      [first?.id],
    );
    await query(`UPDATE "User" SET rev = rev + 4999 WHERE id = (SELECT "userId" FROM "Item" WHERE id = $1)`, [
      first?.id,
    ]);
    await page.goto("/");
    await expect(strip(page)).toContainText(
      /ChatGPT made 5,000 changes\. The latest \d+ are marked here; Activity has them all\./,
    );
    await isLive(page); // what the server rendered works from then on
    await strip(page).getByRole("button", { name: "Keep all" }).click();
    await expect(strip(page)).toBeHidden();
  });
  await test.step("what was on the screen for two seconds is seen, keeps its ink and is counted no more", async () => {
    await made(
      gpt,
      { text: "Optician", date: day(0) },
      ...Array.from({ length: 30 }, (_, index) => ({ text: `Task ${index}.`, date: day(index + 1) })),
    );
    await expect(page).toHaveTitle(/^\(31\) /);
    await expect.poll(async () => Number(/^\((\d+)\)/.exec(await page.title())?.[1])).toBeLessThan(31);
    const left = await page.title();
    await expect(entry(page, "Optician")).toContainText("Added by ChatGPT");
    await reopen(page);
    await expect(page).toHaveTitle(left);
    await expect(entry(page, "Optician")).toContainText("Added by ChatGPT");
    await expect(strip(page)).toContainText("ChatGPT made 31 changes");
  });
});

test("going through steps around, says where one is, and y keeps and r reverts that one alone; on a phone it is brief", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [physio, dentist, lunch] = await planned(
    page,
    { text: "Physio", date: day(1), startTime: "17:00" },
    { text: "Dentist", date: day(1), startTime: "13:00", timeZone: "America/New_York" }, // in the evening here
    { text: "Lunch", date: day(40), startTime: "12:30" },
  );
  await gpt.call("rescheduleItems", { ids: [physio?.id, dentist?.id, lunch?.id], days: 1 });
  const one = (text: string) => page.getByRole("button", { name: text, exact: true });
  await expect(strip(page)).toContainText("ChatGPT made 3 changes: 3 moved.");
  await strip(page).getByRole("button", { name: "Go through them" }).click();
  await expect(one("Physio")).toBeFocused();
  await expect(strip(page)).toContainText("1 of 3");
  await page.keyboard.press("n");
  await expect(one("Dentist")).toBeFocused();
  // Beyond what was read so far.
  await page.keyboard.press("n");
  await expect(one("Lunch")).toBeFocused();
  await expect(strip(page)).toContainText("3 of 3");
  await page.keyboard.press("p");
  await expect(one("Dentist")).toBeFocused();
  await page.keyboard.press("y");
  await expect(entry(page, "Dentist")).not.toContainText("ChatGPT");
  await page.keyboard.press("n");
  await expect(one("Lunch")).toBeFocused();
  await page.keyboard.press("n");
  await expect(one("Physio")).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.locator("[data-mark]").filter({ hasText: "Physio" })).toHaveCount(0);
  // Alone: what was moved with it stays moved.
  const dates = async () => {
    const { body } = await gpt.call("listItems", { from: day(0), to: day(60) });
    const { items } = body as { items: { text: string; date: string }[] };
    return Object.fromEntries(items.map(({ text, date }) => [text, date]));
  };
  await expect.poll(dates).toEqual({ Physio: day(1), Dentist: day(2), Lunch: day(41) });

  await test.step("on a phone the strip is brief, and shows them one after the other", async () => {
    await strip(page).getByRole("button", { name: "Keep", exact: true }).click();
    await expect(strip(page)).toBeHidden();
    await page.setViewportSize({ width: 360, height: 740 });
    await made(gpt, { text: "Florist", date: day(1) }, { text: "Optician", date: day(3) });
    await gpt.call("updateItemById", { id: dentist?.id, tags: ["health"] });
    await expect(strip(page).getByText("3 changes by ChatGPT")).toBeVisible();
    await strip(page).getByRole("button", { name: "Show", exact: true }).click();
    await expect(one("Florist")).toBeFocused();
    await expect(strip(page)).toContainText("1 of 3");
    await strip(page).getByRole("button", { name: "Next" }).click();
    await expect(one("Dentist")).toBeInViewport();
    await entry(page, "Dentist").getByRole("button", { name: "Keep" }).click();
    await expect(entry(page, "Dentist")).not.toContainText("ChatGPT");
    await expect(entry(page, "Dentist")).toContainText("#health");
  });
});

test("Activity opens at what is new since one looked, which is marked on the agenda, and keeps or reverts all of it", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  const [review, yoga, task] = await storeItems(
    page,
    {
      text: "Design review",
      date: day(1),
      startTime: "14:00",
      endTime: "15:00",
      location: "Room 2",
      notes: "Agenda",
      tags: ["work"],
      url: "https://example.org/a",
    },
    { text: "Yoga", date: day(1), startTime: "18:30", endTime: "19:15" },
    { text: "Taxes", date: day(1), recurrence: "FREQ=WEEKLY" },
  );
  await page.goto("/");
  await looked(review?.id);
  await page.goto("about:blank");
  await gpt.call("updateItemById", {
    id: review?.id,
    text: "Review of designs",
    startTime: "14:30",
    location: "Room 5, second floor",
    notes: "Bring the x-ray",
    tags: ["home"],
    url: null,
  });
  await gpt.call("deleteItemById", { id: yoga?.id });
  await gpt.call("updateItemById", { id: task?.id, recurrence: "FREQ=DAILY", scope: "all" });
  await lookedEarlier(review?.id);
  await page.goto("/activity");
  const since = page.getByRole("region", { name: /^Since you last looked (yesterday|today) \d\d:\d\d$/ });

  await test.step("with a rule where one looked last", async () => {
    await expect(since).toContainText("3 changes by ChatGPT. Each is already in your agenda.");
    await expect(page.getByText(/^You looked here, (yesterday|today) \d\d:\d\d$/)).toBeVisible();
    await expect(page).toHaveTitle(/^\(3\) Activity/);
    // Two seconds later all were seen.
    await expect(page).toHaveTitle(/^Activity/);
    await expect(since).toBeVisible();
    await inEveryLook(page, (look) => expectAccessible(page, look, ".since"));
  });
  await test.step("what is changed by field, struck and waiting is accessible and fits, in every look", async () => {
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await expect(strip(page)).toContainText("ChatGPT made 3 changes");
    await expect(entry(page, "Review of designs")).toContainText(
      "Moved, renamed, place, notes, link and tags changed by ChatGPT",
    );
    const struck = entry(page, "Review of designs").locator("del");
    await expect(struck.filter({ hasText: "Design review" })).toHaveText(/^was /);
    for (const old of ["14:00", "Room 2", "“Agenda”", "example.org", "#work"])
      await expect(struck.filter({ hasText: old })).toBeVisible();
    const written = entry(page, "Review of designs").locator("ins");
    for (const now of ["Review of designs", "Room 5, second floor", "“Bring the x-ray”", "#home"])
      await expect(written.filter({ hasText: now })).toBeVisible();
    await expect(entry(page, "Taxes").first()).toContainText("Rule changed by ChatGPT");
    await expect(entry(page, "Taxes").first().locator("del")).toHaveText(/^was every /);
    await expect(entry(page, "Taxes").first().locator("ins")).toHaveText("every day");
    await inEveryLook(page, (look) => expectAccessible(page, look));
  });
  await test.step("all of it is reverted at once", async () => {
    await page
      .getByRole("link", { name: /^Activity/ })
      .first()
      .click();
    await since.getByRole("button", { name: "Revert all 3" }).click();
    await expect(since).toBeHidden();
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await expect(page).toHaveURL("/");
    await expect(entry(page, "Yoga")).not.toContainText("ChatGPT");
    await expect(entry(page, "Design review")).toContainText("14:00");
    await expect(noted(page)).toHaveCount(0);
  });
});
