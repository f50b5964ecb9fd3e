import { expect, test } from "@playwright/test";
import { type Assistant, namesOf } from "../../../components/assistants/assistant-names.ts";
import { t } from "../messages/catalogs.ts";

const used = { since: "2026-11-01T00:00:00Z", lastUsed: "2026-11-02T00:00:00Z", changes: 0, undone: 0 };
const one = (program: string, door: Assistant["door"], name?: string): Assistant => ({
  ...{
    program,
    door,
    level: "writes",
    deletes: true,
    changesSeries: true,
    outsideHours: true,
    hiddenTags: [],
    ...used,
  },
  ...(name !== undefined && { name }),
});

test("programs that call themselves alike are marked apart, whatever the case, and others are not", () => {
  const names = namesOf(
    [
      one("https://claude.ai/oauth/client.json", "mcp", "Claude"),
      one("k5w8c1zq07r3n6yd2j4ph", "mcp", "CLAUDE"),
      one("t0p2v9xk31m8q6nf4s7ba", "gpt"),
      one("x", "mcp"),
    ],
    t,
  );
  expect([...names.values()]).toEqual([
    { name: "Claude", apart: "claude.ai/oauth/client.json" },
    { name: "CLAUDE", apart: "k5w8c1zq07r3n6yd2j4ph" },
    { name: "ChatGPT" },
    { name: "An assistant" },
  ]);
});
