import type { StoredItem } from "../../item/item-content.ts";
import { isSameContent } from "../../item/same-content.ts";
import { isSameValue } from "../../item/same-value.ts";
import type { Steps } from "../../steps.ts";
import type { FileEntry } from "./file-entry.ts";

/** What taking in a file comes to, entry by entry in the file's order. */
export interface ImportPlan {
  readonly added: readonly FileEntry[];
  readonly changed: readonly (FileEntry & { readonly current: StoredItem })[];
  readonly same: readonly (FileEntry & { readonly current: StoredItem })[];
}

/**
 * Holds a file's entries against the agenda. One that came in before under the same name, or went out from here, is changed where
 * it says something else now, and left alone where it does not.
 * @param existing by UID
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
