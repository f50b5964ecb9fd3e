import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { asDemo, commandOf, confirmsAndUndoes, dentist, fieldsOf } from "../../command.ts";
import { freshPerson } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { makePerson } from "../../people.ts";

const { start, run } = commandOf("tools/gpt/main.ts");

test("without an operation the command lists them", async () => {
  const { code, out } = await run(test.info().outputPath());
  expect(code).toBe(0);
  for (const name of ["listItems", "createItems", "getItemById"]) expect(out).toMatch(new RegExp(`^${name} +\\S`, "m"));
});

test("a call prints status and answer, and keeps its tokens where .env says, readable by the owner only", async () => {
  const folder = test.info().outputPath();
  writeFileSync(path.join(folder, ".env"), "DATA_DIR=kept\n");
  const created = await run(folder, ...asDemo, "createItems", dentist);
  expect(created.err).toBe("");
  expect(created.out).toMatch(/^201 Created\n\{\n {2}"/);
  expect(created.code).toBe(0);
  expect(statSync(path.join(folder, "kept/gpt.json")).mode & 0o777).toBe(0o600);
  const again = await run(folder, "--as", running.person.username, "--password", "not asked for", "listItems");
  expect(again.out).toMatch(/^200 OK\n/);
  const { items } = fieldsOf<{ items: { id: string }[] }>(created);
  const append = JSON.stringify({ id: items[0]?.id, notesAppend: "Bring the card" });
  const appended = await run(folder, ...asDemo, "updateItemById", append);
  expect(appended.out).toContain('"notes": "Bring the card"');
});

test("an error answer is printed and the exit code is 1", async () => {
  const { code, out } = await run(test.info().outputPath(), ...asDemo, "getItemById", '{"id": "000000000000"}');
  expect(out).toMatch(/^404 Not Found\n/);
  expect(code).toBe(1);
});

test("wrong arguments give exit code 2 and the operation's usage", async () => {
  const folder = test.info().outputPath();
  const wrong: [string[], string][] = [
    [["bakeCake"], "There is no operation bakeCake. There are: "],
    [["getItemById"], "getItemById needs id."],
    [["getItemById", '{"id": "1", "colour": "red"}'], "getItemById does not take colour."],
    [["getItemById", "{id: 1}"], "This is not a JSON object: {id: 1}"],
    [["getItemById", "{}", "{}"], "Too many arguments"],
    [["--as", "demo", "getItemById"], "--as and --password go together"],
    [["--colour"], "--colour"],
  ];
  for (const [args, words] of wrong) {
    const { code, err } = await run(folder, ...args);
    expect(err).toContain(words);
    expect(code, args.join(" ")).toBe(2);
  }
  expect((await run(folder, "getItemById")).err).toContain("It takes:\n  id (string) required");
});

test("a wrong password and an unknown name are reported in plain words", async () => {
  const folder = test.info().outputPath();
  const { username } = await makePerson();
  const wrong = await run(folder, "--as", username, "--password", "wrong-password", "listItems");
  expect(wrong.err).toBe("The identity server refused: Username or password is wrong. (422).\n");
  const nobody = freshPerson().username;
  const unknown = await run(folder, "--as", nobody, "--password", "wrong-password", "listItems");
  expect(unknown.err).toBe(`The identity server refused: There is no account ${nobody} here yet. (422).\n`);
  expect([wrong.code, unknown.code]).toEqual([1, 1]);
});

test("one terminal is one conversation: what was previewed is confirmed by the next call, and undone by a later one", async () => {
  test.slow(); // five programs, one after the other
  await confirmsAndUndoes(run, test.info().outputPath());
});

test("without --as the command prints the address to open and waits for the callback", async () => {
  const { child, exit } = start(test.info().outputPath(), ["createItems", dentist]);
  const out = text(child.stdout);
  let printed = "";
  for await (const chunk of child.stderr) {
    printed += chunk;
    if (/\n\n$/.test(printed)) break;
  }
  const authorizationUrl = new URL(/http\S+/.exec(printed)?.[0] ?? "");
  const callback = await signInAtEmbedded(authorizationUrl, freshPerson());
  const forged = new URL(callback);
  forged.searchParams.set("state", "forged");
  expect((await fetch(forged)).status).toBe(400);
  expect((await fetch(callback)).status).toBe(200);
  expect(await exit).toBe(0);
  expect(await out).toMatch(/^201 Created\n/);
});
