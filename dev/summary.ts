import type { Running } from "./running.ts";

/** The block that ends a start: all that a person needs to go on. */
export function summarise({ url, gpt, mcp, person }: Running, dataDir: string): string {
  const rows = [
    ["address", url],
    ...(person ? [["sign in as", `${person.username}   password  ${person.password}`]] : []),
    ["GPT client", gpt.clientSecret ? `${gpt.clientId}   secret  ${gpt.clientSecret}` : gpt.clientId],
    ["MCP address", mcp.url],
    ["data", dataDir],
    ["stop", "Ctrl-C"],
  ];
  return `\nAgenda Assistant is ready.\n\n${rows.map(([name = "", value]) => `  ${name.padEnd(13)}${value}`).join("\n")}\n`;
}
