import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { addDays } from "../../agenda/time/dates.ts";
import {
  day,
  entry,
  isLive,
  keepsNothing,
  made,
  panel,
  planned,
  quickAdd,
  reopen,
  storeItems,
} from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

const call = { text: "Call", date: day(1), startTime: "11:00", endTime: "11:45" };
const lunch = { text: "Lunch", date: day(1), startTime: "12:30", endTime: "13:30" };
const here = (page: Page) => page.getByRole("form", { name: "Add an item here" });
const line = (page: Page) => quickAdd(page).getByRole("textbox").first();
const lineHere = (page: Page) => here(page).getByRole("textbox").first();
const dayRead = (page: Page) => page.getByRole("button", { name: "Day: change" });
const freeTime = (page: Page) => page.getByRole("button", { name: "45 min free, 11:45 to 12:30. Add an item here" });

test("where the browser keeps nothing, nothing pretends to be saved offline, and the input stays", async ({
  page,
  context,
  signIn,
}) => {
  await keepsNothing(page);
  await signIn({ visits: false });
  await planned(page, call, lunch);

  await test.step("once loaded, the line is parsed offline too, and keeps what was not saved", async () => {
    await line(page).fill("Tea");
    await expect(dayRead(page)).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText(/No network\. This is your agenda as of \d\d:\d\d/)).toBeVisible();
    await expect(page.getByText("Offline", { exact: true })).toBeVisible();
    await line(page).fill("Tea tomorrow 16:00");
    await expect(quickAdd(page).getByRole("button", { name: "Start: change" })).toHaveText("16:00");
    await page.keyboard.press("Enter");
    await expect(quickAdd(page).getByRole("alert")).toContainText("No network, so this was not saved.");
    await expect(line(page)).toHaveValue("Tea tomorrow 16:00");
    await expect(entry(page, "Tea")).toBeHidden();
    await context.setOffline(false);
    await isLive(page);
    await page.keyboard.press("Enter");
    await expect(entry(page, "Tea")).toBeVisible();
  });
  await test.step("a failed addition between two items shows the reason, and keeps the line and its text", async () => {
    await freeTime(page).click();
    await page.keyboard.type("Walk");
    await context.setOffline(true);
    await page.keyboard.press("Enter");
    await expect(here(page).getByRole("alert")).toContainText("No network, so this was not saved.");
    await expect(lineHere(page)).toHaveValue("Walk");
    await context.setOffline(false);
    await isLive(page);
    await here(page).getByRole("button", { name: "Add" }).click();
    await expect(here(page)).toBeHidden();
    await expect(entry(page, "Walk")).toContainText("11:45");
  });
  await test.step("the same on a day without items", async () => {
    await page.getByRole("button", { name: "Nothing planned. Add an item here" }).nth(1).click();
    await page.keyboard.type("Errands");
    await expect(dayRead(page)).toBeVisible();
    await context.setOffline(true);
    await page.keyboard.press("Enter");
    await expect(here(page).getByRole("alert")).toContainText("No network, so this was not saved.");
    await expect(lineHere(page)).toHaveValue("Errands");
  });
});

