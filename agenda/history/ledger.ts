import type { ChangeKind } from "../../contract/operations/history.ts";
import type { StoredItem } from "../item/item-content.ts";

/** What one write did to one item, as stored in the ledger. */
export interface ItemChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly before: StoredItem | null;
  readonly after: StoredItem | null;
}
