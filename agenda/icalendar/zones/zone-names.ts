import { AgendaError } from "../../../contract/problems.ts";
import { requireTimeZone } from "../../time/zones.ts";
import { type JComponent, textOf } from "../jcal.ts";
import { notTaken } from "../read/file-entry.ts";
import type { FindZone } from "../read/wall-values.ts";
import { displayedZone } from "./displayed-zones.ts";
import { windowsZone } from "./windows-zones.ts";
import { type RuledZone, zoneByRules } from "./zone-rules.ts";

/** The IANA zone that a TZID names directly: an IANA name, one after a program's prefix, or a Windows name. */
export function zoneOfName(tzid: string): string | undefined {
  const name = tzid.trim().replaceAll(/^"|"$/g, "");
  const parts = name.split("/").filter(Boolean);
  // "/freeassociation.sourceforge.net/America/Indiana/Knox", "/mozilla.org/20050126_1/Europe/Berlin"
  const tails = [3, 2, 1].map((count) => parts.slice(-count).join("/"));
  for (const each of [name, ...tails]) {
    const found = each.length > 0 && each.length <= 64 ? known(each) : undefined;
    if (found !== undefined) return found;
  }
  return windowsZone(name) ?? displayedZone(name);
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
 * Resolves the TZIDs of one calendar. A TZID that is not the known name of a place is matched by the rules of its VTIMEZONE. Results are
 * cached, so a calendar of ten thousand entries resolves each once.
 * @param preferred IANA names to try first when several zones have the same rules: the user's, the calendar's
 */
export function zoneFinder(vtimezones: readonly JComponent[], preferred: readonly string[]): FindZone {
  const described = new Map(vtimezones.map((zone) => [textOf(zone, "tzid") ?? "", zone]));
  const found = new Map<string, RuledZone | undefined>();
  const find = (tzid: string, date: string): RuledZone | undefined => {
    const zone = described.get(tzid);
    const name = zoneOfName(tzid) ?? zoneOfName((zone && textOf(zone, "x-lic-location")) ?? "");
    const named = name === undefined ? undefined : { name, isExact: true };
    if (zone === undefined || (name !== undefined && !offsetsOnly.has(name))) return named;
    try {
      const candidates = [...preferred, ...Intl.supportedValuesOf("timeZone"), ...fixed];
      return zoneByRules(zone, date, name === undefined ? candidates : [name, ...candidates]) ?? named;
    } catch (thrown) {
      if (thrown instanceof AgendaError) return named; // its rules are invalid
      throw thrown;
    }
  };
  return (tzid, date, remark) => {
    const [year, day] = [`${tzid}\n${date.slice(0, 4)}`, `${tzid}\n${date}`];
    // If no zone follows the file's rules throughout, look at each date separately.
    const key = found.get(year)?.isExact === false ? day : year;
    if (!found.has(key)) found.set(key, found.size < mostLookedUp ? find(tzid, date) : undefined);
    const zone = found.get(key) ?? found.get(day);
    const called = tzid.slice(0, 60);
    if (zone === undefined)
      throw notTaken(described.has(tzid) ? "calendars.oddZone" : "calendars.noZone", { zone: called });
    if (!zone.isExact) remark("calendars.nearZone", { zone: called, taken: zone.name });
    return zone.name;
  };
}

/** IANA names of an offset. A file may call a place's zone so, and describe its summer time. */
const offsetsOnly: ReadonlySet<string> = new Set(["EST", "MST", "HST", "GMT", "UTC"]);

/** Cache limit: TZIDs, each with the years or days looked up. */
const mostLookedUp = 500;

const fixed = [
  "UTC",
  ...Array.from({ length: 27 }, (_, hour) => `Etc/GMT${hour < 13 ? "+" : "-"}${hour < 13 ? 12 - hour : hour - 12}`),
];
