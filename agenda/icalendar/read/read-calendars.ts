import type { JComponent } from "../jcal.ts";
import { zoneFinders, zoneOfName } from "../zones/zone-names.ts";
import type { ReadCalendar } from "./file-entry.ts";
import { readEntries } from "./read-entry.ts";
import type { Reading } from "./read-when.ts";

/** What one VCALENDAR of a file holds. */
export interface CalendarParts {
  readonly vtimezones: readonly JComponent[];
  /** VEVENTs and VTODOs. */
  readonly entries: readonly JComponent[];
  /** X-WR-TIMEZONE, as written. */
  readonly zoneName: string | undefined;
}

/** Whose calendars are read. */
export interface Reader {
  /** IANA name, or null if unknown. */
  readonly personZone: string | null;
  /** What an entry without a title is called. */
  readonly untitled: string;
}

/**
 * Converts the entries of a file's calendars. A TZID and X-WR-TIMEZONE are of one calendar; a UID is of the whole file.
 * @param onProgress called with the fraction read, 0 to 1
 */
export function readCalendars(
  calendars: readonly CalendarParts[],
  { personZone, untitled }: Reader,
  onProgress?: (share: number) => void,
): ReadCalendar {
  const zoneFinder = zoneFinders(
    calendars.flatMap(({ vtimezones }) => vtimezones),
    personZone,
  );
  // A file may have a calendar for each entry.
  const places = new Map<string, string | undefined>();
  const readings = new Map<JComponent, Reading>();
  for (const { vtimezones, entries, zoneName = "" } of calendars) {
    if (!places.has(zoneName)) places.set(zoneName, zoneOfName(zoneName));
    const floatingIn = places.get(zoneName) ?? personZone;
    const momentsIn = floatingIn ?? "UTC";
    const reading = { findZone: zoneFinder(vtimezones, momentsIn), floatingIn, momentsIn, untitled };
    for (const entry of entries) readings.set(entry, reading);
  }
  return readEntries(readings, onProgress);
}
