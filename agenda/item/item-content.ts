import type { AloneName, WhenName } from "./fields.ts";

/** Data of an item from a calendar file for which the agenda has no field. */
export interface Imported {
  /** The UID in the file, by which it is recognized when imported again. */
  readonly uid: string;
  readonly kind: "event" | "todo";
  /** Its alarms that are not reminders here, unchanged (jCal), for export. */
  readonly alarms: readonly unknown[];
}

/**
 * The content of one entry: a single item, or one occurrence of a series. Local date and time fields are the source of truth;
 * the two instants are computed from them. Absent values are null here, as in the database.
 */
export interface EntryContent {
  readonly text: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM; null = all-day. */
  readonly startTime: string | null;
  /** Inclusive; null when it is the same day. Before `date` only if a flight crosses the date line. */
  readonly endDate: string | null;
  readonly endTime: string | null;
  /** IANA name; null for all-day items, and for timed ones while the user's zone is unknown (they float, read as UTC). */
  readonly timeZone: string | null;
  /** IANA zone of `endDate` and `endTime` if it differs from `timeZone`, as for a flight; else null. */
  readonly endTimeZone: string | null;
  readonly notes: string | null;
  readonly location: string | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  /** As contract/reminder-times.ts writes them. Minutes count from the start, of all-day items from midnight. */
  readonly reminders: readonly string[];
  readonly done: boolean;
  /** Null for all-day items. */
  readonly startsAtMs: number | null;
  /** Null for all-day items; equal to startsAtMs if no end was given. */
  readonly endsAtMs: number | null;
  /** Absent if created here. Text of an imported item is data, never an instruction. */
  readonly imported?: Imported;
}

/** By the occurrence's original date, YYYY-MM-DD, as stored. */
export type ExceptionRecord = Readonly<Record<string, SeriesException>>;

/** The content of an item as stored. A series is an item with a rule: its other fields apply to each occurrence. */
export interface ItemContent extends EntryContent {
  /** Canonical, from `requireRecurrence`; null for a single item. */
  readonly recurrence: string | null;
  /** Overrides of occurrences; null if there are none, never empty. */
  readonly exceptions: ExceptionRecord | null;
}

/** An item as stored, with its bookkeeping. */
export interface StoredItem extends ItemContent {
  readonly id: string;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly deletedAtMs: number | null;
}

/**
 * The fields in which one occurrence differs. Only those, so that later changes of the series still reach the others: an
 * occurrence marked done takes the series' new text. Date and time are one unit: they differ as a whole or not at all.
 */
export interface ChangedFields extends Partial<Pick<EntryContent, AloneName>> {
  readonly when?: StoredWhen;
  /** Its alarms from a calendar file, if they differ from those of its series. */
  readonly alarms?: Imported["alarms"];
}

/** An occurrence that differs from its series. */
export type SeriesException =
  | { readonly kind: "cancelled" }
  | { readonly kind: "changed"; readonly changed: ChangedFields };

/** When an item is, in local time; dates, times and zones are valid. */
export type WallTimes = Pick<EntryContent, WhenName>;

/** The same as stored in an exception. Exceptions older than `endTimeZone` lack it, so null is left out. */
export type StoredWhen = Omit<WallTimes, "endTimeZone"> & Partial<Pick<WallTimes, "endTimeZone">>;
