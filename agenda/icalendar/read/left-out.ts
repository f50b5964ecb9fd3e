import type { MessageKey, Said } from "../../../messages/said.ts";
import { fields } from "../../item/fields.ts";
import { type JComponent, propertiesOf, textOf } from "../jcal.ts";
import type { Remark } from "./wall-values.ts";

const mostNamed = 10;

/** Properties that are imported elsewhere, and bookkeeping of other programs that nobody misses. */
const read = new Set([
  ...["uid", "dtstamp", "created", "last-modified", "sequence", "request-status"],
  ...["dtstart", "dtend", "due", "duration", "rrule", "rdate", "exdate", "exrule", "recurrence-id"],
  ...[
    "summary",
    ...Object.values(fields).flatMap((field) => ("property" in field ? [field.property[0]] : [])),
    "conference",
  ],
]);

// Keys come from a file, hence a Map: a plain object also has "constructor".
const called: ReadonlyMap<string, MessageKey> = new Map([
  ["organizer", "calendars.organizer"],
  ["contact", "calendars.contact"],
  ["attach", "calendars.attach"],
  ["comment", "calendars.comment"],
  ["resources", "calendars.resources"],
  ["related-to", "calendars.relatedTo"],
  ["geo", "calendars.geo"],
  ["image", "calendars.image"],
  ["color", "calendars.color"],
  ["styled-description", "calendars.styled"],
  ["x-alt-desc", "calendars.styled"],
]);

/** For properties that usually hold a default: the values worth a remark. */
const telling = new Map<string, (value: string, component: JComponent) => MessageKey | undefined>([
  ["attendee", () => "calendars.attendees"],
  // All-day items take no working hours, so TRANSP makes no difference.
  [
    "transp",
    (value, component) =>
      value === "TRANSPARENT" && propertiesOf(component, "dtstart")[0]?.[2] !== "date"
        ? "calendars.transparent"
        : undefined,
  ],
  ["class", (value) => (value === "PUBLIC" ? undefined : "calendars.class")],
  ["priority", (value) => (value === "0" ? undefined : "calendars.priority")],
  [
    "status",
    (value) => (value === "TENTATIVE" ? "calendars.tentative" : value === "IN-PROCESS" ? "calendars.begun" : undefined),
  ],
  ["percent-complete", (value) => (value === "0" || value === "100" ? undefined : "calendars.percent")],
  ["completed", () => "calendars.completed"],
]);

/** Reports in one sentence what an entry contains that the agenda has no field for. Skips X- properties: nobody typed those. */
export function remarkLeftOut(component: JComponent, remark: Remark): void {
  const names = new Set(component[1].map(([name]) => name));
  const found = [...names].flatMap((name) => saidOf(name, component) ?? []);
  // Two properties may say the same.
  const list = [...new Map(found.map((each) => [typeof each === "string" ? each : each.key, each])).values()];
  if (list.length > 0)
    remark("calendars.leftOut", {
      list: { list: list.slice(0, mostNamed) },
      more: Math.max(0, list.length - mostNamed),
    });
}

function saidOf(name: string, component: JComponent): string | Said | undefined {
  if (read.has(name)) return undefined;
  const value = (textOf(component, name) ?? "").trim().toUpperCase();
  const tell = telling.get(name);
  const key = tell ? tell(value, component) : called.get(name);
  if (key === "calendars.attendees") return { key, values: { count: propertiesOf(component, "attendee").length } };
  if (key !== undefined) return { key };
  return tell || name.startsWith("x-") ? undefined : name.toUpperCase().slice(0, 40);
}
