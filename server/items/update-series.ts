import { answerEntry, answerItem } from "../../agenda/entries/answer-item.ts";
import { occurrenceEntry } from "../../agenda/entries/entry.ts";
import type { ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { requireOccurrence } from "../../agenda/series/occurrences.ts";
import type { Occurrence, Series } from "../../agenda/series/series.ts";
import { resetThis } from "../../agenda/series/series-edits.ts";
import { patchAll, patchFollowing, patchThis, requireRoom } from "../../agenda/series/series-patches.ts";
import { seriesContent } from "../../agenda/series/stored-series.ts";
import type { ItemPatch } from "../../contract/fields/item.ts";
import type { Input, Output, updateItemById } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { insertItems, newItems, replaceItem } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { WriteOutcome } from "../write/execute-write.ts";
import type { AgendaInput } from "../write/write-call.ts";
import { requireScope } from "./series-scope.ts";

/** The answer to an update, and its effect. */
export type Updated = WriteOutcome<Output<typeof updateItemById>>;

/** Changes a series as far as `scope` says: one occurrence, it and those after it, or all. */
export async function updateSeries(
  locked: Locked,
  caller: Caller,
  item: StoredItem,
  series: Series,
  input: AgendaInput<Input<typeof updateItemById>>,
): Promise<Updated> {
  const { id: _, version: __, occurrence: ___, scope: ____, reset, ...patch } = input;
  const meant = requireScope(series, input, caller.t);
  if (reset && meant.scope !== "this")
    throw wrongField(["reset"], 'Only one occurrence can follow its series again. Send scope "this" beside reset.');
  if (meant.scope === "this") return updateThis(locked, caller, item, series, meant.occurrence, { reset, patch });
  if (meant.scope === "following") return updateFollowing(locked, caller, item, series, meant.occurrence, patch);
  const { content, dropped } = patchAll(series, meant.occurrence, patch, locked.timeZone);
  return updateAll(locked, caller, item, content, dropped);
}

async function updateThis(
  locked: Locked,
  caller: Caller,
  item: StoredItem,
  series: Series,
  { originalDate }: Occurrence,
  { reset, patch }: { reset: boolean | undefined; patch: ItemPatch },
): Promise<Updated> {
  const base = reset ? { id: series.id, ...resetThis(series, originalDate) } : series;
  const occurrence = requireOccurrence(base, originalDate, ["occurrence"]);
  const isPatched = Object.keys(patch).length > 0;
  const parts = requireRoom(isPatched ? patchThis(base, occurrence, patch, locked.timeZone) : base);
  const content = seriesContent(parts);
  const isSame = isSameContent(item, content);
  const after = isSame ? item : await replaceItem(locked.tx, caller.userId, item, { content, atMs: locked.nowMs });
  const now = requireOccurrence({ id: item.id, ...parts }, originalDate, ["occurrence"]);
  const answer = answerEntry(occurrenceEntry(after, now), { t: caller.t, readIn: locked.timeZone ?? "UTC" });
  return { answer: { item: answer }, changes: isSame ? null : [{ id: item.id, kind: "updated", before: item, after }] };
}

async function updateAll(
  { tx, timeZone, nowMs }: Locked,
  caller: Caller,
  item: StoredItem,
  content: ItemContent,
  dropped: readonly string[],
): Promise<Updated> {
  const reading = { t: caller.t, readIn: timeZone ?? "UTC" };
  if (isSameContent(item, content)) return { answer: { item: answerItem(item, reading) }, changes: null };
  const after = await replaceItem(tx, caller.userId, item, { content, atMs: nowMs });
  return {
    answer: { item: answerItem(after, reading), ...(dropped.length > 0 && { dropped: [...dropped] }) },
    changes: [{ id: item.id, kind: "updated", before: item, after }],
  };
}

async function updateFollowing(
  locked: Locked,
  caller: Caller,
  item: StoredItem,
  series: Series,
  occurrence: Occurrence,
  patch: ItemPatch,
): Promise<Updated> {
  const { tx, timeZone, nowMs } = locked;
  const reading = { t: caller.t, readIn: timeZone ?? "UTC" };
  const split = patchFollowing(series, occurrence, patch, timeZone);
  if (split === null) return { answer: { item: answerItem(item, reading) }, changes: null };
  const { before, content, dropped } = split;
  if (before === null) return updateAll(locked, caller, item, content, dropped);
  const earlier = await replaceItem(tx, caller.userId, item, { content: before, atMs: nowMs });
  const [later] = newItems([content], { by: item.createdBy, atMs: nowMs });
  if (!later) throw new Error("The second part of a split series was not made.");
  await insertItems(tx, caller.userId, [later]);
  return {
    answer: {
      item: answerItem(later, reading),
      earlier: answerItem(earlier, reading),
      ...(dropped.length > 0 && { dropped: [...dropped] }),
    },
    changes: [
      { id: item.id, kind: "updated", before: item, after: earlier },
      { id: later.id, kind: "created", before: null, after: later },
    ],
  };
}
