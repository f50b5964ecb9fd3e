import type { ItemChange } from "../../agenda/history/ledger.ts";
import { planUndo, type UndoPlan } from "../../agenda/history/undo-plan.ts";
import { importedFlag } from "../../agenda/item/imported-flag.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { short } from "../../agenda/item/shorten.ts";
import { settingsChange } from "../../agenda/settings/stored-settings.ts";
import { limits } from "../../contract/limits.ts";
import type { InTheWay } from "../../contract/operations/history.ts";
import type { undoChange as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { moveItems, type Replacement, replaceItems } from "../storage/items/items.ts";
import { readContentsIn, readTouchedNowIn, type WholeChange } from "../storage/ledger/undos.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { setSettingsIn } from "../storage/people/users.ts";
import type { Transaction } from "../storage/transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { describeUndoConflicts } from "./describe-undo-conflicts.ts";
import { type Choosable, chooseChanges, nothingLast, readChoice, readChoosable } from "./undo-choice.ts";

/** An import, or a zone learned at sign-in, may have changed thousands of items. */
const undoingMs = 60_000;

/** Undoes one change, the last one, or those of a conversation, as a new change: all or nothing, unless forced. */
export async function undoChange(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const choice = readChoice(caller, input);
  const force = input.force ?? false;
  const work = async (locked: Locked, choosable: Choosable) => {
    const { tx } = locked;
    const chosen = chooseChanges(caller, choice, choosable);
    const [found, items] = await Promise.all([
      readContentsIn(tx, caller.userId, chosen),
      readTouchedNowIn(tx, caller.userId, chosen),
    ]);
    if (found.length === 0) throw nothingLast(choosable);
    const changes = requireContents(found, force);
    const revs = changes.map(({ rev }) => rev);
    const now = { items: new Map(items.map((item) => [item.id, item])), settings: locked.settings };
    const plan = await inSlices(planUndo(changes, now, { force }));
    const left = await describeUndoConflicts(tx, caller, plan.conflicts, revs);
    const isBlocked = !force && plan.conflicts.length > 0;
    const canForce = isBlocked && isSomething(await inSlices(planUndo(changes, now, { force: true })));
    requireWay(plan, left, { force, canForce });
    const settings = settingsChange(locked.settings, plan.settings);
    if (settings) await setSettingsIn(tx, caller.userId, settings.after);
    const undone = await store(locked, caller, plan);
    return {
      answer: { undoes: revs, ...describeItems(undone), ...(left.length > 0 && { left }) },
      changes: undone,
      undoes: revs,
      isRedo: revs.every((rev) => choosable.undos.some((undo) => undo.rev === rev)),
      ...(settings && { settings }),
    };
  };
  const first = (tx: Transaction) => readChoosable(tx, caller, choice);
  return executeWrite(caller, { operation: "undoChange", input }, work, { timeoutMs: undoingMs, first });
}

function describeItems(items: readonly ItemChange[]) {
  const listed = items.slice(0, limits.itemsInWords);
  return {
    items: listed.map(({ id, kind, after, before }) => ({
      ...{ id, kind, text: short((after ?? before)?.text ?? "") },
      ...importedFlag(before, after),
    })),
    itemCount: items.length,
  };
}

/** @throws AgendaError("too_old_to_undo") if the contents of one are erased; with force, of all */
function requireContents(changes: readonly WholeChange[], force: boolean) {
  const kept = changes.flatMap(({ items, ...rest }) => (items === null ? [] : [{ ...rest, items }]));
  if (kept.length === changes.length || (force && kept.length > 0)) return kept;
  throw new AgendaError(
    "too_old_to_undo",
    changes.length === 1
      ? "What was there before this change is no longer kept for this program; after 30 days, for nobody. Make the change by hand."
      : `Of ${changes.length} changes, ${changes.length - kept.length} are older than 30 days, and what was there before them is no longer kept. Send force true to undo the others.`,
  );
}

const isSomething = ({ items, settings }: UndoPlan): boolean => items.length > 0 || Object.keys(settings).length > 0;

/** @throws AgendaError("changed_since") naming the obstacles; AgendaError("nothing_to_undo") */
function requireWay(
  plan: UndoPlan,
  listed: InTheWay[],
  { force, canForce }: { force: boolean; canForce: boolean },
): void {
  const { conflicts: inTheWay } = plan;
  if (inTheWay.length === 0 || (force && isSomething(plan))) {
    if (isSomething(plan)) return;
    throw new AgendaError("nothing_to_undo", "Everything is as it was before already. Nothing was changed.");
  }
  const [first] = listed;
  const more = inTheWay.length > 1 ? ` (and ${inTheWay.length - 1} more)` : "";
  const way = canForce
    ? "Nothing was undone. If the person agrees, send force true: that undoes what can be, and leaves the rest."
    : "Nothing was undone, because all of it would take that along. Change or delete it by itself, or undo what was done since.";
  throw new AgendaError("changed_since", `${first?.text} was changed since: ${first?.what}${more}. ${way}`, {
    inTheWay: listed,
    canForce,
    isFromOutside: first?.imported ?? false,
  });
}

/** Applies the plan. Items that only move to the trash or back are stored together. */
async function store({ tx, nowMs }: Locked, caller: Caller, plan: UndoPlan): Promise<ItemChange[]> {
  const moves = { away: [] as StoredItem[], back: [] as StoredItem[] };
  const replacements: Replacement[] = [];
  for (const { current: item, content, isDeleted } of plan.items) {
    if (content === item) moves[isDeleted ? "away" : "back"].push(item);
    else {
      const isMoved = isDeleted !== (item.deletedAtMs !== null);
      replacements.push({ item, content, ...(isMoved && { deletedAtMs: isDeleted ? nowMs : null }) });
    }
  }
  const replaced = await replaceItems(tx, caller.userId, replacements, { atMs: nowMs });
  const after = new Map(replaced.map((item) => [item.id, item]));
  for (const item of await moveItems(tx, caller.userId, moves.away, { deletedAtMs: nowMs, atMs: nowMs }))
    after.set(item.id, item);
  for (const item of await moveItems(tx, caller.userId, moves.back, { deletedAtMs: null, atMs: nowMs }))
    after.set(item.id, item);
  return plan.items.map(({ current: before, isDeleted }) => {
    const wasDeleted = before.deletedAtMs !== null;
    const kind = isDeleted === wasDeleted ? "updated" : isDeleted ? "deleted" : "restored";
    return { id: before.id, kind, before, after: after.get(before.id) ?? before };
  });
}
