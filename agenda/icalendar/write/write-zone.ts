import { writeWall } from "../../time/wall-clock.ts";
import { offsetMsAt } from "../../time/zone-offsets.ts";
import { type JComponent, type JProperty, property } from "../jcal.ts";

interface Shift {
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Enough for two centuries of half-yearly changes, and for the few zones that change more often. */
const mostShifts = 1_000;

/**
 * A VTIMEZONE that lists every offset change between two instants by date. Past years stay correct, and no rule claims more
 * than the zone data says.
 * @param timeZone a valid IANA name @param fromMs,toMs Unix time in milliseconds
 * @see RFC 5545 §3.6.5
 */
export function writeZone(timeZone: string, fromMs: number, toMs: number): JComponent {
  const shifts = shiftsOf(timeZone, fromMs, toMs);
  const groups = Map.groupBy(shifts, ({ fromMs: from, toMs: to }) => `${from} ${to}`);
  const standardMs = Math.min(...shifts.slice(-2).map(({ toMs: to }) => to));
  const observances = [...groups.values()].map((group) => observance(group, standardMs));
  return ["vtimezone", [property("tzid", "text", timeZone)], observances];
}

function shiftsOf(timeZone: string, fromMs: number, toMs: number): Shift[] {
  const startMs = offsetMsAt(fromMs, timeZone);
  const shifts: Shift[] = [{ atMs: fromMs, fromMs: startMs, toMs: startMs }];
  let moment = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  while (shifts.length < mostShifts) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > toMs) break;
    moment = next;
    const atMs = next.epochMilliseconds;
    const [before, after] = [offsetMsAt(atMs - 1, timeZone), offsetMsAt(atMs, timeZone)];
    if (before !== after) shifts.push({ atMs, fromMs: before, toMs: after });
  }
  return shifts;
}

/** One kind of change with all its dates, in local time before the change. */
function observance(group: readonly Shift[], standardMs: number): JComponent {
  const [first] = group as readonly [Shift, ...Shift[]];
  const wallOf = ({ atMs, fromMs }: Shift) => writeWall(atMs + fromMs);
  const properties: JProperty[] = [
    property("dtstart", "date-time", wallOf(first)),
    property("tzoffsetfrom", "utc-offset", writeOffset(first.fromMs)),
    property("tzoffsetto", "utc-offset", writeOffset(first.toMs)),
    // One RDATE line per date, DTSTART's included: ical.js reads only the first value of a line.
    ...(group.length === 1 ? [] : group.map((shift) => property("rdate", "date-time", wallOf(shift)))),
  ];
  return [first.toMs > standardMs ? "daylight" : "standard", properties, []];
}

/** "+01:00"; with seconds for zones that had them, before 1972. */
function writeOffset(ms: number): string {
  const seconds = Math.abs(Math.round(ms / 1000));
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const rest = seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`;
  return `${ms < 0 ? "-" : "+"}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${rest}`;
}
