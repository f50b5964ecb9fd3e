import type { Door } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import type { Aspect } from "../../contract/operations/fresh-changes.ts";
import type { ChangeKind } from "../../contract/operations/history.ts";
import { type Entry, occurrenceEntry, singleEntry } from "../entries/entry.ts";
import { differingDetails } from "../item/field-values.ts";
import { whenNames } from "../item/fields.ts";
import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { isSameValue } from "../item/same-value.ts";
import { changedContentOn, plainContentOn } from "../series/series.ts";
import { partsOf } from "../series/stored-series.ts";
import { occurrenceChangesOf, splitChangeOf } from "./change-view.ts";
import type { ItemChange } from "./ledger.ts";
import { compacted, dryRevOf, type Looks, withLook } from "./looks.ts";

/** A ledger entry, as far as marks need it. */
export interface LedgerChange {
  readonly rev: number;
  readonly atMs: number;
  readonly door: Door;
  /** The name a program gives. */
  readonly clientName: string | null;
  readonly conversation: string | null;
  /** A settings change gives items their zone, which nobody asked for, so it leaves no marks. */
  readonly isSettings: boolean;
  /** Null if there were too many to read, or they are erased. */
  readonly items: readonly ItemChange[] | null;
}

/** One of the changes that a mark stands for. */
interface MarkChange {
  readonly id: number;
  /** Number of entries touched in total: items, whole series, single occurrences. */
  readonly itemCount: number;
  readonly conversation: string | null;
}

/** What assistants did to one item, one occurrence or a whole series, and the user has not kept yet. */
export interface FreshMark {
  readonly id: string;
  /** Its original date, if only that one was changed. */
  readonly occurrence: string | null;
  readonly kind: ChangeKind;
  readonly door: Door;
  readonly clientName: string | null;
  readonly atMs: number;
  /** Oldest first; undoing all of them reverts the mark. */
  readonly changes: readonly [MarkChange, ...MarkChange[]];
  readonly isSeen: boolean;
  /** The state before the first of them. */
  readonly before: Entry | null;
  /** The state after the last of them; null if it is gone. */
  readonly after: Entry | null;
  /** If updated: what differs between the two. */
  readonly aspects: readonly Aspect[];
}

interface Touch {
  readonly id: string;
  readonly occurrence: string | null;
  readonly kind: ChangeKind;
  readonly before: Entry | null;
  readonly after: Entry | null;
  /** The series it was split from, and the first of its dates that now belong here. */
  readonly ended?: { readonly id: string; readonly from: string };
}

/** Identifies an entry: occurrences of one item share its id. The page uses the same keys. */
export const markKey = ({ id, occurrence }: Pick<FreshMark, "id" | "occurrence">): string =>
  occurrence === null ? id : `${id}.${occurrence}`;

export const lastRevOf = ({ changes }: Pick<FreshMark, "changes">): number => changes.at(-1)?.id ?? 0;
const firstRevOf = ({ changes }: Pick<FreshMark, "changes">): number => changes[0].id;

/**
 * The fresh marks, oldest first: what assistants changed that the user has neither kept nor seen more than a day ago. The user's own edit
 * of an entry ends its mark; an edit of one occurrence also ends the mark on its series, but not those on other occurrences.
 * @param changes all after `looks.keptRev`, oldest first
 */
export const freshMarks = (changes: readonly LedgerChange[], looks: Looks, nowMs: number): FreshMark[] =>
  latestMarks(tracedMarks(touchedBy(changes), looks, nowMs));

const latestMarks = (traced: ReadonlyMap<string, FreshMark>): FreshMark[] =>
  [...traced.values()]
    .filter(isSomething)
    .sort((a, b) => lastRevOf(a) - lastRevOf(b))
    .slice(-limits.freshMarks);

interface TouchedBy {
  readonly change: LedgerChange;
  readonly touches: readonly Touch[];
}

const touchedBy = (changes: readonly LedgerChange[]): TouchedBy[] =>
  changes.flatMap((change) => (change.isSettings ? [] : [{ change, touches: touchesOf(change.items ?? []) }]));

