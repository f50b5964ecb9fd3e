import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { launchOptions } from "../chromium.ts";
import { call, timeZone } from "./agendas.ts";
import type { Parts } from "./parts.ts";
import { makePerson, signInAtPage } from "./person.ts";

const withinMs = 10_000;

declare global {
  interface Window {
    /** Resolves with the Unix time in milliseconds at which the page first contains a text. */
    benchSeen: (text: string) => Promise<number>;
  }
}

/** Runs in the page: observes every change of the document as it happens. */
function watch() {
  const waiting = new Map<string, (atMs: number) => void>();
  const seen = new Map<string, number>();
  window.benchSeen = (text) => {
    const atMs = seen.get(text);
    return atMs === undefined ? new Promise((resolve) => waiting.set(text, resolve)) : Promise.resolve(atMs);
  };
  const observer = new MutationObserver((mutations) => {
    const atMs = performance.timeOrigin + performance.now();
    for (const { addedNodes } of mutations)
      for (const node of addedNodes)
        for (const [text] of node.textContent?.matchAll(/Written \d+ by the assistant/g) ?? []) {
          if (seen.has(text)) continue;
          seen.set(text, atMs);
          waiting.get(text)?.(atMs);
        }
  });
  observer.observe(document, { childList: true, subtree: true });
}

/**
 * Measures the time from a GPT's write until the change is in the DOM of the same user's open page.
 * @returns milliseconds, one per write
 */
export async function measureDom(parts: Parts, writes: number): Promise<number[]> {
  const { gpt, username, password } = await makePerson(parts);
  await call(gpt, "updateSettings", { timeZone });
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ timezoneId: timeZone, locale: "en-GB" });
    await page.addInitScript(watch);
    await signInAtPage(page, parts.appUrl, { username, password });
    await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {}); // the feed stays open
    const today = dateIn(Date.now(), timeZone);
    const write = async (index: number): Promise<number> => {
      const text = `Written ${index} by the assistant`;
      const date = addDays(today, 1 + (index % 28));
      const sentAtMs = performance.timeOrigin + performance.now();
      const written = call(gpt, "createItems", { items: [{ text, date, startTime: "09:00", endTime: "09:45" }] });
      const seenAtMs = await Promise.race([
        page.evaluate((wanted) => window.benchSeen(wanted), text),
        pause(withinMs, Number.NaN, { ref: false }),
      ]);
      await written;
      if (Number.isNaN(seenAtMs)) throw new Error(`The page did not show a write within ${withinMs / 1000} s.`);
      return seenAtMs - sentAtMs;
    };
    await write(0); // connects, and warms up the write path
    const delaysMs: number[] = [];
    for (let index = 1; index <= writes; index++) {
      await pause(50 + Math.random() * 150); // the page is idle between writes, as it would be in front of a reader
      delaysMs.push(await write(index));
    }
    return delaysMs;
  } finally {
    await browser.close();
  }
}
