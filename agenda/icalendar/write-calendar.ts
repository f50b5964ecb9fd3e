import { startOfDay } from "../instants.ts";
import type { StoredItem } from "../item-content.ts";
import { type JComponent, property } from "./jcal.ts";
import { writeItem } from "./write-entry.ts";
import { writeZone } from "./write-zone.ts";

interface Calendar {
  readonly name: string;
  /** The person's zone; null while unknown. */
  readonly timeZone: string | null;
  readonly items: readonly StoredItem[];
  readonly uidOf: (item: StoredItem) => string;
  /** Series without an end: up to when their zones are described, milliseconds since 1970. */
  readonly zonesUntilMs: number;
}

const dayMs = 86_400_000;

/** A whole calendar, with every zone that its items name. @see RFC 5545 §3.4 */
export function writeCalendar({ name, timeZone, items, uidOf, zonesUntilMs }: Calendar): JComponent {
  const properties = [
    property("version", "text", "2.0"),
    property("prodid", "text", "-//Agenda Assistant//EN"),
    property("calscale", "text", "GREGORIAN"),
    property("method", "text", "PUBLISH"),
    property("x-wr-calname", "text", name),
    ...(timeZone === null ? [] : [property("x-wr-timezone", "text", timeZone)]),
  ];
  const entries = items.flatMap((item) => writeItem(item, uidOf(item)));
  return ["vcalendar", properties, [...zonesOf(items, zonesUntilMs), ...entries]];
}

function zonesOf(items: readonly StoredItem[], untilMs: number): JComponent[] {
  const spans = new Map<string, { fromMs: number; toMs: number }>();
  const add = (zone: string | null, fromMs: number, toMs: number) => {
    if (zone === null) return;
    const span = spans.get(zone) ?? { fromMs, toMs };
    spans.set(zone, { fromMs: Math.min(span.fromMs, fromMs), toMs: Math.max(span.toMs, toMs) });
  };
  for (const item of items) {
    const exceptions = Object.values(item.exceptions ?? {});
    if (item.startTime === null && exceptions.length === 0) continue;
    const startMs = item.startsAtMs ?? startOfDay(item.date, "UTC");
    const endMs = Math.max(item.endsAtMs ?? startMs, item.recurrence === null ? startMs : untilMs);
    if (item.startTime !== null) add(item.timeZone, startMs - dayMs, endMs + dayMs);
    for (const exception of exceptions) {
      if (exception.kind === "cancelled" || !exception.changed.when) continue;
      const { date, timeZone } = exception.changed.when;
      const atMs = startOfDay(date, timeZone ?? "UTC");
      add(timeZone, Math.min(startMs, atMs) - dayMs, Math.max(endMs, atMs) + dayMs);
    }
  }
  return [...spans].sort().map(([zone, { fromMs, toMs }]) => writeZone(zone, fromMs, toMs));
}
