import { weekdayOf } from "../../agenda/time/dates.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import { requireTimeZone } from "../../agenda/time/zones.ts";
import type { Output, resolveDates } from "../../contract/operations.ts";

type Present = Pick<Output<typeof resolveDates>, "now" | "today" | "timeZone" | "timeZoneSource">;

/**
 * The present in the zone that is read in: the one that was asked for, else the person's, else UTC.
 * @param asked as it was sent
 * @param personZone null while unknown
 * @throws AgendaError("invalid_input") for a zone that does not exist
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
