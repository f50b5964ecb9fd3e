import { startParts } from "../bench/parts.ts";
import { rehearseFailover } from "./failover-rehearsal.ts";
import { rehearseHints } from "./hints-rehearsal.ts";
import { rehearsePooler } from "./pooler-rehearsal.ts";
import { NotHere, type Outcome, type Rehearsal } from "./rehearsal.ts";
import type { Rehearsed } from "./rehearsed.ts";
import { rehearseReplica } from "./replica-rehearsal.ts";
import { rehearseRestore } from "./restore-rehearsal.ts";
import { rehearseSizing } from "./sizing-rehearsal.ts";
import { rehearseTraces } from "./traces-rehearsal.ts";
import { rehearseUpgrade } from "./upgrade-rehearsal.ts";

/** Rehearsals of growing past one machine, each with parts of its own. */
export const growth: Readonly<Record<string, () => Promise<Rehearsed>>> = {
  pooler: () => rehearse("PgBouncer in transaction mode", rehearsePooler),
  hints: () => rehearse("hints between processes", rehearseHints),
  replica: () => rehearse("a streaming replica", rehearseReplica),
  failover: () => rehearse("a killed primary", rehearseFailover),
  upgrade: () => rehearse("two neighbouring versions at once", rehearseUpgrade),
  restore: () => rehearse("a backup, restored elsewhere", rehearseRestore),
  traces: () => rehearse("what traces cost", rehearseTraces),
  sizing: () => rehearse("what a call costs, and many at once", rehearseSizing),
};

/** @throws with every line, if one is not as it should be */
async function rehearse(what: string, rehearsal: Rehearsal): Promise<Rehearsed> {
  const parts = await startParts("rehearse");
  try {
    const outcomes = await rehearsal(parts);
    const told = outcomes.map(lineOf).join("");
    if (outcomes.some(({ isAsItShould }) => isAsItShould === false)) throw new Error(told);
    return { what, told };
  } catch (thrown) {
    if (thrown instanceof NotHere) return { what, told: `not tried: ${thrown.message}` };
    throw thrown;
  } finally {
    await parts.stop();
  }
}

const marks = new Map<boolean | undefined, string>([
  [true, "✓"],
  [false, "✗"],
]);
const lineOf = ({ what, found, isAsItShould }: Outcome) =>
  `\n  ${marks.get(isAsItShould) ?? " "} ${what.padEnd(45)} ${found}`;
