import ICAL from "ical.js";
import type { JComponent } from "../../agenda/icalendar/jcal.ts";

// The library counts a continued line without the blank that begins it, so that its 75 octets are 76.
ICAL.foldLength = 74;

/** A calendar as the text of a file: folded and escaped by the library, with an end of line at its end. @see RFC 5545 §3.1 */
export const calendarText = (calendar: JComponent): string =>
  `${ICAL.stringify(calendar as unknown as object[]).trimEnd()}\r\n`;
