import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type VersionNegotiationMode,
} from "@modelcontextprotocol/client";
import type { McpSignIn } from "./sign-in.ts";

/**
 * Connects the official client, signing in if needed.
 * @param options `name` how it identifies itself; `mode` the protocol version to use, the newest offered if absent
 */
export async function connect(
  url: string,
  signIn: McpSignIn,
  { name = "agenda-terminal", mode = "auto" }: { name?: string; mode?: VersionNegotiationMode } = {},
): Promise<Client> {
  for (let isSecond = false; ; isSecond = true) {
    const client = new Client({ name, version: "1.0.0" }, { versionNegotiation: { mode } });
    const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: signIn });
    try {
      await client.connect(transport);
      return client;
    } catch (thrown) {
      if (isSecond || !(thrown instanceof UnauthorizedError)) throw thrown;
      await transport.finishAuth(signIn.takeCallback());
    }
  }
}
