import type { ItemContent } from "../../item/item-content.ts";

/** One entry of a calendar file in the agenda's own words. */
export interface FileEntry {
  readonly content: ItemContent;
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
  readonly entries: readonly FileEntry[];
  readonly refused: readonly RefusedEntry[];
}
