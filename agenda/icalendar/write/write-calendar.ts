import type { StoredItem } from "../../item/item-content.ts";
import { startOfDay } from "../../time/instants.ts";
import { type JComponent, type JProperty, property } from "../jcal.ts";
import { writeItem } from "./write-entry.ts";
import { writeZone } from "./write-zone.ts";

interface Writing {
  /** The name of an item in every calendar. */
  readonly uidOf: (item: StoredItem) => string;
  /** Up to when the zones of series without an end are described, milliseconds since 1970. */
  readonly zonesUntilMs: number;
}

const dayMs = 86_400_000;

/**
 * A calendar in parts, for agendas of any size: first every item is met, then the zones that they name are described, then each
 * item is written.
 */
export function calendarParts({ uidOf, zonesUntilMs }: Writing) {
  const spans = new Map<string, { fromMs: number; toMs: number }>();
  const add = (zone: string | null, fromMs: number, toMs: number) => {
    if (zone === null) return;
    const span = spans.get(zone) ?? { fromMs, toMs };
    spans.set(zone, {
      fromMs: Math.min(span.fromMs, fromMs - dayMs),
      toMs: Math.max(span.toMs, toMs + dayMs),
    });
  };
  return {
    meet(item: StoredItem): void {
      const exceptions = Object.values(item.exceptions ?? {});
      if (item.startTime === null && exceptions.length === 0) return;
      const startMs = item.startsAtMs ?? startOfDay(item.date, "UTC");
      const endMs = Math.max(item.endsAtMs ?? startMs, item.recurrence === null ? startMs : zonesUntilMs);
      if (item.startTime !== null) add(item.timeZone, startMs, endMs);
      for (const exception of exceptions) {
        if (exception.kind === "cancelled" || !exception.changed.when) continue;
        const atMs = startOfDay(exception.changed.when.date, exception.changed.when.timeZone ?? "UTC");
        add(exception.changed.when.timeZone, Math.min(startMs, atMs), Math.max(endMs, atMs));
      }
    },
    zones: (): JComponent[] => [...spans].sort().map(([zone, { fromMs, toMs }]) => writeZone(zone, fromMs, toMs)),
    write: (item: StoredItem): JComponent[] => writeItem(item, uidOf(item)),
  };
}

/**
 * What stands at the head of a calendar. It has no METHOD: a published one (RFC 5546 §3.2.1) would have to name an organizer in
 * each event, which libical holds against it. Nor X-WR-TIMEZONE: programs that honour it move times in UTC to that zone's wall.
 * @see RFC 5545 §3.6, RFC 7986 §5
 */
export function headProperties({ name }: { name: string }): JProperty[] {
  return [
    property("version", "text", "2.0"),
    property("prodid", "text", "-//Agenda Assistant//EN"),
    property("calscale", "text", "GREGORIAN"),
    property("name", "text", name),
    property("x-wr-calname", "text", name),
    property("refresh-interval", "duration", "PT1H"),
    property("x-published-ttl", "duration", "PT1H"),
  ];
}

/** A whole calendar that is small enough to hold. @see RFC 5545 §3.4 */
export function writeCalendar(calendar: Writing & { name: string; items: readonly StoredItem[] }): JComponent {
  const parts = calendarParts(calendar);
  for (const item of calendar.items) parts.meet(item);
  return ["vcalendar", headProperties(calendar), [...parts.zones(), ...calendar.items.flatMap(parts.write)]];
}
