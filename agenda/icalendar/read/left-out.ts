import { fields } from "../../item/fields.ts";
import { type JComponent, type JProperty, propertiesOf, textOf } from "../jcal.ts";

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
const called: ReadonlyMap<string, string> = new Map([
  ["organizer", "who organises it"],
  ["contact", "whom to ask"],
  ["attach", "attachments"],
  ["comment", "comments"],
  ["resources", "what is needed for it"],
  ["related-to", "what it belongs to"],
  ["geo", "its place on the map"],
  ["image", "its picture"],
  ["color", "its colour"],
  ["styled-description", "how its text is set"],
  ["x-alt-desc", "how its text is set"],
]);

/** For properties that usually hold a default: the values worth a remark. */
const telling: ReadonlyMap<string, (value: string, component: JComponent) => string | undefined> = new Map(
  Object.entries({
    attendee: (_: string, component: JComponent) => peopleWords(propertiesOf(component, "attendee").length),
    // All-day items take no working hours, so TRANSP makes no difference.
    transp: (value: string, component: JComponent) =>
      value === "TRANSPARENT" && propertiesOf(component, "dtstart")[0]?.[2] !== "date"
        ? "that it takes no time"
        : undefined,
    class: (value: string) => (value === "PUBLIC" ? undefined : "who may see it"),
    priority: (value: string) => (value === "0" ? undefined : "how important it is"),
    status: (value: string) =>
      value === "TENTATIVE" ? "that it is not certain" : value === "IN-PROCESS" ? "that it was begun" : undefined,
    "percent-complete": (value: string) => (value === "0" || value === "100" ? undefined : "how much of it is done"),
    completed: () => "when it was done",
  }),
);

/** Reports in one sentence what an entry contains that the agenda has no field for. Skips X- properties: nobody typed those. */
export function remarkLeftOut(component: JComponent, remark: (words: string) => void): void {
  const words = new Set(component[1].flatMap((each) => wordsFor(each, component) ?? []));
  if (words.size === 0) return;
  const more = words.size > mostNamed ? ` and ${words.size - mostNamed} more` : "";
  remark(`Left out, having no place here: ${[...words].slice(0, mostNamed).join(", ")}${more}.`);
}

function wordsFor([name]: JProperty, component: JComponent): string | undefined {
  if (read.has(name)) return undefined;
  const tell = telling.get(name);
  if (tell) return tell((textOf(component, name) ?? "").trim().toUpperCase(), component);
  return called.get(name) ?? (name.startsWith("x-") ? undefined : name.toUpperCase().slice(0, 40));
}

const peopleWords = (count: number) => (count === 1 ? "1 person invited" : `${count} people invited`);
