import { expect as playwrightExpect } from "@playwright/test";
import fc from "fast-check";

/** A test as one of the files wrote it. */
export interface Collected {
  readonly id: string;
  readonly run: () => unknown;
}

/** The same sentences each time: else a mutant that lives today is dead tomorrow. */
fc.configureGlobal({ seed: 20261128 });

export const collected: Collected[] = [];

/** Takes the place of Playwright's `test`, so that thousands of runs need no runner of their own. */
const test = (title: string, run: () => unknown) => {
  collected.push({ id: title, run });
};
test.setTimeout = () => undefined;
test.describe = (_title: string, define: () => void) => define();

/** What does not come about within a second and a half does not come. */
const expect = playwrightExpect.configure({ timeout: 1500 });

export { expect, test };
