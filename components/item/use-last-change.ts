import { useEffect, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type Answer, call } from "../sync/api-client.ts";

type Change = Answer<"listChanges">["changes"][number];

type Author = Pick<Change, "door" | "programName">;

/** The last change of an item that still holds. */
export interface LastChange extends Author {
  readonly atMs: number;
  /** "Moved", "Added". */
  readonly verb: string;
  /** What it touched, as it was before, in words. */
  readonly was?: string | undefined;
}

const searched = 100;

/** The latest changes of the agenda, newest first; undefined until they are known. */
export function useRecentChanges({ id, occurrence, version }: Item) {
  const [changes, setChanges] = useState<readonly Change[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has another last change
  useEffect(() => {
    const reading = new AbortController();
    call("listChanges", { order: "newest", limit: searched }, reading.signal)
      .then((answer) => setChanges(answer.changes))
      .catch(() => undefined);
    return () => reading.abort();
  }, [id, occurrence, version]);
  return { changes };
}

/** Who changed an item last, and when. Until it is known, or if it lies far back: who added it. */
export function useLastChange(item: Item): LastChange {
  const { changes = [] } = useRecentChanges(item);
  const { id, occurrence, createdBy, createdAt } = item;
  return lastChangeOf(id, occurrence, changes) ?? { door: createdBy, atMs: Date.parse(createdAt), verb: "Added" };
}

/**
 * Who alone has changed an item since a version; undefined where several have, or not all changes are known.
 * @param changes newest first
 */
export function soleAuthorOf({ id, version }: Item, changes: readonly Change[], since: number): Author | undefined {
  const ofItem = changes.filter(({ items = [] }) => items.some((one) => one.id === id));
  // Each change makes one version.
  const later = ofItem.slice(0, version - since);
  const isSole = new Set(later.map(({ door, programName }) => `${door} ${programName ?? ""}`)).size === 1;
  return isSole && later.length === version - since ? later[0] : undefined;
}

/** @param changes newest first */
export function lastChangeOf(
  id: string,
  occurrence: string | undefined,
  changes: readonly Change[],
): LastChange | undefined {
  for (const { items = [], summary = "", settings, undoneBy, undoes, door, programName, at } of changes) {
    if (settings || undoneBy !== undefined || undoes) continue;
    const touched = items.find((item) => item.id === id);
    const isOfOther = touched?.occurrences?.every((one) => one.occurrence !== occurrence);
    if (!touched || (occurrence !== undefined && isOfOther)) continue;
    const { kind, was } = touched;
    const verb = kind === "updated" ? verbIn(items.length === 1 ? summary : "") : verbs[kind];
    return { door, programName, atMs: Date.parse(at), verb, was };
  }
  return undefined;
}

const verbs = { created: "Added", deleted: "Deleted", restored: "Restored" } as const;
const verbIn = (summary: string): string => /^(Moved|Renamed|Ticked off|Reopened)\b/.exec(summary)?.[0] ?? "Changed";
