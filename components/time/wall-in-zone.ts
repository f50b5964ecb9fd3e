/** Converts between instants and local time in a zone with the browser's zone data (there is no Temporal). */
export interface Wall {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone's offset from UTC. */
function askOffsetMs(ms: number, timeZone: string): number {
  // Sweden writes dates and times as ISO 8601 does.
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
  formats.set(timeZone, format);
  const [year = 0, month = 0, ...rest] = format.format(ms).split(/\D+/).map(Number);
  return Date.UTC(year, month - 1, ...rest) - Math.floor(ms / 1_000) * 1_000;
}

const dayMs = 86_400_000;
/** Cache of offsets at the starts of UTC days: Intl takes longer than all other work on a time. */
const offsets = new Map<string, number>();

function offsetMsAt(ms: number, timeZone: string): number {
  const offsetOf = (day: number): number => {
    const key = `${timeZone} ${day}`;
    const offsetMs = offsets.get(key) ?? askOffsetMs(day * dayMs, timeZone);
    offsets.set(key, offsetMs);
    return offsetMs;
  };
  const day = Math.floor(ms / dayMs);
  const offsetMs = offsetOf(day);
  // Clocks change during a day if the next one starts with another offset.
  return offsetMs === offsetOf(day + 1) ? offsetMs : askOffsetMs(ms, timeZone);
}

export function wallOf(ms: number, timeZone: string): Wall {
  const wall = new Date(ms + offsetMsAt(ms, timeZone)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) };
}

/** Local times of an item; empty and absent are the same. */
interface Lasting {
  readonly date: string;
  readonly startTime?: string | undefined;
  readonly endDate?: string | undefined;
  readonly endTime?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly endTimeZone?: string | undefined;
}

/** The zones to compute a length in: UTC twice for a length in local time, which is what counts without an end zone. */
const wallsOf = ({ timeZone, endTimeZone }: Lasting, readIn: string) =>
  endTimeZone ? ([timeZone || readIn, endTimeZone] as const) : (["UTC", "UTC"] as const);

/** From start to end, negative if they are in the wrong order; undefined if one is missing. */
export function lengthMsOf(item: Lasting, readIn: string): number | undefined {
  const { date, startTime, endDate, endTime } = item;
  if (!date || !startTime || !endTime) return undefined;
  const [startsIn, endsIn] = wallsOf(item, readIn);
  return momentOf({ date: endDate || date, time: endTime }, endsIn) - momentOf({ date, time: startTime }, startsIn);
}

/** The end after a new start, keeping the length. */
export function movedEnd(item: Lasting, start: Wall, readIn: string): Wall | undefined {
  const lengthMs = lengthMsOf(item, readIn);
  if (lengthMs === undefined) return undefined;
  const [startsIn, endsIn] = wallsOf(item, readIn);
  return wallOf(momentOf(start, startsIn) + lengthMs, endsIn);
}

/** The instant of a local time in a zone; a time in a DST gap moves forward by the gap, a repeated one is the earlier. */
export function momentOf({ date, time }: Wall, timeZone: string): number {
  const asUtcMs = Date.parse(`${date}T${time}Z`);
  const before = asUtcMs - offsetMsAt(asUtcMs - dayMs, timeZone);
  const after = asUtcMs - offsetMsAt(asUtcMs + dayMs, timeZone);
  const lands = (ms: number) => ms + offsetMsAt(ms, timeZone) === asUtcMs;
  if (lands(before)) return before;
  return lands(after) ? after : before;
}
