import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { type Entry, isSeries } from "../../agenda/entries/entry.ts";
import type { ItemChange } from "../../agenda/history/ledger.ts";
import { type PreviewVerb, previewEach } from "../../agenda/history/preview-summary.ts";
import type { EntryContent, ItemContent, StoredItem } from "../../agenda/item/item-content.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { cancelThis, changeThis, hasOccurrences } from "../../agenda/series/series-edits.ts";
import { requireRoom } from "../../agenda/series/series-patches.ts";
import { partsOf, seriesContent, singleContent } from "../../agenda/series/stored-series.ts";
import { mapSteps, type Steps } from "../../agenda/steps.ts";
import type { deleteItems, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { summaryOf } from "../items/item-summary.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { moveItems, type Replacement, replaceItems } from "../storage/items/items.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { WriteOutcome } from "../write/execute-write.ts";

/** How each selected entry changes; null: it is deleted. */
export interface Edit {
  readonly verb: PreviewVerb;
  /** The new content of a single item or an occurrence. */
  readonly entry: (entry: Entry) => EntryContent | null;
  /** The new content of a series as a whole. */
  readonly whole: (series: StoredItem) => ItemContent | null;
}

export interface Edited {
  readonly entry: Entry;
  readonly next: EntryContent | null;
}

const isWhole = ({ item, occurrence }: Entry): boolean => occurrence === null && isSeries(item);

/** The new content of each selected entry, without those that would not change. */
export function* editsOf(selected: readonly Entry[], edit: Edit): Steps<Edited[]> {
  const edited = yield* mapSteps(selected, (entry) => {
    return { entry, next: isWhole(entry) ? edit.whole(entry.item) : edit.entry(entry) };
  });
  return edited.filter(
    ({ entry, next }) => next === null || !isSameContent(asItem(entry, entry.content), asItem(entry, next)),
  );
}

/** An entry's content in a form that can be compared and stored: a whole series keeps its rule. */
const asItem = (entry: Entry, content: EntryContent): ItemContent =>
  isWhole(entry) ? (content as ItemContent) : singleContent(content);

/** Stores the edits, all of one series together, and returns the results for the answer and for the ledger. */
export async function finish(
  locked: Locked,
  caller: Caller,
  selected: readonly Entry[],
  edited: readonly Edited[],
  { verb }: Edit,
): Promise<WriteOutcome<Output<typeof deleteItems>>> {
  const changes = await store(locked, caller, edited);
  const after = new Map(changes.map((change) => [change.id, change.after]));
  const unchanged = selected.length - edited.length;
  const readIn = locked.timeZone ?? "UTC";
  const answers = mapSteps(edited, ({ entry, next }) => {
    const item = after.get(entry.item.id) ?? entry.item;
    const { occurrence, content } = entry;
    const summary = summaryOf(
      answerEntry({ item, content: next ?? content, occurrence, isChanged: false }, { t: caller.t, readIn }),
    );
    return next === null && occurrence !== null ? { ...summary, cancelled: true as const } : summary;
  });
  const items = await inSlices(answers);
  const foretold = edited.map(({ entry, next }) => ({ before: entry.content, after: next, isWhole: isWhole(entry) }));
  return {
    answer: { count: edited.length, ...(unchanged > 0 && { unchanged }), items: truncateToBudget(items) },
    changes: changes.length > 0 ? changes : null,
    previewSummary: previewEach(verb, foretold, caller.t),
  };
}

async function store({ tx, nowMs }: Locked, { userId }: Caller, edited: readonly Edited[]): Promise<ItemChange[]> {
  const away: StoredItem[] = [];
  const kept: Replacement[] = [];
  for (const same of Map.groupBy(edited, ({ entry }) => entry.item.id).values()) {
    const item = same[0]?.entry.item;
    const content = await inSlices(contentAfter(same));
    if (!item) continue;
    if (content === null) away.push(item);
    else kept.push({ item, content });
  }
  const deleted = await moveItems(tx, userId, away, { deletedAtMs: nowMs, atMs: nowMs });
  const replaced = await replaceItems(tx, userId, kept, { atMs: nowMs });
  return [
    ...deleted.map((after, index): ItemChange => {
      return { id: after.id, kind: "deleted", before: away[index] ?? null, after };
    }),
    ...replaced.map((after, index): ItemChange => {
      return { id: after.id, kind: "updated", before: kept[index]?.item ?? null, after };
    }),
  ];
}

/** An item's content after edits of one or more of its entries; null if nothing of it is left. */
function* contentAfter(same: readonly Edited[]): Steps<ItemContent | null> {
  const [first] = same;
  const parts = first && partsOf(first.entry.item);
  if (!first || !parts || isWhole(first.entry)) return first?.next ? asItem(first.entry, first.next) : null;
  let edited = parts;
  for (const { entry, next } of same) {
    const date = entry.occurrence ?? "";
    edited = next === null ? cancelThis(edited, date) : changeThis(edited, date, next);
    yield;
  }
  return hasOccurrences(edited) ? seriesContent(requireRoom(edited)) : null;
}
