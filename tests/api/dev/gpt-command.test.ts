import { statSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { commandOf, converse, dentist } from "../../command.ts";
import { freshPerson } from "../../harness/identity-door.ts";
import { gptOf, makePerson } from "../../people.ts";

const { start, run } = commandOf("tools/gpt/main.ts");

test("without an operation the command lists them", async () => {
  const { code, out } = await run(test.info().outputPath());
  expect(code).toBe(0);
  for (const name of ["listItems", "createItems", "getItemById"]) expect(out).toMatch(new RegExp(`^${name} +\\S`, "m"));
});

test("a terminal signs in once, keeps its tokens where .env says, readable by the owner only, and is one conversation", async () => {
  test.slow(); // six programs, one after the other
  const { created, appended, previewed, elsewhere } = await converse(run, test.info().outputPath(), (kept) =>
    expect(statSync(path.join(kept, "gpt.json")).mode & 0o777).toBe(0o600),
  );
  expect(created.out).toMatch(/^201 Created\n\{\n {2}"/);
  expect(appended.out).toContain('"notes": "Bring the card"');
  expect(previewed.out).toMatch(/^200 OK\n/);
  expect(elsewhere.out).toMatch(/^422 Unprocessable Entity\n/);
  expect(elsewhere.out).toContain('"code": "confirmation_invalid"');
});

test("wrong arguments give exit code 2 and the operation's usage", async () => {
  const { code, err } = await run(test.info().outputPath(), "getItemById");
  expect(err).toContain("getItemById needs id.");
  expect(err).toContain("It takes:\n  id (string) required");
  expect(code).toBe(2);
});

test("a wrong password and an unknown name are reported in plain words", async () => {
  const folder = test.info().outputPath();
  const { username } = await makePerson();
  const wrong = await run(folder, "--as", username, "--password", "wrong-password", "listItems");
  expect(wrong.err).toBe("The identity server refused: Username or password is wrong. (422).\n");
  const nobody = freshPerson().username;
  const unknown = gptOf({ username: nobody, password: "wrong-password" }).accessToken();
  await expect(unknown).rejects.toThrow(`The identity server refused: There is no account ${nobody} here yet. (422).`);
  expect(wrong.code).toBe(1);
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
