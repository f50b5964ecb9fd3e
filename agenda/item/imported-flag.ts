import type { EntryContent } from "./item-content.ts";

type Marked = Pick<EntryContent, "imported">;

/** The mark for text of, or quoting, an item from a calendar file. Empty otherwise. */
export const importedFlag = (...items: readonly (Marked | null | undefined)[]): { imported?: true } =>
  items.some((item) => item?.imported) ? { imported: true } : {};

/** The mark for a sentence that describes changes: covers every item it may name, with its state before or after. */
export const importedFlagOfChanges = (
  items: readonly { readonly before: Marked | null; readonly after: Marked | null }[],
): { imported?: true } => importedFlag(...items.flatMap(({ before, after }) => [before, after]));
