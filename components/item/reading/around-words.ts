import { keyOf } from "../../sync/entry-key.ts";
import { clock, duration } from "../../time/clock-words.ts";
import type { Reader } from "../../time/reader.ts";
import { isBooking, isGone } from "../../timeline/day-line.ts";
import type { Day, Slice } from "../../timeline/days.ts";
import type { Placed } from "../../timeline/placed-item.ts";

const minuteMs = 60_000;

/**
 * What surrounds an item on its days: "1 h free before it, 15 min after, then Collect Leo." Undefined for what has no time.
 * @param days every day that it touches
 */
export function aroundWords(days: readonly Day[], { item, timed }: Placed, reader: Reader): string | undefined {
  if (!timed) return undefined;
  const { startMs, endMs, ends } = timed;
  const slices = days.flatMap((day) => day.slices);
  const others = slices.filter(
    (one) => keyOf(one.placed.item) !== keyOf(item) && !isGone(one) && !one.placed.item.done,
  );
  const twice = others.filter((one) => ends && isBooking(one) && one.startMs < endMs && one.endMs > startMs);
  const before = others
    .filter((one) => one.startMs < startMs && one.endMs <= startMs)
    .reduce<Slice | undefined>((last, one) => (last && last.endMs > one.endMs ? last : one), undefined);
  const after = others
    .filter((one) => one.startMs >= endMs && one.startMs > startMs)
    .sort((a, b) => a.startMs - b.startMs)[0];
  const parts = [
    ...(twice.length > 0 ? [`at the same time as ${names(twice)}`] : []),
    ...(twice.some((one) => one.startMs < startMs) ? [] : [beforeWords(before, startMs, reader)]),
    ...(twice.some((one) => one.endMs > endMs) ? [] : [afterWords(after, ends ? endMs : undefined, reader)]),
  ];
  const words = parts.join(", ");
  return words && `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}

const names = (slices: readonly Slice[]): string =>
  [...new Set(slices.map(({ placed }) => placed.item.text))].join(" and ");

function beforeWords(before: Slice | undefined, startMs: number, { hour12 }: Reader): string {
  if (!before) return "nothing before it that day";
  const { text } = before.placed.item;
  if (!before.ends) return `after ${text} at ${clock(before.startTime, hour12)}`;
  const minutes = Math.round((startMs - before.endMs) / minuteMs);
  return minutes > 0 ? `${duration(minutes)} free before it, after ${text}` : `right after ${text}`;
}

function afterWords(after: Slice | undefined, endMs: number | undefined, { hour12 }: Reader): string {
  if (!after) return "nothing after it that day";
  const { text } = after.placed.item;
  if (endMs === undefined) return `then ${text} at ${clock(after.startTime, hour12)}`;
  const minutes = Math.round((after.startMs - endMs) / minuteMs);
  return minutes > 0 ? `${duration(minutes)} free after it, then ${text}` : `then ${text} at once`;
}
