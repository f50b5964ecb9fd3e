import { examineAddress, examineReachability, examineTls, judgeRootDomain } from "./address.ts";
import { examineCollector } from "./collector.ts";
import { examineDatabase } from "./database.ts";
import { examineDoors } from "./doors.ts";
import { type Deployment, type Finding, failed, skipped } from "./finding.ts";
import { examineGrowth } from "./growth-check.ts";
import { examineLocal } from "./local.ts";
import { examineLogto } from "./logto.ts";
import { examineProxy } from "./proxy.ts";
import { examineRegistration } from "./registration-check.ts";

/** Examines a deployment from outside and inside; changes nothing. */
export async function examine(deployment: Deployment): Promise<Finding[]> {
  const found = await Promise.all([
    examineLocal(deployment),
    guarded("database", examineDatabase(deployment)),
    guarded("Logto", examineLogto(deployment)),
    guarded("registration at Logto", examineRegistration(deployment)),
    guarded("growth", examineGrowth(deployment)),
    guarded("traces", examineCollector(deployment)),
    [judgeRootDomain(deployment.settings)],
    guarded("APP_URL", examinePublic(deployment)),
  ]);
  return found.flat();
}

async function examinePublic(deployment: Deployment): Promise<Finding[]> {
  const [tls, reached] = await Promise.all([examineTls(deployment), examineReachability(deployment)]);
  if (reached.state === "failed")
    return [...tls, reached, skipped("proxy and doors", "cannot be looked at before APP_URL answers")];
  const found = await Promise.all([examineAddress(deployment), examineProxy(deployment), examineDoors(deployment)]);
  return [...tls, reached, ...found.flat()];
}

/** A check that throws is a finding, and hides no other. Only the kind of error is reported: its message may quote anything. */
async function guarded(check: string, findings: Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await findings;
  } catch (thrown) {
    const { name, code } = thrown as Error & { code?: string };
    return [failed(check, `could not be examined: ${code ?? name}`, "Run this again; if it stays, report it.")];
  }
}

const marks = { ok: "ok", warning: "warning", failed: "FAILED", skipped: "–" } as const;

/** One line each, and below it what to do. */
export function describeFindings(found: readonly Finding[]): string {
  const width = Math.max(...found.map(({ check }) => check.length));
  const lines = found.flatMap(({ check, state, says, todo }) => [
    `${marks[state].padEnd(8)} ${check.padEnd(width)}  ${says}`,
    ...(todo && state !== "ok" ? [`${" ".repeat(width + 9)}  → ${todo}`] : []),
  ]);
  const count = (state: Finding["state"]) => found.filter((each) => each.state === state).length;
  const [bad, poor] = [count("failed"), count("warning")];
  return [...lines, "", bad + poor === 0 ? "All is well." : `${bad} failed, ${poor} to look at.`].join("\n");
}
