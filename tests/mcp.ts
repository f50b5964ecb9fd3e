import type { Client as Client2, VersionNegotiationMode } from "@modelcontextprotocol/client";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client as Client1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { signInAtEmbedded } from "../tools/gpt/embedded-sign-in.ts";
import { connect } from "../tools/mcp/connect.ts";
import { McpSignIn } from "../tools/mcp/sign-in.ts";
import { running } from "./harness/running.ts";
import type { Person } from "./people.ts";

/** The protocol versions and clients under test: the current version, the 2.x client in the older version, and the 1.x client. */
export const generations = ["2026-07-28", "2025 by the 2.x client", "2025 by the 1.x client"] as const;
type Generation = (typeof generations)[number];

interface ToolAnswer {
  readonly text: string;
  readonly fields: Readonly<Record<string, never>>;
  readonly isError: boolean;
  /** Characters of the whole answer as JSON. */
  readonly size: number;
}

/** An assistant that a user has authorized, using an official client over HTTP. */
export class Assistant {
  readonly #client: Client1 | Client2;
  constructor(client: Client1 | Client2) {
    this.#client = client;
  }

  async tools() {
    return (await this.#client.listTools()).tools;
  }
  instructions = () => this.#client.getInstructions() ?? "";
  resources = async () => (await this.#client.listResources()).resources;
  read = async (uri: string) => (await this.#client.readResource({ uri })).contents;
  serverVersion = () => this.#client.getServerVersion();
  close = () => this.#client.close();

  async call(name: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> {
    const result = await this.#client.callTool({ name, arguments: args });
    const content = result.content as readonly { type: string; text?: string }[];
    return {
      text: content.map(({ text = "" }) => text).join("\n"),
      fields: (result.structuredContent ?? {}) as never,
      isError: result.isError === true,
      size: JSON.stringify(result).length,
    };
  }

  /** Calls a tool that must succeed. */
  async done<T = Record<string, never>>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.call(name, args);
    if (answer.isError) throw new Error(`${name} was refused: ${answer.text}`);
    return answer.fields as T;
  }
}

/** Signs in and authorizes an assistant on the embedded server's pages. */
export function signInOf(person: Person, options: Partial<{ clientId: string; redirectUri: string }> = {}): McpSignIn {
  return new McpSignIn({
    clientId: running.mcp.clientId,
    redirectUri: "http://127.0.0.1:9/callback",
    authorize: (url) => signInAtEmbedded(url, person),
    ...options,
  });
}

const modes: Partial<Record<Generation, VersionNegotiationMode>> = {
  "2026-07-28": { pin: "2026-07-28" },
  "2025 by the 2.x client": "legacy",
};

/** Connects using the whole OAuth flow. */
export async function assistantOf(
  person: Person,
  { name = "Pocket Assistant", generation = generations[0] as Generation, signIn = signInOf(person) } = {},
): Promise<Assistant> {
  const mode = modes[generation];
  return new Assistant(mode ? await connect(running.mcp.url, signIn, { name, mode }) : await connect1(name, signIn));
}

async function connect1(name: string, signIn: McpSignIn): Promise<Client1> {
  for (let isSecond = false; ; isSecond = true) {
    const client = new Client1({ name, version: "1.0.0" });
    const transport = new StreamableHTTPClientTransport(new URL(running.mcp.url), { authProvider: signIn as never });
    try {
      await client.connect(transport as never);
      return client;
    } catch (thrown) {
      if (isSecond || !(thrown instanceof UnauthorizedError)) throw thrown;
      await transport.finishAuth(signIn.takeCallback().get("code") ?? "");
    }
  }
}

/** An access token for the MCP endpoint. */
export async function accessTokenOf(person: Person): Promise<string> {
  const signIn = signInOf(person);
  await (await connect(running.mcp.url, signIn)).close();
  return signIn.tokens()?.access_token ?? "";
}

/** Posts one raw message to the MCP endpoint, without a client library. */
export function post(message: unknown, headers: Record<string, string> = {}, url = running.mcp.url): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: typeof message === "string" ? message : JSON.stringify(message),
  });
}

export const listTools = { jsonrpc: "2.0", id: 1, method: "tools/list", params: {} };
