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
 * Resolves the TZIDs of a file's calendars. A TZID that is not the known name of a place is matched by the rules of its VTIMEZONE: the
 * calendar's own, else another calendar's. Results are cached for the file, so ten thousand entries resolve each once.
 * @param inFile the zones of all its calendars
 */
export function zoneFinders(inFile: readonly JComponent[], personZone: string | null) {
  const others = byTzid(inFile);
  const numbers = new Map(inFile.map((zone, number) => [zone, number]));
  const found = new Map<string, RuledZone | undefined>();
  const once = (key: string, find: () => RuledZone | undefined): RuledZone | undefined => {
    if (!found.has(key)) found.set(key, found.size < mostLookedUp ? find() : undefined);
    return found.get(key);
  };
  /** @param momentsIn like the user's zone tried first when several have the same rules */
  return (own: readonly JComponent[], momentsIn: string): FindZone => {
    const described = byTzid(own);
    const candidates = () => [momentsIn, personZone ?? momentsIn, ...Intl.supportedValuesOf("timeZone"), ...fixed];
    const find = (tzid: string, date: string): RuledZone | undefined => {
      const zone = described.get(tzid) ?? others.get(tzid);
      if (zone === undefined) return once(tzid, () => named(tzid));
      const byName = once(`${numbers.get(zone)}\n${tzid}`, () => named(tzid) ?? named(textOf(zone, "x-lic-location")));
      if (byName && !offsetsOnly.has(byName.name)) return byName;
      const byRules = (time: string) =>
        once(`${numbers.get(zone)}\n${momentsIn}\n${tzid}\n${time}`, () => {
          try {
            return zoneByRules(zone, date, [...(byName ? [byName.name] : []), ...candidates()]) ?? byName;
          } catch (thrown) {
            if (thrown instanceof AgendaError) return byName; // its rules are invalid
            throw thrown;
          }
        });
      // If no zone follows the file's rules throughout, look at each date separately.
      const ofYear = byRules(date.slice(0, 4));
      return ofYear?.isExact === false ? byRules(date) : ofYear;
    };
    return (tzid, date, remark) => {
      const zone = find(tzid, date);
      const called = tzid.slice(0, 60);
      if (zone === undefined)
        throw notTaken(described.has(tzid) || others.has(tzid) ? "calendars.oddZone" : "calendars.noZone", {
          zone: called,
        });
      if (!zone.isExact) remark("calendars.nearZone", { zone: called, taken: zone.name });
      return zone.name;
    };
  };
}

const byTzid = (zones: readonly JComponent[]) => new Map(zones.map((zone) => [textOf(zone, "tzid") ?? "", zone]));

function named(text = ""): RuledZone | undefined {
  const name = zoneOfName(text);
  return name === undefined ? undefined : { name, isExact: true };
}

/** IANA names of an offset. A file may call a place's zone so, and describe its summer time. */
const offsetsOnly: ReadonlySet<string> = new Set(["EST", "MST", "HST", "GMT", "UTC"]);

/** Cache limit: TZIDs, each with the years or days looked up if it goes by rules. */
const mostLookedUp = 500;

const fixed = [
  "UTC",
  ...Array.from({ length: 27 }, (_, hour) => `Etc/GMT${hour < 13 ? "+" : "-"}${hour < 13 ? 12 - hour : hour - 12}`),
];
