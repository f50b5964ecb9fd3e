import { hash } from "node:crypto";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { type StoredAnswer, storeAnswer } from "../storage/ledger/idempotency-store.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import type { WriteCall } from "./write-call.ts";

/** What identifies a retry; keys are separate for each program. */
export interface Repeat {
  readonly keyHash: string;
  readonly inputHash: string;
}

/** @returns undefined for a call without an idempotency key */
export function repeatOf({ door, clientId }: Caller, { operation, input }: WriteCall): Repeat | undefined {
  const { idempotencyKey, ...sent } = input;
  if (idempotencyKey === undefined || input.previewOnly) return undefined; // a preview leaves nothing behind, not even its answer
  return { keyHash: hashOf([door, clientId ?? null, idempotencyKey]), inputHash: hashOf([operation, sent]) };
}

/** Fields are in the contract's order, whatever order they were sent in. */
export const hashOf = (parts: unknown[]) => hash("sha256", JSON.stringify(parts), "base64url");

/**
 * The answer to the call before, marked as one.
 * @throws AgendaError("key_reused") if that was another call
 */
export function recall<A extends object>(kept: StoredAnswer | undefined, { inputHash }: Repeat) {
  if (!kept) return undefined;
  if (kept.inputHash === inputHash) return { ...(JSON.parse(kept.body) as A), repeated: true as const };
  throw new AgendaError(
    "key_reused",
    "This idempotency key came with another call before, so nothing was done now. Send a new key, such as a new UUID, for each thing to do.",
  );
}

export function remember({ tx, nowMs }: Locked, { userId }: Caller, { keyHash, inputHash }: Repeat, answer: object) {
  storeAnswer(tx, userId, keyHash, { inputHash, body: JSON.stringify(answer) }, nowMs);
}
