import type { Item } from "../../contract/fields/item.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { Writes } from "../sync/use-writes.ts";

export interface AgendaActionsOptions {
  readonly writes: Writes;
  readonly refresh: (rev?: number) => Promise<void>;
  readonly keep: (keys?: readonly string[]) => void;
  readonly open: (item: Item) => void;
  /** What was refused before anything was done here. */
  readonly refused?: Refusal | undefined;
}
