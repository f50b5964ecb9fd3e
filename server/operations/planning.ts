import { sameHours, type WeekHours } from "../../agenda/day-hours.ts";
import type { Weekday } from "../../contract/time.ts";
import type { UserId } from "../identity/caller.ts";
import { findPerson } from "../storage/users.ts";

/** What planning needs to know of a person. */
export interface Planning {
  readonly rev: number;
  /** IANA name, or null while unknown. */
  readonly timeZone: string | null;
  readonly hours: WeekHours;
  readonly weekStart: Weekday;
  /** How long things take that nobody gave an end. */
  readonly usualMinutes: number;
}

const workdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] as const;

/** Reads it. */
export async function readPlanning(userId: UserId): Promise<Planning> {
  const { rev, timeZone } = await findPerson(userId);
  const hours = sameHours(workdays, { start: "09:00", end: "17:00" });
  return { rev, timeZone, hours, weekStart: "Monday", usualMinutes: 60 };
}
