import { wrongField } from "../../contract/problems.ts";
import { readReminder } from "../../contract/reminder-times.ts";

/** Whether a reminder has a time of day, as one of an all-day item must. */
export const hasTimeOfDay = (reminder: string): boolean => "time" in (readReminder(reminder) ?? {});

/** @throws AgendaError("invalid_input") for a reminder relative to the start, which an all-day item does not have */
export function requireTimesOfDay(reminders: readonly string[], path: readonly (string | number)[]): void {
  const place = reminders.findIndex((each) => !hasTimeOfDay(each));
  if (place !== -1)
    throw wrongField(
      [...path, place],
      `All-day items have no start that ${reminders[place]} could count from. Send days before and a time: 1d 18:00 is the evening before, 0d 09:00 that morning.`,
    );
}
