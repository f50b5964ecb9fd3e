import { answerItem } from "../../agenda/answers.ts";
import type { ItemContent, StoredItem } from "../../agenda/item-content.ts";
import { isSameContent } from "../../agenda/item-rules.ts";
import type { ItemChange } from "../../agenda/ledger.ts";
import type { deleteItems, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { replaceItem } from "../storage/items.ts";
import type { Locked } from "../storage/write.ts";
import type { Done } from "./carry-out.ts";
import { fitting } from "./fitting.ts";

type ManyAnswer = Output<typeof deleteItems>;

interface Change {
  readonly before: StoredItem;
  readonly content: ItemContent;
}

/** What each selected item would say, without those that say so already. */
export function changesOf(selected: readonly StoredItem[], next: (item: StoredItem) => ItemContent): Change[] {
  return selected
    .map((before) => ({ before, content: next(before) }))
    .filter(({ before, content }) => !isSameContent(before, content));
}

/** Stores what items say from now on. */
export async function storeChanges(
  { tx, nowMs }: Locked,
  { userId }: Caller,
  changes: readonly Change[],
): Promise<ItemChange[]> {
  const stored: ItemChange[] = [];
  for (const { before, content } of changes) {
    const after = await replaceItem(tx, userId, before, { content, atMs: nowMs });
    stored.push({ id: before.id, kind: "updated", before, after });
  }
  return stored;
}

/** What became of the selected items, as it is answered and entered. */
export function doneWith(
  selected: readonly StoredItem[],
  changes: readonly ItemChange[],
  timeZone: string | null,
): Done<ManyAnswer> {
  const readIn = timeZone ?? "UTC";
  const unchanged = selected.length - changes.length;
  return {
    answer: {
      count: changes.length,
      ...(unchanged > 0 && { unchanged }),
      items: fitting(changes.flatMap(({ after }) => (after ? [summaryOf(answerItem(after, { readIn }))] : []))),
    },
    changes: changes.length > 0 ? changes : null,
  };
}

/** Only what a summary has: what stands beside it would count as text that fits or does not. */
function summaryOf({ notes, notesShortened, location, url, tags, ...item }: ReturnType<typeof answerItem>) {
  return item;
}
