import ICAL from "ical.js";
import type { JComponent } from "../../agenda/icalendar/jcal.ts";
import { headProperties } from "../../agenda/icalendar/write/write-calendar.ts";

// The library counts a continued line without the blank that begins it, so that its 75 octets are 76.
ICAL.foldLength = 74;

/** A component as the lines of a file: folded and escaped by the library, with an end of line at its end. @see RFC 5545 §3.1 */
export const componentText = (component: JComponent): string =>
  `${ICAL.stringify(component as unknown as object[]).trimEnd()}\r\n`;

/** A whole calendar. */
export const calendarText = componentText;

export const calendarTail = "END:VCALENDAR\r\n";

/** What stands before a calendar's components. */
export function calendarHead(head: Parameters<typeof headProperties>[0]): string {
  return componentText(["vcalendar", headProperties(head), []]).slice(0, -calendarTail.length);
}
