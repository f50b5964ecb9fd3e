import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { reservePort } from "../../../dev/ports.ts";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { asDemo, commandOf, converse, dentist } from "../../command.ts";
import { running } from "../../harness/running.ts";

const { start, run } = commandOf("tools/mcp/main.ts");

test("without a tool the command lists them", async () => {
  const { code, out, err } = await run(test.info().outputPath(), ...asDemo);
  expect(err).toBe("");
  for (const name of ["listItems", "createItems", "search"]) expect(out).toMatch(new RegExp(`^${name} +\\S`, "m"));
  expect(code).toBe(0);
});

test("a terminal signs in once, keeps its tokens readable by the owner only, refreshes them, and is one conversation", async () => {
  test.slow(); // six programs, one after the other
  const { appended, elsewhere } = await converse(run, test.info().outputPath(), (folder) => {
    const file = path.join(folder, "mcp.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, { access_token: string }>;
    const [key = "", tokens] = Object.entries(kept)[0] ?? [];
    writeFileSync(file, JSON.stringify({ [key]: { ...tokens, access_token: "a.b.c" } }));
  });
  expect(appended.out).toContain("notes: Bring the card");
  expect(elsewhere.out).toMatch(/^confirmation_invalid: /);
});

test("wrong arguments give exit code 2 and the tools, or the tool's usage", async () => {
  const folder = test.info().outputPath();
  const wrong: [string[], string][] = [
    [["bakeCake"], "There is no tool bakeCake. There are: "],
    [["getItemById", "{id: 1}"], "It takes:\n  id (string) required"],
  ];
  for (const [args, words] of wrong) {
    const { code, err } = await run(folder, ...asDemo, ...args);
    expect(err).toContain(words);
    expect(code, args.join(" ")).toBe(2);
  }
});

test("without --as the command prints the address to open and waits for the callback", async () => {
  // A fixed port may be one that the system gave to another connection of this run.
  const { port, release } = await reservePort(0, "127.0.0.1");
  await release();
  const redirect = { MCP_REDIRECT_URI: `http://127.0.0.1:${port}/callback` };
  const { child, exit } = start(test.info().outputPath(), ["createItems", dentist], redirect);
  let err = "";
  for await (const chunk of child.stderr.setEncoding("utf8")) {
    err += chunk;
    if (/http\S+\n\n/.test(err)) break;
  }
  const url = new URL(/http\S+/.exec(err)?.[0] ?? "");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    resource: running.mcp.url,
    code_challenge_method: "S256",
    client_id: running.mcp.clientId,
  });
  const callback = await signInAtEmbedded(url, running.person);
  await (await fetch(callback)).text();
  const out = await text(child.stdout);
  expect(out).toMatch(/^Added Dentist on Friday 29 November 2030/);
  expect(out).toContain('\n{\n  "items": [');
  expect(await exit).toBe(0);
});
