import { detailNames, fields } from "../../item/fields.ts";
import { type JComponent, type JProperty, propertiesOf, textOf } from "../jcal.ts";

const mostNamed = 10;

/** What is read elsewhere, and what programs note for themselves: nobody misses it. */
const read = new Set([
  ...["uid", "dtstamp", "created", "last-modified", "sequence", "request-status"],
  ...["dtstart", "dtend", "due", "duration", "rrule", "rdate", "exdate", "exrule", "recurrence-id"],
  ...["summary", ...detailNames.map((name) => fields[name].property[0]), "conference"],
]);

// Maps, as all that is asked by words of a file: a plain object also knows "constructor".
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

/** Values that say something, of properties that mostly say what goes without saying. */
const telling: ReadonlyMap<string, (value: string, component: JComponent) => string | undefined> = new Map(
  Object.entries({
    attendee: (_: string, component: JComponent) => peopleWords(propertiesOf(component, "attendee").length),
    // What lasts all day takes none of the day's hours anyway.
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

/**
 * Tells in one sentence what an entry says that has no place in an agenda. What other programs note for themselves (X-…) is not
 * told: nobody typed it.
 */
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
