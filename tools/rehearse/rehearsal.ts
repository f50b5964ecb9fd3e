import type { Parts } from "../bench/parts.ts";

/** One line of the table of results. */
export interface Outcome {
  readonly what: string;
  readonly found: string;
  /** Absent for a measurement without a target. */
  readonly isAsItShould?: boolean;
}

/** Tries the product with something that not every machine has. @returns a line for each check */
export type Rehearsal = (parts: Parts) => Promise<Outcome[]>;

/** What a rehearsal needs is not here, and cannot be fetched. */
export class NotHere extends Error {
  override readonly name = "NotHere";
}

export const outcome = (what: string, found: string, isAsItShould?: boolean): Outcome => ({
  what,
  found,
  ...(isAsItShould !== undefined && { isAsItShould }),
});
