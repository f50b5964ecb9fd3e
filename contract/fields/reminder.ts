import { z } from "zod";
import { limits } from "../limits.ts";
import { readReminder, writeReminder } from "../reminder-times.ts";

const Reminder = z
  .string()
  .transform((text, context) => {
    const reminder = readReminder(text.trim());
    if (reminder) return writeReminder(reminder);
    context.addIssue(
      "Must be a time before the start, such as 30m, 2h, 1d or 1w, at most 4 weeks; or days before and a time, such as 1d 18:00 (0d 09:00 is on the day).",
    );
    return z.NEVER;
  })
  .meta({ type: "string" });

/** Reminders in canonical form, each once. */
export const Reminders = z
  .array(Reminder)
  .max(limits.reminders)
  .transform((all) => [...new Set(all)]);
