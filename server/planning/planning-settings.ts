import { type WeekHours, workingHoursOf } from "../../agenda/planning/day-hours.ts";
import { type StoredSettings, settingsOf } from "../../agenda/settings/stored-settings.ts";
import type { Weekday } from "../../contract/fields/time.ts";

/** A user's settings that planning needs. */
export interface PlanningSettings {
  readonly hours: WeekHours;
  readonly weekStart: Weekday;
  /** Assumed length of items without an end. */
  readonly usualMinutes: number;
}

/** The same from stored settings. */
export function planningSettingsOf(stored: StoredSettings): PlanningSettings {
  const { workingHours, weekStart, defaultDurationMinutes } = settingsOf(stored);
  return { hours: workingHoursOf(workingHours), weekStart, usualMinutes: defaultDurationMinutes };
}
