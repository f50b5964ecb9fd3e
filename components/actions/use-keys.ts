import { flushSync } from "react-dom";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { markKeyOf } from "../sync/change-marks.ts";
import { isReached, keyOf } from "../sync/entry-key.ts";
import type { AgendaActions, AssistantChange } from "./agenda-actions.ts";
import { dayEndsAtPx } from "./bar.ts";
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
  const row = document.activeElement?.closest("li.entry");
  const at = all.findIndex((one) => one.dataset.item === id && (one === document.activeElement || row?.contains(one)));
  if (at === -1) return;
  const others = [...all.slice(at + 1), ...all.slice(0, at).reverse()].filter((one) => one.dataset.item !== id);
  const next = others[0] ?? document.querySelector<HTMLElement>("[data-quick-add]");
  // Whoever ticks off one after the other goes from box to box.
  const box = document.activeElement?.matches(tick) && next?.closest("li.entry")?.querySelector<HTMLElement>(tick);
  (box || next)?.focus();
}
const tick = ".tick input";

/** The same, where the row goes elsewhere when it is ticked. */
export function focusBesideSinking(id: string): void {
  if (document.activeElement?.closest("[data-sinks]")) focusBeside(id);
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
    (day) => day.getBoundingClientRect().bottom > dayEndsAtPx,
  );
  return /\d{4}-\d\d-\d\d$/.exec((focused ?? inView)?.getAttribute("aria-labelledby") ?? "")?.[0];
}

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

/** What an assistant wrote in the row that has the focus, wherever in it. */
function changeAt(target: EventTarget | null, changes: readonly AssistantChange[]) {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-mark]") : null;
  const change = changes.find(({ mark }) => markKeyOf(mark) === row?.dataset.mark);
  return row && change && { row, change };
}

/** The button that has the focus may go with its note, and a deleted item's row with it. */
function leaveNote(row: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const isAfter = (one: HTMLElement) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  (row.querySelector<HTMLElement>("[data-item]") ?? all.find(isAfter) ?? all.at(-1))?.focus();
}

/** The commands on items and on what assistants wrote. @see keyMap for their keys */
export function useKeys(
  itemOf: (id: string) => Item | undefined,
  actions: AgendaActions,
  fresh: Fresh = { changes: [], step: () => false },
): void {
  const onItem = (act: (item: Item) => void) => (press: { target: EventTarget | null; repeat: boolean }) => {
    const id = press.target instanceof HTMLElement ? press.target.dataset.item : undefined;
    const item = id === undefined ? undefined : itemOf(id);
    // A repeating key moves the focus by itself and would delete one item after the other.
    if (item && !press.repeat) act(item);
    return item !== undefined;
  };
  const onChange =
    (act: (change: AssistantChange) => void) => (press: { target: EventTarget | null; repeat: boolean }) => {
      const at = changeAt(press.target, fresh.changes);
      if (!at || press.repeat) return false;
      leaveNote(at.row);
      act(at.change);
      return true;
    };
  useKeyCommands({
    add: () => writeOn(dayLookedAt(), actions),
    next: () => step(1),
    previous: () => step(-1),
    edit: onItem((item) => actions.open(item, true)),
    complete: onItem((item) => actions.complete(item)),
    remove: onItem((item) => actions.remove(item)),
    keep: onChange(({ mark }) => actions.keep([markKeyOf(mark)])),
    revert: onChange((change) => actions.revert([change])),
    ...(fresh.changes.length > 0 && { nextChange: () => fresh.step(1), previousChange: () => fresh.step(-1) }),
  });
}
