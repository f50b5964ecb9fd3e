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
    /** Resolves with the time, in milliseconds since 1970, at which the page first holds a text. */
    benchSeen: (text: string) => Promise<number>;
  }
}

/** Runs in the page: looks at every change of the document, at the moment it happens. */
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
 * From the moment a GPT sends a write to the moment the change is in the DOM of the same person's open page.
 * @returns milliseconds, one for each write
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
    await write(0); // connects, and compiles what no write has used yet
    const delaysMs: number[] = [];
    for (let index = 1; index <= writes; index++) {
      await pause(50 + Math.random() * 150); // a person reads; the next write meets a page at rest
      delaysMs.push(await write(index));
    }
    return delaysMs;
  } finally {
    await browser.close();
  }
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
