import { addresses, type OperationName } from "../../contract/addresses.ts";
import type { InTheWay } from "../../contract/operations/history.ts";
import type { OperationAnswer, operations } from "../../contract/operations.ts";
import type { FieldError, ProblemCode } from "../../contract/problems.ts";
import { messageNow } from "../words/page-messages.ts";

type Operations = typeof operations;
/** The request: the schema's input, before parsing. */
export type Sent<N extends OperationName> = Operations[N]["input"]["_zod"]["input"];
/** The response. */
export type Answer<N extends OperationName> = OperationAnswer<Operations[N]>;

/** A refused or failed call, with the server's problem document (RFC 9457). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** 0 if there was no answer. */
  readonly status: number;
  readonly code: ProblemCode | "offline" | "unreadable";
  readonly errors: readonly FieldError[];
  /** To quote when asking for help. */
  readonly requestId: string | undefined;
  /** The item's current state, for a version conflict. */
  readonly item: Answer<"getItemById">["item"] | undefined;
  /** What prevents a change from being undone, for `changed_since`. */
  readonly inTheWay: readonly InTheWay[];
  /** Whether `force` would still undo a part of that change. */
  readonly canForce: boolean;

  constructor(status: number, problem: Partial<ApiError> & { detail?: string; title?: string }) {
    super(problem.detail ?? problem.title ?? messageNow("sync.failed"));
    this.status = status;
    this.code = problem.code ?? "unreadable";
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.item = problem.item;
    this.inTheWay = problem.inTheWay ?? [];
    this.canForce = problem.canForce ?? false;
  }

  /** Whether it may have taken effect anyway: no answer, or one from an intermediary. */
  get isUnsure(): boolean {
    return this.status < 400 || (this.status >= 500 && this.code === "unreadable");
  }
}

/** For a request without an answer. */
export const unanswered = (): ApiError => new ApiError(0, { code: "offline", detail: messageNow("sync.networkAway") });

/** For whom the page was drawn; empty if for nobody. The server refuses its requests once somebody else is signed in. */
export const pageOwner = (): string => document.documentElement.dataset.person ?? "";

/**
 * Calls an operation as the signed-in user. The page's only access to the server's data.
 * @param options `keepalive` if it must outlive the page: then with a body of at most 64 kB
 */
export async function call<N extends OperationName>(
  name: N,
  input: Sent<N>,
  options: Pick<RequestInit, "signal" | "keepalive"> = {},
): Promise<Answer<N>> {
  const { method, path } = addresses[name];
  const rest: Record<string, unknown> = { ...input };
  const address = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field]);
    delete rest[field];
    return encodeURIComponent(value);
  });
  const hasBody = method === "POST" || method === "PATCH";
  const query = hasBody ? "" : new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
  const headers: Record<string, string> = { "Agenda-Person": pageOwner() };
  const request: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store", ...options };
  if (hasBody) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(rest);
  }
  const lost = (cause: unknown) => {
    if (options.signal?.aborted) throw cause;
    throw unanswered();
  };
  const response = await fetch(`${address}${String(query) && `?${query}`}`, request).catch(lost);
  // It may break off after the headers: whether it was done is then unknown.
  const text = await response.text().catch(lost);
  const body = parsed(text);
  if (response.ok && body) return body as Answer<N>;
  throw new ApiError(response.status, body ?? {});
}

/** Undefined if it is not from the server but an intermediary. */
function parsed(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
