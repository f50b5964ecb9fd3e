import { isDeepStrictEqual } from "node:util";
import { expect } from "@playwright/test";

/** As `expect(actual).toEqual(expected)`, at a fraction of its cost where they are equal: for what is compared hundreds of times. */
export function requireEqual(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
