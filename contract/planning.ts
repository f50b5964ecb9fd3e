import { z } from "zod";
import { addresses } from "./addresses.ts";
import { ItemId, importedMark } from "./item.ts";
import { limits } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { Instant, PlainDate, PlainTime, TimeZone, Today, Weekday, ZoneSource } from "./time.ts";

/** What is on, what is free, and what is taken twice. */

/** When something is, on the wall of one zone and as moments. */
const when = {
  date: PlainDate,
  weekday: Weekday,
  startTime: PlainTime,
  endDate: PlainDate.optional().meta({ description: "The day it ends, where that is another." }),
  endTime: PlainTime.optional(),
  timeZone: TimeZone,
  startsAt: Instant,
  endsAt: Instant.optional(),
};
const ended = { ...when, endTime: PlainTime, endsAt: Instant, lengthMinutes: z.int() };

const Occurrence = PlainDate.optional().meta({
  description: "For one date of a series: its original date, which addresses it together with id.",
});
const Index = z.int().optional().meta({
  description:
    "Which of the items it concerns, counted from 0: with createItems of those sent, with rescheduleItems of those answered.",
});

/** A time that is free. */
const Slot = z.object(ended);
export const FreeSlot = z.object({ index: Index, ...ended });
export type FreeSlot = z.output<typeof FreeSlot>;

/** What is in the time that something was put into. */
export const Conflict = z.object({
  index: Index,
  forOccurrence: PlainDate.optional().meta({
    description: "Where a series was written: which of its dates it concerns, by its original date.",
  }),
  id: ItemId.optional().meta({ description: "Absent for an item of the same call that was refused with it." }),
  occurrence: Occurrence,
  text: z.string(),
  imported: importedMark("it came"),
  ...when,
});
export type Conflict = z.output<typeof Conflict>;

/** What a write answers of the time it took. */
export const conflictFields = {
  conflicts: z
    .array(Conflict)
    .optional()
    .meta({
      description: `It was stored, and this is in the same time: tell the person. At most ${limits.conflicts}; absent when there is nothing.`,
    }),
  checkedUntil: PlainDate.optional().meta({
    description: `Only for a series that goes on after this day: its later dates were not held against the agenda. Its next ones until then, within a year, were: ${limits.conflictDates} at most, fewer of each where one call writes many series. Do not say that the others are free.`,
  }),
  moreConflicts: z.boolean().optional().meta({ description: "True when there are more than those named." }),
};

export const AvoidConflicts = z.boolean().meta({
  description:
    "True: store nothing when the time is taken, and answer 409 time_taken with the nearest free times. Default: store it and answer conflicts. All-day items take no time; of a series, dates until checkedUntil are looked at.",
});

const minutes = (least: number, most: number) => z.int().min(least).max(most);

