import type { ReadLine } from "../../agenda/phrases/line/line.ts";
import { askedOf, type LineReading } from "../../agenda/phrases/line/line-readings.ts";
import type { NewItem } from "../sync/use-writes.ts";

/** Choices made besides the text of a line. */
export interface LineChoice {
  /** Which candidate: its date and rule. */
  readonly picked?: string | undefined;
  /** A rule chosen in the menu; valid while the line's own rule is unchanged. */
  readonly own?: { readonly rule: string; readonly over: string } | undefined;
}

export const keyOfReading = ({ date, recurrence = "" }: LineReading): string => `${date} ${recurrence}`;

/** The candidate to store: the selected one, else the likeliest. */
export function chosenOf({ readings }: ReadLine, { picked }: LineChoice): LineReading | undefined {
  return readings.find((each) => keyOfReading(each) === picked) ?? readings[0];
}

const mostChips = 3;

/** The days offered as a question, in order. */
export const chipsOf = ({ readings }: ReadLine): readonly LineReading[] =>
  [...askedOf(readings)].slice(0, mostChips).sort((a, b) => (a.date < b.date ? -1 : 1));

/** The reminders in the line, for an item with or without a start. */
export const remindersFor = ({ reminders, allDayReminders }: ReadLine, { startTime }: LineReading): string[] => [
  ...(startTime ? reminders : allDayReminders),
];

/** The item exactly as previewed; undefined while a date does not exist or text is missing. */
export function fieldsOfLine(said: ReadLine, choice: LineChoice): NewItem | undefined {
  const reading = chosenOf(said, choice);
  if (!reading || said.text === "") return undefined;
  const { date, startTime, endTime, endDate, recurrence } = reading;
  const rule = choice.own?.rule ?? recurrence;
  return {
    text: said.text,
    date,
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
    ...(endDate && { endDate }),
    ...(rule && { recurrence: rule }),
    ...(said.location && { location: said.location }),
    ...(said.url && { url: said.url }),
    ...(said.tags.length > 0 && { tags: [...said.tags] }),
    ...(said.reminders.length > 0 && { reminders: remindersFor(said, reading) }),
  };
}
