import type { Day, Moment, SaidTime } from "../parsed-parts.ts";
import type { Bounds } from "../recurring.ts";
import type { Rule } from "../rule-builders.ts";

/** The parts of a line that say when, each by itself: a day, a time, a length, a rule and its bounds. */

export type Said =
  | { readonly kind: "day"; readonly day: Day }
  | { readonly kind: "time"; readonly times: readonly SaidTime[] }
  /** A day and a time in one: "tonight", "in 2 hours". */
  | { readonly kind: "moment"; readonly moment: Moment }
  | { readonly kind: "rule"; readonly rules: readonly Rule[]; readonly times?: readonly SaidTime[] }
  | { readonly kind: "bound"; readonly bounds: Bounds }
  | { readonly kind: "length"; readonly minutes: number };

/** Words in a row that were understood, and what they may mean. */
export interface Stretch {
  readonly kind: Said["kind"];
  readonly said: readonly Said[];
  /** Places among the atoms. */
  readonly start: number;
  readonly end: number;
  /** A part of a day, "evening": only right after a day. */
  readonly isAfterDay?: boolean;
  /** Too slight to stand by itself: only at the end, or beside a day or a time. */
  readonly isWeak?: boolean;
}
