import { stillInEffect, type Undo, undoneBy } from "../../agenda/history/undone-changes.ts";
import { limits } from "../../contract/limits.ts";
import type { Input, undoChange } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import {
  type Chosen,
  chooseLastOf,
  chooseRevs,
  hasChangeIn,
  readConversationIn,
  readUndosIn,
} from "../storage/ledger/undos.ts";
import type { Transaction } from "../storage/transaction.ts";

export type Choice = { readonly id: number } | { readonly conversation: string } | "last";

/**
 * Which changes to undo; exactly one of the ways must be used.
 * @throws AgendaError("invalid_input")
 */
export function readChoice(caller: Caller, { id, last, conversation }: Input<typeof undoChange>): Choice {
  const said = [id !== undefined, last === true, conversation !== undefined].filter(Boolean).length;
  if (said === 0)
    throw new AgendaError("invalid_input", 'Say what to undo: last true, id, or conversation (its id, or "this").');
  if (said > 1) throw new AgendaError("invalid_input", "Send only one of last, id and conversation.");
  if (id !== undefined) return { id };
  if (conversation === undefined) return "last";
  return { conversation: readConversation(caller, conversation) };
}

/**
 * A conversation by its id, or the caller's own ("this").
 * @throws AgendaError("invalid_input") if the call has no conversation
 */
export function readConversation(caller: Caller, conversation: string): string {
  if (conversation !== "this") return conversation;
  if (caller.conversation !== undefined) return caller.conversation;
  throw wrongField(
    ["conversation"],
    "This call came without a conversation, so none is meant by this. Send a conversation's id, which listChanges tells.",
  );
}

/** What a choice is made from. */
export interface Choosable {
  readonly undos: readonly Undo[];
  /** The changes of the conversation that is meant, newest first. */
  readonly inside: readonly number[];
  readonly hasChange: boolean;
}

/** Reads that in one round trip. */
export async function readChoosable(tx: Transaction, caller: Caller, choice: Choice): Promise<Choosable> {
  const { userId } = caller;
  const { id, conversation }: { id?: number; conversation?: string } = choice === "last" ? caller : choice;
  const [undos, inside, hasChange] = await Promise.all([
    readUndosIn(tx, userId, 0),
    conversation === undefined ? [] : readConversationIn(tx, userId, conversation),
    id !== undefined && id <= mostRev && hasChangeIn(tx, userId, id),
  ]);
  return { undos, inside, hasChange };
}

/**
 * The changes to undo. The last one may turn out not to exist.
 * @throws AgendaError("change_not_found" | "already_undone" | "nothing_to_undo" | "invalid_input")
 */
export function chooseChanges(caller: Caller, choice: Choice, choosable: Choosable): Chosen {
  if (choice === "last") return chooseLast(caller, choosable);
  if ("id" in choice) return chooseRevs([chooseOne(choice.id, choosable)]);
  const { inside, undos } = choosable;
  if (inside.length === 0) throw new AgendaError("nothing_to_undo", "This conversation has changed nothing.");
  const revs = stillInEffect(inside, undos);
  if (revs.length === 0)
    throw new AgendaError("nothing_to_undo", "Everything that this conversation changed is undone already.");
  if (revs.length > limits.undoMost)
    throw wrongField(
      ["conversation"],
      `This conversation made ${revs.length} changes; at most ${limits.undoMost} are undone at once. Undo single ones by id.`,
    );
  return chooseRevs(revs);
}

function chooseOne(id: number, { undos, hasChange }: Choosable): number {
  if (!hasChange)
    throw new AgendaError("change_not_found", `There is no change ${id}. listChanges tells those that exist.`);
  const by = undoneBy(undos).get(id);
  if (by === undefined) return id;
  throw new AgendaError(
    "already_undone",
    `Change ${id} was undone by change ${by}, so nothing was done now. To bring it back, undo change ${by}.`,
  );
}

/** The maximum of the ledger's column. */
const mostRev = 2 ** 31 - 1;

/**
 * The last change by the same author: in this conversation if it has changed anything, otherwise by this program through this
 * door. A conversation does not reach back into others when its own changes are used up.
 */
const chooseLast = (caller: Caller, { undos, inside }: Choosable): Chosen =>
  chooseLastOf(caller, inside.length > 0 ? caller.conversation : undefined, [...undoneBy(undos).keys()]);

export const nothingLast = ({ inside }: Choosable): AgendaError =>
  new AgendaError(
    "nothing_to_undo",
    inside.length === 0
      ? "Nothing was changed through this door that is not undone. listChanges with order newest tells what was."
      : "Everything that this conversation changed is undone already. Other changes can be undone by id: see listChanges with order newest.",
  );