/** Updates that cancel out, and items added then deleted, leave nothing to show. */
const isSomething = ({ kind, before, after, aspects }: FreshMark): boolean => {
  if (kind === "deleted") return before !== null;
  if (kind !== "updated" || aspects.length > 0) return true;
  return !isSameValue(before?.item.exceptions, after?.item.exceptions);
};

function tracedMarks(touched: readonly TouchedBy[], looks: Looks, nowMs: number): Map<string, FreshMark> {
  const marks = new Map<string, FreshMark>();
  for (const { change, touches } of touched) {
    for (const touch of touches) {
      const key = markKey(touch);
      const earlier = marks.get(key);
      marks.delete(key);
      // Dates that now belong to the rest of the series are covered by its mark.
      for (const each of [...marks.values()])
        if (each.id === touch.ended?.id && each.occurrence !== null && each.occurrence >= touch.ended.from)
          marks.delete(markKey(each));
      if (touch.kind === "deleted" && touch.occurrence === null)
        for (const each of [...marks.keys()]) if (each.startsWith(`${touch.id}.`)) marks.delete(each);
      if (change.door === "web") marks.delete(touch.id);
      else if (change.rev > dryRevOf(looks, key, nowMs))
        marks.set(key, markAfter(earlier, change, touch, touches.length, looks.marks[key]?.seenRev ?? 0));
    }
  }
  return marks;
}

function markAfter(
  earlier: FreshMark | undefined,
  { rev, atMs, door, clientName, conversation }: LedgerChange,
  { id, occurrence, kind, before, after }: Touch,
  itemCount: number,
  seenRev: number,
): FreshMark {
  const change: MarkChange = { id: rev, itemCount, conversation };
  const isStillNew = kind === "updated" && (earlier?.kind === "created" || earlier?.kind === "restored");
  const was = earlier ? earlier.before : before;
  const shown = isStillNew ? earlier.kind : kind;
  return {
    ...{ id, occurrence, kind: shown, door, clientName, atMs, isSeen: rev <= seenRev },
    changes: earlier ? [...earlier.changes, change] : [change],
    // A restored entry has no previous state to compare with.
    ...{ before: shown === "created" || shown === "restored" ? null : was, after },
    aspects: shown === "updated" && was && after ? aspectsOf(was, after) : [],
  };
}

function aspectsOf(before: Entry, after: Entry): Aspect[] {
  const [was, is] = [before.content, after.content];
  const isWhole = after.occurrence === null;
  return [
    ...(was.text === is.text ? [] : (["text"] as const)),
    // Ledger entries older than a field lack it.
    ...(whenNames.every((field) => (was[field] ?? null) === (is[field] ?? null)) ? [] : (["when"] as const)),
    ...(isWhole && (before.item.recurrence ?? null) !== (after.item.recurrence ?? null)
      ? (["recurrence"] as const)
      : []),
    ...(was.done === is.done ? [] : (["done"] as const)),
    ...differingDetails(was, is),
  ];
}

/** Everything that a change touched. For a split series, that is the part after the split, not the one before it. */
function touchesOf(items: readonly ItemChange[]): Touch[] {
  const split = items.length === 2 ? splitChangeOf(items) : null;
  const [first, second] = items;
  const parts = first?.before && partsOf(first.before);
  if (split && first?.before && second && parts) {
    // The series' own content on that date: an exception on it exists in the second part too.
    const { recurrence } = split.before;
    const plain = plainContentOn(parts.content, split.date);
    const before = singleEntry({ ...first.before, ...plain, recurrence } as StoredItem);
    const ended = { id: first.id, from: split.date };
    return [{ id: second.id, occurrence: null, kind: "updated", before, after: entryOf(second.after), ended }];
  }
  return items.flatMap((item): Touch[] => {
    const { id, kind } = item;
    const occurrences = occurrenceChangesOf(item);
    if (occurrences.length === 0 || occurrences.length > limits.occurrencesListed)
      return [{ id, occurrence: null, kind, before: entryOf(item.before), after: entryOf(item.after) }];
    return occurrences.map(({ originalDate, before, after }) => ({
      ...{ id, occurrence: originalDate },
      kind: after === null ? "deleted" : before === null ? "restored" : "updated",
      before: before && entryOn(item.before, originalDate),
      after: after && entryOn(item.after, originalDate),
    }));
  });
}

