import { wallTimeIn } from "../time/instants.ts";
import { joinSpans, type Span, withoutSpans } from "./busy-span.ts";
import { canBeSaid, hoursIn, type WeekHours } from "./day-hours.ts";

/** What kind of free time is looked for. */
export interface FreeTimeQuestion {
  /** First and last day, both inclusive, on the wall of `timeZone`. */
  readonly from: string;
  readonly to: string;
  /** An IANA name that exists. */
  readonly timeZone: string;
  /** At least 5. */
  readonly lengthMinutes: number;
  readonly hours: WeekHours;
  /** To keep free before and after, towards what is on the agenda; not towards the edges of the hours. */
  readonly gapBeforeMinutes: number;
  readonly gapAfterMinutes: number;
  /** Nothing earlier is answered. Milliseconds since 1970. */
  readonly notBeforeMs: number;
}

const minuteMs = 60_000;

/**
 * All time that is free and long enough, in order: within the days and hours, not over yet, and away from what is occupied by
 * the gaps asked for.
 * @param occupied in any order; moments without a length take no time here (see `reservedFor`)
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
 * Slots of the length asked for, best first, and together all there is: every free minute lies in one of them.
 * - Each day's best comes before any day's second best, so that the first few lie on different days; then the earlier day.
 * - Within a day: on the full or half hour before the quarter before any other minute; then one that leaves the free time in
 *   one piece, at an edge of it; then the earlier one.
 * - One that overlaps a better one comes last: it is there for completeness.
 * A slot whose start or end the wall shows for the second time is left out: it could not be said.
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

/** Starts that together cover a stretch: one after the other from a round time on, and at both edges. */
function startsIn({ startsAtMs, endsAtMs }: Span, lengthMs: number, timeZone: string): Set<number> {
  const lastMs = endsAtMs - lengthMs;
  const grid = gridOf(lengthMs);
  const stepMs = lengthMs - (lengthMs % (Math.min(grid, 15) * minuteMs)) || lengthMs;
  const starts = new Set([startsAtMs, lastMs]);
  for (let ms = roundedUp(startsAtMs, grid, timeZone); ms <= lastMs; ms += stepMs) starts.add(ms);
  return starts;
}

const gridOf = (lengthMs: number) => [30, 15, 5].find((minutes) => lengthMs >= minutes * minuteMs) ?? 1;

/** The next moment at which the wall shows a multiple of so many minutes; the moment itself when it does. */
function roundedUp(ms: number, gridMinutes: number, timeZone: string): number {
  const over = Number(wallTimeIn(ms, timeZone).time.slice(3)) % gridMinutes;
  return over === 0 ? ms : ms + (gridMinutes - over) * minuteMs;
}

/** How finely one looks around a moment. */
const nearGridMinutes = 15;

/**
 * Slots as near to a moment as possible, nearest first, none overlapping another.
 * @param aroundMs where it would best start, milliseconds since 1970
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

/** The nearest slot that starts by a moment, and the nearest that starts no earlier; each where there is one. */
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
