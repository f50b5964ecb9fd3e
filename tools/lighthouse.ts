// `npm run lighthouse`: Lighthouse's audits of `/`, signed out and with an agenda, on a phone and on a desktop, of the built
// product. Prints the scores and what cost points; exits with 1 if a score is below 95. `--report` keeps its pages.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type RunnerResult } from "lighthouse";
import { reservePort } from "../dev/ports.ts";
import { fillAgenda, timeZone } from "./bench/agendas.ts";
import { startParts } from "./bench/parts.ts";
import { cookieOf } from "./bench/person.ts";
import { launchOptions } from "./chromium.ts";

const categories = ["performance", "accessibility", "best-practices"];
const least = 0.95;
const { values } = parseArgs({ options: { report: { type: "boolean", default: false } } });
const reports = path.resolve(import.meta.dirname, "../test-results/lighthouse");

const parts = await startParts("lighthouse");
let isBelow = false;
try {
  await parts.startInstance();
  const { person, rev } = await fillAgenda(parts, 50);
  const cookie = await cookieOf(parts, person);
  await keepAll(cookie, rev);
  for (const [who, cookies] of [
    ["signed-out", ""],
    ["signed-in", cookie],
  ] as const)
    for (const device of ["phone", "desk"] as const) {
      const result = await audit(cookies, device);
      console.log(`\n${who}, ${device}: ${summaryOf(result)}`);
      if (values.report) keep(`${who}-${device}.html`, result);
    }
} finally {
  await parts.stop();
}
process.exitCode = isBelow ? 1 : 0;

/** What the assistant wrote has been seen: the agenda of an ordinary day. */
async function keepAll(cookie: string, rev: number): Promise<void> {
  const headers = { Cookie: cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" };
  const body = JSON.stringify({ rev, keepAll: true });
  const { status } = await fetch(`${parts.appUrl}/api/changes/review`, { method: "POST", headers, body });
  if (status !== 200) throw new Error(`reviewChanges answered ${status}.`);
}

/** @param cookies as a header has them */
async function audit(cookies: string, device: "phone" | "desk"): Promise<RunnerResult> {
  const { port, release } = await reservePort(47_020, "127.0.0.1");
  await release();
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...launchOptions.args, `--remote-debugging-port=${port}`],
    env: { ...process.env, TZ: timeZone },
  });
  try {
    // In the browser itself: a header would also override what the page was given since.
    const cdp = await browser.newBrowserCDPSession();
    const each = cookies.split("; ").filter(Boolean);
    const asked = each.map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return { name, value: value.join("="), url: parts.appUrl };
    });
    await cdp.send("Storage.setCookies", { cookies: asked });
    const flags = { port, onlyCategories: categories, output: "html", logLevel: "error" } as const;
    const result = await lighthouse(parts.appUrl, flags, device === "desk" ? desktopConfig : undefined);
    if (!result) throw new Error("Lighthouse gave no result.");
    return result;
  } finally {
    await browser.close();
  }
}

/** The scores, and each audit that took points from one, with the most expensive of its findings. */
function summaryOf({ lhr }: RunnerResult): string {
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const lines: string[] = [];
  const scores = Object.values(lhr.categories).map(({ title, score, auditRefs }) => {
    if ((score ?? 0) < least) isBelow = true;
    for (const { id, weight } of auditRefs) {
      const audit = lhr.audits[id];
      if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) continue;
      lines.push(
        `  ${title}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}, ${Math.round(audit.score * 100)}`,
      );
    }
    return `${title} ${Math.round((score ?? 0) * 100)}`;
  });
  return [scores.join(", "), ...lines].join("\n");
}

function keep(name: string, { report }: RunnerResult): void {
  mkdirSync(reports, { recursive: true });
  writeFileSync(path.join(reports, name), [report].flat().join("\n"));
}
