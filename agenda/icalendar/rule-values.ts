import { weekdayCodes } from "../recurrence/rule-parts.ts";
import { type JComponent, propertiesOf } from "./jcal.ts";

/** A component's RRULEs or EXRULEs as RFC 5545 text. Empty ones are dropped. */
export const rulesOf = (component: JComponent, name: "rrule" | "exrule"): string[] =>
  propertiesOf(component, name)
    .map(([, , , value]) => ruleText(value))
    .filter((text) => text !== "");

/** Converts a jCal rule (an object of parts) to RFC 5545 text. Validation is up to `requireRecurrence`. */
export function ruleText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([name]) => name !== "") // how the library represents an empty rule
    .map(([name, part]) => `${name.toUpperCase()}=${partText(name, part)}`)
    .join(";");
}

function partText(name: string, part: unknown): string {
  if (name === "until") return String(part).replaceAll(/[-:]/g, "");
  if (name === "wkst" && typeof part === "number") return weekdayCodes[part - 1] ?? String(part);
  return Array.isArray(part) ? part.join(",") : String(part);
}

/** The inverse, for writing. @param until replaces the rule's own UNTIL: jCal writes it with dashes and colons */
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
