import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Ends a run with one plain line that any program can parse. */
export default class ClosingLine implements Reporter {
  readonly #outcomes = new Map<string, TestResult["status"]>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#outcomes.set(test.id, result.status);
  }

  onEnd(result: FullResult): void {
    const outcomes = [...this.#outcomes.values()];
    const passed = outcomes.filter((status) => status === "passed").length;
    const skipped = outcomes.filter((status) => status === "skipped").length;
    if (result.status === "interrupted") console.log("The run was interrupted.");
    console.log(`${passed} passed, ${outcomes.length - passed - skipped} failed, ${skipped} skipped`);
  }
}
