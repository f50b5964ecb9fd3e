import type { StoredItem } from "../../item/item-content.ts";
import { isSameContent } from "../../item/same-content.ts";
import { isSameValue } from "../../item/same-value.ts";
import type { Steps } from "../../steps.ts";
import type { FileEntry, RefusedEntry } from "./file-entry.ts";

/** What an import will do, entry by entry in file order. */
export interface ImportPlan {
  readonly added: readonly FileEntry[];
  readonly changed: readonly (FileEntry & { readonly current: StoredItem })[];
  readonly same: readonly (FileEntry & { readonly current: StoredItem })[];
  readonly refused: readonly RefusedEntry[];
}

/**
 * Compares a file's entries with the agenda. An entry that was imported from or exported under the same UID is updated if the
 * file differs, and left alone otherwise.
 * @param existing items by UID
 * @param split UIDs of series that were split here into parts that the file does not know. They are not updated: the whole series would
 *   be there beside its later parts.
 */
export function* planImport(
  entries: readonly FileEntry[],
  existing: ReadonlyMap<string, StoredItem>,
  split: ReadonlySet<string> = new Set(),
): Steps<ImportPlan> {
  const added: FileEntry[] = [];
  const changed: (FileEntry & { readonly current: StoredItem })[] = [];
  const same: typeof changed = [];
  const refused: RefusedEntry[] = [];
  for (const entry of entries) {
    const uid = entry.content.imported?.uid ?? "";
    const current = existing.get(uid);
    if (current === undefined) added.push(entry);
    else if (isSame({ ...entry, current })) same.push({ ...entry, current });
    else if (split.has(uid)) refused.push({ text: entry.content.text, reason: { key: "calendars.splitHere" } });
    else changed.push({ ...entry, current });
    yield;
  }
  return { added, changed, same, refused };
}

const isSame = ({ content, current }: FileEntry & { readonly current: StoredItem }): boolean =>
  isSameContent(current, content) && isSameValue(current.imported?.alarms ?? [], content.imported?.alarms ?? []);
