import { z } from "zod";

const severities = ["info", "low", "moderate", "high", "critical"] as const;
/** Lowest that fails. */
const grave = "high";

const Report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.enum(severities), via: z.array(z.union([z.string(), z.object({ url: z.string() })])) }),
  ),
});

/** @param output what `npm audit --json` printed */
export function judgeAudit(output: string): { isWell: boolean; says: string } {
  const report = Report.safeParse(parse(output)).data;
  if (!report)
    return { isWell: true, says: "audit: not asked, because the registry did not answer or offers no audits" };
  const found = Object.entries(report.vulnerabilities).flatMap(([name, { severity, via }]) => {
    const addresses = via.flatMap((each) => (typeof each === "string" ? [] : each.url));
    // Without an advisory of its own it only needs a package with one.
    return addresses.length === 0 ? [] : { severity, says: [`${severity}: ${name}`, ...addresses].join(" ") };
  });
  if (found.length === 0) return { isWell: true, says: "audit: no package that is shipped has a known weakness" };
  return {
    isWell: found.every(({ severity }) => severities.indexOf(severity) < severities.indexOf(grave)),
    says: ["audit: packages that are shipped have known weaknesses", ...found.map(({ says }) => `  ${says}`)].join(
      "\n",
    ),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
