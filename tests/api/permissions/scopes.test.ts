import { expect, test } from "@playwright/test";
import { startInstance } from "../../harness/instance.ts";
import { makeKey, StandInKeys } from "../../harness/stand-in-keys.ts";
import { post } from "../../mcp.ts";

const call = (name: string, args: object) => ({
  ...{ jsonrpc: "2.0", id: 1, method: "tools/call" },
  params: { name, arguments: args },
});

test("scopes of a token bound what its program may do, and a token without any is not bound", async () => {
  const key = await makeKey("one");
  const logto = new StandInKeys();
  await logto.listen();
  logto.published = [key.publicJwk];
  const app = await startInstance({
    env: { LOGTO_ENDPOINT: logto.endpoint, LOGTO_MCP_SCOPES: "agenda:read,agenda:propose,agenda:write" },
  });
  try {
    const said = async (scope: string, name: string, args: object) => {
      const token = await logto.sign(key, `${app.url}/mcp`, { claims: { sub: "scoped", scope } });
      const answer = await post(call(name, args), { authorization: `Bearer ${token}` }, `${app.url}/mcp`);
      return await answer.text();
    };
    const create = (text: string) => ["createItems", { items: [{ text, date: "2099-03-05" }] }] as const;
    expect(await said("", ...create("Unbound"))).toContain("undoChange takes it back");
    expect(await said("agenda:read", "listItems", {})).toContain("structuredContent");
    expect(await said("openid agenda:read", ...create("Read"))).toContain("not_permitted");
    expect(await said("agenda:read agenda:propose", ...create("Proposed"))).toContain("Nothing is done yet");
    expect(await said("agenda:write agenda:read", ...create("Written"))).toContain("undoChange takes it back");
    const metadata = await fetch(new URL("/.well-known/oauth-protected-resource/mcp", app.url));
    expect(await metadata.json()).toMatchObject({
      scopes_supported: ["openid", "offline_access", "agenda:read", "agenda:propose", "agenda:write"],
    });
  } finally {
    await app.stop();
    await logto.stop();
  }
});
