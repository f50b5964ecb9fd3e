import { createContext, useContext } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Conflict } from "../../contract/operations/planning.ts";
import type { Mark, Marks } from "../sync/change-marks.ts";
import type { NewItem } from "../sync/use-writes.ts";
import type { Slot } from "../timeline/line-times.ts";
import type { Overlap } from "./overlap-words.ts";

/** An item that the assistant's hand touched, with what it did. */
export interface AssistantChange {
  readonly mark: Mark;
  readonly item: Item;
}

/** What can be done to items from anywhere in the list. Stable, so that a day is drawn again only when it changed. */
export interface AgendaActions {
  readonly open: (item: Item) => void;
  readonly complete: (item: Item) => void;
  /** @param scope of an occurrence: how far; without one it is asked for */
  readonly remove: (item: Item, scope?: Scope) => void;
  /** Lets an occurrence be as its series says. Resolves to it. @throws ApiError when it was refused, for the panel to say it. */
  readonly reset: (item: Item) => Promise<Item>;
  /** Says what was just done, with a way back by these changes. */
  readonly offerUndo: (item: Item, words: string, changes: readonly number[]) => void;
  /** Takes back what the assistant did to these items. */
  readonly revert: (assistantChanges: readonly AssistantChange[]) => void;
  readonly add: (fields: NewItem) => Promise<unknown>;
  /** Opens a line to write on there. */
  readonly startLine: (slot: Slot) => void;
  readonly endLine: (slot: Slot) => void;
  /** Lets the ink dry on these marks, or on all. */
  readonly keep: (keys?: readonly string[]) => void;
  /** Says what an item that was put somewhere has in its time, if anything. */
  readonly tellOverlap: (item: Overlap["item"], conflicts: readonly Conflict[] | undefined) => void;
  /** What was said of an item's time is over: it went elsewhere, or away. @param scope of an occurrence: how far */
  readonly forgetOverlap: (item: Item, scope: Scope) => void;
}

const nothing = () => undefined;
const HandContext = createContext<AgendaActions>({
  open: nothing,
  complete: nothing,
  remove: nothing,
  reset: async (item) => item,
  offerUndo: nothing,
  revert: nothing,
  add: async () => undefined,
  startLine: nothing,
  endLine: nothing,
  keep: nothing,
  tellOverlap: nothing,
  forgetOverlap: nothing,
});
export const AgendaActionsProvider = HandContext.Provider;
export const useAgendaActions = (): AgendaActions => useContext(HandContext);

/** What the list shows beside the items themselves. */
export interface Shown {
  readonly marks: Marks;
  /** Keys of entries that the server has not confirmed yet. */
  readonly waiting: ReadonlySet<string>;
  readonly openId: string | undefined;
  /** Where lines to write on are open in the list. */
  readonly lines: readonly Slot[];
}
