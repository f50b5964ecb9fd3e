import type { Kept } from "../../agenda/history/agenda-capacity.ts";
import { type LedgerEntryView, summarizeChange } from "../../agenda/history/change-words.ts";
import type { ItemChange } from "../../agenda/history/ledger.ts";
import { summarizePreview } from "../../agenda/history/preview-summary.ts";
import { importedFlagOfChanges } from "../../agenda/item/imported-flag.ts";
import { workingHoursOf } from "../../agenda/planning/day-hours.ts";
import { asksFirst } from "../../agenda/programs/asks-first.ts";
import { type SettingsChange, settingsOf } from "../../agenda/settings/stored-settings.ts";
import type { OperationName } from "../../contract/addresses.ts";
import type { ProposalState } from "../../contract/fields/write-fields.ts";
import type { Translator } from "../../messages/translator.ts";
import { type Caller, programOf } from "../caller.ts";
import { announceChange, announceLook } from "../feed/hub.ts";
import { inSlices } from "../in-slices.ts";
import { readAccessIn, requireSameAccess } from "../permissions/program-access.ts";
import { rememberKept } from "../storage/items/count-kept.ts";
import { makeItemIds } from "../storage/items/item-ids.ts";
import { findStoredAnswer, type StoredAnswer } from "../storage/ledger/idempotency-store.ts";
import {
  decideProposalIn,
  findSameIn,
  findWaiting,
  insertProposalIn,
  type ProposalRow,
  raiseLookIn,
} from "../storage/ledger/proposals.ts";
import { type Locked, type Work, type WriteOptions, write } from "../storage/ledger/write-transaction.ts";
import type { ProgramRow } from "../storage/people/programs.ts";
import type { Transaction } from "../storage/transaction.ts";
import { confirmationOf, readConfirmation, requireUnchanged } from "./confirmation.ts";
import { effectOf, overtaken, requireAsProposed, requireFits, requireRoomToWait } from "./propose.ts";
import { hashOf, type Repeat, recall, remember, repeatOf } from "./repeats.ts";
import { requirePermitted } from "./require-permitted.ts";
import { requireRoom } from "./require-room.ts";
import { agendaInputOf, type WriteCall } from "./write-call.ts";

/** The effect of a write: the answer except for the change, and what to record in the ledger (null: nothing changed). */
export interface WriteOutcome<A> {
  readonly answer: A;
  /** The answer to a retry, if the original contains something that is shown only once. */
  readonly kept?: A;
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The ids of the changes that were undone, and whether those were undos themselves. */
  readonly undoes?: readonly number[];
  readonly isRedo?: boolean;
  /** The earlier change that already did what was requested. */
  readonly madeBy?: MadeChange;
  /** The preview's summary, if the changes alone do not describe it best. */
  readonly previewSummary?: string;
}

/** What every write answers besides the operation's own fields. */
interface WriteAnswer {
  readonly change?: MadeChange;
  readonly preview?: true;
  readonly summary?: string;
  readonly imported?: true;
  readonly confirm?: string;
  readonly repeated?: true;
  readonly proposal?: { readonly id: string; readonly state: ProposalState };
}

/**
 * Executes one write call and notifies open pages. The work composes the answer inside the write, for two reasons. An answer under
 * an idempotency key is stored in the same transaction as its effect: a repeat gets the same answer, marked, and does nothing; a
 * refusal is not stored and may be retried. And a preview is the same work, rolled back: it cannot differ from the real write.
 * @param options `timeoutMs` if it may take longer than a write's usual 10 seconds; `first` reads, together with the lock, what
 * the work is given
 * @throws AgendaError("not_permitted") if the person does not allow this program to do it; AgendaError("agenda_full") if it adds
 * more than there is room for; AgendaError("key_reused") if the key was sent with another call; AgendaError("confirmation_invalid"
 * | "changed_since_preview") if a confirmed call is not what was previewed
 * @see docs/decisions/0130-repeats-by-key.md, 0131-previews.md
 */
