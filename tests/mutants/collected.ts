import { expect as playwrightExpect } from "@playwright/test";
import fc from "fast-check";

/** A test as written in one of the files. */
export interface Collected {
  readonly id: string;
  readonly run: () => unknown;
}

/** A fixed seed: otherwise a mutant that survives today is killed tomorrow. */
fc.configureGlobal({ seed: 20261128 });

export const collected: Collected[] = [];

/** Replaces Playwright's `test`, so that thousands of runs need no runner. */
const test = (title: string, run: () => unknown) => {
  collected.push({ id: title, run });
};
test.setTimeout = () => undefined;
test.describe = (_title: string, define: () => void) => define();

/** Whatever has not happened within a second and a half will not. */
const expect = playwrightExpect.configure({ timeout: 1500 });

export { expect, test };
