import type { Running } from "./running-file.ts";
import type { Readiness } from "./start-app.ts";

/** The summary printed at the end of a start: what the user needs to continue, and any problem with their own Logto. */
export function summarise({ url, gpt, mcp, person }: Running, dataDir: string, readiness?: Readiness): string {
  const reasons = readiness?.reasons ?? [];
  const isReady = readiness === undefined || readiness.status === "ready";
  const rows = [
    ["address", url],
    ...(person ? [["sign in as", `${person.username}   password  ${person.password}`]] : []),
    ["GPT client", gpt.clientSecret ? `${gpt.clientId}   secret  ${gpt.clientSecret}` : gpt.clientId],
    ["MCP address", mcp.url],
    ["data", dataDir],
    ["stop", "Ctrl-C"],
    ...reasons.map((reason, index) => [index === 0 ? "to mend" : "", reason]),
  ];
  const title = isReady ? "is ready." : "runs, but is not ready: nobody can sign in.";
  return `\nAgenda Assistant ${title}\n\n${rows.map(([name = "", value]) => `  ${name.padEnd(13)}${value}`).join("\n")}\n`;
}
