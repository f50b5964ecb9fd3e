import { z } from "zod";

/** The format of dates, times and zones. Whether they exist is checked in `agenda/`. */
export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const Weekday = z.enum(weekdays, { error: `Must be one of ${weekdays.join(", ")}.` });
export type Weekday = z.infer<typeof Weekday>;

export const PlainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Must be a date written YYYY-MM-DD, such as 2026-11-27.")
  .meta({ example: "2026-11-27" });

export const PlainTime = z
  .string()
  .regex(/^\d{2}:\d{2}$/, "Must be a time written HH:MM on the 24-hour clock, such as 09:30.")
  .meta({ example: "14:00" });

export const TimeZone = z.string().min(1).max(64).meta({ example: "Europe/Paris" });

/** RFC 3339 with the zone's offset. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/)
  .meta({ example: "2026-11-27T14:00:00+01:00" });

/** A day with its weekday, so that nobody has to work it out. */
export const Today = z.object({ date: PlainDate, weekday: Weekday });

export const ZoneSource = z.enum(["request", "settings", "unknown"]).meta({
  description: "unknown: the person's zone is not known yet, so UTC was taken.",
});
