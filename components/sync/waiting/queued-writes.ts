import type { Item, Scope } from "../../../contract/fields/item.ts";
import { keyOf } from "../entry-key.ts";
import type { NewItem, Patch, Pending } from "../pending-writes.ts";

/** A write that waits on this device until it can be sent. */
export type QueuedWrite = {
  /** Identifies it, also to the server: sent again, it is done once. Of a new item, its id until it is stored. */
  readonly key: string;
  /** The item before the write; a new one, as it will be. */
  readonly item: Item;
  /** The zone that it was written in. */
  readonly timeZone: string;
  /** By how many days a write before it may have moved its date: tried where that is not there any more. */
  readonly movedBy?: number | undefined;
  /** When it was first sent. */
  readonly sentAtMs?: number;
  /** Why it was not stored: somebody has to decide. */
  readonly refused?: Refused | undefined;
} & (
  | { readonly kind: "add"; readonly fields: NewItem }
  | { readonly kind: "change"; readonly patch: Patch; readonly scope: Scope }
  | { readonly kind: "remove"; readonly scope: Scope }
);

export interface Refused {
  /** The server's reason; none if the item was changed elsewhere meanwhile. */
  readonly words?: string;
  /** The item as it is now, where both have changed the same. */
  readonly newer?: Item;
}

/** What the server has stored. */
export interface Written {
  /** Undefined if there is nothing any more. */
  readonly item: Item | undefined;
  /** The first half of a series that was split: `item` is the second, with an id of its own. */
  readonly earlier?: Item | undefined;
  readonly changeId?: number | undefined;
}

/** The writes of a page that wait, and how one joins them. */
export interface Outbox {
  readonly queue: readonly QueuedWrite[];
  /** New items that were stored since, by the id they had before. */
  readonly stored: ReadonlyMap<string, Item>;
  /** @throws if this device keeps nothing */
  readonly put: (write: QueuedWrite) => Promise<void>;
}

/** Whether a write has to wait: for those that nobody has to decide about, or for one on the same item. */
export const isBehind = (queue: readonly QueuedWrite[], { id }: Pick<Item, "id">): boolean =>
  queue.some(({ refused, item }) => !refused || item.id === id);

/** How the page shows it meanwhile. A change of many dates shows once it is stored. */
export function shownOf(write: QueuedWrite): readonly Pending[] {
  const { key, kind, item } = write;
  if (kind === "add") return [{ key, kind: "put", item }];
  if (kind === "remove") return [{ key, kind, of: item, scope: write.scope }];
  return isWide(item, write.scope) ? [] : [{ key, kind: "patch", of: keyOf(item), patch: write.patch }];
}

/** Whether a write affects more of a series than the addressed entry. */
export const isWide = ({ occurrence, recurrence }: Item, scope: Scope): boolean =>
  occurrence === undefined ? recurrence !== undefined : scope !== "this";
