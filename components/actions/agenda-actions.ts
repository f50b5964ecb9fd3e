import { createContext, useContext } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Conflict } from "../../contract/operations/planning.ts";
import type { Placement } from "../draft/placement.ts";
import type { Answer, ApiError } from "../sync/api-client.ts";
import type { Mark, Marks } from "../sync/change-marks.ts";
import type { Pending } from "../sync/pending-writes.ts";
import type { NewItem } from "../sync/use-writes.ts";
import type { Slot } from "../timeline/line-times.ts";
import type { Overlap } from "./overlap-words.ts";

/** An item that the assistant changed, with the change. */
export interface AssistantChange {
  readonly mark: Mark;
  readonly item: Item;
}

/** A change to several entries. */
export interface BulkChange {
  /** How they look until the server has answered. */
  readonly shown: readonly Pending[];
  /** @throws ApiError */
  readonly send: () => Promise<Bulk>;
  /** "3 items deleted." */
  readonly wordsOf: (done: Bulk) => string;
  readonly wordsOfRefusal: (error: ApiError) => string;
}

type Bulk = Pick<Answer<"completeItems">, "count" | "items" | "change">;

/** A request to pick a day. */
export interface DayQuestion {
  /** Where the calendar opens. */
  readonly anchor: Element;
  readonly title: string;
  readonly onPick: (date: string) => void;
  /** If days can also be given as a number: forward, or back if negative. */
  readonly onShift?: (days: number) => void;
}

/** Whether an item opens in its fields; with "time" other times are looked for at once. */
export type Editing = boolean | "time";

/** Actions on items from anywhere in the list. Referentially stable, so that a day re-renders only when it changes. */
export interface AgendaActions {
  /** Opens it for reading, or directly for editing. */
  readonly open: (item: Item, isEditing?: Editing) => void;
  readonly complete: (item: Item) => void;
  /** @param scope for an occurrence; if absent the user is asked */
  readonly remove: (item: Item, scope?: Scope) => void;
  /**
   * Moves an item, with an undo toast. Resolves when stored, refused or cancelled. @param scope for an occurrence; if absent the user is
   * asked
   */
  readonly move: (item: Item, to: Placement, scope?: Scope) => Promise<void>;
  /** Changes several entries as one change with one undo. Resolves to whether it was done. */
  readonly changeMany: (items: readonly Item[], change: BulkChange) => Promise<boolean>;
  /** Asks for a day in a calendar. */
  readonly pickDay: (question: DayQuestion) => void;
  /** Confirms what was just done and offers to undo these changes. */
  readonly offerUndo: (item: Item, words: string, changes: readonly number[]) => void;
  /** Undoes the assistant's changes to these items. */
  readonly revert: (assistantChanges: readonly AssistantChange[]) => void;
  /** @returns the new item @throws ApiError */
  readonly add: (fields: NewItem) => Promise<Pick<Item, "id"> | undefined>;
  /** Opens an add line there. */
  readonly startLine: (slot: Slot) => void;
  readonly endLine: (slot: Slot) => void;
  /** Marks these changes of the assistant as seen, or all. */
  readonly keep: (keys?: readonly string[]) => void;
  /** Reports what an item that was just placed overlaps, if anything. */
  readonly tellOverlap: (item: Overlap["item"], conflicts: readonly Conflict[] | undefined) => void;
  /** Drops the overlap report of an item that was moved or deleted. @param scope for an occurrence */
  readonly forgetOverlap: (item: Item, scope: Scope) => void;
}

const nothing = () => undefined;
const HandContext = createContext<AgendaActions>({
  open: nothing,
  complete: nothing,
  remove: nothing,
  move: async () => undefined,
  changeMany: async () => false,
  pickDay: nothing,
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

/** What the list shows besides the items themselves. */
export interface Shown {
  readonly marks: Marks;
  /** Keys of entries that the server has not confirmed yet. */
  readonly waiting: ReadonlySet<string>;
  readonly openId: string | undefined;
  /** Positions of open add lines in the list. */
  readonly lines: readonly Slot[];
  /** Keys of the entries selected for a bulk action. */
  readonly selected?: ReadonlySet<string>;
}
