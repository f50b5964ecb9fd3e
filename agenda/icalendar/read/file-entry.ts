import type { ItemContent } from "../../item/item-content.ts";

/** One entry of a calendar file, converted to the agenda's model. */
export interface FileEntry {
  readonly content: ItemContent;
  /** What could not be imported unchanged, for the user to read. */
  readonly remarks: readonly string[];
}

/** An entry that is not imported. */
export interface RefusedEntry {
  /** Its title, so the user can find it in the file. */
  readonly text: string;
  readonly reason: string;
}

export interface ReadCalendar {
  readonly entries: readonly FileEntry[];
  readonly refused: readonly RefusedEntry[];
}
