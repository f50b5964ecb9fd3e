import { type Mark, type Marks, markKeyOf } from "./change-marks.ts";

const keyOf = (scope: string): string => `agenda-marks:${scope}`;

/**
 * What is fresh survives a reload of this tab, without a word of the agenda: only ids, kinds and times are kept, so that nothing
 * readable stays behind after sign-out. What was deleted, or stood elsewhere before, is therefore not recalled.
 */
export function rememberMarks(scope: string, fresh: readonly Mark[]): void {
  const kept = fresh.filter(({ kind }) => kind !== "deleted").map(({ before: _, ...mark }) => mark);
  try {
    if (kept.length > 0) sessionStorage.setItem(keyOf(scope), JSON.stringify(kept.slice(-200)));
    else sessionStorage.removeItem(keyOf(scope));
  } catch {
    // A browser that stores nothing only forgets what was fresh.
  }
}

export function recallMarks(scope: string): Marks {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(scope)) ?? "[]") as Mark[];
    // Another version of this page may have left something else there.
    return new Map(kept.filter(({ changes }) => Array.isArray(changes)).map((mark) => [markKeyOf(mark), mark]));
  } catch {
    return new Map();
  }
}
