import { tellBeforeAndAfter } from "../../agenda/before-and-after.ts";
import { short, summarise } from "../../agenda/change-words.ts";
import { writeInstant } from "../../agenda/instants.ts";
import { type Undo, undoneBy } from "../../agenda/undone.ts";
import { Door } from "../../contract/item.ts";
import { limits } from "../../contract/limits.ts";
import type { listChanges as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { type LedgerEntry, readChanges } from "../storage/changes.ts";
import { readUndos } from "../storage/undos.ts";
import { findPerson } from "../storage/users.ts";
import { fitting } from "./list-items.ts";
import { readConversation } from "./undo-choice.ts";

type Change = Output<typeof contract>["changes"][number];

/** What a column of the ledger can hold. */
const mostRev = 2 ** 31 - 1;

/** Lists what changed, in words. */
export async function listChanges(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { since = 0, before, limit = limits.changesDefault, order = "oldest" } = input;
  if (before !== undefined && before <= since)
    throw wrongField(["before"], `Nothing lies after ${since} and before ${before}.`);
  const conversation = input.conversation === undefined ? undefined : readConversation(caller, input.conversation);
  const { rev } = await findPerson(caller.userId);
  const entries = await readChanges(caller.userId, {
    since: Math.min(since, mostRev),
    ...(before !== undefined && before <= mostRev && { before }),
    ...(input.door && { door: input.door }),
    ...(conversation !== undefined && { conversation }),
    newestFirst: order === "newest",
    limit: limit + 1,
    itemsMost: limits.changeItemsMost,
  });
  const oldest = Math.min(...entries.map((entry) => entry.rev), rev);
  const undos = await readUndos(caller.userId, 0 < oldest ? oldest - 1 : 0);
  const changes = fitting(entries.slice(0, limit).map((entry) => tell(entry, undos, undoneBy(undos))));
  return {
    rev: Math.max(rev, ...changes.map(({ id }) => id)),
    // A rev that is ahead of us is from another life of this database: the reader knows nothing that counts.
    complete: since <= rev && changes.every(({ items, itemCount }) => items !== undefined && itemCount === undefined),
    changes,
    ...(changes.length < entries.length && { more: true }),
  };
}

function tell(entry: LedgerEntry, undos: readonly Undo[], undone: ReadonlyMap<number, number>): Change {
  const { rev, items, itemCount, undoes, clientId, conversation } = entry;
  const by = undone.get(rev);
  return {
    id: rev,
    at: writeInstant(entry.atMs, "UTC"),
    door: Door.parse(entry.door),
    ...(clientId !== null && { program: clientId }),
    ...(conversation !== null && { conversation }),
    ...(undoes && { undoes: [...undoes] }),
    ...(by !== undefined && { undoneBy: by }),
    ...(items && {
      summary: summarise({ ...entry, items, itemCount: itemCount ?? items.length, isRedo: isRedo(entry, undos) }),
      items: items.map((item) => ({
        id: item.id,
        kind: item.kind,
        text: short((item.after ?? item.before)?.text ?? ""),
        ...tellBeforeAndAfter(item),
      })),
      ...(itemCount !== null && itemCount > items.length && { itemCount }),
    }),
  };
}

function isRedo({ undoes }: LedgerEntry, undos: readonly Undo[]): boolean {
  return undoes?.every((target) => undos.some(({ rev }) => rev === target)) ?? false;
}
