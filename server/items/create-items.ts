import { answerItem } from "../../agenda/entries/answer-item.ts";
import { buildItem } from "../../agenda/item/build-item.ts";
import type { ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { placeInZone } from "../../agenda/item/place-in-zone.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { placedOf } from "../../agenda/planning/conflicts.ts";
import { settingsOf } from "../../agenda/settings/stored-settings.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { retryMinutes } from "../../contract/limits.ts";
import type { createItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import {
  type ConflictAnswer,
  checkConflicts,
  conflictsWith,
  orFreeSlots,
  readThere,
} from "../planning/check-conflicts.ts";
import { findItems, insertItems, newItems } from "../storage/items/items.ts";
import { readCreationsIn, readTouchedIn } from "../storage/ledger/changes.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { executeWrite, type MadeChange, madeChangeOf, type WriteOutcome } from "../write/execute-write.ts";
import { readKept } from "../write/require-room.ts";
import { summaryOf } from "./item-summary.ts";

/** Creates items, all or none; detects a program's retry. */
export async function createItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { userId } = caller;
  const work = async (locked: Locked): Promise<WriteOutcome<Output<typeof contract>>> => {
    const readIn = locked.timeZone ?? "UTC";
    const answered = (items: readonly StoredItem[], conflicts: ConflictAnswer) => {
      const summaries = items.map((item) => summaryOf(answerItem(item, { t: caller.t, readIn })));
      return { items: truncateToBudget(summaries, conflicts), ...conflicts };
    };
    const takingOf = async (items: readonly StoredItem[], avoid?: boolean) => {
      const placing = await inSlices(placedOf(items, locked.nowMs, readIn));
      return { userId, placing, avoid, areMany: true, areNew: true };
    };
    const { timedReminders, allDayReminders } = settingsOf(locked.settings);
    const settled = mapSteps(input.items, (item, index) => {
      const usual = item.startTime === undefined ? allDayReminders : timedReminders;
      return buildItem({ ...item, reminders: item.reminders ?? [...usual] }, locked.timeZone, ["items", index]);
    });
    const contents = await inSlices(settled);
    const items = newItems(contents, { by: caller.door, atMs: locked.nowMs });
    const taking = await takingOf(items, input.avoidConflicts);
    // Read together, and before anything is stored: the inserts go out together with the ledger entry.
    const [retried, there] = await Promise.all([
      input.allowDuplicates ? null : findRetried(caller, locked, contents),
      readThere(locked, taking),
      readKept(userId, locked.rev, locked.tx.rows),
    ]);
    if (retried) {
      const conflicts = await checkConflicts(locked, await takingOf(retried.items));
      const answer = { ...answered(retried.items, conflicts), repeated: true as const };
      return { answer, madeBy: retried.madeBy, changes: null };
    }
    const conflicts = await conflictsWith(there, locked, taking);
    await insertItems(locked.tx, userId, items);
    const changes = items.map((after) => ({ id: after.id, kind: "created" as const, before: null, after }));
    return { answer: answered(items, conflicts), changes };
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
  const ids = entries.map(({ id }) => id);
  const there = await findItems(caller.userId, ids, locked.tx.rows);
  const alive = new Map(there.filter((item) => item.deletedAtMs === null).map((item) => [item.id, item]));
  // Items that were floating when created are compared in the zone learned since.
  const inZone = (made: StoredItem) => (locked.timeZone === null ? made : placeInZone(made, locked.timeZone));
  const changed = entries.filter(({ id, after }) => {
    const item = alive.get(id);
    return item && after && !isSameContent(item, inZone(after));
  });
  const firstRev = Math.min(...changed.map(({ rev }) => rev));
  const changedIds = changed.map(({ id }) => id);
  const touched =
    changedIds.length > 0 ? await readTouchedIn(locked.tx, caller.userId, by, firstRev, changedIds) : new Set();
  const left = new Set(entries.filter(({ id }) => alive.has(id) && !touched.has(id)));
  // In slices: a program may have made thousands within those minutes.
  const found = await inSlices(
    mapSteps(contents, (content) => {
      const match = left.values().find(({ after }) => after !== null && isSameContent(inZone(after), content));
      const item = match && alive.get(match.id);
      if (item) left.delete(match);
      return item ? { item, rev: match.rev } : [];
    }),
  );
  const matches = found.flat();
  if (matches.length < contents.length) return null;
  const rev = Math.max(...matches.map((match) => match.rev));
  const made = creations.find((creation) => creation.rev === rev);
  return {
    items: matches.map(({ item }) => item),
    madeBy: madeChangeOf(rev, { items: made?.items ?? [] }, caller.t),
  };
}
