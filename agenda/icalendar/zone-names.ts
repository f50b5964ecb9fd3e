import { AgendaError } from "../../contract/problems.ts";
import { requireTimeZone } from "../zones.ts";
import { type JComponent, textOf } from "./jcal.ts";
import type { FindZone } from "./wall-values.ts";
import { windowsZone } from "./windows-zones.ts";
import { zoneByRules } from "./zone-rules.ts";

/** The IANA zone that a name means by itself: its own, one after a program's prefix, or a Windows name. */
export function zoneOfName(tzid: string): string | undefined {
  const name = tzid.trim().replaceAll(/^"|"$/g, "");
  const parts = name.split("/").filter(Boolean);
  // "/freeassociation.sourceforge.net/America/Indiana/Knox", "/mozilla.org/20050126_1/Europe/Berlin"
  const tails = [3, 2, 1].map((count) => parts.slice(-count).join("/"));
  for (const each of [name, ...tails]) {
    const found = each.length > 0 && each.length <= 64 ? known(each) : undefined;
    if (found !== undefined) return found;
  }
  return windowsZone(name);
}

function known(name: string): string | undefined {
  try {
    return requireTimeZone(name, []);
  } catch (thrown) {
    if (thrown instanceof AgendaError) return undefined;
    throw thrown;
  }
}

/**
 * Finds the zones of one file. A name that says nothing is looked up by the rules that the file gives for it; the names found are
 * kept, so that a file of ten thousand entries asks once for each.
 * @param preferred IANA names to try first where several zones go by the same rules: the person's, the calendar's
 */
export function zoneFinder(vtimezones: readonly JComponent[], preferred: readonly string[]): FindZone {
  const described = new Map(vtimezones.map((zone) => [textOf(zone, "tzid") ?? "", zone]));
  const found = new Map<string, string | undefined>();
  const find = (tzid: string, date: string): string | undefined => {
    const zone = described.get(tzid);
    const named = zoneOfName(tzid) ?? zoneOfName((zone && textOf(zone, "x-lic-location")) ?? "");
    if (named !== undefined || zone === undefined) return named;
    try {
      return zoneByRules(zone, date, [...preferred, ...Intl.supportedValuesOf("timeZone"), ...fixed]);
    } catch (thrown) {
      if (thrown instanceof AgendaError) return undefined; // its rules are none
      throw thrown;
    }
  };
  return (tzid, date) => {
    if (tzid === undefined) return null;
    const key = `${tzid}\n${date.slice(0, 4)}`;
    if (!found.has(key)) found.set(key, found.size < 500 ? find(tzid, date) : undefined);
    const zone = found.get(key);
    if (zone !== undefined) return zone;
    throw new AgendaError(
      "invalid_input",
      `Its time zone "${tzid.slice(0, 60)}" is not known, and the file does not say what it means.`,
    );
  };
}

const fixed = [
  "UTC",
  ...Array.from({ length: 27 }, (_, hour) => `Etc/GMT${hour < 13 ? "+" : "-"}${hour < 13 ? 12 - hour : hour - 12}`),
];
