import { weekdayOf } from "../../agenda/time/dates.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import type { Output, resolveDates } from "../../contract/operations.ts";

type Present = Pick<Output<typeof resolveDates>, "now" | "today" | "timeZone" | "timeZoneSource">;

/**
 * The current time in the reader's zone: the requested one, else the user's, else UTC.
 * @param asked as sent
 * @param personZone null if unknown
 * @throws AgendaError("invalid_input") for an unknown zone
 */
export function presentIn(asked: string | undefined, personZone: string | null, nowMs: number): Present {
  const timeZone = asked === undefined ? (personZone ?? "UTC") : requireTimeZone(asked, ["timeZone"]);
  const known = personZone === null ? "unknown" : "settings";
  const today = dateIn(nowMs, timeZone);
  return {
    now: writeInstant(nowMs, timeZone),
    today: { date: today, weekday: weekdayOf(today) },
    timeZone,
    timeZoneSource: asked === undefined ? known : "request",
  };
}
