import type { Said } from "../messages/said.ts";

/**
 * Every problem by code, with a general title; `detail` says what was wrong this time and what would be right.
 * @see RFC 9457
 */
export const problems = {
  malformed_request: { status: 400, title: "The request could not be read." },
  unauthorized: { status: 401, title: "Sign in first." },
  cross_site_request: { status: 403, title: "This request came from another site." },
  client_blocked: { status: 403, title: "The person has disconnected this program." },
  not_permitted: { status: 403, title: "The person does not let this program do that." },
  web_only: { status: 403, title: "Only the person can do this, on the agenda's own page." },
  not_found: { status: 404, title: "There is nothing at this address." },
  item_not_found: { status: 404, title: "There is no such item." },
  change_not_found: { status: 404, title: "There is no such change." },
  method_not_allowed: { status: 405, title: "This address does not take this method." },
  version_conflict: { status: 409, title: "The item was changed in the meantime." },
  agenda_full: { status: 409, title: "The agenda is full, so nothing was stored." },
  time_taken: { status: 409, title: "That time is taken, so nothing was stored." },
  changed_since: { status: 409, title: "Something was changed since, so nothing was undone." },
  already_undone: { status: 409, title: "This change is undone already." },
  nothing_to_undo: { status: 409, title: "There is nothing to undo." },
  too_old_to_undo: { status: 409, title: "What was there before is no longer kept." },
  confirmation_needed: { status: 409, title: "This is a big step: preview it first." },
  changed_since_preview: { status: 409, title: "The agenda was changed since the preview, so nothing was done." },
  account_deleted: { status: 410, title: "The account was deleted meanwhile." },
  content_too_large: { status: 413, title: "The request is too large." },
  unsupported_media_type: { status: 415, title: "The request has the wrong content type." },
  confirmation_invalid: { status: 422, title: "This confirm token is not for this call, or too old." },
  key_reused: { status: 422, title: "This idempotency key was sent with another call." },
  invalid_input: { status: 422, title: "The input is not right." },
  too_many_writes: { status: 429, title: "Too many changes at once." },
  too_many_reads: { status: 429, title: "Asked too often." },
  internal_error: { status: 500, title: "Something failed on our side." },
  identity_unavailable: { status: 503, title: "The sign-in server does not answer." },
  overloaded: { status: 503, title: "Too much is going on at once." },
  database_unavailable: { status: 503, title: "The database is busy or away." },
} as const;

export type ProblemCode = keyof typeof problems;

/** A problem with one field. `pointer` is a JSON pointer as a URI fragment, such as `#/items/0/date`. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
  /** The message that a person sees, if it is not the one for the whole request. */
  readonly words?: Said;
}

interface More {
  readonly errors?: readonly FieldError[];
  /** Whole seconds. */
  readonly retryAfterSeconds?: number;
  /** The item's current state, for a version conflict. */
  readonly item?: unknown;
  /** What prevents a change from being undone. */
  readonly inTheWay?: unknown;
  /** Whether `force` would still undo a part of it. */
  readonly canForce?: boolean;
  /** Items that overlap the requested time, and the nearest free times. */
  readonly conflicts?: unknown;
  readonly freeSlots?: unknown;
  /** The message that a person sees instead of `detail`, which names fields and operations. */
  readonly words?: Said;
  /** Methods that the route accepts. */
  readonly allow?: readonly string[];
  /** Whether the detail quotes an item that came from a calendar file. */
  readonly isFromOutside?: boolean;
  /** For the log only, in fixed words: never user input. */
  readonly cause?: string;
  /** The error that `WWW-Authenticate` reports. */
  readonly challenge?: "missing" | "invalid_token";
  /** The resource metadata URL for `WWW-Authenticate` (RFC 9728 §5.1). */
  readonly resourceMetadata?: string;
}

/** The only error type to throw; `server/http` alone turns it into a response. */
export class AgendaError extends Error {
  override readonly name = "AgendaError";
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly more: More;

  constructor(code: ProblemCode, detail?: string, more: More = {}) {
    super(detail ?? problems[code].title);
    this.code = code;
    this.detail = detail;
    this.more = more;
  }
}

/** The most common failure: one invalid field. */
export function wrongField(path: readonly (string | number)[], detail: string, words?: Said): AgendaError {
  return new AgendaError("invalid_input", detail, {
    errors: [{ pointer: pointerTo(path), detail }],
    ...(words && { words }),
  });
}

/** @see RFC 6901 §6 */
export function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("")}`;
}
