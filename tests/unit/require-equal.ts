import { isDeepStrictEqual } from "node:util";
import { expect } from "@playwright/test";

/** Like `expect(actual).toEqual(expected)`, at a fraction of its cost if they are equal: for hundreds of comparisons. */
export function requireEqual(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
