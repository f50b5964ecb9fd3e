import type { Day, Moment, SaidTime } from "../parsed-parts.ts";
import type { Bounds } from "../recurring.ts";
import type { Rule } from "../rule-builders.ts";

/** The parts of a line that say when, one at a time: a day, a time, a length, a rule and its bounds. */

export type Said =
  /** Days from one of the week to another may be those of every week. */
  | { readonly kind: "day"; readonly day: Day; readonly weekdays?: readonly number[] }
  | { readonly kind: "time"; readonly times: readonly SaidTime[] }
  /** Day and time in one expression: "tonight", "in 2 hours". */
  | { readonly kind: "moment"; readonly moment: Moment }
  | { readonly kind: "rule"; readonly rules: readonly Rule[]; readonly times?: readonly SaidTime[] }
  | { readonly kind: "bound"; readonly bounds: Bounds }
  /** "until 5pm", apart from its start. Minutes since midnight. */
  | { readonly kind: "end"; readonly ends: readonly number[] }
  | { readonly kind: "length"; readonly minutes: number };

/** Consecutive words that were understood, and their possible meanings. */
export interface Stretch {
  readonly kind: Said["kind"];
  readonly said: readonly Said[];
  /** Atom indices; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /**
   * Accepted only directly after this: a part of a day such as "evening" after a day or a rule with one, "9" after any date or rule,
   * "one hour" after a time, "x10" after a day or a time.
   */
  readonly follows?: "day" | "date" | "time" | "dayOrTime";
  /** A length without "for". */
  readonly isBare?: boolean;
  /** Too weak on its own: accepted only next to a day or a time, and mostly at the end of the line; or before any time. */
  readonly isWeak?: "atEnd" | "beside" | "beforeTime";
}
