import {
  type CallToolResult,
  classifyInboundRequest,
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  SERVER_INFO_META_KEY,
} from "@modelcontextprotocol/server";
import { isJsonObject, type JsonObject } from "../../contract/json-object.ts";
import type { Call } from "./call.ts";
import { olderVersions, serverInfo } from "./protocol.ts";

interface PlainCall {
  readonly id: unknown;
  readonly name: string;
  readonly arguments: JsonObject;
  /** What the protocol's version adds to a result. */
  readonly stamp: object;
}

/** Which fields a plain call's `params` may have. */
const known = new Set(["name", "arguments", "_meta"]);
const stampOf2026 = { resultType: "complete", _meta: { [SERVER_INFO_META_KEY]: serverInfo } };

/**
 * Answers a plain tool call without the library, which would create a server for it, validate the result again and tear the server
 * down: as much work as reading the list. Everything else is left to the library, including errors in a call; a test compares both
 * answers (docs/decisions/0273).
 * @param headers of the request, whose body is `message`
 * @returns the JSON-RPC response; undefined if the library has to answer
 */
export async function answerPlainCall(headers: Headers, message: JsonObject, call: Call): Promise<object | undefined> {
  const plain = readPlainCall(headers, message);
  const answer = plain && (await call(plain.name, plain.arguments));
  return plain && answer ? { result: stamped(answer, plain.stamp), jsonrpc: "2.0", id: plain.id } : undefined;
}

function readPlainCall(headers: Headers, message: JsonObject): PlainCall | undefined {
  const { id, method, params } = message;
  if (method !== "tools/call" || id === undefined || !isJsonObject(params)) return undefined;
  const { name, arguments: fields = {}, _meta: meta = {} } = params;
  if (typeof name !== "string" || !isJsonObject(fields) || !isJsonObject(meta)) return undefined;
  if (Object.keys(params).some((key) => !known.has(key))) return undefined;
  const stamp = stampFor(headers, message, name);
  return stamp && { id, name, arguments: fields, stamp };
}

/** What is added to a result for a request's protocol version; undefined if anything about it is unusual. */
function stampFor(headers: Headers, message: JsonObject, name: string): object | undefined {
  const version = headers.get("mcp-protocol-version");
  const named = { mcpMethodHeader: headers.get("mcp-method"), mcpNameHeader: headers.get("mcp-name") };
  const route = classifyInboundRequest({
    httpMethod: "POST",
    ...(version !== null && { protocolVersionHeader: version }),
    ...(named.mcpMethodHeader !== null && { mcpMethodHeader: named.mcpMethodHeader }),
    body: message,
  });
  if (route.kind === "modern") {
    const isNamed = version === "2026-07-28" && named.mcpMethodHeader !== null && named.mcpNameHeader === name;
    return isNamed ? stampOf2026 : undefined;
  }
  const accept = headers.get("accept") ?? "";
  const isAccepted = accept.includes("application/json") && accept.includes("text/event-stream");
  const isOlder = route.kind === "legacy" && olderVersions.includes(version ?? DEFAULT_NEGOTIATED_PROTOCOL_VERSION);
  return isOlder && isAccepted ? {} : undefined;
}

function stamped(answer: CallToolResult, stamp: { readonly _meta?: object }): object {
  const meta = answer._meta || stamp._meta ? { _meta: { ...answer._meta, ...stamp._meta } } : {};
  return { ...answer, ...stamp, ...meta };
}
