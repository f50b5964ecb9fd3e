import { offsetMsAt } from "../../time/zone-offsets.ts";

/** Names in the zone database that contain no city. */
const areas: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "coordinated universal time": "UTC",
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    alaska: "America/Anchorage",
    hawaii: "Pacific/Honolulu",
    arizona: "America/Phoenix",
    indiana: "America/Indiana/Indianapolis",
    newfoundland: "America/St_Johns",
    saskatchewan: "America/Regina",
    "central america": "America/Guatemala",
    "baja california": "America/Tijuana",
    brasilia: "America/Sao_Paulo",
    greenland: "America/Nuuk",
    azores: "Atlantic/Azores",
    "cabo verde is.": "Atlantic/Cape_Verde",
    "cape verde is.": "Atlantic/Cape_Verde",
    "west central africa": "Africa/Lagos",
    bern: "Europe/Zurich",
    jerusalem: "Asia/Jerusalem",
    "abu dhabi": "Asia/Dubai",
    islamabad: "Asia/Karachi",
    chennai: "Asia/Kolkata",
    "sri jayawardenepura": "Asia/Colombo",
    astana: "Asia/Almaty",
    hanoi: "Asia/Bangkok",
    beijing: "Asia/Shanghai",
    osaka: "Asia/Tokyo",
    canberra: "Australia/Sydney",
    "solomon is.": "Pacific/Guadalcanal",
    wellington: "Pacific/Auckland",
    samoa: "Pacific/Apia",
  }),
);

const cities = (): Map<string, string> =>
  new Map(Intl.supportedValuesOf("timeZone").map((zone) => [cityOf(zone.slice(zone.lastIndexOf("/") + 1)), zone]));
const cityOf = (name: string) => name.toLowerCase().replaceAll(/[_']/g, " ").trim();
let known: Map<string, string> | undefined;

/**
 * The IANA zone for a name as Windows and Outlook display it: "(UTC-05:00) Eastern Time (US & Canada)", "(UTC+01:00) Amsterdam,
 * Berlin, Rome". Uses the area or the first known city, if its standard offset matches the one shown.
 */
export function displayedZone(name: string): string | undefined {
  const [, sign, hours = "0", minutes = "0", places = ""] =
    /^\((?:UTC|GMT)(?:\s*([+-])(\d{1,2}):?(\d{2}))?\)\s*(.+)$/.exec(name.replaceAll("\\", "").trim()) ?? [];
  if (places === "") return undefined;
  known ??= cities();
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  const words = places.split(/[,:(]/).map(cityOf);
  const zones = words.flatMap((word) => areas.get(word) ?? known?.get(word) ?? []);
  return zones.find((zone) => standardOffsetMs(zone) === offsetMs);
}

/** The smaller of a zone's two offsets in a year, in milliseconds: standard time, since clocks go forward in summer. */
const standardOffsetMs = (zone: string): number =>
  Math.min(...[0, 6].map((month) => offsetMsAt(Date.UTC(2026, month, 15), zone)));
