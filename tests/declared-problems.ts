import { readdirSync } from "node:fs";
import path from "node:path";
import type { FullConfig, FullResult, Reporter, Suite } from "@playwright/test/reporter";
import { type Operation, operations, problemsOf } from "../contract/operations.ts";
import { readHeard } from "./harness/heard.ts";

/**
 * Fails a full run if an operation declares a problem that no API test has provoked. Partial runs and runs with a failed test
 * are not checked.
 */
export default class DeclaredProblems implements Reporter {
  readonly #dataDir: string | undefined;
  #isWhole = false;

  /** @param dataDir where the workers recorded problems; that of the product under test if absent */
  constructor(dataDir?: unknown) {
    if (typeof dataDir === "string") this.#dataDir = dataDir; // Playwright passes its own options
  }

  onBegin(config: FullConfig, suite: Suite): void {
    const api = suite.suites.find(({ title }) => title === "api");
    const files = new Set(api?.suites.map(({ location }) => path.basename(location?.file ?? "")));
    const isFiltered = config.shard !== null || String(config.grep) !== "/.*/" || config.grepInvert !== null;
    this.#isWhole = !isFiltered && listApiTests().every((name) => files.has(name));
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult["status"] } | undefined> {
    const dataDir = this.#dataDir ?? process.env.AGENDA_DATA_DIR;
    if (!this.#isWhole || status !== "passed" || dataDir === undefined) return undefined;
    const missing = notProvoked(readHeard(dataDir));
    if (missing.length === 0) return undefined;
    console.log(`Declared in the contract, and provoked by no API test:\n${missing.join("\n")}`);
    return { status: "failed" };
  }
}

const listApiTests = () =>
  readdirSync(path.join(import.meta.dirname, "api"), { recursive: true, encoding: "utf8" })
    .map((file) => path.basename(file))
    .filter((name) => name.endsWith(".test.ts"));

/** Problems that operations declare and no test provoked. @param heard "operation code" each */
export function notProvoked(heard: ReadonlySet<string>): string[] {
  return Object.values<Operation>(operations)
    .flatMap((operation) => problemsOf(operation).map((code) => `${operation.name} ${code}`))
    .filter((line) => !heard.has(line));
}
