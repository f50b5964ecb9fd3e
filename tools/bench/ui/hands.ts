import type { CDPSession, Page } from "@playwright/test";
import { readLine } from "../../../agenda/phrases/line/line.ts";
import type { LineSetting } from "../../../agenda/phrases/line/line-readings.ts";
import { clockOf } from "../../../agenda/phrases/resolve.ts";
import { addDays } from "../../../agenda/time/dates.ts";
import { dateIn } from "../../../agenda/time/instants.ts";
import { weekdayAndDate } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { timeZone } from "../agendas.ts";
import { type Switch, timeToPaint } from "./in-page.ts";

/** Waits until the page is idle. */
export const idle = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })));

const places = {
  week: { click: '.places a[href="/week"]', shows: ".grid-week [data-day]", least: 7 },
  month: { click: '.places a[href="/month"]', shows: ".month-dow", least: 1 },
  day: { click: '.places a[href="/"]', shows: "main .day", least: 5 },
} as const satisfies Readonly<Record<string, Switch>>;

/** From the list to the week and to the month. The first switch to each loads it, and is not counted. @returns milliseconds */
export async function measureSwitches(page: Page, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = -1; round < times; round++)
    for (const place of [places.week, places.day, places.month, places.day]) {
      const ms = await page.evaluate(timeToPaint, place);
      await idle(page);
      if (round >= 0 && place !== places.day) took.push(ms);
    }
  return took;
}

/** From pressing a day in the calendar until it is painted with its items, which must be fetched. @returns milliseconds */
export async function measureJumps(page: Page, today: string, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < times; index++) {
    const date = addDays(today, 30 + index * 23);
    await page.keyboard.press("g");
    const picker = page.getByRole("dialog", { name: "Go to a day" });
    await picker.getByRole("textbox").fill(date);
    const day = picker.getByRole("button", { name: weekdayAndDate(date, today, english) }).first();
    await day.evaluate((button) => button.setAttribute("data-bench", ""));
    const shows = `[id="day-${date}"], main:has([id="day-${date}"]) li`;
    took.push(await page.evaluate(timeToPaint, { click: "[data-bench]", shows, least: 2 }));
    await idle(page);
    await page.keyboard.press("t");
    await idle(page);
  }
  return took;
}

/** Browsers report no interaction that takes less. */
const leastMs = 16;

/** What a person does in a minute. The first round loads what is loaded on use. @returns milliseconds to the next frame, each */
export async function measureInteractions(page: Page, times: number): Promise<number[]> {
  const key = (name: string) => () => page.keyboard.press(name);
  const acts = [
    key("c"),
    key("x"),
    key("Escape"),
    () => page.locator("main li .title button").first().click(),
    key("Escape"),
    () => page.locator("main li label.tick").first().click(),
    key("w"),
    key("d"),
    key("g"),
    key("Escape"),
  ];
  for (let round = -1; round < times; round++) {
    if (round === 0) await page.evaluate(() => window.benchNotes.interactions.clear());
    for (const act of acts) {
      await act();
      await idle(page);
    }
  }
  const seen = await page.evaluate(() => [...window.benchNotes.interactions.values()]);
  const within = Math.max(0, acts.length * times - seen.length);
  return [...seen, ...Array<number>(within).fill(leastMs)];
}

const line = "Lunch with Ana next Friday 12:30 at Luigi's #work every two weeks";

/**
 * What reading a line takes, at each of its letters, on a processor so much slower.
 * @returns milliseconds of this thread's processor time
 */
export function measureReading(slower: number): number[] {
  const setting: LineSetting = {
    ...{ nowMs: Date.now(), clock: clockOf(timeZone), date: dateIn(Date.now(), timeZone) },
    ...{ weekStart: "Monday", usualMinutes: 60, locale: "en-GB" },
  };
  const repeats = 50;
  const take = (words: string) => {
    const before = process.threadCpuUsage();
    for (let repeat = 0; repeat < repeats; repeat++) readLine(words, setting);
    const { user, system } = process.threadCpuUsage(before);
    return ((user + system) / 1_000 / repeats) * slower;
  };
  const words = Array.from(line, (_, last) => line.slice(0, last + 1));
  words.forEach(take); // compiles it
  return words.map(take);
}

/**
 * What each letter of a line costs the page's thread, all its events and effects together.
 * @returns milliseconds of script by the thread's own clock: another program on the machine does not count
 */
export async function measureKeystrokes(page: Page, cdp: CDPSession): Promise<number[]> {
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const scriptMs = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN) * 1_000;
  };
  await page.keyboard.press("c");
  await page.keyboard.type(line); // loads the reader, and compiles it
  await idle(page);
  await page.keyboard.press("ControlOrMeta+a");
  await idle(page);
  const took: number[] = [];
  for (const letter of line) {
    const before = await scriptMs();
    await page.keyboard.type(letter);
    await idle(page);
    took.push((await scriptMs()) - before);
  }
  return took;
}
