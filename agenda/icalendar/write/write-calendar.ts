import { whenOf } from "../../item/field-values.ts";
import type { StoredItem } from "../../item/item-content.ts";
import { momentsOf } from "../../item/item-times.ts";
import { startOfDay } from "../../time/instants.ts";
import { type JComponent, type JProperty, property } from "../jcal.ts";
import { writeItem } from "./write-entry.ts";
import { writeZone } from "./write-zone.ts";

interface Writing {
  /** An item's UID, the same in every calendar. */
  readonly uidOf: (item: StoredItem) => string;
  /** How far to describe the zones of endless series, Unix time in milliseconds. */
  readonly zonesUntilMs: number;
}

const dayMs = 86_400_000;

/**
 * Writes a calendar in parts, for agendas of any size: first visit every item, then describe the zones they use, then write
 * each item.
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
      if (item.startTime !== null) for (const zone of [item.timeZone, item.endTimeZone]) add(zone, startMs, endMs);
      for (const exception of exceptions) {
        if (exception.kind === "cancelled" || !exception.changed.when) continue;
        const when = whenOf(exception.changed.when);
        const moments = momentsOf(when);
        const fromMs = moments.startsAtMs ?? startOfDay(when.date, "UTC");
        const toMs = Math.max(endMs, moments.endsAtMs ?? fromMs);
        for (const zone of [when.timeZone, when.endTimeZone]) add(zone, Math.min(startMs, fromMs), toMs);
      }
    },
    zones: (): JComponent[] => [...spans].sort().map(([zone, { fromMs, toMs }]) => writeZone(zone, fromMs, toMs)),
    write: (item: StoredItem): JComponent[] => writeItem(item, uidOf(item)),
  };
}

/**
 * The calendar's header properties. There is no METHOD: a published calendar must name an organizer in each event (RFC 5546
 * §3.2.1), and libical complains if one does not. There is no X-WR-TIMEZONE either: programs that honour it shift UTC times to
 * that zone.
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

/** Writes a whole calendar that fits in memory. @see RFC 5545 §3.4 */
export function writeCalendar(calendar: Writing & { name: string; items: readonly StoredItem[] }): JComponent {
  const parts = calendarParts(calendar);
  for (const item of calendar.items) parts.meet(item);
  return ["vcalendar", headProperties(calendar), [...parts.zones(), ...calendar.items.flatMap(parts.write)]];
}
