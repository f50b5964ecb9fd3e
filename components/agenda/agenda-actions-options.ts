import type { Item } from "../../contract/fields/item.ts";
import type { Editing } from "../actions/agenda-actions.ts";
import type { Added } from "../add-line/added.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { Writes } from "../sync/use-writes.ts";
import type { Reader } from "../time/reader.ts";

export interface AgendaActionsOptions {
  readonly writes: Writes;
  readonly reader: Reader;
  readonly refresh: (rev?: number) => Promise<void>;
  readonly keep: (keys?: readonly string[]) => void;
  readonly open: (item: Item, isEditing?: Editing) => void;
  /** Called when something is being added. @returns reports that it was */
  readonly adding?: (
    key: string,
  ) => (item: Added, tell: (words: string, run: () => void, act?: string) => void) => void;
  /** A refusal from before any action here. */
  readonly refused?: Refusal | undefined;
}
