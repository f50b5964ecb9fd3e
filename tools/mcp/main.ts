import type { Client } from "@modelcontextprotocol/client";
import { ArgumentsRefused } from "../gpt/arguments.ts";
import { readObject } from "../gpt/command-line.ts";
import { openTerminal, printList, runClient } from "../gpt/terminal-client.ts";
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

await runClient(async () => {
  const { name, json, source, runningFile, tokensFor, conversationAt, authorize } = openTerminal("mcp", usage);
  const { url, clientId, redirectUri } = readMcpSettings(source, runningFile);
  const conversation = conversationAt(url);
  const signIn = new McpSignIn({
    clientId,
    redirectUri,
    tokens: tokensFor(`${url} ${clientId}`),
    authorize: (authorizationUrl) => authorize(authorizationUrl, redirectUri),
  });
  const client = await connect(url, signIn);
  try {
    const { tools } = await client.listTools();
    if (name === undefined) {
      printList(tools.map((tool) => ({ name: tool.name, does: tool.description ?? "" })));
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
});

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
