import type { Item, Scope } from "../../../contract/fields/item.ts";
import type { Answer } from "../api-client.ts";
import { keyOf } from "../entry-key.ts";
import type { NewItem, Patch, Pending } from "../pending-writes.ts";

/** A write that waits on this device until it can be sent. */
export type QueuedWrite = {
  /** Its idempotency key: sent again, it is done once. For a new item, also its id until it is stored. */
  readonly key: string;
  /** The item before the write; for a new one, after it. */
  readonly item: Item;
  /** The zone it was written in. */
  readonly timeZone: string;
  /** Days by which an earlier write may have moved its date: tried if the date no longer exists. */
  readonly movedBy?: number | undefined;
  /** When it was first sent, unless it was refused since: it may have been done. */
  readonly sentAtMs?: number | undefined;
  /** What the server answered to the service worker, which sends ahead of the page. */
  readonly answered?: Answer<"createItems"> | Answer<"updateItemById"> | Answer<"deleteItemById">;
  /** Why it was not stored: the user must decide. */
  readonly refused?: Refused | undefined;
} & (
  | { readonly kind: "add"; readonly fields: NewItem }
  | { readonly kind: "change"; readonly patch: Patch; readonly scope: Scope }
  | { readonly kind: "remove"; readonly scope: Scope }
);

export interface Refused {
  /** The server's reason; none if the item was changed elsewhere meanwhile. */
  readonly words?: string;
  /** The current item, if both have changed the same. */
  readonly newer?: Item;
}

/** What the server stored. */
export interface Written {
  /** Undefined if nothing is left. */
  readonly item: Item | undefined;
  /** The first half of a split series: `item` is the second, with its own id. */
  readonly earlier?: Item | undefined;
  readonly changeId?: number | undefined;
}

/** A page's waiting writes, and how to add one. */
export interface Outbox {
  readonly queue: readonly QueuedWrite[];
  /** New items that were stored since, by the id they had before. */
  readonly stored: ReadonlyMap<string, Item>;
  /** @throws if this device keeps nothing */
  readonly put: (write: QueuedWrite) => Promise<void>;
}

/** Whether a write must wait: behind any that needs no decision, or one on the same item. */
export const isBehind = (queue: readonly QueuedWrite[], { id }: Pick<Item, "id">): boolean =>
  queue.some(({ refused, item }) => !refused || item.id === id);

/** Its optimistic display. A change of many dates shows once it is stored. */
export function shownOf(write: QueuedWrite): readonly Pending[] {
  const { key, kind, item } = write;
  if (kind === "add") return [{ key, kind: "put", item }];
  if (kind === "remove") return [{ key, kind, of: item, scope: write.scope }];
  return isWide(item, write.scope) ? [] : [{ key, kind: "patch", of: keyOf(item), patch: write.patch }];
}

/** Whether a write affects more of a series than the addressed entry. */
export const isWide = ({ occurrence, recurrence }: Item, scope: Scope): boolean =>
  occurrence === undefined ? recurrence !== undefined : scope !== "this";
