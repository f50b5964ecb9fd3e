import {
  type AuthInfo,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from "@modelcontextprotocol/server";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/server/validators/ajv";
import { createMcpHandler } from "mcp-handler";
import { env } from "../../env.ts";
import type { Call } from "./call.ts";
import { instructions } from "./server-instructions.ts";
import { listTools } from "./tools/list-tools.ts";
import { describeView, readView, viewUri } from "./view/inline-view.ts";

const minutes = 60_000;

type Asked = Request & { auth?: AuthInfo };

export const serverInfo = { name: "agenda-assistant", title: "Agenda Assistant", version: "1.0.0" };

/**
 * Versions that begin with a handshake. The newest comes first: it is offered to clients that ask for an unsupported one. Those
 * before 2025-06-18 require features that are refused: 2025-03-26 batches, 2024-11-05 another transport (docs/decisions/0220).
 */
export const olderVersions = ["2025-11-25", "2025-06-18"];

const answer: (request: Asked) => Promise<Response> = createMcpHandler(answerAll, {
  serverInfo: serverInfo as { name: string; version: string },
  instructions,
  supportedProtocolVersions: [...olderVersions, "2026-07-28"],
  maxSubscriptions: 0, // nothing that can be listed changes while the process runs
  telemetry: false,
  jsonSchemaValidator: new AjvJsonSchemaValidator(), // one instance instead of one per request
  cacheHints: {
    "tools/list": { ttlMs: 10 * minutes, cacheScope: "public" },
    "resources/list": { ttlMs: 10 * minutes, cacheScope: "public" },
    "resources/read": { ttlMs: 10 * minutes, cacheScope: "public" },
    "server/discover": { ttlMs: 10 * minutes, cacheScope: "public" },
  },
});

/**
 * Serves both generations of the protocol at one address: a method that is not handled here gets a JSON-RPC error from the
 * library.
 */
export async function speak(request: Asked): Promise<Response> {
  const { id, method, params } = await request.clone().json();
  // The library would accept a subscription without checking the server's capabilities; there is nothing to subscribe to.
  const isListening = method === "subscriptions/listen" && params?._meta?.[PROTOCOL_VERSION_META_KEY] !== undefined;
  if (!isListening || id === undefined) return answer(request);
  const error = { code: ProtocolErrorCode.MethodNotFound, message: "Method not found" };
  return Response.json({ jsonrpc: "2.0", id, error }, { status: 404 });
}

/** Called for each request with a new server, so it only attaches what was built before. */
function answerAll({ server }: McpServer): void {
  server.registerCapabilities({ tools: {}, resources: {} });
  server.setRequestHandler("tools/list", () => ({ tools: [...listTools()] }));
  server.setRequestHandler("tools/call", async ({ params }, { http }) => {
    const call = http?.authInfo?.extra?.call as Call | undefined;
    const answer = await call?.(params.name, params.arguments ?? {});
    if (!answer)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no tool ${String(params.name).slice(0, 60)}.`);
    return answer;
  });
  server.setRequestHandler("resources/list", () => ({ resources: [describeView()] }));
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [] }));
  server.setRequestHandler("resources/read", ({ params }) => {
    if (params.uri !== viewUri)
      throw new ResourceNotFoundError(params.uri, `There is no resource ${params.uri.slice(0, 100)}.`);
    return { contents: [readView(env().APP_URL)] };
  });
}
