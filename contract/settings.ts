import { z } from "zod";
import { addresses } from "./addresses.ts";
import { ChangeRef } from "./history.ts";
import { importedMark } from "./item.ts";
import { limits } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { PlainTime, TimeZone, Weekday, ZoneSource } from "./time.ts";
import { repeatable, writing } from "./writing.ts";

/** What a person sets once. */

export const WorkingHours = z
  .array(
    z.strictObject({
      days: z.array(Weekday).min(1).max(7).meta({ description: "The weekdays that it holds for." }),
      from: PlainTime.meta({ description: "HH:MM, 24-hour, on the wall.", example: "09:00" }),
      to: PlainTime.meta({ description: "HH:MM, later than from.", example: "17:30" }),
    }),
  )
  .min(1)
  .max(limits.workingSpans)
  .meta({
    description:
      'Spans of time in which the person works: [{"days": ["Monday", …, "Friday"], "from": "09:00", "to": "17:00"}]. A lunch break makes two spans. Days in no span are free.',
  });

const descriptions = {
  weekStart: "The weekday that weeks begin with.",
  defaultDurationMinutes:
    "Minutes: how long free time is looked for and kept free after a start, where no length is said. The web page fills in the end by it; through this API an item that is sent without an end stays without one.",
  locale:
    "Language and region, BCP 47, such as en-GB or de-DE. The page writes dates and times by it, answers to programs stay English; the week begins as it does there unless weekStart says otherwise.",
} as const;

const minutes = z.int().min(1).max(limits.durationMinutes);
const locale = z.string().min(2).max(limits.locale).meta({ example: "en-GB" });

const Settings = z.object({
  timeZone: TimeZone,
  timeZoneSource: ZoneSource.exclude(["request"]),
  weekStart: Weekday.meta({ description: descriptions.weekStart }),
  workingHours: z.array(
    z
      .object({ days: z.array(Weekday), from: PlainTime, to: PlainTime })
      .meta({ description: "Days in no span are free." }),
  ),
  defaultDurationMinutes: z.int().meta({ description: descriptions.defaultDurationMinutes }),
  locale: z.string().optional().meta({ description: "Absent: English, on the browser's clock." }),
  defaults: z.array(z.enum(["weekStart", "workingHours", "defaultDurationMinutes", "locale"])).meta({
    description: "Settings that the person has not said: what stands here for them is the default.",
  }),
});

/** For answers that tell some of them. */
export const settingsShape = Settings.shape;

export const getSettings = {
  ...addresses.getSettings,
  name: "getSettings",
  status: 200,
  reads: true,
  isConsequential: false,
  summary:
    "Read the person's settings: time zone (and whether it is known), week start, working hours, default duration, locale.",
  input: z.strictObject({}),
  output: Settings,
  problems: [],
} as const satisfies Operation;

export const updateSettings = {
  ...addresses.updateSettings,
  name: "updateSettings",
  status: 200,
  reads: false,
  isConsequential: false,
  summary:
    "Change the person's settings: only what is sent; null goes back to the default. A new time zone moves no timed item; the answer says what it means for what is shown.",
  input: z.strictObject({
    timeZone: TimeZone.optional().meta({ description: "IANA name, such as Europe/Paris." }),
    weekStart: Weekday.nullable().optional().meta({ description: descriptions.weekStart }),
    workingHours: WorkingHours.nullable().optional(),
    defaultDurationMinutes: minutes.nullable().optional().meta({ description: descriptions.defaultDurationMinutes }),
    locale: locale.nullable().optional().meta({ description: descriptions.locale }),
    ...writing,
  }),
  output: Settings.extend({
    change: ChangeRef.optional().meta({ description: "Absent when everything was so already." }),
    meaning: z.string().optional().meta({
      description: "With a new time zone: what that means for items and for what is shown. Tell the person.",
    }),
    imported: importedMark("meaning quotes what came"),
    ...repeatable,
  }),
  problems: [],
} as const satisfies Operation;
