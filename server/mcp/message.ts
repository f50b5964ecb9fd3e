import { ProtocolErrorCode } from "@modelcontextprotocol/server";
import { AgendaError, type ProblemCode, problems } from "../../contract/problems.ts";
import { readBody } from "../http/read-body.ts";
import { reply } from "../http/reply.ts";

type Message = Readonly<Record<string, unknown>>;

const codes: Partial<Record<ProblemCode, number>> = {
  malformed_request: ProtocolErrorCode.ParseError,
  content_too_large: ProtocolErrorCode.InvalidRequest,
  unsupported_media_type: ProtocolErrorCode.InvalidRequest,
  invalid_input: ProtocolErrorCode.InvalidRequest,
};

/** The one message of a request, or why its body is none. */
export async function readMessage(request: Request): Promise<Message | AgendaError> {
  try {
    return await readBody(request, true);
  } catch (thrown) {
    if (thrown instanceof AgendaError && codes[thrown.code] !== undefined) return thrown;
    throw thrown;
  }
}

/**
 * Refuses what is no message in the protocol's own words: an error without an id, because there is no message to answer.
 * @see JSON-RPC 2.0 §5.1. Batches were part of MCP 2025-03-26 alone.
 */
export function refuseMessage({ code, detail }: AgendaError, requestId: string): Response {
  const { status, title } = problems[code];
  const one =
    code === "invalid_input"
      ? " Send one JSON-RPC message in each request; batches were taken out of MCP in 2025-06-18."
      : "";
  const error = { code: codes[code], message: `${detail ?? title}${one}`, data: { code, requestId } };
  return reply(status, { jsonrpc: "2.0", id: null, error }, { "X-Request-Id": requestId });
}
