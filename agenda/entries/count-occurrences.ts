import type { StoredItem } from "../item/item-content.ts";
import type { OccurrenceQuery } from "../series/occurrences.ts";
import type { Steps } from "../steps.ts";
import { occurrencesOf } from "./entry.ts";

/** The number of open entries, and of all including done ones. */
export interface Counts {
  readonly open: number;
  readonly all: number;
}

/** Counts the occurrences of several series in a window, up to `limit`: no more are computed. */
export function* countOccurrences(series: readonly StoredItem[], reading: OccurrenceQuery): Steps<Counts> {
  let [open, all] = [0, 0];
  for (const item of series) {
    if (all >= reading.limit) break;
    const occurrences = occurrencesOf(item, { ...reading, limit: reading.limit - all });
    all += occurrences.length;
    open += occurrences.filter(({ content }) => !content.done).length;
    yield;
  }
  return { open, all };
}
