import { wallTimeIn } from "../time/instants.ts";
import { joinSpans, type Span, withoutSpans } from "./busy-span.ts";
import { canBeSaid, hoursIn, type WeekHours } from "./day-hours.ts";

/** A request for free time. */
export interface FreeTimeQuestion {
  /** First and last day, both inclusive, in `timeZone`. */
  readonly from: string;
  readonly to: string;
  /** A valid IANA name. */
  readonly timeZone: string;
  /** At least 5. */
  readonly lengthMinutes: number;
  readonly hours: WeekHours;
  /** Gap to keep to other items, but not to the edges of the hours. */
  readonly gapBeforeMinutes: number;
  readonly gapAfterMinutes: number;
  /** No earlier result. Unix time in milliseconds. */
  readonly notBeforeMs: number;
}

const minuteMs = 60_000;

/**
 * All free spans of sufficient length, sorted: within the days and hours, not in the past, and with the requested gaps to
 * occupied time.
 * @param occupied in any order; instants without a length do not count here (see `reservedFor`)
 */
export function freeStretches(question: FreeTimeQuestion, occupied: readonly Span[]): Span[] {
  const { from, to, hours, timeZone, gapBeforeMinutes, gapAfterMinutes } = question;
  const notBeforeMs = Math.ceil(question.notBeforeMs / minuteMs) * minuteMs;
  const open = hoursIn(from, to, hours, timeZone)
    .filter(({ endsAtMs }) => endsAtMs > notBeforeMs)
    .map((span) => ({ ...span, startsAtMs: Math.max(span.startsAtMs, notBeforeMs) }));
  const taken = occupied
    .filter(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs)
    .map(({ startsAtMs, endsAtMs }) => ({
      startsAtMs: startsAtMs - gapAfterMinutes * minuteMs,
      endsAtMs: endsAtMs + gapBeforeMinutes * minuteMs,
    }));
  const lengthMs = question.lengthMinutes * minuteMs;
  return withoutSpans(open, joinSpans(taken)).filter(({ startsAtMs, endsAtMs }) => endsAtMs - startsAtMs >= lengthMs);
}

/**
 * Slots of the requested length, best first, which together cover all free time:
 * - Each day's best comes before any day's second best, so that the first few are on different days; then the earlier day.
 * - Within a day: on the full or half hour before the quarter hour before any other minute; then one at an edge, which leaves
 *   the rest
 *   in one piece; then the earlier one.
 * - One that overlaps a better one comes last: it is there for completeness. A slot that starts or ends at the second
 *   occurrence of a repeated local time is omitted, because it cannot be expressed.
 * @see docs/decisions/0141-free-time.md
 */
export function slotsIn(stretches: readonly Span[], { lengthMinutes, timeZone }: FreeTimeQuestion): Span[] {
  const lengthMs = lengthMinutes * minuteMs;
  const candidates = stretches.flatMap((stretch) =>
    [...startsIn(stretch, lengthMs, timeZone)].map((startsAtMs) =>
      candidateAt(startsAtMs, stretch, lengthMs, timeZone),
    ),
  );
  const days = Map.groupBy(
    candidates.filter((slot) => canBeSaid(slot.startsAtMs, timeZone) && canBeSaid(slot.endsAtMs, timeZone)),
    ({ date }) => date,
  );
  const rounds: Span[][] = [];
  const extra: Span[] = [];
  for (const [, ofDay] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const chosen: Span[] = [];
    for (const { startsAtMs, endsAtMs } of ofDay.sort(byFitness)) {
      const slot = { startsAtMs, endsAtMs };
      const isExtra = chosen.some((one) => one.startsAtMs < endsAtMs && startsAtMs < one.endsAtMs);
      (isExtra ? extra : chosen).push(slot);
    }
    for (const [round, slot] of chosen.entries()) rounds[round] = [...(rounds[round] ?? []), slot];
  }
  return [...rounds.flat(), ...extra.sort((a, b) => a.startsAtMs - b.startsAtMs)];
}

interface Candidate extends Span {
  readonly date: string;
  /** 0 on the full or half hour, 1 on the quarter, 2 otherwise. */
  readonly roughness: number;
  readonly isAtEdge: boolean;
}

const byFitness = (a: Candidate, b: Candidate) =>
  a.roughness - b.roughness || Number(b.isAtEdge) - Number(a.isAtEdge) || a.startsAtMs - b.startsAtMs;

