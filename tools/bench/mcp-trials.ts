import type { Agenda } from "./agendas.ts";
import { type Contestant, connections, type Trial } from "./throughput.ts";

/** The page size requested through both interfaces: what fits in a model's answer. */
const limit = 25;

/** The same list through both interfaces: by REST, and as a tool call in the current version of the protocol. */
export function doorTrials(contestant: Contestant, agenda: Agenda): [Trial, Trial] {
  const rest: Trial = {
    name: `listItems, ${limit} items, by REST`,
    contestant,
    load: {
      url: `${contestant.url}/api/items?limit=${limit}`,
      connections,
      method: "GET",
      headers: { authorization: `Bearer ${agenda.token}` },
      status: 200,
    },
  };
  const version = "2026-07-28";
  const meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1.0.0" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const params = { name: "listItems", arguments: { limit }, _meta: meta };
  const call: Trial = {
    name: `listItems, ${limit} items, as a tool's call`,
    contestant,
    load: {
      url: `${contestant.url}/mcp`,
      connections,
      method: "POST",
      headers: {
        authorization: `Bearer ${agenda.mcpToken}`,
        host: new URL(agenda.mcpUrl).host,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": version,
        "mcp-method": "tools/call",
        "mcp-name": "listItems",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
      status: 200,
    },
  };
  return [rest, call];
}
