import type { Translator } from "../../../messages/translator.ts";
import { keyOf } from "../../sync/entry-key.ts";
import { clock, duration } from "../../time/clock-words.ts";
import type { Reader } from "../../time/reader.ts";
import { isBooking, isGone } from "../../timeline/day-line.ts";
import type { Day, Slice } from "../../timeline/days.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { capitalized, inRow } from "../../words/listed.ts";

const minuteMs = 60_000;

/**
 * What surrounds an item on its days: "1 h free before it, 15 min after, then Collect Leo." Undefined if it has no time.
 * @param days every day it touches
 */
export function aroundWords(
  days: readonly Day[],
  { item, timed }: Placed,
  reader: Reader,
  t: Translator,
): string | undefined {
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
    ...(twice.length > 0 ? [t("item.sameTime", { others: names(twice, t) })] : []),
    ...(twice.some((one) => one.startMs < startMs) ? [] : [beforeWords(before, startMs, reader, t)]),
    ...(twice.some((one) => one.endMs > endMs) ? [] : [afterWords(after, ends ? endMs : undefined, reader, t)]),
  ];
  return parts.length === 0 ? "" : t("time.sentence", { words: capitalized(inRow(parts, t)) });
}

const names = (slices: readonly Slice[], t: Translator): string =>
  [...new Set(slices.map(({ placed }) => placed.item.text))].reduce((first, second) =>
    t("words.and", { first, second }),
  );

function beforeWords(before: Slice | undefined, startMs: number, { hour12 }: Reader, t: Translator): string {
  if (!before) return t("item.nothingBefore");
  const { text } = before.placed.item;
  if (!before.ends) return t("item.afterAt", { text, time: clock(before.startTime, hour12) });
  const minutes = Math.round((startMs - before.endMs) / minuteMs);
  return minutes > 0 ? t("item.freeBefore", { duration: duration(minutes, t), text }) : t("item.rightAfter", { text });
}

function afterWords(after: Slice | undefined, endMs: number | undefined, { hour12 }: Reader, t: Translator): string {
  if (!after) return t("item.nothingAfter");
  const { text } = after.placed.item;
  if (endMs === undefined) return t("item.thenAt", { text, time: clock(after.startTime, hour12) });
  const minutes = Math.round((after.startMs - endMs) / minuteMs);
  return minutes > 0 ? t("item.freeAfter", { duration: duration(minutes, t), text }) : t("item.thenAtOnce", { text });
}
