import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { reservePort } from "../../../dev/ports.ts";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { asDemo, commandOf, confirmsAndUndoes, dentist, fieldsOf } from "../../command.ts";
import { running } from "../../harness/running.ts";

const { start, run } = commandOf("tools/mcp/main.ts");

test("without a tool the command lists them", async () => {
  const { code, out, err } = await run(test.info().outputPath(), ...asDemo);
  expect(err).toBe("");
  for (const name of ["listItems", "createItems", "search"]) expect(out).toMatch(new RegExp(`^${name} +\\S`, "m"));
  expect(code).toBe(0);
});

test("a call prints text and fields, keeps its tokens readable by the owner only, and refreshes them", async () => {
  const folder = test.info().outputPath();
  writeFileSync(path.join(folder, ".env"), "DATA_DIR=kept\n");
  const created = await run(folder, ...asDemo, "createItems", dentist);
  expect(created.err).toBe("");
  expect(created.out).toMatch(/^Added Dentist on Friday 29 November 2030/);
  expect(created.out).toContain('\n{\n  "items": [');
  const file = path.join(folder, "kept/mcp.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, { access_token: string }>;
  const [key = "", tokens] = Object.entries(kept)[0] ?? [];
  // An invalid token: the password is not asked for again.
  writeFileSync(file, JSON.stringify({ [key]: { ...tokens, access_token: "a.b.c" } }));
  const again = await run(folder, "--as", running.person.username, "--password", "not asked for", "listItems");
  expect(again.out).toMatch(/items? from /);
  expect(again.code).toBe(0);
  const { items } = fieldsOf<{ items: { id: string }[] }>(created);
  const append = JSON.stringify({ id: items[0]?.id, notesAppend: "Bring the card" });
  const appended = await run(folder, ...asDemo, "updateItemById", append);
  expect(appended.out).toContain("notes: Bring the card");
});

test("a problem is printed with exit code 1; wrong arguments give exit code 2 and the tool's usage", async () => {
  const folder = test.info().outputPath();
  const refused = await run(folder, ...asDemo, "getItemById", '{"id": "000000000000"}');
  expect(refused.out).toMatch(/^item_not_found: /);
  expect(refused.code).toBe(1);
  const wrong: [string[], string][] = [
    [["bakeCake"], "There is no tool bakeCake. There are: "],
    [["getItemById", "{id: 1}"], "It takes:\n  id (string) required"],
    [["getItemById", "{}", "{}"], "Too many arguments"],
    [["--colour"], "--colour"],
  ];
  for (const [args, words] of wrong) {
    const { code, err } = await run(folder, ...asDemo, ...args);
    expect(err).toContain(words);
    expect(code, args.join(" ")).toBe(2);
  }
});

test("one terminal is one conversation: what was previewed is confirmed by the next call, and undone by a later one", async () => {
  test.slow(); // five programs, one after the other
  await confirmsAndUndoes(run, test.info().outputPath());
});

test("without --as the command prints the address to open and waits for the callback", async () => {
  // A fixed port may be one that the system gave to another connection of this run.
  const { port, release } = await reservePort(0, "127.0.0.1");
  await release();
  const redirect = { MCP_REDIRECT_URI: `http://127.0.0.1:${port}/callback` };
  const { child, exit } = start(test.info().outputPath(), ["listItems"], redirect);
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
  expect(await text(child.stdout)).toMatch(/items? from /);
  expect(await exit).toBe(0);
});
