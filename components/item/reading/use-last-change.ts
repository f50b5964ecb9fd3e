import { useCallback, useEffect, useState } from "react";
import type { Item } from "../../../contract/fields/item.ts";
import type { Translator } from "../../../messages/translator.ts";
import { type Answer, type ApiError, call } from "../../sync/api-client.ts";

export type Change = Answer<"listChanges">["changes"][number];
type Author = Pick<Change, "door" | "programName">;

/** What one change did to an item. */
export interface ItemChange extends Author {
  readonly id: number;
  readonly atMs: number;
  readonly kind: ChangeKind;
  /** "Moved", "Added". */
  readonly verb: string;
  /** What it touched, in words: before and after. */
  readonly was?: string | undefined;
  readonly is?: string | undefined;
  readonly isUndone: boolean;
}

const pageSize = 100;
const pagesMost = 10;

interface Read {
  /** The latest changes of the whole agenda, newest first. */
  readonly changes: readonly Change[];
  /** Whether there are older ones. */
  readonly hasMore: boolean;
}

/** The agenda's latest changes, as far as they are read; `readMore` goes further back, to a page with this item or to the end. */
export function useRecentChanges({ id, occurrence, version }: Item) {
  const [read, setRead] = useState<Read>();
  const [error, setError] = useState<ApiError>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has another last change
  useEffect(() => {
    const reading = new AbortController();
    setError(undefined);
    readChanges(undefined, reading.signal)
      .then(setRead)
      .catch((thrown: unknown) => reading.signal.aborted || setError(thrown as ApiError));
    return () => reading.abort();
  }, [id, occurrence, version, tries]);
  const again = useCallback(() => setTries((count) => count + 1), []);
  const readMore = useCallback(async () => {
    setError(undefined);
    try {
      setRead(await readBack(id, read));
    } catch (thrown) {
      setError(thrown as ApiError);
    }
  }, [id, read]);
  return { changes: read?.changes, hasMore: read?.hasMore ?? false, error, again, readMore };
}

async function readChanges(before?: number, signal?: AbortSignal): Promise<Read> {
  const asked = { order: "newest", limit: pageSize, ...(before !== undefined && { before }) } as const;
  const { changes, more = false } = await call("listChanges", asked, signal && { signal });
  return { changes, hasMore: more };
}

/** Reads on until a change of the item is found. */
async function readBack(id: string, known: Read | undefined): Promise<Read> {
  let { changes, hasMore } = known ?? (await readChanges());
  const has = () => changes.filter((change) => isOf(change, id)).length;
  const before = has();
  for (let page = 0; hasMore && has() === before && page < pagesMost; page++) {
    const next = await readChanges(changes.at(-1)?.id);
    changes = [...changes, ...next.changes];
    hasMore = next.hasMore;
  }
  return { changes, hasMore };
}

const isOf = ({ items = [] }: Change, id: string): boolean => items.some((one) => one.id === id);

/**
 * The only author of an item's changes since a version; undefined if there are several, or some are unknown.
 * @param changes newest first
 */
export function soleAuthorOf({ id, version }: Item, changes: readonly Change[], since: number): Author | undefined {
  // Each change is one version.
  const later = changes.filter((change) => isOf(change, id)).slice(0, version - since);
  const isSole = new Set(later.map(({ door, programName }) => `${door} ${programName ?? ""}`)).size === 1;
  return isSole && later.length === version - since ? later[0] : undefined;
}

/** The changes of an item, or of one occurrence and its series. @param changes newest first */
export function changesOf(
  { id, occurrence }: Pick<Item, "id" | "occurrence">,
  changes: readonly Change[],
  t: Translator,
): readonly ItemChange[] {
  return changes.flatMap((change) => {
    const { items = [], summary = "", settings, undoneBy, undoes, door, programName, at } = change;
    const touched = items.find((item) => item.id === id);
    const isOfOther = touched?.occurrences?.every((one) => one.occurrence !== occurrence);
    if (settings || !touched || (occurrence !== undefined && isOfOther)) return [];
    const { kind, was, is } = touched;
    const what = undoes ? "takenBack" : kind === "updated" ? kindIn(items.length === 1 ? summary : "", t) : kinds[kind];
    const when = { atMs: Date.parse(at), isUndone: undoneBy !== undefined };
    return [{ id: change.id, door, programName, kind: what, verb: t(verbs[what]), was, is, ...when }];
  });
}

/** The last change of an item still in effect. @param changes newest first */
export const lastChangeOf = (
  item: Pick<Item, "id" | "occurrence">,
  changes: readonly Change[],
  t: Translator,
): ItemChange | undefined =>
  changesOf(item, changes, t).find(({ kind, isUndone }) => !isUndone && kind !== "takenBack");

const verbs = {
  added: "item.added",
  deleted: "item.deleted",
  restored: "item.restored",
  moved: "item.moved",
  renamed: "item.renamed",
  tickedOff: "item.tickedOff",
  reopened: "item.reopened",
  changed: "item.changed",
  takenBack: "item.takenBack",
} as const;
type ChangeKind = keyof typeof verbs;
const kinds = { created: "added", deleted: "deleted", restored: "restored" } as const;

/** What an update did: in every language its summary begins with it. */
const kindIn = (summary: string, t: Translator): ChangeKind =>
  told.find(([verb]) => summary.startsWith(t("history.verb", { verb })))?.[1] ?? "changed";
const told = [
  ["moved", "moved"],
  ["renamed", "renamed"],
  ["ticked", "tickedOff"],
  ["reopened", "reopened"],
] as const;
