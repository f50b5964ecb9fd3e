import type { OperationName } from "../../contract/addresses.ts";
import {
  type decideProposals as contract,
  type Input,
  type Operation,
  type Output,
  operations,
} from "../../contract/operations.ts";
import { AgendaError, type ProblemCode, problems, wrongField } from "../../contract/problems.ts";
import { translatorIn } from "../../messages/translator.ts";
import { completeItems } from "../bulk/complete-items.ts";
import { deleteItems } from "../bulk/delete-items.ts";
import { rescheduleItems } from "../bulk/reschedule-items.ts";
import type { Caller, UserId } from "../caller.ts";
import { announceLook } from "../feed/hub.ts";
import { undoChange } from "../history/undo-change.ts";
import { inWords } from "../in-words.ts";
import { createItems } from "../items/create-items.ts";
import { deleteItemById } from "../items/delete-item-by-id.ts";
import { restoreItem } from "../items/restore-item.ts";
import { updateItemById } from "../items/update-item-by-id.ts";
import { updateSettings } from "../settings/update-settings.ts";
import { decideProposalIn, findWaiting, type ProposalRow, raiseLookIn } from "../storage/ledger/proposals.ts";
import { write } from "../storage/ledger/write-transaction.ts";
import { findProgram } from "../storage/people/programs.ts";
import { withHidden } from "../storage/visibility.ts";
import { editedInput, isEditable } from "./edited-input.ts";

type Decided = Output<typeof contract>["decided"][number];
type Edit = Input<typeof contract>["edit"];
type Run = (caller: Caller, input: never) => Promise<{ readonly change?: { readonly id: number } | undefined }>;

/** Every operation that can be proposed. */
const runs: Partial<Readonly<Record<OperationName, Run>>> = {
  createItems,
  updateItemById,
  deleteItemById,
  restoreItem,
  rescheduleItems,
  completeItems,
  deleteItems,
  undoChange,
  updateSettings,
};

/**
 * Accepts or declines proposals, one after the other. One that cannot be done as proposed is reported, not done; the others are.
 * @throws AgendaError("invalid_input"); AgendaError("time_taken") if it was edited to a time that must be free and is not;
 * AgendaError("too_many_writes" | "database_unavailable"), after which undecided ones are still pending
 */
export async function decideProposals(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { accept = [], decline = [], edit } = input;
  const { userId } = caller;
  if (edit && accept.length !== 1) throw wrongField(["edit"], "Only one proposal can be edited at a time.");
  if (accept.some((id) => decline.includes(id)))
    throw wrongField(["decline"], "One cannot be both accepted and declined.");
  const announce = async () => {
    const { result: version } = await write(caller, async ({ tx }) => {
      return { result: await raiseLookIn(tx, userId), changes: null };
    });
    announceLook(userId, version);
    return version;
  };
  const decided: Decided[] = [];
  try {
    for (const id of accept) decided.push(await acceptOne(caller, id, edit));
    for (const id of decline) decided.push(await endAs(caller, id, "declined"));
  } catch (thrown) {
    if (decided.length > 0) await announce().catch(() => {}); // why not is what was thrown first
    throw thrown;
  }
  return { version: await announce(), decided };
}

async function acceptOne(caller: Caller, id: string, edit: Edit): Promise<Decided> {
  const { userId, t } = caller;
  const proposal = await findWaiting(userId, id);
  if (!proposal) return { id, state: "ended", reason: t("proposals.ended") };
  try {
    const change = await carryOut(userId, proposal, edit);
    return { id, state: "accepted", ...(change !== undefined && { change }) };
  } catch (thrown) {
    if (!(thrown instanceof AgendaError) || [...passing, ...(edit ? ofEdits : [])].includes(thrown.code)) throw thrown;
    return endAs(caller, id, "overtaken", { why: thrown, told: reasonFor(proposal, thrown) });
  }
}

/** Problems unrelated to the proposal: it stays pending. */
const passing: readonly ProblemCode[] = [
  "too_many_writes",
  "database_unavailable",
  "account_deleted",
  "internal_error",
];

/** Problems of what the person made of it: it stays pending, to be edited again. */
const ofEdits: readonly ProblemCode[] = ["invalid_input", "time_taken"];

/**
 * The reason as the program reads it: it reveals nothing about items other than those the program proposed to change, so it stays
 * safe even if the person hides some of them later.
 */
const reasonFor = ({ operation }: ProposalRow, { code, message }: AgendaError): string =>
  code === "time_taken" || operation === "undoChange" ? problems[code].title : message;

/**
 * As the program's own change, through its door and in its conversation, so that it is reported and undone as one. What is hidden
 * from the program stays so: what it did not see is not what it proposed.
 */
async function carryOut(userId: UserId, proposal: ProposalRow, edit: Edit): Promise<number | undefined> {
  const { id, door, clientId, clientName, conversation, operation, items, settings } = proposal;
  const run = runs[operation];
  if (!run) throw new AgendaError("internal_error", undefined, { cause: `no run for ${operation}` });
  const caller: Caller = {
    ...{ userId, door, t: await translatorIn("en"), accepting: { id, items, settings, isEdited: edit !== undefined } },
    ...(clientId !== null && { clientId }),
    ...(clientName !== null && { clientName }),
    ...(conversation !== null && { conversation }),
  };
  const program = await findProgram(caller);
  const { change } = await withHidden(program?.hiddenTags ?? [], () => run(caller, inputOf(proposal, edit) as never));
  return change?.id;
}

/** @throws AgendaError("invalid_input") if it cannot be edited, or not like this */
function inputOf(proposal: ProposalRow, edit: Edit): object {
  if (!edit) return proposal.input;
  if (!isEditable(proposal)) throw wrongField(["edit"], "This proposal cannot be edited: accept or decline it.");
  const contract: Operation = operations[proposal.operation];
  const parsed = contract.input.safeParse(editedInput(proposal, edit));
  if (parsed.success) return parsed.data;
  throw wrongField(["edit"], parsed.error.issues[0]?.message ?? "This cannot be.");
}

interface Reason {
  /** For the person, in their language. */
  readonly why: AgendaError;
  /** For the program. */
  readonly told: string;
}

async function endAs(
  { userId, t, language }: Caller,
  id: string,
  state: "declined" | "overtaken",
  reason?: Reason,
): Promise<Decided> {
  const told = { state, ...(reason && { reason: reason.told }) };
  const { result: isDone } = await write({ userId, door: "web", t: await translatorIn("en") }, async ({ tx }) => {
    const isWaiting = (await findWaiting(userId, id, tx.rows)) !== undefined;
    if (isWaiting) decideProposalIn(tx, userId, id, told);
    return { result: isWaiting, changes: null };
  });
  if (!isDone) return { id, state: "ended", reason: t("proposals.ended") };
  return { id, state, ...(reason && { reason: inWords(reason.why, { t, language }).message }) };
}
