import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "@playwright/test";
import { running } from "./harness/running.ts";
import { makePerson } from "./people.ts";

export const asDemo = ["--as", running.person.username, "--password", running.person.password];
export const dentist = JSON.stringify({ items: [{ text: "Dentist", date: "2030-11-29" }], allowDuplicates: true });

/** A terminal client, run in a test's own folder, where it stores its tokens. @param main its program */
export function commandOf(main: string) {
  const runningFile = path.resolve(process.env.AGENDA_RUNNING ?? ".data/running.json");
  const start = (folder: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const env = { ...process.env, AGENDA_RUNNING: runningFile, ...more };
    const child = spawn(process.execPath, [path.resolve(main), ...args], { cwd: folder, env });
    return { child, exit: once(child, "close").then(([code]) => code as number | null) };
  };
  const run = async (folder: string, ...args: string[]) => {
    const { child, exit } = start(folder, args);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await exit, out, err };
  };
  return { start, run };
}

/**
 * A new person's calls at one terminal, which signs in with the first. It is one conversation: what was previewed is confirmed by a later
 * call, and undone by the last one.
 * @param afterSignIn what happens then to the folder of the kept tokens
 */
export async function converse(
  run: ReturnType<typeof commandOf>["run"],
  folder: string,
  afterSignIn: (kept: string) => void,
) {
  writeFileSync(path.join(folder, ".env"), "DATA_DIR=kept\n");
  const { username, password } = await makePerson();
  const items = Array.from({ length: 11 }, (_, index) => ({ text: `Errand ${index}`, date: "2031-03-04" }));
  const before = ["--conversation", "before"];
  const addition = JSON.stringify({ items, allowDuplicates: true });
  const created = await run(folder, "--as", username, "--password", password, ...before, "createItems", addition);
  expect(created.err).toBe("");
  afterSignIn(path.join(folder, "kept"));

  const call = (...args: string[]) => run(folder, "--as", username, "--password", "not asked for", ...args);
  const ids = fieldsOf<{ items: { id: string }[] }>(created).items.map(({ id }) => id);
  const append = JSON.stringify({ id: ids[0], notesAppend: "Bring the card" });
  const appended = await call(...before, "updateItemById", append);
  const previewed = await call("deleteItems", JSON.stringify({ ids, previewOnly: true }));
  const { confirm } = fieldsOf<{ confirm: string }>(previewed);
  const deletion = JSON.stringify({ ids, confirm });
  const elsewhere = await call("--conversation", "another", "deleteItems", deletion);
  const deleted = await call("deleteItems", deletion);
  const undone = await call("undoChange", JSON.stringify({ conversation: "this" }));
  const codes = [created, appended, previewed, elsewhere, deleted, undone].map(({ code }) => code);
  expect(codes, undone.out).toEqual([0, 0, 0, 1, 0, 0]);
  return { created, appended, previewed, elsewhere };
}

/** The fields of an answer, below its first line. */
export const fieldsOf = <T>({ out }: { readonly out: string }): T => JSON.parse(out.slice(out.indexOf("\n{")));
