import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { dateIn } from "../../../agenda/time/instants.ts";
import { launchOptions } from "../../chromium.ts";
import { call, timeZone } from "../agendas.ts";
import type { Parts } from "../parts.ts";
import { makePerson, signInAtPage } from "../person.ts";
import { measureInteractions, measureJumps, measureKeystrokes, measureReading, measureSwitches } from "./hands.ts";
import { observe, scrollTo, storeItems } from "./in-page.ts";
import { measureOffline, type OfflineMeasures } from "./offline.ts";
import { scriptBytes } from "./script-size.ts";

/** What a person's hands and eyes wait for, in milliseconds. */
export interface UiMeasures {
  /** What the first load of each page takes, compressed. */
  readonly scripts: readonly { readonly path: string; readonly bytes: number }[];
  /** From the click to the painted view. */
  readonly switches: readonly number[];
  readonly phoneSwitches: readonly number[];
  readonly jumps: readonly number[];
  /** Tasks of more than 50 ms while the list is scrolled from its beginning to its end. */
  readonly longTasks: readonly number[];
  readonly mostNodes: number;
  /** From each interaction to its next frame. */
  readonly interactions: readonly number[];
  /** Reading an add line, for each of its letters, and all of the page's own work for them. */
  readonly reading: readonly number[];
  readonly keystrokes: readonly number[];
  readonly offline: OfflineMeasures;
}

/** How much slower a phone's processor is, as Lighthouse takes it, and a slow one's. */
const phone = 4;
const slowPhone = 6;

const itemsInYear = 2_000;
const paths = ["/", "/week", "/month", "/activity", "/search", "/settings", "/connect"];

/** Measures the page in Chromium, for somebody with 2,000 items in a year. @param times how often each thing is done */
export async function measureUi(parts: Parts, times: number): Promise<UiMeasures> {
  const person = await makePerson(parts);
  await call(person.gpt, "updateSettings", { timeZone });
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext({
      ...{ timezoneId: timeZone, locale: "en-GB", viewport: { width: 1440, height: 900 } },
    });
    await context.addInitScript(observe);
    const page = await context.newPage();
    await signInAtPage(page, parts.appUrl, person);
    const today = dateIn(Date.now(), timeZone);
    await page.evaluate(storeItems, yearFrom(today));
    const open = (path: string) => opened(page, `${parts.appUrl}${path}`);
    const scripts = await measureScripts(browser, await context.storageState(), parts.appUrl);
    const cdp = await context.newCDPSession(page);
    await open("/");
    const switches = await measureSwitches(page, times);
    const jumps = await measureJumps(page, today, times);
    await open("/");
    const last = yearFrom(today).at(-1);
    const mostNodes = await page.evaluate(scrollTo, { day: `day-${last?.date}`, text: last?.text ?? "" });
    const longTasks = await page.evaluate(() => window.benchNotes.longTasks.filter((ms) => ms > 50));
    await open("/");
    await throttle(cdp, phone);
    const phoneSwitches = await measureSwitches(page, times);
    const interactions = await measureInteractions(page, times);
    await throttle(cdp, slowPhone);
    const keystrokes = await measureKeystrokes(page, cdp);
    const offline = await measureOffline(page, {
      ...{ appUrl: parts.appUrl, times },
      slow: async (opened) => throttle(await context.newCDPSession(opened), phone),
    });
    const reading = measureReading(slowPhone);
    return {
      scripts,
      switches,
      phoneSwitches,
      jumps,
      longTasks,
      mostNodes,
      interactions,
      reading,
      keystrokes,
      offline,
    };
  } finally {
    await browser.close();
  }
}

/** With nothing kept: a service worker would serve every page after the first. */
async function measureScripts(
  browser: Browser,
  storageState: Awaited<ReturnType<BrowserContext["storageState"]>>,
  appUrl: string,
): Promise<UiMeasures["scripts"]> {
  const context = await browser.newContext({ storageState, serviceWorkers: "block" });
  const page = await context.newPage();
  const scripts: { path: string; bytes: number }[] = [];
  for (const path of paths)
    scripts.push({ path, bytes: await scriptBytes(page, () => page.goto(`${appUrl}${path}`, { waitUntil: "load" })) });
  await context.close();
  return scripts;
}

const throttle = (cdp: CDPSession, rate: number) => cdp.send("Emulation.setCPUThrottlingRate", { rate });

async function opened(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {}); // the feed stays open
}

/** Evenly over the year, of six items five timed and one for the whole day. */
function yearFrom(today: string) {
  return Array.from({ length: itemsInYear }, (_, number) => {
    const hour = 8 + (number % 6) * 2;
    const clock = (hours: number) => `${String(hours).padStart(2, "0")}:00`;
    const times = number % 6 !== 5 && { startTime: clock(hour), endTime: clock(hour + 1) };
    return { text: `Item ${number}.`, date: addDays(today, Math.floor((number * 365) / itemsInYear)), ...times };
  });
}
