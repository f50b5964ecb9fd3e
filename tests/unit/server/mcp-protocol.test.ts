import { expect, test } from "@playwright/test";
import { speak } from "../../../server/mcp/protocol.ts";

const modern = "2026-07-28";

/** The answer to one message, as JSON. */
async function ask(method: string, params: Record<string, unknown> = {}, version?: string) {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const message = { jsonrpc: "2.0", id: 7, method, params: version === modern ? { ...params, _meta: meta } : params };
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(version && { "mcp-protocol-version": version }),
    ...(version === modern && { "mcp-method": method }),
    ...(version === modern && typeof params.uri === "string" && { "mcp-name": params.uri }),
  };
  const response = await speak(
    new Request("http://localhost/mcp", { method: "POST", headers, body: JSON.stringify(message) }),
  );
  const text = await response.text();
  return { status: response.status, answer: JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) };
}

test("subscriptions are an unknown method like any other", async () => {
  for (const version of [modern, "2025-11-25"]) {
    const nothing = await ask("no/such", {}, version);
    const listen = await ask("subscriptions/listen", { notifications: { toolsListChanged: true } }, version);
    expect(listen.status, version).toBe(nothing.status);
    expect(listen.answer, version).toEqual(nothing.answer);
    expect(listen.answer).toMatchObject({ id: 7, error: { code: -32_601 } });
  }
});

test("a missing resource is named in the error's data", async () => {
  const uri = `ui://agenda/${"x".repeat(200)}`;
  for (const version of [modern, "2025-11-25"]) {
    const { answer } = await ask("resources/read", { uri }, version);
    expect(answer.error, version).toMatchObject({ code: -32_602, data: { uri } });
    expect(answer.error.message.length).toBeLessThan(200);
  }
});

test("only versions whose requirements are met are negotiated: none that demands batches or a GET stream for messages", async () => {
  const negotiated = async (protocolVersion: string) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1" } };
    return (await ask("initialize", params)).answer.result.protocolVersion;
  };
  for (const version of ["2025-11-25", "2025-06-18"]) expect(await negotiated(version)).toBe(version);
  for (const version of ["2025-03-26", "2024-11-05", "2024-10-07", modern, "2099-01-01"])
    expect(await negotiated(version), version).toBe("2025-11-25");
  const named = await ask("tools/list", {}, "2025-03-26");
  expect(named.status).toBe(400);
  expect(named.answer.error.message).toContain("2025-11-25, 2025-06-18");
  expect((await ask("server/discover", {}, modern)).answer.result.supportedVersions).toEqual([modern]);
});
