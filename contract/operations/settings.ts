import { z } from "zod";
import { addresses } from "../addresses.ts";
import { importedMark } from "../fields/item.ts";
import { Reminders } from "../fields/reminder.ts";
import { PlainTime, TimeZone, Weekday, ZoneSource } from "../fields/time.ts";
import { repeatable, writing } from "../fields/write-fields.ts";
import { languages } from "../languages.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { ChangeRef } from "./history.ts";

/** Settings of a user. */

const WorkingHours = z
  .array(
    z.strictObject({
      days: z.array(Weekday).min(1).max(7),
      from: PlainTime.meta({ description: "HH:MM", example: "09:00" }),
      to: PlainTime.meta({ description: "HH:MM, later than from", example: "17:30" }),
    }),
  )
  .min(1)
  .max(limits.workingSpans)
  .meta({
    description: "When the person works. A lunch break makes two spans; days in no span are free.",
  });

const descriptions = {
  weekStart: "What weeks begin with, such as Monday.",
  defaultDurationMinutes:
    "Minutes that free time is looked for, where no length is said. What you send without an end has none.",
  locale: "BCP 47: en-GB. The page writes by it, answers to programs stay English; weekStart follows it.",
  timedReminders: "Of new items that say none: 30m.",
  allDayReminders: "The same, all-day: 1d 18:00.",
} as const;

/** Which map a place is looked up on. */
const mapService = z.enum(["openstreetmap", "google", "apple"]);
export type MapService = z.infer<typeof mapService>;
const language = z.enum(languages);

const minutes = z.int().min(1).max(limits.durationMinutes);
const locale = z.string().min(2).max(limits.locale).meta({ example: "en-GB" });

/** The settings that have a default. */
export const defaultable = [
  ...["weekStart", "workingHours", "defaultDurationMinutes", "locale", "showOverdue"],
  ...["timedReminders", "allDayReminders", "mapService"],
] as const;

const Settings = z.object({
  timeZone: TimeZone,
  timeZoneSource: ZoneSource.exclude(["request"]),
  weekStart: Weekday.meta({ description: descriptions.weekStart }),
  workingHours: z.array(
    z
      .object({ days: z.array(Weekday), from: PlainTime, to: PlainTime })
      .meta({ id: "WorkingSpan", description: "Days in no span are free." }),
  ),
  defaultDurationMinutes: z.int().meta({ description: descriptions.defaultDurationMinutes }),
  locale: z.string().optional().meta({ description: "Absent: by the page's language." }),
  showOverdue: z.boolean().meta({ description: "The page shows what is overdue." }),
  mapService,
  language: z.string().optional(),
  timedReminders: z.array(z.string()).meta({ description: descriptions.timedReminders }),
  allDayReminders: z.array(z.string()).meta({ description: descriptions.allDayReminders }),
  defaults: z.array(z.enum(defaultable)).meta({
    description: "Settings that nobody said: the default stands here.",
  }),
});

/** For answers that contain some of them. */
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
    "Change the person's settings: only what is sent; null: the default. A new time zone moves no timed item; the answer says what it means for what is shown.",
  input: z.strictObject({
    timeZone: TimeZone.optional().meta({ description: "IANA: Europe/Paris." }),
    weekStart: Weekday.nullable().optional().meta({ description: descriptions.weekStart }),
    workingHours: WorkingHours.nullable().optional(),
    defaultDurationMinutes: minutes.nullable().optional().meta({ description: descriptions.defaultDurationMinutes }),
    locale: locale.nullable().optional().meta({ description: descriptions.locale }),
    showOverdue: z.boolean().nullable().optional(),
    timedReminders: Reminders.nullable().optional().meta({ description: descriptions.timedReminders }),
    allDayReminders: Reminders.nullable().optional().meta({ description: descriptions.allDayReminders }),
    mapService: mapService.nullable().optional(),
    language: language.nullable().optional(),
    ...writing,
  }),
  output: Settings.extend({
    change: ChangeRef.optional().meta({ description: "Absent when everything was so already." }),
    meaning: z.string().optional().meta({
      description: "With a new time zone: what that means for what is shown. Tell the person.",
    }),
    imported: importedMark("meaning quotes text"),
    ...repeatable,
  }),
  problems: [],
} as const satisfies Operation;