export async function executeWrite<A extends object, F = void>(
  caller: Caller,
  call: WriteCall,
  work: (locked: Locked, first: F) => Promise<WriteOutcome<A>>,
  { timeoutMs, first }: WriteOptions<F> = {},
): Promise<A & WriteAnswer> {
  const repeat = repeatOf(caller, call);
  const confirmed = readConfirmation(caller, call);
  const { accepting } = caller;
  let total: Kept | undefined;
  let proposed: WriteOutcome<A> | undefined;
  const together = (tx: Transaction): Promise<Together<F>> =>
    Promise.all([
      readAccessIn(tx, caller),
      repeat && findStoredAnswer(tx, caller.userId, repeat.keyHash),
      accepting && findWaiting(caller.userId, accepting.id, tx.rows),
      first?.(tx),
    ]);
  const { result, change } = await makeChange<A & WriteAnswer, Together<F>>(
    caller,
    async (locked, [row, stored, waiting, read]) => {
      requireSameAccess(caller, row);
      const known = repeat && recall<A & WriteAnswer>(stored, repeat);
      if (known) return { result: known, changes: null };
      if (accepting && !waiting) throw overtaken("It was decided already.", { key: "proposals.ended" });
      if (confirmed) requireUnchanged(confirmed, locked);
      const done = await work(locked, read as F);
      // A new zone settles floating items, including hidden ones: nobody picked them.
      if (call.operation !== "updateSettings") requirePermitted(caller, done.changes ?? []);
      if (accepting) requireAsProposed(accepting, done);
      total = await requireRoom(locked, caller.userId, done.changes ?? []);
      const { changes: touched, settings } = done;
      if (!call.input.previewOnly && touched && (await mustAsk(caller, { changes: touched, settings }, locked)))
        proposed = done;
      if (call.input.previewOnly || proposed)
        return { result: { ...done.answer, ...previewOf(done, caller, call, locked) }, changes: null, isTrial: true };
      const { answer, kept = answer, madeBy, isRedo = false, previewSummary: _, ...worked } = done;
      const { changes } = worked;
      // Nobody else can record a change before this one: the user's row is locked.
      const change = changes ? madeChangeOf(locked.rev + 1, { ...worked, items: changes, isRedo }, caller.t) : madeBy;
      const result = { ...answer, ...(change && { change }) };
      if (accepting)
        decideProposalIn(locked.tx, caller.userId, accepting.id, { state: "accepted", rev: locked.rev + 1 });
      if (repeat) remember(locked, caller, repeat, { ...kept, ...(change && { change }) });
      return { ...worked, result };
    },
    { timeoutMs, first: together },
  );
  if (change && total) rememberKept(caller.userId, change.id, total);
  return proposed ? keepProposal(caller, call, { repeat, result, proposed }) : result;
}

/** Whether the person must decide: about everything a program does, or what exceeds its limits. */
async function mustAsk(
  { access }: Caller,
  done: Parameters<typeof asksFirst>[1],
  { settings, timeZone }: Locked,
): Promise<boolean> {
  if (!access) return false;
  const working = () => ({ hours: workingHoursOf(settingsOf(settings).workingHours), timeZone: timeZone ?? "UTC" });
  return access.level === "asks" || inSlices(asksFirst(access, done, working));
}

interface Proposed<A> {
  readonly repeat: Repeat | undefined;
  readonly result: A & WriteAnswer;
  readonly proposed: WriteOutcome<A>;
}

/**
 * Stores a write as a proposal, after it was tried and rolled back, and notifies open pages. The same call with
 * the same effect again, while the first is pending, is the same proposal.
 * @throws AgendaError("not_permitted") if too many are pending, or they are too large
 */
