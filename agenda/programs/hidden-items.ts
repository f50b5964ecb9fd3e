import type { ItemChange } from "../history/ledger.ts";
import type { SeriesException } from "../item/item-content.ts";

/** What decides whether an item is hidden. Older ledger rows have no exceptions. */
interface Tagged {
  readonly tags: readonly string[];
  readonly exceptions?: Readonly<Record<string, SeriesException>> | null;
}

/** A tag as compared when hiding: case-insensitive. */
export const foldTag = (tag: string): string => tag.toLowerCase();

/** Whether an item has one of some tags, itself or on any of its dates: a series is hidden as a whole. */
export function isHiddenBy(tags: readonly string[], { tags: own, exceptions }: Tagged): boolean {
  if (tags.length === 0) return false;
  const ofDates = Object.values(exceptions ?? {}).flatMap((each) =>
    each.kind === "changed" ? (each.changed.tags ?? []) : [],
  );
  const hidden = new Set(tags.map(foldTag));
  return [...own, ...ofDates].some((tag) => hidden.has(foldTag(tag)));
}

/** Whether an item was hidden before a change, or is so after it. */
export const isChangeHiddenBy = (tags: readonly string[], { before, after }: Pick<ItemChange, "before" | "after">) =>
  [before, after].some((item) => item !== null && isHiddenBy(tags, item));
