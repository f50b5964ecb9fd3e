import { limits } from "../../contract/limits.ts";
import { type ReminderTime, readReminder, writeReminder } from "../../contract/reminder-times.ts";
import type { EntryContent } from "../item/item-content.ts";
import { minuteOf } from "../time/wall-clock.ts";
import { type JComponent, type JProperty, parameterOf, property, propertyOf, textOf } from "./jcal.ts";
import { readLength } from "./read/wall-values.ts";

const day = 1440;

/** What an alarm counts from. */
type Start = Pick<EntryContent, "startTime">;

/** Local minutes from a reminder to the start, or to midnight of an all-day item. Negative if it is due afterwards. */
function minutesBefore(reminder: ReminderTime, { startTime }: Start): number {
  if ("minutes" in reminder) return reminder.minutes;
  return reminder.days * day + minuteOf(startTime ?? "00:00") - minuteOf(reminder.time);
}

/** The reminder due this long before the start. Undefined if there is none: too early, or after the start. */
function reminderAt(minutes: number, { startTime }: Start): ReminderTime | undefined {
  if (minutes > limits.reminderMinutes || !Number.isInteger(minutes)) return undefined;
  if (startTime !== null) return minutes < 0 ? undefined : { minutes };
  const days = Math.max(0, Math.ceil(minutes / day));
  const minute = days * day - minutes;
  if (minute >= day) return undefined;
  return { days, time: new Date(minute * 60_000).toISOString().slice(11, 16) };
}

/** A time of day would be read back as minutes, so it is also written in our own property. */
const own = "x-agenda-reminder";

/**
 * Writes a reminder as an alarm.
 * @param isDueOnly for a to-do with DUE and no DTSTART: the alarm counts from its end
 * @see RFC 5545 §3.6.6, §3.8.6.3
 */
export function writeAlarm(
  written: string,
  { text, startTime }: Start & Pick<EntryContent, "text">,
  isDueOnly = false,
): JComponent[] {
  const reminder = readReminder(written);
  if (!reminder) return [];
  const minutes = minutesBefore(reminder, { startTime });
  const again = reminderAt(minutes, { startTime });
  const isClear = again !== undefined && writeReminder(again) === written;
  const properties: JProperty[] = [
    property("action", "text", "DISPLAY"),
    ["trigger", isDueOnly ? { related: "END" } : {}, "duration", durationOf(minutes)],
    property("description", "text", text),
    ...(isClear ? [] : [property(own, "text", written)]),
  ];
  return [["valarm", properties, []]];
}

function durationOf(minutes: number): string {
  const [days, hours, rest] = [Math.trunc(minutes / day), Math.trunc((minutes % day) / 60), minutes % 60].map(Math.abs);
  const time = [hours && `${hours}H`, rest && `${rest}M`].filter(Boolean).join("");
  if (!days && !time) return "PT0S";
  return `${minutes > 0 ? "-" : ""}P${days ? `${days}D` : ""}${time && `T${time}`}`;
}

/** What a file's alarm counts from. */
interface AlarmStart extends Start {
  /** When it begins, if that is a single instant: not a series, a whole day or a floating time. */
  readonly atMs?: number | null;
  /** For a to-do with DUE and no DTSTART: its end is what counts as the start here. */
  readonly isDueOnly?: boolean;
}

/** Reads an alarm as a reminder. Undefined if it is not one here: by mail, at an instant of a series, relative to the end. */
export function readAlarm(alarm: JComponent, start: AlarmStart): string | undefined {
  const action = textOf(alarm, "action")?.toUpperCase();
  if (action !== "DISPLAY" && action !== "AUDIO") return undefined;
  const minutes = minutesOfTrigger(alarm, start);
  if (minutes === undefined) return undefined;
  const said = readReminder(textOf(alarm, own) ?? "");
  // Another program may have moved the trigger and kept our property.
  const reminder = said && minutesBefore(said, start) === minutes ? said : reminderAt(minutes, start);
  return reminder && writeReminder(reminder);
}

function minutesOfTrigger(alarm: JComponent, { atMs, isDueOnly }: AlarmStart): number | undefined {
  const instantMs = instantOfTrigger(alarm);
  if (instantMs !== undefined) return typeof atMs === "number" ? (atMs - instantMs) / 60_000 : undefined;
  const trigger = propertyOf(alarm, "trigger");
  if (trigger?.[2] !== "duration") return undefined;
  const isOfStart = (parameterOf(trigger, "related") ?? "START").toUpperCase() === "START";
  if (!isOfStart && !isDueOnly) return undefined;
  const text = String(trigger[3]);
  const length = readLength(text.replace(/^-/, ""));
  return length && (length.days * day + length.seconds / 60) * (text.startsWith("-") ? 1 : -1);
}

function instantOfTrigger(alarm: JComponent): number | undefined {
  const text = textOf(alarm, "trigger") ?? "";
  const ms = /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

const yearMs = 366 * day * 60_000;

/** Whether somebody may wait for an alarm. Apple writes "none" as an alarm in 1976, others as an action. */
export const isMeant = (alarm: JComponent, { date }: Pick<EntryContent, "date">): boolean =>
  textOf(alarm, "action")?.toUpperCase() !== "NONE" &&
  Date.parse(date) - (instantOfTrigger(alarm) ?? Number.POSITIVE_INFINITY) < yearMs;
