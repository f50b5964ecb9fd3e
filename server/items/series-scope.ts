import { requireOccurrence } from "../../agenda/series/occurrences.ts";
import type { Occurrence, Series } from "../../agenda/series/series.ts";
import { resetThis } from "../../agenda/series/series-edits.ts";
import { explainScopes } from "../../agenda/series/series-scopes.ts";
import type { Scope } from "../../contract/fields/item.ts";
import { type AgendaError, wrongField } from "../../contract/problems.ts";
import type { Translator } from "../../messages/translator.ts";

interface Asked {
  readonly occurrence?: string | undefined;
  readonly scope?: Scope | undefined;
  readonly reset?: boolean | undefined;
}

/** The target of a change: one occurrence, it and those after it, or all; for all the occurrence is optional. */
type ScopedTarget =
  | { readonly scope: "this" | "following"; readonly occurrence: Occurrence }
  | { readonly scope: "all"; readonly occurrence: Occurrence | null };

/**
 * Determines how far a change of a series reaches; nothing is guessed.
 * @throws AgendaError("invalid_input") that explains the three scopes with their effects, or names the nearest occurrences
 */
export function requireScope(series: Series, { occurrence: date, scope, reset }: Asked, t: Translator): ScopedTarget {
  const whole = reset && date !== undefined ? { id: series.id, ...resetThis(series, date) } : series;
  const occurrence = date === undefined ? null : requireOccurrence(whole, date, ["occurrence"]);
  if (scope === undefined) throw wrongField(["scope"], explainScopes(series, occurrence, t));
  if (scope === "all") return { scope, occurrence };
  if (occurrence === null) throw wrongField(["occurrence"], explainScopes(series, null, t));
  return { scope, occurrence };
}

/** The error for an occurrence of an item that has none. */
export const occurrenceOfSingle = (): AgendaError =>
  wrongField(["occurrence"], "This item does not repeat. Leave occurrence and scope out.");

/** @throws AgendaError("invalid_input") if an occurrence is given for an item that does not repeat */
export function refuseOccurrence({ occurrence, reset }: Asked): void {
  if (occurrence !== undefined) throw occurrenceOfSingle();
  if (reset)
    throw wrongField(["reset"], "This item does not repeat, so there is no series that it could follow again.");
}
