import type { CallToolResult } from "@modelcontextprotocol/server";
import { expect, test } from "@playwright/test";
import type { Call } from "../../../server/mcp/call.ts";
import { answerPlainCall } from "../../../server/mcp/plain-call.ts";
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

test("a plain tool call is answered as the library answers it, and whatever is not plain is left to it", async () => {
  const answers: Record<string, CallToolResult> = {
    getContext: { content: [{ type: "text", text: "Today is Sunday." }], structuredContent: { today: "2026-11-29" } },
    getItemById: {
      content: [{ type: "text", text: "item_not_found: …" }],
      isError: true,
      _meta: { "agenda/problem": { code: "item_not_found" } },
    },
  };
  const called: [string, unknown][] = [];
  const call: Call = async (name, fields) => {
    called.push([name, fields]);
    return answers[name] ?? null;
  };
  const meta = {
    "io.modelcontextprotocol/protocolVersion": modern,
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const message = (params: object, more: object = {}) => ({
    jsonrpc: "2.0",
    id: 7,
    method: "tools/call",
    params,
    ...more,
  });
  const context = { name: "getContext" };
  const today = { ...context, _meta: meta };
  const named = { "mcp-protocol-version": modern, "mcp-method": "tools/call", "mcp-name": "getContext" };
  const accept = "application/json, text/event-stream";
  const older = { "mcp-protocol-version": "2025-11-25", accept };

  const plain: [Record<string, string>, object][] = [
    [named, message(today)],
    [named, message({ ...today, arguments: { days: 3 } }, { id: "a" })],
    [named, message({ ...today, _meta: { ...meta, progressToken: 1, "openai/session": "x" } })],
    [{ ...named, "mcp-name": "getItemById" }, message({ ...today, name: "getItemById", arguments: { id: "x" } })],
    [older, message(context)],
    [older, message({ name: "getItemById", arguments: { id: "x" }, _meta: { progressToken: 1 } })],
    [{ ...older, "mcp-protocol-version": "2025-06-18" }, message(context)],
  ];
  const others: [Record<string, string>, object][] = [
    [{ ...named, "mcp-method": "tools/list" }, message(today)],
    [{ ...named, "mcp-name": "getSettings" }, message(today)],
    [{ ...named, "mcp-name": "=?base64?Z2V0Q29udGV4dA==?=" }, message(today)],
    [{ ...named, "mcp-protocol-version": "2099-01-01" }, message(today)],
    [{ ...named, "mcp-protocol-version": "2025-11-25" }, message(today)],
    [{ "mcp-protocol-version": modern, "mcp-method": "tools/call" }, message(today)],
    [{ "mcp-method": "tools/call", "mcp-name": "getContext" }, message(today)],
    [{ "mcp-protocol-version": modern, "mcp-name": "getContext" }, message(today)],
    [named, message({ ...today, name: 7 })],
    [named, message({ ...today, arguments: [] })],
    [named, message({ ...today, arguments: "x" })],
    [named, message({ ...today, task: {} })],
    [named, message({ ...today, requestState: "x" })],
    [named, message(context)],
    [named, message({ ...today, _meta: { ...meta, "io.modelcontextprotocol/clientInfo": "me" } })],
    [named, message({ ...today, _meta: { ...meta, progressToken: {} } })],
    [named, message(today, { jsonrpc: "1.0" })],
    [named, message(today, { id: undefined })],
    [named, message(today, { id: null })],
    [named, message(today, { id: 1.5 })],
    [named, message(today, { extra: 1 })],
    [older, message(context, { extra: 1 })],
    [older, message({ ...context, _meta: { progressToken: {} } })],
    [{ ...older, accept: "application/json" }, message(context)],
    [{ ...older, "mcp-protocol-version": "2025-03-26" }, message(context)],
    [{ accept }, message(context)],
  ];

  const both = async (given: Record<string, string>, body: object) => {
    const headers = { "content-type": "application/json", ...given };
    const request = new Request("http://localhost/mcp", { method: "POST", headers, body: JSON.stringify(body) });
    const direct = await answerPlainCall(request.headers, JSON.parse(JSON.stringify(body)), call);
    const asked = called.splice(0);
    const response = await speak(
      Object.assign(request, { auth: { token: "", clientId: "", scopes: [], extra: { call } } }),
    );
    const text = await response.text();
    const library = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? (text || "null"));
    return { direct, asked, status: response.status, library, askedByLibrary: called.splice(0) };
  };
  for (const [headers, body] of plain) {
    const { direct, asked, status, library, askedByLibrary } = await both(headers, body);
    const which = JSON.stringify([headers, body]);
    expect([status, asked], which).toEqual([200, askedByLibrary]);
    expect(asked, which).toHaveLength(1);
    expect(direct, which).toEqual(library);
  }
  for (const [headers, body] of others)
    expect(await both(headers, body), JSON.stringify([headers, body])).toMatchObject({ direct: undefined, asked: [] });

  // A tool that does not exist runs nothing and is the library's to refuse.
  const unknown = await both({ ...named, "mcp-name": "bakeCake" }, message({ ...today, name: "bakeCake" }));
  expect(unknown).toMatchObject({ direct: undefined, library: { error: { code: -32_602 } } });
});
