import { createHash } from "node:crypto";
import type { Kept } from "../../agenda/history/agenda-capacity.ts";
import type { ItemChange } from "../../agenda/history/ledger.ts";
import { summarizePreview } from "../../agenda/history/preview-summary.ts";
import { importedFlagOfChanges } from "../../agenda/item/imported-flag.ts";
import type { SettingsChange } from "../../agenda/settings/stored-settings.ts";
import type { OperationName } from "../../contract/addresses.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { rememberKept } from "../storage/items/count-kept.ts";
import { findStoredAnswer, storeAnswer } from "../storage/ledger/idempotency-store.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { type Made, madeOf, makeChange } from "./change.ts";
import { confirmationOf, type Preview, readConfirmation, requireUnchanged } from "./confirmation.ts";
import { requireRoom } from "./room.ts";

/** A call that writes, as it was sent. */
export interface Call {
  /** Taking in a calendar file is none of the table, because its body is the file (docs/decisions/0164). */
  readonly operation: OperationName | "importCalendar";
  readonly input: Preview & { readonly idempotencyKey?: string | undefined };
}

/** What was said of the agenda, without what was said of the call. */
export type Said<I> = Omit<I, keyof Call["input"]>;
export function saidIn<I extends Call["input"]>(input: I): Said<I> {
  const { idempotencyKey: _key, previewOnly: _preview, confirm: _confirm, ...said } = input;
  return said;
}

/** What was done: the answer, but for the change, and what to enter in the ledger (null: nothing was changed). */
export interface Done<A> {
  readonly answer: A;
  /** What a repeat is answered instead, where the answer holds what is shown once. */
  readonly kept?: A;
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The revs of the changes that were undone, and whether those were undos themselves. */
  readonly undoes?: readonly number[];
  readonly isRedo?: boolean;
  /** What a preview says would be done, where the changes alone do not tell it best. */
  readonly foretold?: string;
}

/** What a call that writes answers of itself, beside its own answer. */
interface Carried {
  readonly change?: Made;
  readonly preview?: true;
  readonly summary?: string;
  readonly imported?: true;
  readonly confirm?: string;
  readonly repeated?: true;
}

/**
 * Carries out one call that writes, and tells open pages. The work composes the answer inside the write, for two reasons. An answer
 * under an idempotency key is kept in the same transaction as what it tells of: a repeat is answered the same, marked, and does nothing; what
 * was refused is not kept and may be tried again. And a preview is the same work, taken back: it cannot differ from the deed.
 * @param options `timeoutMs` where it may take longer than a write's usual 10 seconds
 * @throws AgendaError("agenda_full") when it adds more than there is room for; AgendaError("key_reused") when the key was sent with another call; AgendaError("confirmation_invalid" |
 * "changed_since_preview") when a confirmed call is not what was previewed
 * @see docs/decisions/0130-repeats-by-key.md, 0131-previews.md
 */
export async function carryOut<A extends object>(
  caller: Caller,
  call: Call,
  work: (locked: Locked) => Promise<Done<A>>,
  options: { timeoutMs?: number } = {},
): Promise<A & Carried> {
  const repeat = repeatOf(caller, call);
  const confirmed = readConfirmation(caller, call);
  let total: Kept | undefined;
  const { result, change } = await makeChange(
    caller,
    async (locked) => {
      const known = repeat && (await recall<A>(locked, caller, repeat));
      if (known) return { result: { ...known, repeated: true }, changes: null };
      if (confirmed) requireUnchanged(confirmed, locked);
      const done = await work(locked);
      total = await requireRoom(locked, caller.userId, done.changes ?? []);
      if (call.input.previewOnly)
        return { result: { ...done.answer, ...previewOf(done, caller, call, locked) }, changes: null, isTrial: true };
      const { answer, kept = answer, isRedo = false, foretold: _, ...worked } = done;
      const { changes } = worked;
      // Nobody else can enter a change before this one: the person's row is locked.
      const change = changes && madeOf(locked.rev + 1, { ...worked, items: changes, isRedo });
      const result = { ...answer, ...(change && { change }) };
      if (repeat) await remember(locked, caller, repeat, { ...kept, ...(change && { change }) });
      return { ...worked, result };
    },
    options,
  );
  if (change && total) rememberKept(caller.userId, change.id, total);
  return result;
}

/** What a preview says beside the deed's own answer. Where nothing would change there is nothing to confirm. */
function previewOf<A>({ changes, ...done }: Done<A>, caller: Caller, call: Call, locked: Locked) {
  const summary = done.foretold ?? summarizePreview({ ...done, items: changes ?? [] });
  return {
    change: undefined,
    preview: true as const,
    summary,
    ...importedFlagOfChanges(changes ?? []),
    ...(changes && { confirm: confirmationOf(caller, call, locked) }),
  };
}

interface Repeat {
  readonly keyHash: string;
  readonly inputHash: string;
}

/** What a repeat is known by; one program's keys are not another's. */
function repeatOf({ door, clientId }: Caller, { operation, input }: Call): Repeat | undefined {
  const { idempotencyKey, ...sent } = input;
  if (idempotencyKey === undefined || input.previewOnly) return undefined; // a preview leaves nothing, not even its answer
  return { keyHash: hashOf([door, clientId ?? null, idempotencyKey]), inputHash: hashOf([operation, sent]) };
}

/** Fields stand in the contract's order, in whatever order they were sent. */
const hashOf = (parts: unknown[]) => createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

async function recall<A>({ tx, nowMs }: Locked, { userId }: Caller, { keyHash, inputHash }: Repeat) {
  const kept = await findStoredAnswer(tx, userId, keyHash, nowMs);
  if (!kept) return undefined;
  if (kept.inputHash === inputHash) return JSON.parse(kept.body) as A & Carried;
  throw new AgendaError(
    "key_reused",
    "This idempotency key came with another call before, so nothing was done now. Send a new key, such as a new UUID, for each thing to do.",
  );
}

async function remember({ tx, nowMs }: Locked, { userId }: Caller, { keyHash, inputHash }: Repeat, answer: object) {
  await storeAnswer(tx, userId, keyHash, { inputHash, body: JSON.stringify(answer) }, nowMs);
}
