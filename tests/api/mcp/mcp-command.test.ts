import { spawn } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { reservePort } from "../../../dev/ports.ts";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { running } from "../../harness/running.ts";
import { makePerson } from "../../people.ts";

const main = path.resolve("tools/mcp/main.ts");
const runningFile = path.resolve(process.env.AGENDA_RUNNING ?? ".data/running.json");
const asDemo = ["--as", running.person.username, "--password", running.person.password];
const dentist = JSON.stringify({ items: [{ text: "Dentist", date: "2030-11-29" }], allowDuplicates: true });

/** Runs the command in the test's own folder, where it stores its tokens. */
function start(folder: string, args: readonly string[], redirect: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, AGENDA_RUNNING: runningFile, ...redirect };
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, exit };
}
async function run(folder: string, ...args: string[]) {
  const { child, exit } = start(folder, args);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, out, err };
}

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
  const { items } = JSON.parse(created.out.slice(created.out.indexOf("\n{"))) as { items: { id: string }[] };
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

const fieldsOf = <T>({ out }: { out: string }) => JSON.parse(out.slice(out.indexOf("\n{"))) as T;
test("one terminal is one conversation: what was previewed is confirmed by the next call, and undone by a later one", async () => {
  test.slow(); // five programs, one after the other
  const folder = test.info().outputPath();
  const { username, password } = await makePerson();
  const as = ["--as", username, "--password", password];
  const texts = Array.from({ length: 11 }, (_, index) => `Errand ${index}`);
  const items = texts.map((text) => ({ text, date: "2031-03-04" }));
  const ids = fieldsOf<{ items: { id: string }[] }>(
    await run(
      folder,
      ...as,
      "--conversation",
      "before",
      "createItems",
      JSON.stringify({ items, allowDuplicates: true }),
    ),
  ).items.map(({ id }) => id);
  const preview = fieldsOf<{ confirm: string }>(
    await run(folder, ...as, "deleteItems", JSON.stringify({ ids, previewOnly: true })),
  );
  const deletion = JSON.stringify({ ids, confirm: preview.confirm });
  const elsewhere = await run(folder, ...as, "--conversation", "another", "deleteItems", deletion);
  expect(elsewhere.out).toContain("confirmation_invalid");
  expect((await run(folder, ...as, "deleteItems", deletion)).code).toBe(0);
  const undo = JSON.stringify({ conversation: "this" });
  const undone = await run(folder, ...as, "undoChange", undo);
  expect(undone.code, undone.out).toBe(0);
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
