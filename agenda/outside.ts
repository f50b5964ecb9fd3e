import type { EntryContent } from "./item-content.ts";
import type { ToldChange } from "./told-changes.ts";

type Marked = Pick<EntryContent, "imported">;

/** The mark that stands beside words of an item, or words that quote it, where it came from a calendar file. Nothing otherwise. */
export const markOf = (...items: readonly (Marked | null | undefined)[]): { imported?: true } =>
  items.some((item) => item?.imported) ? { imported: true } : {};

/** The same beside a sentence that tells of changes: whichever of their items it names, and whether it names it as it was or as it is. */
export const markOfChanges = (items: readonly ToldChange[]): { imported?: true } =>
  markOf(...items.flatMap(({ before, after }) => [before, after]));
