import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import type { FullConfig, FullResult, Suite } from "@playwright/test/reporter";
import { operations, problemsOf } from "../../../contract/operations.ts";
import DeclaredProblems, { notProvoked } from "../../declared-problems.ts";

const declared = Object.values(operations).flatMap((each) => problemsOf(each).map((code) => `${each.name} ${code}`));
const files = readdirSync(path.join(import.meta.dirname, "../../api"), { recursive: true, encoding: "utf8" })
  .map((file) => path.basename(file))
  .filter((name) => name.endsWith(".test.ts"));

test("declared problems that no test provoked are named", () => {
  expect(declared).toContain("createItems time_taken");
  expect(declared).toContain("deleteAccount web_only");
  expect(notProvoked(new Set(declared))).toEqual([]);
  const heard = new Set(declared.filter((line) => line !== "createItems time_taken"));
  expect(notProvoked(heard)).toEqual(["createItems time_taken"]);
});

test("a key can be reused only if the operation takes one", () => {
  for (const each of Object.values(operations))
    expect(declared.includes(`${each.name} key_reused`), each.name).toBe("idempotencyKey" in each.input.shape);
});

/** The outcome of a run of these files that recorded these problems, and what the reporter prints. */
async function endOf(names: readonly string[], heard: readonly string[], given: Partial<FullConfig> = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "agenda-heard-"));
  mkdirSync(path.join(dataDir, "heard"));
  writeFileSync(path.join(dataDir, "heard", "1"), heard.join("\n"));
  const reporter = new DeclaredProblems(dataDir);
  const api = { title: "api", suites: names.map((name) => ({ location: { file: `/tests/api/${name}` } })) };
  const config = { shard: null, grep: /.*/, grepInvert: null, ...given } as FullConfig;
  reporter.onBegin(config, { suites: [api] } as unknown as Suite);
  const { log } = console;
  const said: string[] = [];
  console.log = (words) => said.push(words);
  try {
    return { ...(await reporter.onEnd({ status: "passed" } as FullResult)), said };
  } finally {
    console.log = log;
    rmSync(dataDir, { recursive: true });
  }
}

test("only a full run fails for unprovoked problems", async () => {
  const well = { said: [] };
  expect(await endOf(files, declared)).toEqual(well);
  expect(await endOf(files, declared.slice(1))).toEqual({
    status: "failed",
    said: [expect.stringMatching(new RegExp(`\\n${declared[0]}$`))],
  });
  expect(await endOf(files.slice(1), declared.slice(1))).toEqual(well);
  expect(await endOf(files, declared.slice(1), { shard: { total: 2, current: 1 } })).toEqual(well);
  expect(await endOf(files, declared.slice(1), { grep: /preview/ })).toEqual(well);
});
