import { remindersWords } from "../../agenda/item/reminder-words.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Draft } from "../draft/item-draft.ts";
import type { Part } from "../draft/merge-drafts.ts";
import { sentenceOf } from "../repeats/repeat-choices.ts";
import { cityOf, clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import type { Reader } from "../time/reader.ts";
import { capitalized } from "../words/listed.ts";

/** A part's name within a sentence ("the place"), and alone. */
export const partNames = {
  text: { within: "item.theTitle", alone: "item.title" },
  when: { within: "item.theTime", alone: "item.time" },
  recurrence: { within: "item.theRule", alone: "item.rule" },
  location: { within: "item.thePlace", alone: "item.location" },
  url: { within: "item.theLink", alone: "item.url" },
  tags: { within: "item.theTags", alone: "item.tags" },
  notes: { within: "item.theNotes", alone: "item.notes" },
  reminders: { within: "item.theReminders", alone: "item.reminderList" },
  done: { within: "item.whatIsDone", alone: "item.whatIsDoneAlone" },
} as const satisfies Readonly<Record<Part, object>>;

/** A part's value in a draft: "Room 2", "Friday 4 December, 14:00 to 15:30", "#work". */
export function wordsOfPart(part: Part, draft: Draft, reader: Reader, t: Translator): string {
  const words = {
    ...{ text: draft.text, location: draft.location, url: draft.url, notes: draft.notes },
    tags: draft.tags.map((tag) => `#${tag}`).join(" "),
    reminders: capitalized(remindersWords(draft.reminders, t, (time) => clock(time, reader.hour12))),
    recurrence: sentenceOf(draft.recurrence, draft.date, t) ?? draft.recurrence,
    done: t(draft.done ? "item.done" : "item.notDone"),
    when: part === "when" ? whenWords(draft, reader, t) : "",
  }[part];
  return words || t("item.nothing");
}

function whenWords(draft: Draft, { today, words, hour12, timeZone: own }: Reader, t: Translator): string {
  const { date, startTime, endDate, endTime, timeZone, endTimeZone } = draft;
  const day = (one: string) => (one ? weekdayAndDate(one, today, words) : t("item.noDate"));
  const inZone = (when: string, zone: string) =>
    zone && zone !== own ? t("item.inCity", { when, city: cityOf(zone) }) : when;
  const at = startTime && clock(startTime, hour12);
  const start = at ? t("item.dayAt", { day: day(date), time: endTimeZone ? inZone(at, timeZone) : at }) : day(date);
  const last = endDate && endDate !== date ? day(endDate) : "";
  const to = endTime && clock(endTime, hour12);
  const end = to && last ? t("item.timeOn", { time: to, day: last }) : to || last;
  const whole = end ? t("item.fromTo", { start, end: inZone(end, endTimeZone) }) : start;
  return endTimeZone || !startTime ? whole : inZone(whole, timeZone);
}