function candidateAt(startsAtMs: number, stretch: Span, lengthMs: number, timeZone: string): Candidate {
  const { date, time } = wallTimeIn(startsAtMs, timeZone);
  const minute = Number(time.slice(3));
  const endsAtMs = startsAtMs + lengthMs;
  const isAtEdge = startsAtMs === stretch.startsAtMs || endsAtMs === stretch.endsAtMs;
  return { startsAtMs, endsAtMs, date, roughness: minute % 30 === 0 ? 0 : minute % 15 === 0 ? 1 : 2, isAtEdge };
}

/** Starts that together cover a span: consecutive from a round time, and at both edges. */
function startsIn({ startsAtMs, endsAtMs }: Span, lengthMs: number, timeZone: string): Set<number> {
  const lastMs = endsAtMs - lengthMs;
  const grid = gridOf(lengthMs);
  const stepMs = lengthMs - (lengthMs % (Math.min(grid, 15) * minuteMs)) || lengthMs;
  const starts = new Set([startsAtMs, lastMs]);
  for (let ms = roundedUp(startsAtMs, grid, timeZone); ms <= lastMs; ms += stepMs) starts.add(ms);
  return starts;
}

const gridOf = (lengthMs: number) => [30, 15, 5].find((minutes) => lengthMs >= minutes * minuteMs) ?? 1;

/** The next instant whose local time is a multiple of the grid; the instant itself if it is. */
function roundedUp(ms: number, gridMinutes: number, timeZone: string): number {
  const over = Number(wallTimeIn(ms, timeZone).time.slice(3)) % gridMinutes;
  return over === 0 ? ms : ms + (gridMinutes - over) * minuteMs;
}

/** Grid for the search around an instant. */
const nearGridMinutes = 15;

/**
 * Slots as close to an instant as possible, nearest first, without overlaps.
 * @param aroundMs the ideal start, Unix time in milliseconds
 */
export function slotsNear(
  stretches: readonly Span[],
  { lengthMinutes, timeZone }: FreeTimeQuestion,
  aroundMs: number,
  count: number,
): Span[] {
  const lengthMs = lengthMinutes * minuteMs;
  const starts = stretches.flatMap(({ startsAtMs, endsAtMs }) => {
    const lastMs = endsAtMs - lengthMs;
    const found = new Set([startsAtMs, lastMs, Math.min(lastMs, Math.max(startsAtMs, aroundMs))]);
    for (let ms = roundedUp(startsAtMs, nearGridMinutes, timeZone); ms <= lastMs; ms += nearGridMinutes * minuteMs)
      found.add(ms);
    return [...found];
  });
  const chosen: Span[] = [];
  for (const startsAtMs of starts.sort((a, b) => Math.abs(a - aroundMs) - Math.abs(b - aroundMs) || a - b)) {
    if (chosen.length >= count) break;
    const endsAtMs = startsAtMs + lengthMs;
    const isFresh = !chosen.some((one) => one.startsAtMs < endsAtMs && startsAtMs < one.endsAtMs);
    if (isFresh && canBeSaid(startsAtMs, timeZone) && canBeSaid(endsAtMs, timeZone))
      chosen.push({ startsAtMs, endsAtMs });
  }
  return chosen;
}

/** The nearest slot that starts by an instant, and the nearest that starts no earlier, where they exist. */
export function slotsBesides(
  stretches: readonly Span[],
  question: FreeTimeQuestion,
  aroundMs: number,
): { before: Span | undefined; after: Span | undefined } {
  const lengthMs = question.lengthMinutes * minuteMs;
  const within = (fromMs: number, toMs: number) =>
    stretches
      .map(({ startsAtMs, endsAtMs }) => ({
        startsAtMs: Math.max(startsAtMs, fromMs),
        endsAtMs: Math.min(endsAtMs, toMs),
      }))
      .filter(({ startsAtMs, endsAtMs }) => endsAtMs - startsAtMs >= lengthMs);
  const nearest = (spans: Span[]) => slotsNear(spans, question, aroundMs, 1)[0];
  return {
    before: nearest(within(Number.NEGATIVE_INFINITY, aroundMs + lengthMs)),
    after: nearest(within(aroundMs, Number.POSITIVE_INFINITY)),
  };
}