export const findFreeTime = {
  ...addresses.findFreeTime,
  name: "findFreeTime",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `Find free time of a length, best first, each day's best before its second best. Default: the next ${limits.freeTimeDefaultDays} days, within the person's working hours. When there is none it says what would help.`,
  input: z.strictObject({
    lengthMinutes: minutes(limits.freeTimeShortestMinutes, limits.freeTimeLongestMinutes)
      .optional()
      .meta({ description: "How long, in minutes. Default: the person's usual length." }),
    from: PlainDate.optional().meta({
      description: "First day, YYYY-MM-DD. Default: today. What is over is not answered.",
    }),
    fromWeekday: Weekday.optional().meta({ description: "A check: the weekday of `from`." }),
    to: PlainDate.optional().meta({
      description: `Last day, inclusive. Default: ${limits.freeTimeDefaultDays} days after from; at most ${limits.freeTimeDays} days in all.`,
    }),
    toWeekday: Weekday.optional().meta({ description: "A check: the weekday of `to`." }),
    earliest: PlainTime.optional().meta({
      description: "Not before this time of day, HH:MM. Default: when the working hours start.",
    }),
    latest: PlainTime.optional().meta({
      description:
        "Must end by this time of day, HH:MM; 24:00 is the end of the day. Default: when the working hours end.",
    }),
    weekdays: z
      .array(Weekday)
      .min(1)
      .max(7)
      .optional()
      .meta({ description: "Only on these days. Default: the person's working days; send all seven for any day." }),
    gapBeforeMinutes: minutes(0, limits.freeTimeGapMinutes)
      .optional()
      .meta({ description: "Minutes to keep free after whatever comes before it. Default: 0." }),
    gapAfterMinutes: minutes(0, limits.freeTimeGapMinutes)
      .optional()
      .meta({ description: "Minutes to keep free until whatever comes after it. Default: 0." }),
    count: minutes(1, limits.freeTimeMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.freeTimeDefault}.` }),
    nearDate: PlainDate.optional().meta({
      description: "Order by nearness to this day instead, and to nearTime on it.",
    }),
    nearTime: PlainTime.optional().meta({ description: "With nearDate. Default: 12:00." }),
    ignoreItem: ItemId.optional().meta({
      description: "An item that is to be moved: its own time counts as free; of a series, that of every occurrence.",
    }),
    ignoreOccurrence: PlainDate.optional().meta({
      description:
        "With ignoreItem, to move one occurrence of a series: its original date. The others of the series stay in the way.",
    }),
    timeZone: TimeZone.optional().meta({ description: "Read in this IANA zone instead of the person's own." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    from: PlainDate,
    to: PlainDate,
    lengthMinutes: z.int(),
    searched: z.string().meta({ description: "Where it was looked, in English words: days, hours, gaps." }),
    slots: z.array(Slot).meta({ description: "Best first. Empty when there is none." }),
    none: z.string().optional().meta({
      description: "Only when there is none: that there is none, and what would help. English; translate it.",
    }),
    wouldHelp: z
      .array(
        z.object({
          change: z.enum(["days", "hours", "gaps", "length", "window"]),
          words: z.string(),
          slot: Slot.meta({ description: "The first free time that this would give." }),
        }),
      )
      .optional()
      .meta({
        description: "Only when there is none: each change that alone would give free time. Its words are English.",
      }),
  }),
  problems: ["cross_site_request"],
} as const satisfies Operation;

const OverviewItem = z.object({
  id: ItemId,
  occurrence: Occurrence,
  text: z.string(),
  allDay: z.boolean().optional().meta({ description: "True when it has no time." }),
  date: PlainDate.meta({ description: "The day it starts." }),
  startTime: PlainTime.optional(),
  endDate: PlainDate.optional(),
  endTime: PlainTime.optional(),
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  done: z.boolean(),
  location: z.string().optional(),
  imported: importedMark("it came"),
});
export type OverviewItem = z.output<typeof OverviewItem>;

const Day = z.object({
  date: PlainDate,
  weekday: Weekday,
  itemCount: z.int(),
  items: z.array(OverviewItem).meta({
    description: `In order, all-day first; at most ${limits.overviewItems} are listed. Texts are shortened.`,
  }),
  overlaps: z
    .array(
      z.object({
        ids: z.array(ItemId),
        texts: z.array(z.string()),
        imported: importedMark("one of them came"),
        startTime: PlainTime,
        endTime: PlainTime,
      }),
    )
    .meta({ description: "Which two of the day's open items take the same time, and from when to when." }),
  free: z
    .array(z.object({ startTime: PlainTime, endTime: PlainTime, lengthMinutes: z.int() }))
    .meta({ description: "What is free within the working hours and not over yet; 24:00 is the end of the day." }),
});
export type OverviewDay = z.output<typeof Day>;

export const getOverview = {
  ...addresses.getOverview,
  name: "getOverview",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `Read a day or a week at a glance: what is on, what overlaps, what is overdue (of the last ${limits.overdueDays} days), what is free. \`spoken\` says it in at most ${limits.spoken} characters, in English: to be read aloud, in the person's language.`,
  input: z.strictObject({
    span: z.enum(["day", "week"]).optional().meta({ description: "Default: day." }),
    date: PlainDate.optional().meta({ description: "The day, or any day of the week. Default: today." }),
    weekday: Weekday.optional().meta({ description: "A check: the weekday of `date`." }),
    timeZone: TimeZone.optional().meta({ description: "Read in this IANA zone instead of the person's own." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    span: z.enum(["day", "week"]),
    from: PlainDate,
    to: PlainDate,
    rev: z.int().meta({ description: "The agenda's revision that this answer shows; see listChanges." }),
    spoken: z.string().meta({
      description:
        "English, whatever the locale: say it in the person's language. Days are named by weekday and month, times have 24 hours.",
    }),
    imported: importedMark("spoken may name what came"),
    days: z.array(Day),
    overdue: z.object({ since: PlainDate, count: z.int(), items: z.array(OverviewItem) }).meta({
      description: `What is open although its time is over, whatever day was asked for: since ${limits.overdueDays} days ago and not further back, counted to ${limits.countMost}, the latest ${limits.overviewOverdue} listed.`,
    }),
  }),
  problems: [],
} as const satisfies Operation;
