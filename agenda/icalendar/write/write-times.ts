import type { WallTimes } from "../../item/item-content.ts";
import { addDays } from "../../time/dates.ts";
import { writeInstant } from "../../time/instants.ts";
import type { JProperty } from "../jcal.ts";

type Start = Pick<WallTimes, "startTime" | "timeZone">;

/** A property whose values are an item's local dates: DATE if all-day, otherwise DATE-TIME with a zone, or floating. */
export function wallProperty(name: string, dates: readonly string[], { startTime, timeZone }: Start): JProperty {
  if (startTime === null) return [name, {}, "date", ...dates];
  const parameters: JProperty[1] = timeZone === null ? {} : { tzid: timeZone };
  return [name, parameters, "date-time", ...dates.map((date) => `${date}T${startTime}:00`)];
}

/** A DATE-TIME in UTC. @param ms Unix time in milliseconds */
export const momentProperty = (name: string, ms: number): JProperty => [name, {}, "date-time", writeInstant(ms, "UTC")];

/**
 * DTSTART with DTEND, or DUE for a to-do. An all-day end is exclusive for an event; a to-do is due on its last day. Each
 * has its own TZID.
 * @see RFC 5545 §3.6.1, §3.8.2.2, §3.8.2.3
 */
export function whenProperties(wall: WallTimes, kind: "event" | "todo", isSeries: boolean): JProperty[] {
  const { date, startTime, endDate, endTime } = wall;
  const at = (name: string, day: string, time: string | null, timeZone = wall.timeZone) =>
    wallProperty(name, [day], { startTime: time, timeZone });
  const hasEnd = endDate !== null || endTime !== null;
  if (kind === "todo" && !hasEnd && !isSeries) return [at("due", date, startTime)];
  const start = at("dtstart", date, startTime);
  if (!hasEnd) return [start];
  if (startTime !== null)
    return [start, at(kind === "todo" ? "due" : "dtend", endDate ?? date, endTime, wall.endTimeZone ?? wall.timeZone)];
  return [start, kind === "todo" ? at("due", endDate ?? date, null) : at("dtend", addDays(endDate ?? date, 1), null)];
}
