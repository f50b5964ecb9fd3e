import type { EntryContent } from "./item-content.ts";

type Marked = Pick<EntryContent, "imported">;

/** The mark that stands beside words of an item, or words that quote it, where it came from a calendar file. Nothing otherwise. */
export const importedFlag = (...items: readonly (Marked | null | undefined)[]): { imported?: true } =>
  items.some((item) => item?.imported) ? { imported: true } : {};

/** The same beside a sentence that tells of changes: whichever of their items it names, and whether it names it as it was or as it is. */
export const importedFlagOfChanges = (
  items: readonly { readonly before: Marked | null; readonly after: Marked | null }[],
): { imported?: true } => importedFlag(...items.flatMap(({ before, after }) => [before, after]));
