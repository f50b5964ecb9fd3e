import { type WeekHours, workingHoursOf } from "../../agenda/planning/day-hours.ts";
import { type StoredSettings, settingsOf } from "../../agenda/settings/stored-settings.ts";
import type { Weekday } from "../../contract/fields/time.ts";

/** What planning needs to know of a person. */
export interface PlanningSettings {
  readonly hours: WeekHours;
  readonly weekStart: Weekday;
  /** How long things take that nobody gave an end. */
  readonly usualMinutes: number;
}

/** The same from what the person has set. */
export function planningSettingsOf(stored: StoredSettings): PlanningSettings {
  const { workingHours, weekStart, defaultDurationMinutes } = settingsOf(stored);
  return { hours: workingHoursOf(workingHours), weekStart, usualMinutes: defaultDurationMinutes };
}
