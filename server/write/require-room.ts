import { addedBy, type Kept, plus, requireRoomFor } from "../../agenda/history/agenda-capacity.ts";
import type { ItemChange } from "../../agenda/history/ledger.ts";
import type { UserId } from "../caller.ts";
import { type ReadRows, readRows } from "../storage/database.ts";
import { countKept, recallKept, rememberKept } from "../storage/items/count-kept.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { hiddenTags } from "../storage/visibility.ts";

/**
 * The agenda's totals once a write has stored its changes; undefined if they are unknown and not needed.
 * @throws AgendaError("agenda_full")
 */
export async function requireRoom(
  { tx, rev }: Locked,
  userId: UserId,
  changes: readonly ItemChange[],
): Promise<Kept | undefined> {
  const added = addedBy(changes);
  const before = recallKept(userId, rev);
  if (before) {
    const kept = plus(before, added);
    requireRoomFor(kept, added, telling());
    return kept;
  }
  if (added.items <= 0 && added.series <= 0) return undefined;
  const kept = await countKept(userId, tx.rows);
  requireRoomFor(kept, added, telling());
  return kept;
}

/** The same check before anything is stored, so that a large file need not be stored to be refused. */
export async function requireRoomToCome(
  userId: UserId,
  rev: number,
  contents: readonly { readonly recurrence: string | null }[],
  read: ReadRows = readRows,
): Promise<void> {
  const added = { items: contents.length, series: contents.filter(({ recurrence }) => recurrence !== null).length };
  requireRoomFor(plus(await readKept(userId, rev, read), added), added, telling());
}

const telling = () => ({ isCounted: hiddenTags().length === 0 });

/** The agenda's totals. @param rev the user's last change */
export async function readKept(userId: UserId, rev: number, read: ReadRows = readRows): Promise<Kept> {
  const known = recallKept(userId, rev);
  if (known) return known;
  const kept = await countKept(userId, read);
  rememberKept(userId, rev, kept);
  return kept;
}
