import type { StoredItem } from "../../item/item-content.ts";
import { isSameContent } from "../../item/same-content.ts";
import { isSameValue } from "../../item/same-value.ts";
import type { Steps } from "../../steps.ts";
import type { FileEntry } from "./file-entry.ts";

/** What an import will do, entry by entry in file order. */
export interface ImportPlan {
  readonly added: readonly FileEntry[];
  readonly changed: readonly (FileEntry & { readonly current: StoredItem })[];
  readonly same: readonly (FileEntry & { readonly current: StoredItem })[];
}

/**
 * Compares a file's entries with the agenda. An entry that was imported from or exported under the same UID is updated if the
 * file differs, and left alone otherwise.
 * @param existing items by UID
 */
export function* planImport(
  entries: readonly FileEntry[],
  existing: ReadonlyMap<string, StoredItem>,
): Steps<ImportPlan> {
  const added: FileEntry[] = [];
  const changed: (FileEntry & { readonly current: StoredItem })[] = [];
  const same: typeof changed = [];
  for (const entry of entries) {
    const current = existing.get(entry.content.imported?.uid ?? "");
    if (current === undefined) added.push(entry);
    else (isSame({ ...entry, current }) ? same : changed).push({ ...entry, current });
    yield;
  }
  return { added, changed, same };
}

const isSame = ({ content, current }: FileEntry & { readonly current: StoredItem }): boolean =>
  isSameContent(current, content) && isSameValue(current.imported?.alarms ?? [], content.imported?.alarms ?? []);
