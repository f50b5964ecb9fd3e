import { saidDetails } from "../../item/field-values.ts";
import { fields } from "../../item/fields.ts";
import type { EntryContent, StoredItem } from "../../item/item-content.ts";
import { hasDate } from "../../recurrence/schedule.ts";
import { changedContentOn, scheduleOfSeries } from "../../series/series.ts";
import { partsOf } from "../../series/stored-series.ts";
import { instantOf, writeInstant } from "../../time/instants.ts";
import { type JComponent, type JProperty, property } from "../jcal.ts";
import { writeAlarm } from "../reminder-alarms.ts";
import { ruleValue } from "../rule-values.ts";
import { momentProperty, wallProperty, whenProperties } from "./write-times.ts";

/**
 * Writes an item as VEVENTs or VTODOs: the item and each occurrence that differs. Everything becomes an event unless it was
 * imported as a to-do: many calendar programs show only events. iCalendar has no way to mark an event done; X-AGENDA-DONE does.
 * @param uid must never change
 * @see RFC 5545 §3.6.1, §3.6.2
 */
export function writeItem(item: StoredItem, uid: string): JComponent[] {
  const series = partsOf(item);
  if (series === null) return [component(item, item, uid, [])];
  const schedule = scheduleOfSeries(series);
  const there = [...series.exceptions].filter(([date]) => hasDate(schedule, date)).sort();
  const cancelled = there.filter(([, exception]) => exception.kind === "cancelled").map(([date]) => date);
  const main = component(item, item, uid, [
    ruleProperty(series.content.recurrence, item),
    ...(cancelled.length === 0 ? [] : [wallProperty("exdate", cancelled, item)]),
  ]);
  const changed = there.flatMap(([date, exception]) => {
    if (exception.kind === "cancelled") return [];
    const content = changedContentOn(series.content, date, exception.changed);
    return [component(content, item, uid, [wallProperty("recurrence-id", [date], item)])];
  });
  return [main, ...changed];
}

function component(content: EntryContent, item: StoredItem, uid: string, own: readonly JProperty[]): JComponent {
  const kind = item.imported?.kind ?? "event";
  const properties: JProperty[] = [
    property("uid", "text", uid),
    momentProperty("dtstamp", item.updatedAtMs),
    momentProperty("created", item.createdAtMs),
    momentProperty("last-modified", item.updatedAtMs),
    property("sequence", "integer", item.version - 1),
    ...whenProperties(content, kind, item.recurrence !== null),
    ...own,
    property("summary", "text", content.text),
    ...saidDetails(content).flatMap((name) => {
      const field = fields[name];
      if (!("property" in field)) return [];
      const [called, type] = field.property;
      return valuesInLines([content[name] ?? []].flat()).map((values) => property(called, type, ...values));
    }),
    ...doneProperties(content.done, kind),
  ];
  const isDueOnly = !properties.some(([name]) => name === "dtstart");
  const alarms = content.reminders.flatMap((each) => writeAlarm(each, content, isDueOnly));
  const others = (content.imported?.alarms ?? []) as readonly JComponent[];
  return [kind === "todo" ? "vtodo" : "vevent", properties, [...alarms, ...others]];
}

/**
 * Puts all values on one line, except values with a backslash: ical.js reads a trailing one as an escape of the comma after it.
 */
const valuesInLines = (values: readonly (string | number)[]): (readonly (string | number)[])[] =>
  values.some((value) => String(value).includes("\\")) ? values.map((value) => [value]) : [values];

function doneProperties(done: boolean, kind: "event" | "todo"): JProperty[] {
  if (kind === "todo") return [property("status", "text", done ? "COMPLETED" : "NEEDS-ACTION")];
  return done ? [property("x-agenda-done", "boolean", true)] : [];
}

/**
 * The rule with its UNTIL in the form RFC 5545 requires: a date next to a DATE, UTC next to a time with a zone, local time next
 * to a floating one.
 * @see RFC 5545 §3.3.10
 */
function ruleProperty(recurrence: string, item: EntryContent): JProperty {
  const [, year, month, day] = /UNTIL=(\d{4})(\d{2})(\d{2})/.exec(recurrence) ?? [];
  const until = year === undefined ? undefined : untilOf(`${year}-${month}-${day}`, item);
  return property("rrule", "recur", ruleValue(recurrence, until));
}

function untilOf(date: string, { startTime, timeZone }: EntryContent): string {
  if (startTime === null) return date;
  if (timeZone === null) return `${date}T${startTime}:00`;
  return writeInstant(instantOf(date, startTime, timeZone), "UTC");
}
