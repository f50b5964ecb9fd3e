import ICAL from "ical.js";
import type { JComponent } from "../../agenda/icalendar/jcal.ts";
import { headProperties } from "../../agenda/icalendar/write/write-calendar.ts";

// The library does not count the leading blank of a folded line, so 75 octets would become 76.
ICAL.foldLength = 74;

/** Serializes a component, folded and escaped by the library, with a trailing line break. @see RFC 5545 §3.1 */
export const componentText = (component: JComponent): string =>
  `${ICAL.stringify(component as unknown as object[]).trimEnd()}\r\n`;

export const calendarTail = "END:VCALENDAR\r\n";

/** The text before a calendar's components. */
export function calendarHead(head: Parameters<typeof headProperties>[0]): string {
  return componentText(["vcalendar", headProperties(head), []]).slice(0, -calendarTail.length);
}
