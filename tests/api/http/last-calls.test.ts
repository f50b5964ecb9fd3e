import { expect, test } from "@playwright/test";
import { newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { assistantOf } from "../../mcp.ts";
import { Browser } from "../../people.ts";

/** The page's part about calls that arrived, as text. */
async function connectionTestOf(browser: Browser): Promise<string> {
  const html = await (await browser.visitor.visit(new URL("/connect", running.url))).text();
  const part = html.slice(html.indexOf('id="connection-test-name"'), html.indexOf("Look again"));
  return part.replaceAll(/<!-- -->|<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

test("whoever connects an assistant sees the last call that arrived by each door and its outcome, only their own", async () => {
  const [{ person, gpt }, other] = await Promise.all([newcomer(), newcomer()]);
  const [browser, others] = await Promise.all([Browser.of(person), Browser.of(other.person)]);
  expect(await connectionTestOf(browser)).toContain("No calls have reached this server yet.");

  await gpt.call("listItems", { from: "2026-11-29", to: "2026-11-29" });
  expect(await connectionTestOf(browser)).toMatch(/A GPT’s action listItems answered, just now/);
  await gpt.refusal("getItemById", { id: "000000000000" });
  const assistant = await assistantOf(person);
  await assistant.call("search", { query: "do not show this" });
  const told = await connectionTestOf(browser);
  expect(told).toMatch(
    /By MCP search answered, just now .*A GPT’s action getItemById refused: item_not_found, just now/,
  );
  expect(told).not.toContain("do not show this");
  expect(await connectionTestOf(others)).toContain("No calls have reached this server yet.");
  expect(await (await fetch(`${running.url}/connect`)).text()).toContain(
    "Sign in to see the calls that arrive in your name.",
  );
});
