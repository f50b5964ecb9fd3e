import { AgendaError, type ProblemCode, problems } from "../../../contract/problems.ts";
import { inWords, type Reader } from "../../in-words.ts";
import { logFailure } from "../log.ts";
import { reply } from "./reply.ts";

/**
 * A failure as a response. An unexpected one is a 500 with an id that is also in the log, and no further explanation.
 * @param reader in whose language
 */
export function problem(
  thrown: unknown,
  requestId: string,
  reader?: Reader,
): { response: Response; code: ProblemCode; cause: string | undefined } {
  const { status, body, headers, code, cause } = describeProblem(thrown, requestId, reader);
  return { response: reply(status, body, headers), code, cause };
}

/** Like `problem`, in parts, where there is no Response to build. */
export function describeProblem(thrown: unknown, requestId: string, reader: Reader = {}): Described {
  if (!(thrown instanceof AgendaError)) {
    logFailure(requestId, thrown);
    return describeProblem(
      new AgendaError(
        "internal_error",
        "Nothing was changed unless you were told so. The id names this failure in the log.",
      ),
      requestId,
      reader,
    );
  }
  const { code, detail, more } = inWords(thrown, reader);
  const { status, title } = problems[code];
  const body = {
    type: `/problems#${code}`,
    title,
    status,
    code,
    ...(detail && { detail }),
    ...(more.isFromOutside && { imported: true }),
    ...(more.errors && { errors: more.errors.map(({ pointer, detail }) => ({ pointer, detail })) }),
    ...(more.item !== undefined && { item: more.item }),
    ...(more.inTheWay !== undefined && { inTheWay: more.inTheWay }),
    ...(more.canForce !== undefined && { canForce: more.canForce }),
    ...(more.conflicts !== undefined && { conflicts: more.conflicts }),
    ...(more.freeSlots !== undefined && { freeSlots: more.freeSlots }),
    requestId,
  };
  return { status, body, headers: headersOf(thrown, requestId), code, cause: more.cause };
}

interface Described {
  readonly status: number;
  readonly body: object;
  readonly headers: Record<string, string>;
  readonly code: ProblemCode;
  readonly cause: string | undefined;
}

function headersOf({ code, more, detail }: AgendaError, requestId: string): Record<string, string> {
  return {
    "Content-Type": "application/problem+json",
    "X-Request-Id": requestId,
    ...(code === "unauthorized" && { "WWW-Authenticate": challenge(more, detail) }),
    ...(more.retryAfterSeconds !== undefined && { "Retry-After": String(more.retryAfterSeconds) }),
    ...(more.allow && { Allow: more.allow.join(", ") }),
  };
}

/** @see RFC 6750 §3: without a token no error code is sent; a malformed token counts as invalid; RFC 9728 §5.1 */
function challenge({ challenge: kind, resourceMetadata }: AgendaError["more"], detail = ""): string {
  const metadata = resourceMetadata === undefined ? "" : `, resource_metadata="${resourceMetadata}"`;
  const realm = `Bearer realm="agenda"${metadata}`;
  if (kind === undefined || kind === "missing") return realm;
  return `${realm}, error="${kind}", error_description="${detail.replaceAll(/["\\]/g, "'")}"`;
}
