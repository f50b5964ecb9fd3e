import { spawn } from "node:child_process";
import { once } from "node:events";
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

/** One terminal is one conversation: what was previewed is confirmed by the next call, and undone by a later one. */
export async function confirmsAndUndoes(run: ReturnType<typeof commandOf>["run"], folder: string): Promise<void> {
  const { username, password } = await makePerson();
  const call = (...args: string[]) => run(folder, "--as", username, "--password", password, ...args);
  const items = Array.from({ length: 11 }, (_, index) => ({ text: `Errand ${index}`, date: "2031-03-04" }));
  const addition = JSON.stringify({ items, allowDuplicates: true });
  const made = fieldsOf<{ items: { id: string }[] }>(await call("--conversation", "before", "createItems", addition));
  const ids = made.items.map(({ id }) => id);
  const { confirm } = fieldsOf<{ confirm: string }>(
    await call("deleteItems", JSON.stringify({ ids, previewOnly: true })),
  );
  const deletion = JSON.stringify({ ids, confirm });
  const elsewhere = await call("--conversation", "another", "deleteItems", deletion);
  expect(elsewhere.out).toContain("confirmation_invalid");
  expect((await call("deleteItems", deletion)).code).toBe(0);
  const undone = await call("undoChange", JSON.stringify({ conversation: "this" }));
  expect(undone.code, undone.out).toBe(0);
}

/** The fields of an answer, below its first line. */
export const fieldsOf = <T>({ out }: { readonly out: string }): T => JSON.parse(out.slice(out.indexOf("\n{")));
