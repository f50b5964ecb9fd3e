import type { JComponent } from "../jcal.ts";
import { zoneFinder, zoneOfName } from "../zones/zone-names.ts";
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
  reader: Reader,
  onProgress?: (share: number) => void,
): ReadCalendar {
  // Calendars with the same zones share what was found out about them: a file may have a calendar for each entry.
  const shared = new Map<string, Reading>();
  const readings = new Map<JComponent, Reading>();
  for (const calendar of calendars) {
    const zones = JSON.stringify([calendar.vtimezones, calendar.zoneName]);
    const reading = shared.get(zones) ?? readingOf(calendar, reader);
    shared.set(zones, reading);
    for (const entry of calendar.entries) readings.set(entry, reading);
  }
  return readEntries(readings, onProgress);
}

function readingOf({ vtimezones, zoneName }: CalendarParts, { personZone, untitled }: Reader): Reading {
  const floatingIn = (zoneName === undefined ? undefined : zoneOfName(zoneName)) ?? personZone;
  const momentsIn = floatingIn ?? "UTC";
  const preferred = personZone === null ? [momentsIn] : [momentsIn, personZone];
  return { findZone: zoneFinder(vtimezones, preferred), floatingIn, momentsIn, untitled };
}
