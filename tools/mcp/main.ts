import path from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { withEnvFile } from "../../dev/launch-settings.ts";
import { ArgumentsRefused } from "../gpt/arguments.ts";
import { waitForCallback } from "../gpt/callback.ts";
import { explain, readCommandLine, readObject } from "../gpt/command-line.ts";
import { type Conversations, conversationOf, nameOfTerminal } from "../gpt/conversation.ts";
import { signInAtEmbedded } from "../gpt/embedded-sign-in.ts";
import { tokenFile } from "../gpt/token-file.ts";
import { connect } from "./connect.ts";
import { readMcpSettings } from "./mcp-settings.ts";
import { McpSignIn } from "./sign-in.ts";

const usage = `npm run mcp                                    lists the tools
npm run mcp -- <tool> ['<json>']               calls one, with one JSON object of arguments
npm run mcp -- --as <name> --password <password> <tool> ['<json>']
                                               signs in by itself at the embedded identity server
--conversation <id>                            the conversation that the call belongs to; without it a terminal
                                               stays in one until it has been quiet for 30 minutes`;

type Tool = Awaited<ReturnType<Client["listTools"]>>["tools"][number];

/** @returns the exit code: 0 success, 1 refused or failed, 2 wrong usage */
async function main(): Promise<number> {
  const { values, name, json } = readCommandLine(usage);
  const source = withEnvFile(process.cwd(), process.env);
  const dataDir = source.DATA_DIR ?? ".data";
  const running = source.AGENDA_RUNNING ?? path.join(dataDir, "running.json");
  const { url, clientId, redirectUri } = readMcpSettings(source, running);
  const conversations = tokenFile<Conversations>(path.join(dataDir, "conversations.json"), "mcp");
  const place = `${nameOfTerminal()} ${url} ${values.as ?? ""}`;
  const conversation = conversationOf(values.conversation, place, conversations);
  const signIn = new McpSignIn({
    clientId,
    redirectUri,
    tokens: tokenFile(path.join(dataDir, "mcp.json"), `${url} ${clientId} ${values.as ?? ""}`),
    async authorize(authorizationUrl) {
      const { as: username, password } = values;
      if (username !== undefined && password !== undefined)
        return signInAtEmbedded(authorizationUrl, { username, password });
      const state = authorizationUrl.searchParams.get("state") ?? "";
      return waitForCallback(redirectUri, state, () =>
        console.error(`Open this address to sign in:\n\n  ${authorizationUrl}\n`),
      );
    },
  });
  const client = await connect(url, signIn);
  try {
    const { tools } = await client.listTools();
    if (name === undefined) {
      const width = Math.max(...tools.map((tool) => tool.name.length));
      for (const tool of tools) console.log(`${tool.name.padEnd(width)}  ${tool.description ?? ""}`);
      return 0;
    }
    const tool = tools.find((each) => each.name === name);
    if (!tool)
      throw new ArgumentsRefused(`There is no tool ${name}. There are: ${tools.map((each) => each.name).join(", ")}.`);
    const args = readObject(json, () => usageOf(tool));
    // As ChatGPT sends its conversation (docs/decisions/0152).
    const result = await client.callTool({ name, arguments: args, _meta: { "openai/session": conversation } });
    for (const part of result.content) if (part.type === "text") console.log(part.text);
    if (result.structuredContent) console.log(`\n${JSON.stringify(result.structuredContent, null, 2)}`);
    return result.isError ? 1 : 0;
  } finally {
    await client.close();
  }
}

/** Usage of a tool, for a user who called it wrongly. */
function usageOf({ name, description, inputSchema }: Tool): string {
  const { properties = {}, required = [] } = inputSchema as {
    properties?: Record<string, { type?: string; description?: string }>;
    required?: string[];
  };
  const fields = Object.entries(properties).map(([field, schema]) => {
    const note = [required.includes(field) ? "required" : "", schema.description ?? ""].filter(Boolean).join(": ");
    return `  ${field} (${schema.type ?? "any"})${note && ` ${note}`}`;
  });
  return [
    `${name}: ${description ?? ""}`,
    ...(fields.length > 0 ? ["It takes:", ...fields] : ["It takes nothing."]),
  ].join("\n");
}

try {
  process.exitCode = await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof ArgumentsRefused ? 2 : 1;
}
