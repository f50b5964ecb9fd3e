import { flushSync } from "react-dom";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { markKeyOf } from "../sync/change-marks.ts";
import { isReached, keyOf } from "../sync/entry-key.ts";
import type { AgendaActions, AssistantChange } from "./agenda-actions.ts";
import { useKeyCommands } from "./key-commands.ts";

const itemsSelector = "main [data-item]";

function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const focused = document.activeElement;
  const row =
    focused?.closest("li.entry")?.querySelector<HTMLElement>("[data-item]") ??
    focused?.closest<HTMLElement>(itemsSelector);
  const at = row ? all.indexOf(row) : -1;
  const first = all.find((one) => one.getBoundingClientRect().top >= 0);
  const next = at === -1 ? (first ?? all[0]) : all[Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
}

export function focusItem(id: string): void {
  document.querySelector<HTMLElement>(`main [data-item="${id}"]`)?.focus();
}

/** Keys of the entries that remain when an entry is deleted: those after it, then those before it, nearest first. */
export function keysLeft(item: Item, scope: Scope): string[] {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)].map(({ dataset }) => dataset.item ?? "");
  const at = all.indexOf(keyOf(item));
  const isGoing = (key: string) => {
    const [id = "", occurrence] = key.split(".");
    return isReached({ id, occurrence }, item, scope);
  };
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).reverse()].filter((key) => !isGoing(key));
}

/** Moves the focus when the focused item goes: to the next one, else the previous one, else the add line. */
export function focusBeside(id: string): void {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const at = all.findIndex((one) => one.dataset.item === id && one === document.activeElement);
  if (at === -1) return;
  const others = [...all.slice(at + 1), ...all.slice(0, at).reverse()].filter((one) => one.dataset.item !== id);
  (others[0] ?? document.querySelector<HTMLElement>("[data-quick-add]"))?.focus();
}

/** Whether there is an add line. */
export function focusLine(): boolean {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-quick-add]")];
  const line = lines.find((one) => one.checkVisibility());
  line?.focus();
  return line !== undefined;
}

/** The current day: the one with the focus, else the first one in view. */
export function dayLookedAt(): string | undefined {
  const focused = document.activeElement?.closest("main section.day");
  const inView = [...document.querySelectorAll("main section.day")].find(
    (day) => day.getBoundingClientRect().bottom > barHeight,
  );
  return /\d{4}-\d\d-\d\d$/.exec((focused ?? inView)?.getAttribute("aria-labelledby") ?? "")?.[0];
}
const barHeight = 64;

/** Opens an add line on a day; today always has one. */
function writeOn(date: string | undefined, actions: AgendaActions): boolean {
  const hasLine = document.querySelector("[data-quick-add]")?.closest("section.day");
  if (date === undefined || hasLine?.getAttribute("aria-labelledby")?.endsWith(date) !== false) return focusLine();
  // Synchronously, so that the next letter lands in it.
  flushSync(() => actions.startLine({ date }));
  return true;
}

/** What assistants did, and how to walk through it. */
interface Fresh {
  readonly changes: readonly AssistantChange[];
  /** @returns whether there was anywhere to go */
  readonly step: (by: 1 | -1) => boolean;
}

/** Keys on what an assistant wrote: y keeps, r reverts, wherever in its row the focus is. */
function review(key: string, target: EventTarget | null, changes: readonly AssistantChange[], actions: AgendaActions) {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-mark]") : null;
  const change = changes.find(({ mark }) => markKeyOf(mark) === row?.dataset.mark);
  if (!row || !change) return false;
  // The button that has the focus may go with its note, and a deleted item's row with it.
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const isAfter = (one: HTMLElement) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  (row.querySelector<HTMLElement>("[data-item]") ?? all.find(isAfter) ?? all.at(-1))?.focus();
  if (key === "y") actions.keep([markKeyOf(change.mark)]);
  else actions.revert([change]);
  return true;
}

/**
 * The page by keyboard: c writes, j and k walk the list, n and p what assistants wrote; on an item e edits, x ticks off,
 * # and Delete delete, y keeps and r reverts.
 */
export function useKeys(
  itemOf: (id: string) => Item | undefined,
  actions: AgendaActions,
  fresh: Fresh = { changes: [], step: () => false },
): void {
  useKeyCommands((key, { target, repeat }) => {
    if (key === "n" || key === "p") return fresh.step(key === "n" ? 1 : -1);
    if (key === "y" || key === "r") return !repeat && review(key, target, fresh.changes, actions);
    if (key === "c") return writeOn(dayLookedAt(), actions);
    if (key === "j" || key === "k") {
      step(key === "j" ? 1 : -1);
      return true;
    }
    const id = target instanceof HTMLElement ? target.dataset.item : undefined;
    const item = id === undefined ? undefined : itemOf(id);
    if (!item || !/^(e|x|#|Delete)$/.test(key)) return false;
    // A repeating key moves the focus by itself and would delete one item after the other.
    if (repeat) return true;
    if (key === "e") actions.open(item, true);
    else if (key === "x") actions.complete(item);
    else actions.remove(item);
    return true;
  });
}
