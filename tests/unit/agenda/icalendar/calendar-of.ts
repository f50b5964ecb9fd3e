import type { JComponent } from "../../../../agenda/icalendar/jcal.ts";
import { readCalendars } from "../../../../agenda/icalendar/read/read-calendars.ts";
import { calendarParts, headProperties } from "../../../../agenda/icalendar/write/write-calendar.ts";
import type { EntryContent, StoredItem } from "../../../../agenda/item/item-content.ts";
import { say } from "../../../../agenda/time/date-texts.ts";
import { componentText } from "../../../../server/icalendar/calendar-text.ts";
import { takeApart } from "../../../../server/icalendar/parse-calendar.ts";
import { t } from "../../messages/catalogs.ts";
import { runAtOnce } from "../run-at-once.ts";

/** When an entry is, by its wall clock, in one line: start, end and zone, "null" for what it lacks. */
export const wallOf = ({ date, startTime, endDate, endTime, timeZone }: Partial<EntryContent>): string =>
  [date, startTime, endDate, endTime, timeZone].map(String).join(" ");

/** A calendar file around the lines of its components. */
export const file = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");

export const event = (...lines: readonly string[]): string[] => [
  "BEGIN:VEVENT",
  "UID:1@test",
  "DTSTAMP:20261101T000000Z",
  ...lines,
  "END:VEVENT",
];
export const todo = (...lines: readonly string[]): string[] => [
  "BEGIN:VTODO",
  "UID:2@test",
  "DTSTAMP:20261101T000000Z",
  ...lines,
  "END:VTODO",
];

/** Imports a file for a user in a zone. Remarks are in English. */
export function read(text: string, personZone: string | null = "Europe/Paris") {
  const { calendars, broken } = takeApart(new TextEncoder().encode(text));
  const read = readCalendars(calendars, { personZone, untitled: "Untitled" });
  return {
    entries: read.entries.map(({ content, remarks }) => ({ content, remarks: remarks.map((each) => say(each, t)) })),
    toPlan: read.entries,
    refused: [...broken, ...read.refused].map(({ text, reason }) => ({
      text: typeof text === "string" ? text : say(text, t),
      reason: say(reason, t),
    })),
  };
}

/** The only entry of a file. */
export function readOne(...lines: readonly string[]) {
  const { entries, refused } = read(file(...lines));
  const [entry] = entries;
  if (!entry || entries.length !== 1) throw new Error(`Not one entry: ${JSON.stringify({ entries, refused })}`);
  return entry;
}

/** Why the only entry of a file is refused. */
export function reasonAgainst(...lines: readonly string[]): string {
  const { entries, refused } = read(file(...lines));
  const [first] = refused;
  if (!first || entries.length > 0) throw new Error(`Not refused: ${JSON.stringify(entries)}`);
  return first.reason;
}

/** A whole calendar, as an export puts it together. */
export function writeCalendar(items: readonly StoredItem[], writing: Parameters<typeof calendarParts>[0]): string {
  const parts = calendarParts(writing);
  for (const item of items) parts.meet(item);
  const components = [...runAtOnce(parts.zones()), ...items.flatMap(parts.write)];
  return componentText(["vcalendar", headProperties({ name: "Agenda" }), components] satisfies JComponent);
}