/** An item, or a whole series. */
const entryOf = (item: StoredItem | null): Entry | null =>
  item && item.deletedAtMs === null ? singleEntry(item) : null;

function entryOn(item: StoredItem | null, date: string): Entry | null {
  const parts = item && partsOf(item);
  if (!item || !parts) return null;
  const exception = parts.exceptions.get(date);
  const content: EntryContent =
    exception?.kind === "changed"
      ? changedContentOn(parts.content, date, exception.changed)
      : plainContentOn(parts.content, date);
  return occurrenceEntry(item, { id: item.id, originalDate: date, content, isChanged: exception !== undefined });
}

/** A user's review of marks: some seen, some kept, or all kept up to a revision. */
export interface Review {
  /** The agenda revision the user is looking at. */
  readonly rev: number;
  readonly seen: readonly ReviewedMark[];
  readonly kept: readonly ReviewedMark[];
  readonly keepAll: boolean;
}

/** A mark's key, and the last change it covered. */
interface ReviewedMark {
  readonly key: string;
  readonly rev: number;
}

interface Known {
  readonly changes: readonly LedgerChange[];
  /** The agenda's revision. */
  readonly rev: number;
  /** Whether assistants made changes after `keptRev` that were not read. */
  readonly isCut: boolean;
}

/**
 * What is seen and kept after a review. Only fresh marks are remembered, so it grows no further than what assistants touched.
 * @returns the same marks and `keptRev` if nothing new was seen or kept; `isNews`: whether open pages now show something else
 */
export function reviewed(
  looks: Looks,
  { changes, rev, isCut }: Known,
  review: Review,
  nowMs: number,
): { readonly looks: Looks; readonly isNews: boolean } {
  const at = Math.min(review.rev, rev);
  const touched = touchedBy(changes);
  const fresh = new Map(latestMarks(tracedMarks(touched, looks, nowMs)).map((mark) => [markKey(mark), mark]));
  const marks = { ...looks.marks };
  for (const { key, rev: seenRev } of review.seen) {
    const mark = fresh.get(key);
    if (mark && !mark.isSeen && seenRev >= lastRevOf(mark))
      marks[key] = { ...marks[key], seenRev: lastRevOf(mark), seenAtMs: nowMs };
  }
  for (const { key, rev: keptRev } of review.kept) {
    const mark = fresh.get(key);
    // A device that is behind must not undo what was kept on another.
    const own = Math.max(marks[key]?.keptRev ?? 0, Math.min(keptRev, mark ? lastRevOf(mark) : 0));
    if (mark) marks[key] = { ...marks[key], keptRev: own };
  }
  const next = withLook(
    { ...looks, marks, keptRev: review.keepAll ? Math.max(looks.keptRev, at) : looks.keptRev },
    { rev: at, atMs: nowMs },
  );
  const left = tracedMarks(touched, next, nowMs);
  const isDry = ![...left.values()].some(isSomething);
  const oldest = Math.min(...[...left.values()].map(firstRevOf));
  // Only the user can keep changes that were not read: they may be older than any mark.
  const keptRev = isCut ? next.keptRev : isDry ? rev : oldest - 1;
  const stateOf = (all: readonly FreshMark[]) => all.map((mark) => [markKey(mark), mark.isSeen]);
  const isUnreadKept = isCut && next.keptRev > looks.keptRev;
  return {
    looks: compacted(next, keptRev, nowMs),
    isNews: isUnreadKept || !isSameValue(stateOf([...fresh.values()]), stateOf(latestMarks(left))),
  };
}
