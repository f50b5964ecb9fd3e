import type { Locator, Page } from "@playwright/test";
import { launchOptions } from "../../../tools/chromium.ts";
import { running } from "../../harness/running.ts";
import { day, entry, isLive, made, panel, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { drawnAt, expectAccessible, expectFits, expectFocusSeen, inEveryContrast } from "../harness/looks.ts";

// Text of twice the size, as one sets it in the browser.
const args = [...(launchOptions.args ?? []), "--blink-settings=defaultFontSize=32"];
test.use({ launchOptions: { ...launchOptions, args } });

/** Whether a click in the middle of each reaches it, where it is right now. */
const areReached = (all: Locator) =>
  all.evaluateAll((elements) =>
    elements.map((element) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2)) ? "reached" : element.outerHTML;
    }),
  );

/** How much has begun to move, and how much still moves. */
const motion = (page: Page) =>
  page.evaluate(() => {
    const { begun = 0 } = window as { begun?: number };
    return { begun, left: document.getAnimations().filter(({ playState }) => playState === "running").length };
  });

test("with more contrast, the colours of the system, text of twice the size or motion every page is read and used", async ({
  page,
  signIn,
  gptOf,
}) => {
  test.slow(); // every page in three looks
  const gpt = await gptOf(await signIn({ visits: false }));
  await storeItems(
    page,
    { text: "Left", date: day(-2) },
    { text: "Visit", date: day(0), endDate: day(2) },
    { text: "Ticked", date: day(1), done: true },
    { text: "First", date: day(1), startTime: "09:00", endTime: "10:00", location: "Room 2", tags: ["work"] },
    { text: "Second", date: day(1), startTime: "11:00", endTime: "12:00", recurrence: "FREQ=DAILY" },
  );
  await made(gpt, { text: "Clash", date: day(1), startTime: "09:30", endTime: "10:30" });
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const asks = { program: running.gpt.clientId, level: "asks" };
  expect((await page.request.patch("/api/assistants", { headers, data: asks })).status()).toBe(200);
  for (const text of ["One", "Two", "Three"])
    expect((await gpt.call("createItems", { items: [{ text, date: day(1), startTime: "15:00" }] })).status).toBe(202);

  const title = (text: string) => page.locator("main [data-item]", { hasText: text }).first();
  const live = ["/", "/week", "/month"];
  const others = ["/activity", "/assistants", "/assistants/proposals", "/settings", "/search?q=first"];
  for (const path of [...live, ...others, "/account", "/connect"])
    await test.step(path, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      if (live.includes(path)) await isLive(page);
      await inEveryContrast(page, async (look) => {
        await expectAccessible(page, look);
        if (look === "colours of the system") await expectFocusSeen(page, "main");
      });
      // Twice as large once more, as a whole.
      await page.setViewportSize({ width: 720, height: 450 });
      await expectFits(page, "at 200 %");
    });

  await test.step("in the colours of the system one sees what is chosen", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.setViewportSize({ width: 1440, height: 900 });
    const differs = async (what: Locator, change: () => Promise<void>) => {
      const before = await drawnAt(page, what);
      await change();
      expect(await drawnAt(page, what), `${what}`).not.toBe(before);
    };
    await page.goto("/assistants");
    const level = page.getByRole("radio", { name: "Reads only" }).first();
    await differs(level, async () => {
      await level.check();
      await level.blur();
    });
    await page.goto("/");
    await isLive(page);
    await differs(title("First"), async () => {
      await title("First").press("x");
      await title("First").blur();
    });
    const three = page.locator("li.asked").filter({ hasText: "Three" });
    await differs(three, async () => {
      await three.getByRole("button").first().press("x");
      await three.getByRole("button").first().blur();
    });
  });

  await test.step("with motion, all comes to rest, and is reached meanwhile", async () => {
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
    await page.goto("/");
    await isLive(page);
    await page.evaluate(() => {
      const count = () => Object.assign(window, { begun: ((window as { begun?: number }).begun ?? 0) + 1 });
      for (const type of ["animationstart", "transitionrun"]) document.addEventListener(type, count, true);
    });
    const rests = async () => {
      await expect.poll(async () => (await motion(page)).left).toBe(0);
      const { begun } = await motion(page);
      expect(begun).toBeGreaterThan(0);
      await page.evaluate(() => Object.assign(window, { begun: 0 }));
    };
    await page.request.patch("/api/assistants", { headers, data: { ...asks, level: "writes" } });
    await made(gpt, { text: "Arrival", date: day(1), startTime: "18:00", endTime: "19:00" });
    await expect(entry(page, "Arrival")).toBeVisible();
    expect(await areReached(title("Arrival"))).toEqual(["reached"]);
    await rests();
    await title("First").press("Enter");
    await expect(panel(page)).toBeVisible();
    expect(new Set(await areReached(panel(page).getByRole("button")))).toEqual(new Set(["reached"]));
    await rests();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await title("First").press("#");
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    await expect(undo).toBeAttached();
    expect(await areReached(undo)).toEqual(["reached"]);
    await undo.press("Enter");
    await expect(title("First")).toBeVisible();
    await page.getByRole("button", { name: /settings, privacy and sign-out$/ }).press("Enter");
    await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
    expect(await areReached(page.getByRole("link", { name: "Settings" }))).toEqual(["reached"]);
    await rests();
  });
});
