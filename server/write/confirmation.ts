import { confirmMinutes, limits } from "../../contract/limits.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { isSigned, sign } from "../signing.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { agendaInputOf, type Preview, type WriteCall } from "./write-call.ts";

interface Confirmed {
  /** The id of the last change when the preview was made. */
  readonly rev: number;
  readonly expiresAtMs: number;
}

const purpose = "confirm token";

/**
 * The token that confirms a preview: the state it was based on, its expiry, and a signature over these, the caller and the
 * call.
 */
export function confirmationOf(caller: Caller, call: WriteCall, { rev, nowMs }: Pick<Locked, "rev" | "nowMs">): string {
  const confirmed = { rev, expiresAtMs: nowMs + confirmMinutes * 60_000 };
  return `${rev}.${confirmed.expiresAtMs}.${sign(purpose, boundTo(caller, call, confirmed))}`;
}

/**
 * Everything besides the agenda that the call's effect depends on: in another conversation, the last change is a different one.
 */
function boundTo(caller: Caller, { operation, input }: WriteCall, { rev, expiresAtMs }: Confirmed): string {
  const { userId, door, clientId, conversation } = caller;
  const said = agendaInputOf(input);
  return JSON.stringify([userId, door, clientId ?? "", conversation ?? "", operation, said, rev, expiresAtMs]);
}

/**
 * The confirmation in a call, if any.
 * @throws AgendaError("confirmation_invalid" | "invalid_input")
 */
export function readConfirmation(caller: Caller, call: WriteCall): Confirmed | undefined {
  const { confirm, previewOnly } = call.input;
  if (confirm === undefined) return undefined;
  if (previewOnly)
    throw new AgendaError("invalid_input", "Send previewOnly to see what would happen, or confirm to do it, not both.");
  const [, rev, expiresAtMs, signature = ""] = /^(\d{1,10})\.(\d{1,16})\.([\w-]{43})$/.exec(confirm) ?? [];
  const confirmed = { rev: Number(rev), expiresAtMs: Number(expiresAtMs) };
  if (isSigned(purpose, boundTo(caller, call, confirmed), signature)) return confirmed;
  throw new AgendaError(
    "confirmation_invalid",
    "This confirm token is not for this call, so nothing was done. Send every field exactly as it was previewed, in the same conversation, with confirm unchanged; or preview again with previewOnly true.",
  );
}

/**
 * Under the user's lock: checks that the agenda has not changed since the preview.
 * @throws AgendaError("changed_since_preview" | "confirmation_invalid")
 */
export function requireUnchanged(confirmed: Confirmed, { rev, nowMs }: Pick<Locked, "rev" | "nowMs">): void {
  if (nowMs > confirmed.expiresAtMs)
    throw new AgendaError(
      "confirmation_invalid",
      `A confirm token counts for ${confirmMinutes} minutes, and this one is older. Nothing was done. Preview again with previewOnly true.`,
    );
  if (rev !== confirmed.rev)
    throw new AgendaError(
      "changed_since_preview",
      "The agenda was changed since the preview, perhaps by this very call sent before, so nothing was done now. Look at listChanges with order newest; then preview again with previewOnly true.",
    );
}

/**
 * Requires a preview before deleting or moving many items; a person accepting a proposal has seen it.
 * @throws AgendaError("confirmation_needed")
 */
export function requirePreview(
  { accepting }: Caller,
  { previewOnly, confirm }: Preview,
  count: number,
  verb: "delete" | "move",
): void {
  if (count <= limits.itemsUnpreviewed || previewOnly || confirm !== undefined || accepting) return;
  throw new AgendaError(
    "confirmation_needed",
    `This would ${verb} ${count} items; more than ${limits.itemsUnpreviewed} at once must be previewed. Nothing was done. Send the same call with previewOnly true, tell the person what it would do and ask; only after a yes send it again with the confirm that it answered.`,
  );
}
