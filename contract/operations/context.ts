import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Phrase } from "../fields/text.ts";
import { Instant, PlainDate, PlainTime, TimeZone, Today, Weekday, ZoneSource } from "../fields/time.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { settingsShape } from "./settings.ts";

/** Today's date, and what a date phrase means. */

const Count = z.object({ open: z.int(), all: z.int() });
const Rev = z.int().meta({ description: "The agenda's revision now; see listChanges." });

export const getContext = {
  ...addresses.getContext,
  name: "getContext",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `Call this first. It tells now, today, the next ${limits.contextDays} days with their weekdays, the person's time zone, week start and working hours, and how much is on the agenda.`,
  input: z.strictObject({
    timeZone: TimeZone.optional().meta({ description: "IANA zone to read in, not the person's." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    days: z.array(Today).meta({ description: `The ${limits.contextDays} days after today.` }),
    counts: z
      .object({
        today: Count.meta({ description: "Items that touch today." }),
        thisWeek: Count.extend({ from: PlainDate, to: PlainDate }).meta({
          description: "Items that touch the week that today lies in, from its first day to its last.",
        }),
        nextSevenDays: Count.meta({ description: "Items that touch one of the seven days after today." }),
      })
      .meta({ description: `Items that are open, and all with the done ones, each counted to ${limits.countMost}.` }),
    almostFull: z.string().optional().meta({
      description: "How much more the agenda takes, where that is little: tell the person.",
    }),
    weekStart: settingsShape.weekStart,
    workingHours: settingsShape.workingHours,
    rev: Rev,
  }),
  problems: [],
} as const satisfies Operation;

const Reading = z.object({
  date: PlainDate,
  weekday: Weekday,
  startTime: PlainTime.optional(),
  endDate: PlainDate.optional().meta({ description: "The last day, inclusive." }),
  endTime: PlainTime.optional(),
  recurrence: z
    .string()
    .optional()
    .meta({ description: "RRULE text (RFC 5545); date is then the first time.", example: "FREQ=WEEKLY;BYDAY=TU" }),
  meaning: z
    .string()
    .optional()
    .meta({ description: "Which of several readings this is, or what was taken for what." }),
});

export const resolveDates = {
  ...addresses.resolveDates,
  name: "resolveDates",
  status: 200,
  reads: true,
  isConsequential: false,
  summary:
    "Turn words for dates, like “next Friday at 3pm” or “every second Tuesday”, into dates. Send only the words that say when. Several readings: ask which. English, German, French, Spanish, Japanese.",
  input: z.strictObject({
    phrases: z
      .array(Phrase)
      .min(1)
      .max(limits.phrases)
      .meta({ description: "As said, each without what happens then." }),
    timeZone: TimeZone.optional().meta({ description: "IANA zone to read in, not the person's." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    phrases: z
      .array(
        z.object({
          phrase: z.string(),
          readings: z.array(Reading).optional().meta({
            description:
              "All that may be meant, the likeliest first. Absent when a word was left over: nothing is guessed.",
          }),
          notUnderstood: z
            .array(z.string())
            .optional()
            .meta({ description: "The words that no date could be made of." }),
          reason: z.string().optional().meta({ description: "Why not, and what would be right." }),
        }),
      )
      .meta({ description: "In the order they were sent." }),
  }),
  problems: ["cross_site_request"],
} as const satisfies Operation;