test("text being typed stays when one opens items and when an assistant writes there, and own writes are read sparingly", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  // A page reports after two seconds that it was opened, and repeats a read that was in progress.
  const isOpened = page.waitForResponse(/\/api\/changes\/review$/);
  await planned(page, call, lunch, { text: "Sign the lease", date: day(0) });

  await test.step("the first click on an item counts, also after the add line had the focus", async () => {
    await line(page).fill("Tea");
    await expect(dayRead(page)).toBeVisible();
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await expect(panel(page)).toHaveAccessibleName("Call");
    await expect(dayRead(page)).toBeHidden();
    await expect(line(page)).toHaveValue("Tea");
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await page.getByRole("button", { name: "Nothing planned. Add an item here" }).first().click();
    await expect(here(page)).toBeVisible();
    await page.getByRole("button", { name: "Lunch", exact: true }).click();
    await expect(panel(page)).toHaveAccessibleName("Lunch");
    await expect(here(page)).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
  });
  await test.step("an own write is followed by at most one small read, not by the whole window", async () => {
    await isOpened;
    const reads: string[] = [];
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // Once, some time after the page: all that the device keeps, from three months back on.
      const isKept = (searchParams.get("from") ?? day(0)) < day(-60);
      if (request.method() === "GET" && pathname.startsWith("/api/") && !isKept) reads.push(pathname);
    });
    const caughtUp = () => page.waitForResponse((response) => response.url().includes("/api/changes"));
    const act = async (what: () => Promise<unknown>) => {
      const news = caughtUp();
      await what();
      await (await news).finished();
      await page.evaluate(() => new Promise(requestAnimationFrame));
    };
    await act(() => page.getByRole("checkbox", { name: "Done: Sign the lease" }).check());
    await act(async () => {
      await line(page).fill("Buy milk");
      await page.keyboard.press("Enter");
    });
    await act(async () => {
      await page.getByRole("button", { name: "Call", exact: true }).focus();
      await page.keyboard.press("Delete");
    });
    await expect(page.getByText("Call deleted.")).toBeVisible();
    await act(() => page.getByRole("button", { name: "Undo" }).click());
    await expect(entry(page, "Call")).toBeVisible();
    expect(reads.filter((path) => path !== "/api/changes/fresh")).toEqual([]);
    expect(reads).toHaveLength(4);
  });
  await test.step("text being typed on a day without items stays when an assistant adds one there", async () => {
    await page.getByRole("button", { name: "Nothing planned. Add an item here" }).first().click();
    await page.keyboard.type("Wal");
    await made(gpt, { text: "Optician", date: day(2), startTime: "11:45", endTime: "12:30" });
    await made(gpt, { text: "Florist", date: day(3), startTime: "11:45", endTime: "12:30" });
    await expect(entry(page, "Florist")).toBeVisible();
    await expect(lineHere(page)).toBeFocused();
    await page.keyboard.type("k");
    await expect(lineHere(page)).toHaveValue("Walk");
    await page.keyboard.press("Enter");
    await expect(here(page)).toBeHidden();
  });
  await test.step("text being typed between two items stays when an assistant takes that time", async () => {
    await freeTime(page).click();
    await page.keyboard.type("Sto");
    await made(gpt, { text: "Haircut", date: day(1), startTime: "11:45", endTime: "12:30" });
    await expect(entry(page, "Haircut")).toBeVisible();
    await expect(lineHere(page)).toBeFocused();
    await page.keyboard.type("p");
    await expect(lineHere(page)).toHaveValue("Stop");
  });
});

test("text being typed stays across midnight, for the day it was written for; the focus stays on what has ended", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await storeItems(
    page,
    { text: "Late call", date: day(0), startTime: "23:15", endTime: "23:45" },
    { text: "Night train", date: day(0), startTime: "23:55", endDate: day(1), endTime: "06:00" }, // the day is not over
  );
  await page.clock.install({ time: new Date(`${day(0)}T23:44:40+01:00`) });
  await page.goto("/");
  await isLive(page);
  const call = page.locator("main [data-item]", { hasText: "Late call" });
  await call.focus();
  await page.clock.runFor(40_000);
  await expect(page.locator(".entry.is-past")).toContainText("Late call");
  await expect(call).toBeFocused();
  await page.clock.runFor(14 * 60_000 + 20_000);
  await line(page).fill("Water the plants");
  await page.clock.runFor(40_000);
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("id", new RegExp(day(1)));
  await expect(line(page)).toHaveValue("Water the plants");
  await expect(line(page)).toBeFocused();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/items"));
  await line(page).press("Enter");
  expect((await sent).postDataJSON()).toMatchObject({ items: [{ text: "Water the plants", date: day(0) }] });
});

