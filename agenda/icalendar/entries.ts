import type { ItemContent } from "../item-content.ts";
import type { SeriesExceptions } from "../series.ts";

/** One entry of a calendar file in the agenda's own words. */
export interface Entry {
  readonly content: ItemContent;
  /** Canonical, as `requireRecurrence` gives it; null for a single item. */
  readonly recurrence: string | null;
  readonly exceptions: SeriesExceptions;
  /** What could not be taken as it was, in words. */
  readonly remarks: readonly string[];
}

/** An entry that is not taken. */
export interface RefusedEntry {
  /** What it is called, to find it by. */
  readonly text: string;
  readonly reason: string;
}

export interface ReadCalendar {
  readonly entries: readonly Entry[];
  readonly refused: readonly RefusedEntry[];
}
