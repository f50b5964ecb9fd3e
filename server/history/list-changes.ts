import { describeBeforeAndAfter } from "../../agenda/history/before-and-after.ts";
import { type ChangeView, occurrenceChangesOf, splitChangeOf } from "../../agenda/history/change-view.ts";
import { summarizeChange } from "../../agenda/history/change-words.ts";
import { type Undo, undoneBy } from "../../agenda/history/undone-changes.ts";
import { importedFlagOfChanges } from "../../agenda/item/imported-flag.ts";
import { short } from "../../agenda/item/shorten.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import { Door } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import type { listChanges as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Caller } from "../caller.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { type LedgerEntry, type LedgerPage, lastSeenRev, readChanges } from "../storage/ledger/changes.ts";
import { readUndos } from "../storage/ledger/undos.ts";
import { findPerson } from "../storage/people/users.ts";
import { readConversation } from "./undo-choice.ts";

type Change = Output<typeof contract>["changes"][number];

/** Lists changes, described in words. */
export async function listChanges(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { since = 0, before, limit = limits.changesDefault, order = "oldest" } = input;
  if (before !== undefined && before <= since)
    throw wrongField(["before"], `Nothing lies after ${since} and before ${before}.`);
  const conversation = input.conversation === undefined ? undefined : readConversation(caller, input.conversation);
  const { rev } = await findPerson(caller.userId);
  // A rev ahead of ours comes from another state of this database: the reader must start over.
  const isAhead = since > rev;
  const page: LedgerPage = isAhead
    ? { entries: [], more: false, isErased: false }
    : await readChanges(caller.userId, {
        since,
        ...(before !== undefined && before <= rev && { before }),
        ...(input.door && { door: input.door }),
        ...(conversation !== undefined && { conversation }),
        ...(input.program !== undefined && { program: input.program }),
        newestFirst: order === "newest",
        limit,
        detailedMost: limits.itemsInWords,
      });
  const { entries, passed } = page;
  const undos = await readUndos(caller.userId, oldestOf(entries, rev) - 1);
  const undone = undoneBy(undos);
  const told = truncateToBudget(entries.map((entry) => tell(entry, undos, undone, caller.t)));
  const changes = passed ? [tellPassed(passed)] : told;
  return {
    rev: Math.max(await lastSeenRev(caller.userId, rev), ...changes.map(({ id }) => id)),
    complete: !isAhead && !page.isErased && changes.every(({ items }) => items !== undefined),
    changes,
    ...((page.more || told.length < entries.length) && { more: true }),
  };
}

/** A bare entry, returned only as a position to continue from. */
const tellPassed = ({ rev, atMs, door }: NonNullable<LedgerPage["passed"]>): Change => ({
  ...{ id: rev, at: writeInstant(atMs, "UTC"), door: Door.parse(door), items: [] },
});

/** The oldest change that is listed, or undone by one that is. */
function oldestOf(entries: readonly LedgerEntry[], rev: number): number {
  return entries
    .flatMap((entry) => [entry.rev, ...(entry.undoes ?? [])])
    .reduce((oldest, each) => Math.min(oldest, each), rev);
}

function tell(entry: LedgerEntry, undos: readonly Undo[], undone: ReadonlyMap<number, number>, t: Translator): Change {
  const { rev, items, settings, undoes, clientId, clientName, conversation } = entry;
  const by = undone.get(rev);
  return {
    id: rev,
    at: writeInstant(entry.atMs, "UTC"),
    door: Door.parse(entry.door),
    ...(clientId !== null && { program: clientId }),
    ...(clientName !== null && { programName: clientName }),
    ...(conversation !== null && { conversation }),
    ...(settings && !undoes && { settings: true }),
    ...(undoes && { undoes: [...undoes] }),
    ...(by !== undefined && { undoneBy: by }),
    ...(items &&
      describeChange(entry, items, undoes?.every((target) => undos.some((undo) => undo.rev === target)) ?? false, t)),
  };
}

function describeChange(
  { settings, undoes }: LedgerEntry,
  items: NonNullable<LedgerEntry["items"]>,
  isRedo: boolean,
  t: Translator,
): Pick<Change, "summary" | "imported" | "items" | "itemCount"> {
  const detailed = items.slice(0, limits.itemsInWords);
  const itemCount = items.length;
  const sentence = {
    summary: summarizeChange({ items: detailed, rest: items.slice(detailed.length), settings, undoes, isRedo }, t),
    ...importedFlagOfChanges(detailed),
  };
  if (itemCount > limits.itemsPerChange) return { ...sentence, itemCount };
  if (itemCount > detailed.length) return { ...sentence, items: items.map(({ id, kind }) => ({ id, kind })) };
  const isSplit = itemCount === 2 && splitChangeOf(detailed) !== null;
  return { ...sentence, items: detailed.map((item, index) => describeItem(item, isSplit && index === 0, t)) };
}

/** @param isCut whether it was only shortened because the rest became another series */
function describeItem(item: ChangeView & { readonly id: string }, isCut: boolean, t: Translator) {
  const content = item.after ?? item.before;
  const touched = occurrenceChangesOf(item);
  const isTooMany = (item.occurrenceCount ?? 0) > limits.occurrencesListed;
  const occurrences = (isTooMany ? [] : touched).map(({ originalDate, before, after }) => ({
    occurrence: originalDate,
    kind: after === null ? ("deleted" as const) : before === null ? ("restored" as const) : ("updated" as const),
  }));
  return {
    ...{ id: item.id, kind: item.kind, ...(content && { text: short(content.text) }) },
    ...((occurrences.length > 0 || isCut) && { occurrences }),
    ...describeBeforeAndAfter(item, t),
    ...importedFlagOfChanges([item]),
  };
}
