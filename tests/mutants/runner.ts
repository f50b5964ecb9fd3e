import { glob } from "node:fs/promises";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { InstrumenterContext, StrykerOptions } from "@stryker-mutator/api/core";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import {
  type CompleteDryRunResult,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import type { Collected } from "./collected.ts";

/** Where instrumented code looks up the active mutant and reports coverage. */
const context: InstrumenterContext = {};
Object.assign(globalThis, { __stryker__: context });

/** A rejection after its test has timed out belongs to that test and must not end the process. */
let stray: unknown;
process.on("unhandledRejection", (reason) => {
  stray = reason;
});

/**
 * Runs the unit tests inside Stryker's own process: test files are loaded once, then each mutant is switched on while only the
 * tests that cover it run. Playwright would need two seconds per mutant.
 */
class UnitRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #patterns: readonly string[];
  #tests: readonly Collected[] | undefined;

  constructor({ testFiles }: StrykerOptions) {
    this.#patterns = testFiles;
  }

  /** Modules cannot be unloaded: Stryker starts another process if that is needed. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    const result = await this.#run(await this.#load(), { bail: false });
    return { ...result, ...(context.mutantCoverage && { mutantCoverage: context.mutantCoverage }) };
  }

  async mutantRun({
    activeMutant,
    mutantActivation,
    testFilter,
    hitLimit,
  }: MutantRunOptions): Promise<MutantRunResult> {
    if (mutantActivation === "static") context.activeMutant = activeMutant.id;
    const tests = await this.#load();
    context.activeMutant = activeMutant.id;
    context.hitCount = 0;
    if (hitLimit === undefined) delete context.hitLimit;
    else context.hitLimit = hitLimit;
    const wanted = testFilter && new Set(testFilter);
    const result = await this.#run(wanted ? tests.filter(({ id }) => wanted.has(id)) : tests, { bail: true });
    return toMutantRunResult(determineHitLimitReached(context.hitCount, hitLimit) ?? result);
  }

  async #load(): Promise<readonly Collected[]> {
    if (this.#tests) return this.#tests;
    const instead = pathToFileURL(resolve("tests/mutants/collected.ts")).href;
    registerHooks({
      resolve: (specifier, { parentURL, ...rest }, next) =>
        specifier === "@playwright/test" && parentURL !== instead
          ? { url: instead, shortCircuit: true }
          : next(specifier, { parentURL, ...rest }),
    });
    const { collected } = (await import(instead)) as typeof import("./collected.ts");
    const tests: Collected[] = [];
    for await (const file of glob([...this.#patterns])) {
      await import(pathToFileURL(resolve(file)).href);
      tests.push(...collected.splice(0).map(({ id, run }) => ({ id: `${file}: ${id}`, run })));
    }
    this.#tests = tests;
    return tests;
  }

  async #run(tests: readonly Collected[], { bail }: { bail: boolean }): Promise<CompleteDryRunResult> {
    const results: TestResult[] = [];
    for (const { id, run } of tests) {
      context.currentTestId = id;
      stray = undefined;
      const startMs = performance.now();
      const failure = await Promise.resolve()
        .then(run)
        .then(() => stray)
        .catch((thrown: unknown) => thrown ?? "failed");
      const told = { id, name: id, timeSpentMs: performance.now() - startMs };
      if (failure === undefined) results.push({ ...told, status: TestStatus.Success });
      else results.push({ ...told, status: TestStatus.Failed, failureMessage: String(failure) });
      if (failure !== undefined && bail) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "unit", UnitRunner)];
