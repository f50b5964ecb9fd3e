import { answerItem } from "../../agenda/entries/answer-item.ts";
import { buildItem } from "../../agenda/item/build-item.ts";
import type { ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { placeInZone } from "../../agenda/item/place-in-zone.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { placedOf } from "../../agenda/planning/conflicts.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { retryMinutes } from "../../contract/limits.ts";
import type { createItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { checkConflicts, orFreeSlots } from "../planning/check-conflicts.ts";
import { findItemsIn, insertItems } from "../storage/items/items.ts";
import { readCreationsIn, readTouchedIn } from "../storage/ledger/changes.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { executeWrite, type MadeChange, madeChangeOf, type WriteOutcome } from "../write/execute-write.ts";

/** Creates items, all or none; detects a program's retry. */
export async function createItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { userId } = caller;
  const work = async (locked: Locked): Promise<WriteOutcome<Output<typeof contract>>> => {
    const readIn = locked.timeZone ?? "UTC";
    const answered = async (items: readonly StoredItem[], avoid?: boolean) => ({
      items: items.map((item) => answerItem(item, { readIn })),
      ...(await checkConflicts(locked, {
        ...{ userId, avoid, areMany: true, areNew: true },
        placing: await inSlices(placedOf(items, locked.nowMs, readIn)),
      })),
    });
    const settled = mapSteps(input.items, (item, index) => buildItem(item, locked.timeZone, ["items", index]));
    const contents = await inSlices(settled);
    const retried = input.allowDuplicates ? null : await findRetried(caller, locked, contents);
    if (retried)
      return {
        answer: { ...(await answered(retried.items)), repeated: true },
        madeBy: retried.madeBy,
        changes: null,
      };
    const items = await insertItems(locked.tx, userId, contents, { by: caller.door, atMs: locked.nowMs });
    const changes = items.map((after) => ({ id: after.id, kind: "created" as const, before: null, after }));
    return { answer: await answered(items, input.avoidConflicts), changes };
  };
  return orFreeSlots(userId, () => executeWrite(caller, { operation: "createItems", input }, work));
}

interface Retried {
  readonly items: StoredItem[];
  /** The earlier change that created them. */
  readonly madeBy: MadeChange;
}

/**
 * Whether a call repeats, field for field, what the same program created through the same door a few minutes ago. Each of its
 * items must match a different one that still exists; then nothing is stored. A program that has changed what it created knows
 * that it was stored, and means another item. The user's own page never retries blindly.
 */
async function findRetried(caller: Caller, locked: Locked, contents: readonly ItemContent[]): Promise<Retried | null> {
  const [first] = contents;
  if (caller.door === "web" || !first) return null;
  const sinceMs = locked.nowMs - retryMinutes * 60_000;
  const by = { door: caller.door, clientId: caller.clientId ?? null };
  const creations = await readCreationsIn(locked.tx, caller.userId, by, sinceMs, first);
  if (creations.length === 0) return null;
  const entries = creations.flatMap(({ rev, items }) =>
    items.flatMap((item) => (item.kind === "created" ? { ...item, rev } : [])),
  );
  const there = await findItemsIn(
    locked.tx,
    caller.userId,
    entries.map(({ id }) => id),
  );
  const alive = new Map(there.filter((item) => item.deletedAtMs === null).map((item) => [item.id, item]));
  // Items that were floating when created are compared in the zone learned since.
  const inZone = (made: StoredItem) => (locked.timeZone === null ? made : placeInZone(made, locked.timeZone));
  const changed = entries.filter(({ id, after }) => {
    const item = alive.get(id);
    return item && after && !isSameContent(item, inZone(after));
  });
  const firstRev = Math.min(...changed.map(({ rev }) => rev));
  const ids = changed.map(({ id }) => id);
  const touched = ids.length > 0 ? await readTouchedIn(locked.tx, caller.userId, by, firstRev, ids) : new Set();
  const left = new Set(entries.filter(({ id }) => alive.has(id) && !touched.has(id)));
  const matches: { item: StoredItem; rev: number }[] = [];
  for (const content of contents) {
    const match = left.values().find(({ after }) => after !== null && isSameContent(inZone(after), content));
    const item = match && alive.get(match.id);
    if (!item) return null;
    left.delete(match);
    matches.push({ item, rev: match.rev });
  }
  const rev = Math.max(...matches.map((match) => match.rev));
  const made = creations.find((creation) => creation.rev === rev);
  return {
    items: matches.map(({ item }) => item),
    madeBy: madeChangeOf(rev, { items: made?.items ?? [] }),
  };
}