test("a part that cannot be loaded is reported, and the page and its text stay", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await planned(page, call, lunch);
  const failed = page.getByRole("alert").filter({ hasText: "Call could not be opened" });
  /** What is written in the line, while a click on an item finds nothing to open it with. */
  const writesOn = async (text: string) => {
    await line(page).fill(text);
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await expect(failed).toBeVisible();
    await expect(line(page)).toHaveValue(text);
    await expect(entry(page, "Lunch")).toBeVisible();
  };
  const goesOn = async (text: string, bringReader: () => Promise<void>) => {
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(panel(page)).toHaveAccessibleName("Call");
    // The panel takes the focus a moment after it opens.
    await expect(panel(page).getByRole("button", { name: "Edit", exact: true })).toBeFocused();
    await expect(line(page)).toHaveValue(text);
    await line(page).focus();
    await bringReader();
    await line(page).focus();
    await expect(dayRead(page)).toBeVisible();
    await line(page).press("Enter");
    await expect(entry(page, text)).toBeVisible();
  };
  await test.step("without a network", async () => {
    await page.context().setOffline(true);
    await writesOn("Buy milk");
    await page.context().setOffline(false);
    await goesOn("Buy milk", () => line(page).focus()); // it loads without being asked
  });
  await test.step("after the server was replaced by a newer one", async () => {
    await reopen(page);
    // One script is refused at once, the others are still being refused when it is tried again.
    let asked = 0;
    let isBack = false;
    await page.route("**/_next/static/chunks/**", async (route) => {
      if (isBack) return route.continue();
      if (asked++ > 0) await setTimeout(250);
      return route.fulfill({ status: 404 });
    });
    await writesOn("Buy bread");
    isBack = true;
    await goesOn("Buy bread", () => quickAdd(page).getByRole("button", { name: "Load again" }).click());
  });
});

test("an answer that comes late, or refuses one of two writes, brings back no earlier state of anything else", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await test.step("days that arrive late do not bring back an item's earlier state", async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
    const first = (await (await page.request.get("/api/items?limit=1")).json()) as { to: string };
    // On one of the days that come late.
    const [trip] = await storeItems(page, { text: "Trip", date: addDays(first.to, 3), location: "Rome" });
    let isFirst = true;
    await page.route("**/api/items?from=*", async (route) => {
      const response = await route.fetch();
      const isLater = new URL(route.request().url()).searchParams.get("from") !== day(0);
      if (isLater && isFirst) {
        isFirst = false;
        holds();
        await held;
      }
      await route.fulfill({ response });
    });
    await page.goto("/");
    await isLive(page);
    await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
    await isHeld;
    await gpt.call("updateItemById", { id: trip?.id, location: "Naples" });
    await expect(entry(page, "Trip")).toContainText("Naples");
    const isRead = page.waitForResponse((response) => /api\/items\?from=/.test(response.url()));
    letGo();
    await isRead;
    await expect(page.getByText("Reading more days")).toBeHidden();
    await expect(entry(page, "Trip")).toContainText("Naples");
  });
  for (const inTurn of [["stored", "refused"] as const, ["refused", "stored"] as const])
    await test.step(`of two concurrent writes, one refused, only that one is rolled back: first the ${inTurn[0]} one`, async () => {
      const texts = { stored: `Stored ${inTurn[0]}`, refused: `Refused ${inTurn[0]}` };
      const [stored] = await storeItems(
        page,
        { text: texts.stored, date: day(0) },
        { text: texts.refused, date: day(0) },
      );
      const box = (which: "stored" | "refused") => page.getByRole("checkbox", { name: `Done: ${texts[which]}` });
      const answered = { stored: Promise.withResolvers<void>(), refused: Promise.withResolvers<void>() };
      await page.route("**/api/items/*", async (route) => {
        const isStored = route.request().url().endsWith(`/${stored?.id}`);
        await answered[isStored ? "stored" : "refused"].promise;
        if (isStored) await route.continue();
        else await route.fulfill({ status: 503, json: { code: "unavailable", status: 503, title: "Busy." } });
      });
      await box("stored").check();
      await box("refused").check();
      const optician = `Optician ${inTurn[0]}`;
      // An assistant's change meanwhile does not drop the unanswered write.
      await made(gpt, { text: optician, date: day(0) });
      await expect(box("stored")).toBeChecked();
      await expect(box("refused")).toBeChecked();
      const settle = {
        stored: async () => {
          answered.stored.resolve();
          await page.waitForResponse((response) => response.url().endsWith(`/${stored?.id}`));
        },
        refused: async () => {
          answered.refused.resolve();
          await expect(box("refused")).not.toBeChecked();
        },
      };
      for (const which of inTurn) {
        await settle[which]();
        await expect(box("stored")).toBeChecked();
      }
      await expect(page.getByRole("alert").filter({ hasText: `${texts.refused} was not changed.` })).toBeVisible();
      await expect(entry(page, optician)).toContainText("Added by ChatGPT");
      await expect(box("stored")).toBeChecked();
      await expect(box("refused")).not.toBeChecked();
      await expect(entry(page, texts.stored)).toHaveCount(1);
      await page.unroute("**/api/items/*");
    });
});
