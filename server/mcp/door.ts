import type { AuthInfo } from "@modelcontextprotocol/server";
import { isJsonObject, type JsonObject } from "../../contract/json-object.ts";
import { AgendaError } from "../../contract/problems.ts";
import { translatorIn } from "../../messages/translator.ts";
import { constantHeaders, reply } from "../http/response/reply.ts";
import { type Handler, withRequestLog } from "../http/serve.ts";
import { readAccessToken } from "../identity/tokens/access-token.ts";
import { isMeantForUs } from "../identity/tokens/mcp-resource.ts";
import { withAccess } from "../permissions/program-access.ts";
import { callsOf } from "./call.ts";
import { makeSessionId, readClientName, readSessionId } from "./client-name.ts";
import { NoMessage, readMessage, refuseMessage } from "./message.ts";
import { answerPlainCall } from "./plain-call.ts";
import { speak } from "./protocol.ts";

const methods = [
  "initialize",
  "server/discover",
  "ping",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/read",
];
const clientInfoKey = "io.modelcontextprotocol/clientInfo";

/** Handles a request to the MCP endpoint: checks its host and origin, authenticates, reads one message, answers it. */
export const mcpDoor: Handler = withRequestLog("mcp", async (request, _context, note) => {
  if (!isMeantForUs(request))
    throw new AgendaError(
      "cross_site_request",
      "This address is not for other sites' pages, nor for other names of it.",
    );
  const t = await translatorIn("en");
  const { userId, clientId, level } = await readAccessToken(request.headers.get("authorization"));
  note({ door: "mcp", userId });
  const message = await readMessage(request);
  if (message instanceof NoMessage) {
    await withAccess({ userId, door: "mcp", t, ...(clientId && { clientId }) });
    note({ problem: message.error.code });
    return (requestId) => refuseMessage(message, requestId);
  }
  const method = methods.find((name) => name === message.method);
  if (method) note({ operation: method });
  const session = readSessionId(request.headers.get("mcp-session-id"));
  const params = fieldsOf(message.params);
  const meta = fieldsOf(params._meta);
  const clientName = readClientName(meta[clientInfoKey]) ?? readClientName(params.clientInfo) ?? session.clientName;
  const conversation = readConversation(meta) ?? session.conversation;
  const caller = await withAccess({
    userId,
    door: "mcp",
    t,
    ...(clientId && { clientId }),
    ...(clientName && { clientName }),
    ...(conversation && { conversation }),
    ...(level && { scopeLevel: level }),
  });
  return async (requestId) => {
    const call = callsOf(caller, requestId, note);
    const answer = await answerPlainCall(request.headers, message, call);
    if (answer) return reply(200, answer, { "X-Request-Id": requestId }, request);
    const response = await speak(new ReadRequest(request, message, { call }));
    return dressed(response, {
      "X-Request-Id": requestId,
      ...(method === "initialize" && response.ok && { "Mcp-Session-Id": makeSessionId(clientName) }),
    });
  };
});

const fieldsOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** ChatGPT's conversation id; other clients do not send it. */
function readConversation(meta: JsonObject): string | undefined {
  const session = meta["openai/session"];
  if (typeof session !== "string" || session === "") return undefined;
  return session.slice(0, 200);
}

/**
 * A request whose body is already read and checked: the library would read it twice more. It ignores the original's abort
 * signal: no operation can be cancelled, and listening for it costs as much as describing a list in words.
 */
class ReadRequest extends Request {
  override readonly auth: AuthInfo;
  readonly #body: unknown;
  constructor({ url, method, headers }: Request, body: unknown, extra: Record<string, unknown>) {
    super(url, { method, headers });
    this.#body = body;
    // The token is not passed on: nothing beyond this point needs it.
    this.auth = { token: "", clientId: "", scopes: [], extra };
  }
  override clone(): Request {
    return this;
  }
  override async json(): Promise<unknown> {
    return this.#body;
  }
}

function dressed(response: Response, own: Record<string, string>): Response {
  for (const [name, value] of Object.entries({ ...constantHeaders(), ...own })) response.headers.set(name, value);
  // The event stream is one small answer: compressing or buffering it would only delay it.
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    response.headers.set("Cache-Control", "no-store, no-transform");
    response.headers.set("X-Accel-Buffering", "no");
  }
  return response;
}
