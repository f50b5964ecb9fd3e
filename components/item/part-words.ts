import { reminderWords } from "../../agenda/item/reminder-words.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Draft } from "../draft/item-draft.ts";
import type { Part } from "../draft/merge-drafts.ts";
import { capital, sentenceOf } from "../repeats/repeat-choices.ts";
import { cityOf, clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";

const names: Readonly<Record<Part, string>> = {
  ...{ text: "the title", when: "the time", recurrence: "the rule", location: "the place", url: "the link" },
  ...{ tags: "the tags", notes: "the notes", reminders: "the reminders", done: "what is done" },
};

/** "the place", within a sentence. */
export const nameOf = (part: Part): string => names[part];

/** What a part of a draft says: "Room 2", "Friday 4 December, 14:00 to 15:30", "#work". */
export function wordsOfPart(part: Part, draft: Draft, reader: Reader, t: Translator): string {
  const words = {
    ...{ text: draft.text, location: draft.location, url: draft.url, notes: draft.notes },
    tags: draft.tags.map((tag) => `#${tag}`).join(" "),
    reminders: capital(
      draft.reminders.map((each) => reminderWords(each, (time) => clock(time, reader.hour12), t)).join(", "),
    ),
    recurrence: sentenceOf(draft.recurrence, draft.date, t) ?? draft.recurrence,
    done: draft.done ? "Done" : "Not done yet",
    when: part === "when" ? whenWords(draft, reader) : "",
  }[part];
  return words || "Nothing";
}

function whenWords(draft: Draft, { today, words, hour12, timeZone: own }: Reader): string {
  const { date, startTime, endDate, endTime, timeZone, endTimeZone } = draft;
  const day = (one: string) => (one ? weekdayAndDate(one, today, words) : "no date");
  const zone = (one: string) => (one && one !== own ? ` in ${cityOf(one)}` : "");
  const end = [endTime && clock(endTime, hour12), endDate && endDate !== date && day(endDate)].filter(Boolean);
  const start = startTime ? `, ${clock(startTime, hour12)}${endTimeZone ? zone(timeZone) : ""}` : "";
  const last = end.length > 0 ? ` to ${end.join(" on ")}${zone(endTimeZone)}` : "";
  return `${day(date)}${start}${last}${endTimeZone || !startTime ? "" : zone(timeZone)}`;
}
