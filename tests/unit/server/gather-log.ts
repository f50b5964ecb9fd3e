import { test } from "@playwright/test";

const store = globalThis as { [key: symbol]: { write(line: string): void } };
const key = Symbol.for("agenda.log");

/** The log's lines in each test of a file, which are not written. */
export function gatherLog(): { readonly [field: string]: unknown }[] {
  const lines: { readonly [field: string]: unknown }[] = [];
  test.beforeEach(() => {
    lines.length = 0;
    store[key] = { write: (line) => lines.push(JSON.parse(line)) };
  });
  test.afterEach(() => {
    delete store[key];
  });
  return lines;
}
