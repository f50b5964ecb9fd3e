import { weekdayCodes } from "../recurrence/rule-parts.ts";
import { type JComponent, propertiesOf } from "./jcal.ts";

/** The rules of a component, RRULE or EXRULE, as RFC 5545 writes them. An empty one says nothing. */
export const rulesOf = (component: JComponent, name: "rrule" | "exrule"): string[] =>
  propertiesOf(component, name)
    .map(([, , , value]) => ruleText(value))
    .filter((text) => text !== "");

/** A rule as jCal holds it (an object of parts) as RFC 5545 writes it. Whether it makes sense is for `requireRecurrence` to say. */
export function ruleText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([name]) => name !== "") // how the library reads an empty rule
    .map(([name, part]) => `${name.toUpperCase()}=${partText(name, part)}`)
    .join(";");
}

function partText(name: string, part: unknown): string {
  if (name === "until") return String(part).replaceAll(/[-:]/g, "");
  if (name === "wkst" && typeof part === "number") return weekdayCodes[part - 1] ?? String(part);
  return Array.isArray(part) ? part.join(",") : String(part);
}

/** The other way round, for writing. @param until replaces the one that the rule has: jCal writes it with dashes and colons */
export function ruleValue(rule: string, until: string | undefined): Record<string, string | number | string[]> {
  const value: Record<string, string | number | string[]> = {};
  for (const part of rule.split(";")) {
    const [name = "", text = ""] = part.split("=");
    if (name === "UNTIL") value.until = until ?? text;
    else if (name === "COUNT" || name === "INTERVAL") value[name.toLowerCase()] = Number(text);
    else if (name.startsWith("BY")) value[name.toLowerCase()] = text.split(",");
    else value[name.toLowerCase()] = text;
  }
  return value;
}
