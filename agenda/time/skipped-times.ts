import { wrongField } from "../../contract/problems.ts";
import { weekdayOf } from "./dates.ts";
import { instantOf, type Path, wallTimeIn } from "./instants.ts";
import { longDate } from "./long-date.ts";
import { wallMsOf, wallOf } from "./wall-clock.ts";
import { offsetMsAt, plainInstantOf } from "./zone-offsets.ts";

/**
 * Refuses a time entered by someone that falls in a DST gap, suggesting the times before and after it by the gap's length.
 * Not for computed times: those follow `instantOf`.
 * @throws AgendaError("invalid_input")
 */
export function refuseSkipped(date: string, time: string, timeZone: string, path: Path): void {
  const wallMs = wallMsOf(date, time);
  if (plainInstantOf(wallMs, timeZone) !== undefined) return;
  const laterMs = instantOf(date, time, timeZone);
  if (laterMs + offsetMsAt(laterMs, timeZone) === wallMs) return;
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const gapMs = earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? laterMs;
  const places = [
    wallOf(gapMs + offsetMsAt(gapMs - 1, timeZone)),
    wallTimeIn(gapMs, timeZone),
    wallTimeIn(earlier.epochMilliseconds, timeZone),
    wallTimeIn(laterMs, timeZone),
  ];
  const isOneDay = places.every((place) => place.date === date);
  const [from = "", to = "", before = "", after = ""] = places.map((place) =>
    isOneDay ? place.time : `${place.date} ${place.time}`,
  );
  throw wrongField(
    path,
    `${time} does not exist in ${timeZone} on ${weekdayOf(date)} ${longDate(date)}: clocks go from ${from} to ${to}. Use ${before} or ${after}.`,
    {
      key: "problems.skipped",
      values: {
        ...{ time: { time }, day: { date } },
        ...(isOneDay ? { before: { time: before }, after: { time: after } } : { before, after }),
      },
    },
  );
}
