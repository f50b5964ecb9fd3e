import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Ends a run with one plain line that any program can parse; before it, the tests that passed only when tried again. */
export default class ClosingLine implements Reporter {
  readonly #outcomes = new Map<string, TestResult["status"]>();
  readonly #flaky: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#outcomes.set(test.id, result.status);
    if (test.outcome() === "flaky") this.#flaky.push(`${test.location.file}:${test.location.line} ${test.title}`);
  }

  onEnd(result: FullResult): void {
    const outcomes = [...this.#outcomes.values()];
    const passed = outcomes.filter((status) => status === "passed").length;
    const skipped = outcomes.filter((status) => status === "skipped").length;
    for (const name of this.#flaky) console.log(`Passed only at the second try: ${name}`);
    if (result.status === "interrupted") console.log("The run was interrupted.");
    console.log(`${passed} passed, ${outcomes.length - passed - skipped} failed, ${skipped} skipped`);
  }
}
