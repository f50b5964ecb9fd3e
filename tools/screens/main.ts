// `npm run screens`: takes screenshots of every page and state at three widths, light and dark, into docs/screens/.
// `npm run screens -- agenda week` takes only the named ones.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { type Parts, startParts } from "../bench/parts.ts";
import { makePerson, type Person, signInAtPage } from "../bench/person.ts";
import { launchOptions } from "../chromium.ts";
import { fillAsked, fillExample, lateMorningZone } from "./example-agenda.ts";
import { type Scene, scenes, type Viewer } from "./scenes.ts";

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

const phone = 360;
const widths = [phone, 768, 1440] as const;
const themes = ["light", "dark"] as const;
const folder = path.resolve(import.meta.dirname, "../../docs/screens");
const timeZone = lateMorningZone(Date.now());

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
  console.error(`There is no scene ${unknown.join(", ")}. There are: ${scenes.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

const parts = await startParts("screens");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => parts.stop().then(() => process.exit(1)));
try {
  await parts.startInstance();
  const browser = await chromium.launch(launchOptions);
  try {
    process.exitCode = (await drawAll(browser, parts)) ? 0 : 1;
  } finally {
    await browser.close();
  }
} finally {
  await parts.stop();
}

/** @returns whether every screenshot could be taken */
async function drawAll(browser: Browser, parts: Parts): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  const sessions: Record<Viewer, Session | undefined> = {
    full: await signedIn(browser, parts, fillExample),
    asked: await signedIn(browser, parts, fillAsked),
    new: await signedIn(browser, parts),
    nobody: undefined,
  };
  const failed: string[] = [];
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    for (const width of widths.filter((each) => each > phone || !scene.isWide))
      for (const colorScheme of themes) {
        const file = `${scene.name}-${width}-${colorScheme}.png`;
        try {
          await draw(browser, parts, scene, sessions[scene.viewer], { width, colorScheme, file });
        } catch (error) {
          failed.push(`${file}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
        }
      }
  for (const each of failed) console.error(each);
  console.log(`Drawn into docs/screens/. ${failed.length} failed.`);
  return failed.length === 0;
}

/** A user's session, as a browser has it. */
async function signedIn(browser: Browser, parts: Parts, fill?: typeof fillExample): Promise<Session> {
  const person: Person = await makePerson(parts);
  const context = await browser.newContext({ timezoneId: timeZone, locale: "en-GB" });
  const page = await context.newPage();
  await signInAtPage(page, parts.appUrl, person);
  await fill?.(person, timeZone, async (method, address, body) => {
    const answer = await page.evaluate(
      async ([method, address, body]) => {
        const headers = { "Content-Type": "application/json" };
        const response = await fetch(address, { method, headers, body });
        return response.ok ? "" : await response.text();
      },
      [method, address, JSON.stringify(body)] as const,
    );
    if (answer !== "") throw new Error(answer);
  });
  const session = await context.storageState();
  await context.close();
  return session;
}

async function draw(
  browser: Browser,
  parts: Parts,
  { path: address, act }: Scene,
  session: Session | undefined,
  look: { readonly width: number; readonly colorScheme: "light" | "dark"; readonly file: string },
): Promise<void> {
  const { width, colorScheme, file } = look;
  const isPhone = width < 640;
  const context = await browser.newContext({
    baseURL: parts.appUrl,
    viewport: { width, height: isPhone ? 740 : 900 },
    colorScheme,
    reducedMotion: "reduce",
    hasTouch: isPhone,
    isMobile: isPhone,
    timezoneId: timeZone,
    locale: "en-GB",
    ...(session && { storageState: session }),
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(address);
    if (session) await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {}); // the feed stays open
    await act?.(page);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(folder, file), animations: "disabled" });
  } finally {
    await context.close();
  }
}
