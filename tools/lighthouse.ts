// `npm run lighthouse`: Lighthouse's audits of `/` for nobody and for somebody with an agenda, on a phone and on a desk, of the
// built product. Prints the scores and what cost points; ends with 1 where a score is below 95. `--report` keeps its pages.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type RunnerResult } from "lighthouse";
import { reservePort } from "../dev/ports.ts";
import { fillAgenda } from "./bench/agendas.ts";
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
  const { person } = await fillAgenda(parts, 50);
  const cookie = await cookieOf(parts, person);
  for (const [who, extraHeaders] of [
    ["signed-out", {}],
    ["signed-in", { Cookie: cookie }],
  ] as const)
    for (const device of ["phone", "desk"] as const) {
      const result = await audit(extraHeaders, device);
      console.log(`\n${who}, ${device}: ${summaryOf(result)}`);
      if (values.report) keep(`${who}-${device}.html`, result);
    }
} finally {
  await parts.stop();
}
process.exitCode = isBelow ? 1 : 0;

async function audit(extraHeaders: Readonly<Record<string, string>>, device: "phone" | "desk"): Promise<RunnerResult> {
  const { port, release } = await reservePort(47_020, "127.0.0.1");
  await release();
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...launchOptions.args, `--remote-debugging-port=${port}`],
  });
  try {
    const flags = { port, extraHeaders, onlyCategories: categories, output: "html", logLevel: "error" } as const;
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
