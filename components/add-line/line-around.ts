import { momentOf, wallOf } from "../time/wall-in-zone.ts";
import { isBooking } from "../timeline/day-line.ts";
import type { Slice } from "../timeline/days.ts";

/** What surrounds a time on its day: the nearest items before (the one that ends last) and after, the free time between, and any overlap. */
export interface Around {
  readonly before?: Slice;
  readonly after?: Slice;
  readonly freeBefore: number;
  readonly freeAfter: number;
  readonly twice?: { readonly minutes: number; readonly from: string; readonly to: string };
  /** HH:MM at which the same length is free: nearest after and nearest before. */
  readonly offers: readonly string[];
}

interface Times {
  readonly date: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly endDate?: string | undefined;
}

const minute = 60_000;
/** Suggestions stay within usual hours. */
const [earliest, latest] = ["07:00", "22:00"];

export function aroundOf(slices: readonly Slice[], times: Times, timeZone: string): Around {
  const startMs = momentOf({ date: times.date, time: times.startTime }, timeZone);
  const endMs = momentOf({ date: times.endDate ?? times.date, time: times.endTime }, timeZone);
  const taking = slices.filter(isBooking);
  const meets = (fromMs: number, toMs: number) => taking.filter((one) => one.startMs < toMs && one.endMs > fromMs);
  const [clash] = meets(startMs, endMs);
  const before = slices
    .filter((one) => one.startMs < startMs)
    .reduce<Slice | undefined>((last, one) => (last && last.endMs > one.endMs ? last : one), undefined);
  const after = slices.find((one) => one.startMs >= startMs);
  const span = (fromMs: number, toMs: number) => Math.max(0, Math.round((toMs - fromMs) / minute));
  const timeOf = (ms: number) => wallOf(ms, timeZone).time;
  const [fromMs, toMs] = clash ? [Math.max(startMs, clash.startMs), Math.min(endMs, clash.endMs)] : [0, 0];
  return {
    ...(before && { before }),
    ...(after && { after }),
    freeBefore: before?.ends ? span(before.endMs, startMs) : 0,
    freeAfter: after ? span(endMs, after.startMs) : 0,
    ...(clash && { twice: { minutes: span(fromMs, toMs), from: timeOf(fromMs), to: timeOf(toMs) } }),
    offers: clash ? offersOf() : [],
  };

  function offersOf(): string[] {
    const length = endMs - startMs;
    const later = taking.map(({ endMs: at }) => at).filter((at) => at > startMs);
    const sooner = taking.map(({ startMs: at }) => at - length).filter((at) => at < startMs);
    const isFree = (at: number) =>
      meets(at, at + length).length === 0 &&
      [at, at + length].every((ms) => wallOf(ms, timeZone).date === times.date) &&
      timeOf(at) >= earliest &&
      timeOf(at + length) <= latest;
    const next = later.sort((a, b) => a - b).find(isFree);
    const last = sooner.sort((a, b) => b - a).find(isFree);
    return [next, last].filter((at) => at !== undefined).map(timeOf);
  }
}
