import { z } from "zod";
import { addresses } from "../addresses.ts";
import { ItemId, importedMark } from "../fields/item.ts";
import { Instant, PlainDate, PlainTime, TimeZone, Today, Weekday, ZoneSource } from "../fields/time.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";

/** What is planned, what is free, and what conflicts. */

/** When something takes place, in one zone's local time and as instants. */
const when = {
  date: PlainDate,
  weekday: Weekday,
  startTime: PlainTime,
  endDate: PlainDate.optional().meta({ description: "Where it ends on another day." }),
  endTime: PlainTime.optional(),
  timeZone: TimeZone,
  startsAt: Instant,
  endsAt: Instant.optional(),
};
const ended = { ...when, endTime: PlainTime, endsAt: Instant, lengthMinutes: z.int() };

const Occurrence = PlainDate.optional().meta({
  description: "Of a series: this date's original one.",
});
const Index = z.int().optional().meta({
  description:
    "Which item it concerns, from 0: with createItems of those sent, with rescheduleItems of those answered.",
});

/** A free slot. */
const Slot = z.object(ended).meta({ id: "Slot" });
export const FreeSlot = z.object({ index: Index, ...ended }).meta({ id: "FreeSlot" });
export type FreeSlot = z.output<typeof FreeSlot>;

/** An existing item that overlaps one just written. */
export const Conflict = z
  .object({
    index: Index,
    forOccurrence: PlainDate.optional().meta({
      description: "Which date of a series that was written it concerns, by its original date.",
    }),
    id: ItemId.optional().meta({ description: "Absent for an item of the same refused call." }),
    occurrence: Occurrence,
    text: z.string(),
    imported: importedMark("it came"),
    ...when,
  })
  .meta({ id: "Conflict" });
export type Conflict = z.output<typeof Conflict>;

/** What a write reports about overlaps. */
export const conflictFields = {
  conflicts: z
    .array(Conflict)
    .optional()
    .meta({
      description: `What is in the same time, although it was stored: tell the person. At most ${limits.conflicts}.`,
    }),
  checkedUntil: PlainDate.optional().meta({
    description: `Of a series that goes on after this day: at most its next ${limits.conflictDates} dates were looked at. Do not say that later ones are free.`,
  }),
  moreConflicts: z.boolean().optional().meta({ description: "True: there are more." }),
};

export const AvoidConflicts = z.boolean().meta({
  description:
    "True: where the time is taken store nothing; time_taken names free times nearby. Default: store and name conflicts. All-day items take no time.",
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
      .meta({ description: "Default: the person's usual length." }),
    from: PlainDate.optional().meta({
      description: "First day. Default: today.",
    }),
    fromWeekday: Weekday.optional().meta({ description: "Checks `from`, such as Friday." }),
    to: PlainDate.optional().meta({
      description: `Last day, inclusive. Default: ${limits.freeTimeDefaultDays} days after from; at most ${limits.freeTimeDays} days in all.`,
    }),
    toWeekday: Weekday.optional().meta({ description: "Checks `to`." }),
    earliest: PlainTime.optional().meta({
      description: "Time of day, HH:MM. Default: when working hours start.",
    }),
    latest: PlainTime.optional().meta({
      description: "Must end by this time, HH:MM, to 24:00. Default: when working hours end.",
    }),
    weekdays: z
      .array(Weekday)
      .min(1)
      .max(7)
      .optional()
      .meta({ description: "Default: the person's working days; send all seven for any day." }),
    gapBeforeMinutes: minutes(0, limits.freeTimeGapMinutes)
      .optional()
      .meta({ description: "Kept free after what comes before. Default: 0." }),
    gapAfterMinutes: minutes(0, limits.freeTimeGapMinutes)
      .optional()
      .meta({ description: "Kept free until what comes after. Default: 0." }),
    count: minutes(1, limits.freeTimeMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.freeTimeDefault}.` }),
    nearDate: PlainDate.optional().meta({
      description: "Nearest to this day, and to nearTime on it, first.",
    }),
    nearTime: PlainTime.optional().meta({ description: "With nearDate. Default: 12:00." }),
    ignoreItem: ItemId.optional().meta({
      description: "An item to be moved: its own time counts as free; of a series, every occurrence's.",
    }),
    ignoreOccurrence: PlainDate.optional().meta({
      description: "With ignoreItem, to move one occurrence: its original date. The series' others stay in the way.",
    }),
    timeZone: TimeZone.optional().meta({ description: "IANA zone to read in, not the person's." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    from: PlainDate,
    to: PlainDate,
    lengthMinutes: z.int(),
    searched: z.string().meta({ description: "Where it was looked, in English." }),
    slots: z.array(Slot).meta({ description: "Best first." }),
    none: z.string().optional().meta({
      description: "Only without slots: what would help. English; translate it.",
    }),
    wouldHelp: z
      .array(
        z.object({
          change: z.enum(["days", "hours", "gaps", "length", "window"]),
          words: z.string(),
          slot: Slot,
        }),
      )
      .optional()
      .meta({
        description: "Only without slots: each change that alone would give free time.",
      }),
  }),
  problems: ["cross_site_request"],
} as const satisfies Operation;

const OverviewItem = z
  .object({
    id: ItemId,
    occurrence: Occurrence,
    text: z.string(),
    allDay: z.boolean().optional(),
    date: PlainDate,
    startTime: PlainTime.optional(),
    endDate: PlainDate.optional(),
    endTime: PlainTime.optional(),
    startsAt: Instant.optional(),
    endsAt: Instant.optional(),
    done: z.boolean(),
    location: z.string().optional(),
    imported: importedMark("it came"),
  })
  .meta({ id: "OverviewItem" });
export type OverviewItem = z.output<typeof OverviewItem>;

const Day = z.object({
  date: PlainDate,
  weekday: Weekday,
  itemCount: z.int(),
  items: z.array(OverviewItem).meta({
    description: `All-day first; at most ${limits.overviewItems}. Texts are shortened.`,
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
    .meta({ description: "Two open items each that take the same time." }),
  free: z
    .array(z.object({ startTime: PlainTime, endTime: PlainTime, lengthMinutes: z.int() }))
    .meta({ description: "Free within the working hours and not over yet." }),
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
    weekday: Weekday.optional().meta({ description: "Checks `date`, such as Friday." }),
    timeZone: TimeZone.optional().meta({ description: "IANA zone to read in, not the person's." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    span: z.enum(["day", "week"]),
    from: PlainDate,
    to: PlainDate,
    rev: z.int().meta({ description: "The agenda's revision; see listChanges." }),
    spoken: z.string().meta({
      description: "English, whatever the locale: say it in the person's language.",
    }),
    imported: importedMark("spoken may name what came"),
    days: z.array(Day),
    overdue: z.object({ since: PlainDate, count: z.int(), items: z.array(OverviewItem) }).meta({
      description: `All-day items not ticked off whose day is over, whatever day was asked for: of the last ${limits.overdueDays} days, counted to ${limits.countMost}, the latest ${limits.overviewOverdue} listed.`,
    }),
  }),
  problems: [],
} as const satisfies Operation;
