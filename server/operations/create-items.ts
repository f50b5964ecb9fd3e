import { answerItem } from "../../agenda/answers.ts";
import { summarise } from "../../agenda/change-words.ts";
import { placedOf } from "../../agenda/conflicts.ts";
import type { ItemContent, StoredItem } from "../../agenda/item-content.ts";
import { isSameContent, settleInZone, settleNew } from "../../agenda/item-rules.ts";
import { retryMinutes } from "../../contract/limits.ts";
import type { createItems as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { readCreationsIn } from "../storage/changes.ts";
import { findItemsIn, insertItems } from "../storage/items.ts";
import type { Locked } from "../storage/write.ts";
import { type Made, makeChange } from "./change.ts";
import { checkConflicts, orFreeSlots } from "./conflicts.ts";

/** Adds items, all or none; recognises a program's uncertain retry. */
export async function createItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { userId } = caller;
  const tellOf = (locked: Locked, items: readonly StoredItem[], avoid?: boolean) =>
    checkConflicts(locked, {
      ...{ userId, avoid, areMany: true },
      placed: placedOf(items, locked.nowMs, locked.timeZone ?? "UTC"),
    });
  const work = async (locked: Locked) => {
    const contents = input.items.map((item, index) => settleNew(item, locked.timeZone, ["items", index]));
    const existing = input.allowDuplicates ? null : await findRetried(caller, locked, contents);
    if (existing) return { result: { ...existing, told: await tellOf(locked, existing.items) }, changes: null };
    const made = { by: caller.door, atMs: locked.nowMs };
    const items = await insertItems(locked.tx, caller.userId, contents, made);
    const changes = items.map((after) => ({ id: after.id, kind: "created" as const, before: null, after }));
    const told = await tellOf(locked, items, input.avoidConflicts);
    return { result: { items, madeBy: null, timeZone: locked.timeZone, told }, changes };
  };
  const { result, change } = await orFreeSlots(userId, () => makeChange(caller, work));
  const readIn = result.timeZone ?? "UTC";
  const answered = change ?? result.madeBy;
  if (!answered) throw new Error("Items were added, and no change is known that added them.");
  return {
    items: result.items.map((item) => answerItem(item, { readIn })),
    change: answered,
    ...(change === null && { repeated: true }),
    ...result.told,
  };
}

interface Retried {
  readonly items: StoredItem[];
  /** The change that made them, where that was an earlier one. */
  readonly madeBy: Made | null;
  readonly timeZone: string | null;
}

/**
 * Whether a call repeats, field for field, what the same program created through the same door a few minutes ago. Each of its
 * items must be matched by another one that is still there; then nothing is stored. A person's own page never retries blindly.
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
  const left = new Set(entries.filter(({ id }) => alive.has(id)));
  const matches: { item: StoredItem; rev: number }[] = [];
  // What floated when it was made is compared in the zone that was learnt since.
  const inZone = (made: StoredItem) => (locked.timeZone === null ? made : settleInZone(made, locked.timeZone));
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
    madeBy: { id: rev, summary: summarise({ items: made?.items ?? [] }) },
    timeZone: locked.timeZone,
  };
}
