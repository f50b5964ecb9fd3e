import { ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { JsonObject } from "../../contract/json-object.ts";
import { AgendaError, type ProblemCode, problems } from "../../contract/problems.ts";
import { readJson, requireCleanText, requireObject } from "../http/request/read-body.ts";
import { reply } from "../http/response/reply.ts";

const codes: Partial<Record<ProblemCode, number>> = {
  malformed_request: ProtocolErrorCode.ParseError,
  content_too_large: ProtocolErrorCode.InvalidRequest,
  unsupported_media_type: ProtocolErrorCode.InvalidRequest,
  invalid_input: ProtocolErrorCode.InvalidRequest,
};

/** Why a body is not a valid message. */
export class NoMessage {
  readonly error: AgendaError;
  /** The JSON-RPC error code. */
  readonly code: number;
  constructor(error: AgendaError, code: number) {
    this.error = error;
    this.code = code;
  }
}

/** The single message of a request, or why its body is invalid. */
export async function readMessage(request: Request): Promise<JsonObject | NoMessage> {
  let isRead = false;
  try {
    const value = await readJson(request, true);
    isRead = true;
    if (Array.isArray(value))
      throw new AgendaError(
        "invalid_input",
        "The body must be a JSON object. Send one JSON-RPC message in each request; batches were taken out of MCP in 2025-06-18.",
      );
    const message = requireObject(value);
    requireCleanText(message);
    return message;
  } catch (thrown) {
    const code = thrown instanceof AgendaError ? codes[thrown.code] : undefined;
    if (!(thrown instanceof AgendaError) || code === undefined) throw thrown;
    // A body that was parsed is not a parse error, whatever else is wrong with it.
    return new NoMessage(thrown, isRead ? ProtocolErrorCode.InvalidRequest : code);
  }
}

/**
 * The JSON-RPC error for an invalid message; it has no id, because there is no message to answer.
 * @see JSON-RPC 2.0 §5.1. Batches were part of MCP 2025-03-26 only.
 */
export function refuseMessage({ error: { code, detail }, code: number }: NoMessage, requestId: string): Response {
  const { status, title } = problems[code];
  const error = { code: number, message: detail ?? title, data: { code, requestId } };
  return reply(status, { jsonrpc: "2.0", id: null, error }, { "X-Request-Id": requestId });
}
