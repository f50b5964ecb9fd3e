import { readFileSync } from "node:fs";

/** The MCP endpoint that the terminal client uses, and its client at the identity server. */
interface McpSettings {
  readonly url: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

const defaultRedirect = "http://127.0.0.1:3003/callback";

/**
 * From the environment if MCP_URL is set, otherwise from what `npm start` wrote.
 * @param runningFile the path of running.json
 * @throws Error that says what is missing
 */
export function readMcpSettings(
  source: Readonly<Record<string, string | undefined>>,
  runningFile: string,
): McpSettings {
  const redirectUri = source.MCP_REDIRECT_URI || defaultRedirect;
  const named = source.MCP_CLIENT_ID;
  if (source.MCP_URL) {
    if (!named) throw new Error("MCP_CLIENT_ID is missing: the App ID of a native application at your Logto.");
    return { url: source.MCP_URL, clientId: named, redirectUri };
  }
  let text: string;
  try {
    text = readFileSync(runningFile, "utf8");
  } catch {
    throw new Error(
      `Nothing runs here: ${runningFile} is missing. Run npm start first, or set MCP_URL and MCP_CLIENT_ID.`,
    );
  }
  const { mcp } = JSON.parse(text) as { mcp: { url: string; clientId?: string } };
  const clientId = named ?? mcp.clientId;
  if (!clientId)
    throw new Error(
      "The running app uses a Logto of its own. Set MCP_CLIENT_ID: the App ID of a native application there.",
    );
  return { url: mcp.url, clientId, redirectUri };
}
