import { createHmac, timingSafeEqual } from "node:crypto";
import { AgendaError } from "../../../contract/problems.ts";
import { env } from "../../../env.ts";
import { readUserId, type UserId } from "../../caller.ts";

/** An account event from Logto: deleted, or suspended. */
interface AccountEvent {
  readonly kind: "deleted" | "suspended";
  readonly userId: UserId;
}

const kinds: Readonly<Record<string, AccountEvent["kind"]>> = {
  "User.Deleted": "deleted",
  "User.SuspensionStatus.Updated": "suspended",
};

/**
 * The signature of an event, still unchecked. Anybody can call the webhook: without a signature no body is read.
 * @param header `logto-signature-sha-256`, hexadecimal
 * @throws AgendaError("not_found") if no signing key is configured, AgendaError("unauthorized")
 */
export function requireSignature(header: string | null): Buffer {
  if (env().LOGTO_WEBHOOK_SIGNING_KEY === undefined)
    throw new AgendaError("not_found", "No webhook is set up here: LOGTO_WEBHOOK_SIGNING_KEY is not set.");
  if (header === null || !/^[0-9a-f]{64}$/i.test(header)) throw unsigned();
  return Buffer.from(header, "hex");
}

const unsigned = () => new AgendaError("unauthorized", "The header logto-signature-sha-256 does not fit the body.");

/**
 * Reads an account event from Logto's webhook; undefined for every other event and for a lifted suspension. Repeated events are
 * harmless: Logto never reuses an id.
 * @param body raw bytes, because they are what is signed
 * @param signature from `requireSignature`
 * @throws AgendaError("unauthorized" | "malformed_request")
 * @see https://docs.logto.io/developers/webhooks/secure-webhooks
 */
export function readAccountEvent(body: Uint8Array, signature: Buffer): AccountEvent | undefined {
  const { LOGTO_WEBHOOK_SIGNING_KEY, LOGTO_WEBHOOK_SIGNING_KEY_PREVIOUS } = env();
  const isSignedWith = (key: string | undefined) =>
    key !== undefined && timingSafeEqual(signature, createHmac("sha256", key).update(body).digest());
  if (![LOGTO_WEBHOOK_SIGNING_KEY, LOGTO_WEBHOOK_SIGNING_KEY_PREVIOUS].some(isSignedWith)) throw unsigned();
  const { event, data, params } = read(body);
  const kind = typeof event === "string" && Object.hasOwn(kinds, event) ? kinds[event] : undefined;
  if (!kind || (kind === "suspended" && data?.isSuspended === false)) return undefined;
  const userId = readUserId(data?.id ?? params?.userId);
  if (!userId) throw new AgendaError("malformed_request", `The event ${event} names no user in data.id.`);
  return { kind, userId };
}

interface Hook {
  readonly event?: unknown;
  readonly data?: { readonly id?: unknown; readonly isSuspended?: unknown } | null;
  /** Where older versions of Logto put the user's id. */
  readonly params?: { readonly userId?: unknown } | null;
}

function read(body: Uint8Array): Hook {
  try {
    const hook: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof hook === "object" && hook !== null) return hook;
  } catch {
    // reported below
  }
  throw new AgendaError("malformed_request", "The body is no event: send a JSON object.");
}
