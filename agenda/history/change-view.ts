import type { ChangeKind } from "../../contract/operations/history.ts";
import { pick } from "../item/field-values.ts";
import { placeNames } from "../item/fields.ts";
import type { EntryContent, ItemContent, SeriesException } from "../item/item-content.ts";
import { isSameValue } from "../item/same-value.ts";
import { dateAfter, scheduleOf } from "../recurrence/schedule.ts";
import { changedContentOn, plainContentOn, type SeriesContent } from "../series/series.ts";
import { cancelFollowing, splitAt } from "../series/series-edits.ts";
import { dateOfDay } from "../time/wall-clock.ts";

/** The item fields needed to describe a change; instants follow from the local times. Older ledger rows have no series fields. */
export type ItemView = Omit<EntryContent, "startsAtMs" | "endsAtMs"> &
  Partial<Pick<ItemContent, "recurrence" | "exceptions">>;

/** What one write did to one item. */
export interface ChangeView {
  readonly kind: ChangeKind;
  readonly before: ItemView | null;
  readonly after: ItemView | null;
  /** The number of occurrences of a series it touched, if not all of them are included. */
  readonly occurrenceCount?: number | null;
}

/** A change of one occurrence; null means that it was, or is, cancelled. */
export interface OccurrenceChange {
  readonly originalDate: string;
  readonly before: ItemView | null;
  readonly after: ItemView | null;
}

/**
 * The occurrences that a change of a series touched, by original date; empty if it changed the series itself, or a single item.
 */
export function occurrenceChangesOf({ kind, before, after }: ChangeView): OccurrenceChange[] {
  if (kind !== "updated" || !before?.recurrence || !after?.recurrence || !isSameSeries(before, after)) return [];
  const dates = [...new Set([...Object.keys(before.exceptions ?? {}), ...Object.keys(after.exceptions ?? {})])].sort();
  return dates
    .filter((date) => !isSameValue(before.exceptions?.[date], after.exceptions?.[date]))
    .map((originalDate) => ({
      originalDate,
      before: viewOn(before, originalDate),
      after: viewOn(after, originalDate),
    }));
}

const saidFields = [...placeNames, "recurrence"] as const;

const isSameSeries = (before: ItemView, after: ItemView, ...but: readonly string[]): boolean =>
  saidFields.every((field) => but.includes(field) || isSameValue(before[field], after[field]));

function viewOn(item: ItemView, date: string): ItemView | null {
  const exception: SeriesException | undefined = item.exceptions?.[date];
  if (exception?.kind === "cancelled") return null;
  const content = seriesOfView(item);
  return exception ? changedContentOn(content, date, exception.changed) : plainContentOn(content, date);
}

const seriesOfView = ({ exceptions: _, ...item }: ItemView): SeriesContent => ({
  ...item,
  ...pick(item, placeNames),
  recurrence: item.recurrence ?? "",
  startsAtMs: null,
  endsAtMs: null,
});

/**
 * The first date that a series no longer has, if the change only made it end earlier: by UNTIL, or by a lower COUNT.
 * @see RFC 5545 §3.3.10
 */
export function endedFrom({ kind, before, after }: ChangeView): string | undefined {
  if (kind !== "updated" || !before?.recurrence || !after?.recurrence) return undefined;
  if (before.recurrence === after.recurrence || !isSameSeries(before, after, "recurrence")) return undefined;
  const date = dateAfter(scheduleOf(before.recurrence, before.date), endOf(after));
  if (date === undefined) return undefined;
  const cut = cancelFollowing({ content: seriesOfView(before), exceptions: new Map() }, date);
  return cut?.content.recurrence === after.recurrence ? date : undefined;
}

/** A split of a series: the content of its occurrences from a date on, before and in the second part. */
export interface SplitChange {
  readonly date: string;
  readonly before: ItemView;
  readonly after: ItemView;
}

/** Detects a change that shortened a series and created another from the rest. */
export function splitChangeOf([first, second]: readonly ChangeView[]): SplitChange | null {
  const date = first && endedFrom(first);
  const before = first?.before;
  const after = second?.kind === "created" ? second.after : null;
  if (date === undefined || !before || !after) return null;
  const content = seriesOfView(before);
  const view = viewOn(before, date) ?? plainContentOn(content, date);
  const rest = splitAt({ content, exceptions: new Map() }, date).after.content;
  return { date, before: { ...view, recurrence: rest.recurrence }, after };
}

const endOf = ({ recurrence, date }: ItemView): string => dateOfDay(scheduleOf(recurrence ?? "", date).endDay);
