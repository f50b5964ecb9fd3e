import { createHash } from "node:crypto";
import type { ItemChange, SettingsChange } from "../../agenda/ledger.ts";
import type { OperationName } from "../../contract/addresses.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { recallIn, rememberIn } from "../storage/answers.ts";
import type { Locked } from "../storage/write.ts";
import { type Made, madeOf, makeChange } from "./change.ts";

/** A call that writes, as it was sent. */
export interface Call {
  readonly operation: OperationName;
  readonly input: { readonly idempotencyKey?: string | undefined };
}

/** What was done: the answer, but for the change, and what to enter in the ledger (null: nothing was changed). */
export interface Done<A> {
  readonly answer: A;
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
  /** The revs of the changes that were undone, and whether those were undos themselves. */
  readonly undoes?: readonly number[];
  readonly isRedo?: boolean;
}

/**
 * Carries out one call that writes, and tells open pages. The work composes the answer inside the write, because an answer under
 * an idempotency key is kept in the same transaction as what it tells of: a repeat is answered the same and does nothing. What was
 * refused is not kept: it changed nothing, and may be tried again.
 * @throws AgendaError("key_reused") when the key was sent with another call
 * @see docs/decisions/0130-repeats-by-key.md
 */
export async function carryOut<A extends object>(
  caller: Caller,
  call: Call,
  work: (locked: Locked) => Promise<Done<A>>,
): Promise<A & { change?: Made }> {
  const repeat = repeatOf(caller, call);
  const { result } = await makeChange(caller, async (locked) => {
    const known = repeat && (await recall<A>(locked, caller, repeat));
    if (known) return { result: known, changes: null };
    const { answer, isRedo = false, ...done } = await work(locked);
    const { changes } = done;
    // Nobody else can enter a change before this one: the person's row is locked.
    const change = changes && madeOf(locked.rev + 1, { ...done, items: changes, isRedo });
    const result = { ...answer, ...(change && { change }) };
    if (repeat) await remember(locked, caller, repeat, result);
    return { ...done, result };
  });
  return result;
}

interface Repeat {
  readonly keyHash: string;
  readonly inputHash: string;
}

/** What a repeat is known by; one program's keys are not another's. */
function repeatOf({ door, clientId }: Caller, { operation, input }: Call): Repeat | undefined {
  const { idempotencyKey, ...sent } = input;
  if (idempotencyKey === undefined) return undefined;
  return { keyHash: hashOf([door, clientId ?? null, idempotencyKey]), inputHash: hashOf([operation, sent]) };
}

/** Fields stand in the contract's order, in whatever order they were sent. */
const hashOf = (parts: unknown[]) => createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

async function recall<A>({ tx, nowMs }: Locked, { userId }: Caller, { keyHash, inputHash }: Repeat) {
  const kept = await recallIn(tx, userId, keyHash, nowMs);
  if (!kept) return undefined;
  if (kept.inputHash === inputHash) return JSON.parse(kept.body) as A & { change?: Made };
  throw new AgendaError(
    "key_reused",
    "This idempotency key came with another call before, so nothing was done now. Send a new key, such as a new UUID, for each thing to do.",
  );
}

async function remember({ tx, nowMs }: Locked, { userId }: Caller, { keyHash, inputHash }: Repeat, answer: object) {
  await rememberIn(tx, userId, keyHash, { inputHash, body: JSON.stringify(answer) }, nowMs);
}