async function keepProposal<A extends object>(
  caller: Caller,
  call: WriteCall,
  { repeat, result: { confirm: _, ...tried }, proposed }: Proposed<A>,
): Promise<A & WriteAnswer> {
  const { userId, door, clientId = null, clientName = null, conversation = null } = caller;
  const input = agendaInputOf(call.input);
  const { changes, settings = null } = proposed;
  const parts = [input, ...(changes ?? [])];
  requireFits(parts);
  // The same words may mean something else by now, or in another conversation.
  const inputHash = hashOf([call.operation, input, (changes ?? []).map(effectOf), settings?.after]);
  const program = programOf(caller);
  let version: number | undefined;
  const { result } = await write<A & WriteAnswer>(caller, async (locked) => {
    const { tx, nowMs } = locked;
    const [row, stored, { sameId, ...waiting }] = await Promise.all([
      readAccessIn(tx, caller),
      repeat && findStoredAnswer(tx, userId, repeat.keyHash),
      findSameIn(tx, userId, { program, inputHash }),
    ]);
    requireSameAccess(caller, row);
    const known = repeat && recall<A & WriteAnswer>(stored, repeat);
    if (known) return { result: known, changes: null };
    const answerAs = (id: string) => ({ ...tried, proposal: { id, state: "waiting" } }) as A & WriteAnswer;
    if (sameId !== null && !("allowDuplicates" in input && input.allowDuplicates)) {
      const answer = answerAs(sameId);
      if (repeat) remember(locked, caller, repeat, answer);
      return { result: { ...answer, repeated: true }, changes: null };
    }
    requireRoomToWait(waiting, parts);
    const [id = ""] = makeItemIds(1, nowMs);
    insertProposalIn(tx, userId, {
      ...{ id, atMs: nowMs, program, door, clientId, clientName, conversation, inputHash, settings },
      operation: call.operation as OperationName, // programs cannot import a calendar file
      input: input as Readonly<Record<string, unknown>>,
      summary: tried.summary ?? "",
      items: changes ?? [],
    });
    const answer = answerAs(id);
    if (repeat) remember(locked, caller, repeat, answer);
    version = await raiseLookIn(tx, userId);
    return { result: answer, changes: null };
  });
  if (version !== undefined) announceLook(userId, version);
  return result;
}

type Together<F> = [
  row: ProgramRow | undefined,
  stored: StoredAnswer | undefined,
  waiting: ProposalRow | undefined,
  first: F | undefined,
];

/** The preview's fields besides the operation's own. If nothing would change there is nothing to confirm. */
function previewOf<A>({ changes, ...done }: WriteOutcome<A>, caller: Caller, call: WriteCall, locked: Locked) {
  const summary = done.previewSummary ?? summarizePreview({ ...done, items: changes ?? [] }, caller.t);
  return {
    preview: true as const,
    summary,
    ...importedFlagOfChanges(changes ?? []),
    ...(changes && { confirm: confirmationOf(caller, call, locked) }),
  };
}

/** A change as returned by the write that made it. */
export interface MadeChange {
  /** Its id in the user's ledger. */
  readonly id: number;
  readonly summary: string;
  readonly imported?: true;
}

/**
 * Writes, then notifies open pages of the change.
 * @returns the work's result and the change, or null if nothing changed
 */
export async function makeChange<T, F = void>(
  caller: Caller,
  work: Work<T, F>,
  options: WriteOptions<F> = {},
): Promise<{ result: T; change: MadeChange | null }> {
  const { result, entry } = await write(caller, work, options);
  if (entry === null) return { result, change: null };
  announceChange(caller.userId, entry.rev);
  return { result, change: madeChangeOf(entry.rev, entry, caller.t) };
}

/** A change as returned by the API. */
export const madeChangeOf = (rev: number, entry: LedgerEntryView, t: Translator): MadeChange => ({
  id: rev,
  summary: summarizeChange(entry, t),
  ...importedFlagOfChanges(entry.items),
});
