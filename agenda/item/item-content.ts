import type { AloneName, WhenName } from "./fields.ts";

/** What an item that came from a calendar file brought along and the agenda itself has no words for. */
export interface Imported {
  /** The file's own name for it, by which it is recognised when it comes again. */
  readonly uid: string;
  readonly kind: "event" | "todo";
  /** Its alarms as they came (jCal), to go out again as they are. */
  readonly alarms: readonly unknown[];
}

/**
 * What stands on one place of the agenda says: a single item, or one occurrence of a series. Wall-clock fields are the truth, the
 * two instants are computed from them. Absent is null here, because that is what the database holds.
 */
export interface EntryContent {
  readonly text: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** HH:MM; null = all-day. */
  readonly startTime: string | null;
  /** Inclusive; null when it is the same day. */
  readonly endDate: string | null;
  readonly endTime: string | null;
  /** IANA name; null for all-day items, and for timed ones while the person's zone is unknown (they float, read as UTC). */
  readonly timeZone: string | null;
  readonly notes: string | null;
  readonly location: string | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  readonly done: boolean;
  /** Null for all-day items. */
  readonly startsAtMs: number | null;
  /** Null for all-day items; equal to startsAtMs where no end was given. */
  readonly endsAtMs: number | null;
  /** Absent where a person or a program made it here. Its words are then data, not anybody's wish. */
  readonly imported?: Imported;
}

/** By the occurrence's original date, YYYY-MM-DD, as it is stored. */
export type ExceptionRecord = Readonly<Record<string, SeriesException>>;

/** What an item says, as it is stored. A series is an item with a rule: its other fields hold for each occurrence. */
export interface ItemContent extends EntryContent {
  /** Canonical, as `requireRecurrence` gives it; null for a single item. */
  readonly recurrence: string | null;
  /** What occurrences say differently; null when none does, never empty. */
  readonly exceptions: ExceptionRecord | null;
}

/** An item as it is stored, with what the agenda knows about it. */
export interface StoredItem extends ItemContent {
  readonly id: string;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly deletedAtMs: number | null;
}

/**
 * What one occurrence says differently. Only what differs, so that a later change of the series reaches the rest: an occurrence
 * that was marked done still takes the series' new text. When it is, is one thing: it differs as a whole or not at all.
 */
export interface ChangedFields extends Partial<Pick<EntryContent, AloneName>> {
  readonly when?: WallTimes;
  /** The alarms that it brought along from a calendar file, where they are not those of its series. */
  readonly alarms?: Imported["alarms"];
}

/** One occurrence that is not as the series says. */
export type SeriesException =
  | { readonly kind: "cancelled" }
  | { readonly kind: "changed"; readonly changed: ChangedFields };

/** When an item is, as it stands on the wall; dates, times and zone are known to exist. */
export type WallTimes = Pick<EntryContent, WhenName>;
