/** A stretch of time with a constant offset. Unix time in milliseconds; exclusive end, at the next transition. */
interface Stretch {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly offsetMs: number;
}

/**
 * Cache of stretches by zone, each list sorted. Asking Temporal for every item of every list would cost several microseconds
 * each. Bounded: a zone has at most about 600 stretches between 1900 and 2199, and few zones are in use at once.
 */
const met = new Map<string, Stretch[]>();
const mostZones = 100;
const mostStretches = 1000;

/** The largest offset from UTC of any zone ever (Manila, 15:56 before 1844), rounded up. */
const mostOffsetMs = 16 * 3_600_000;

/**
 * A zone's offset from UTC at an instant.
 * @param ms Unix time in milliseconds
 * @param timeZone a valid IANA name
 * @returns milliseconds; not always whole minutes before 1972
 * @throws RangeError for an unknown zone: check it with requireTimeZone first
 */
export function offsetMsAt(ms: number, timeZone: string): number {
  return stretchAt(ms, timeZone).offsetMs;
}

/**
 * Converts local time to an instant if it is unambiguous: the same offset applies to every instant it could mean. Returns
 * undefined near a transition; ask Temporal then.
 * @param wallMs local time in milliseconds, as if it were UTC
 */
export function plainInstantOf(wallMs: number, timeZone: string): number | undefined {
  const stretch = stretchAt(wallMs, timeZone);
  const isPlain = wallMs - mostOffsetMs >= stretch.startsAtMs && wallMs + mostOffsetMs < stretch.endsAtMs;
  return isPlain ? wallMs - stretch.offsetMs : undefined;
}

function stretchAt(ms: number, timeZone: string): Stretch {
  let stretches = met.get(timeZone);
  if (stretches === undefined) {
    if (met.size >= mostZones) met.clear();
    stretches = [];
    met.set(timeZone, stretches);
  }
  const index = lastStartingBy(ms, stretches);
  const known = stretches[index];
  if (known !== undefined && ms < known.endsAtMs) return known;
  const found = askTemporal(ms, timeZone);
  if (stretches.length >= mostStretches) stretches.length = 0;
  stretches.splice(Math.min(index + 1, stretches.length), 0, found);
  return found;
}

/** Index of the last stretch that starts at or before `ms`; -1 if there is none. */
function lastStartingBy(ms: number, stretches: readonly Stretch[]): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.startsAtMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function askTemporal(ms: number, timeZone: string): Stretch {
  // Add a nanosecond, because "previous" excludes a transition at the exact instant.
  const moment = new Temporal.ZonedDateTime(BigInt(Math.floor(ms)) * 1_000_000n + 1n, timeZone);
  return {
    startsAtMs: moment.getTimeZoneTransition("previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    endsAtMs: moment.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: moment.offsetNanoseconds / 1_000_000,
  };
}
