import { flushSync } from "react-dom";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Translator } from "../../messages/translator.ts";
import { isTyping } from "../controls/is-typing.ts";
import { markKeyOf } from "../sync/change-marks.ts";
import { isReached, keyOf } from "../sync/entry-key.ts";
import type { AgendaActions, AssistantChange } from "./agenda-actions.ts";
import { dayEndsAtPx } from "./bar.ts";
import { type Press, useKeyCommands } from "./key-commands.ts";

const itemsSelector = "main [data-item]";

/** The visible items, in reading order; excludes folded ones. */
const rowsShown = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(itemsSelector)].filter((row) => row.checkVisibility());

/** Their keys. */
export const keysShown = (): string[] => rowsShown().map(({ dataset }) => dataset.item ?? "");

/** The item an element belongs to: its title, or anything in its row. */
export const rowAt = (target: EventTarget | null): HTMLElement | null | undefined =>
  target instanceof Element
    ? (target.closest<HTMLElement>(itemsSelector) ??
      target.closest("main li.entry")?.querySelector<HTMLElement>("[data-item]"))
    : undefined;

function goTo(row: HTMLElement | undefined): void {
  row?.focus();
  row?.closest("li")?.scrollIntoView({ block: "nearest" });
}

/** Focuses the next or previous item; from anywhere else, the first in view. */
export function step(by: 1 | -1): void {
  const all = rowsShown();
  const row = rowAt(document.activeElement);
  const at = row ? all.indexOf(row) : -1;
  const first = all.find((one) => one.getBoundingClientRect().top >= 0);
  goTo(at === -1 ? (first ?? all[0]) : all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

/** Focuses the first item of the next or previous day that has items. @returns whether there is one */
function stepDay(by: 1 | -1): boolean {
  const dayOf = (row: Element | null | undefined) => row?.closest("section.day");
  const all = rowsShown();
  const row = rowAt(document.activeElement);
  const at = row ? all.indexOf(row) : -1;
  const day = dayOf(all[at]);
  const [next] = (by === 1 ? all.slice(at + 1) : all.slice(0, at).reverse()).filter((row) => dayOf(row) !== day);
  const first = all.find((row) => dayOf(row) === dayOf(next));
  if (day && next) goTo(first);
  return Boolean(day && next);
}

/** @returns whether it exists and the focus is not in a field, the bar or a dialog: the next keys are meant for that */
export function focusItem(id: string): boolean {
  const at = document.activeElement;
  if (isTyping(at) || !(at === document.body || at?.closest("main") || at?.closest(".toasts"))) return false;
  const row = document.querySelector<HTMLElement>(`main [data-item="${id}"]`);
  row?.focus();
  return row !== null;
}

/** The same once something is done, unless the user has gone on to another item meanwhile. @param from what was focused when it began */
export function focusItemFrom(from: Element | null, id: string): void {
  const at = document.activeElement;
  if (at === from || !at?.matches("main [data-item]")) focusItem(id);
}

/** Keys of the entries left when some are removed: those after the first of them, then those before, nearest first. */
function keysBeside(isGoing: (key: string) => boolean): string[] {
  const all = keysShown();
  const at = all.findIndex(isGoing);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).reverse()].filter((key) => !isGoing(key));
}

/** The same, when an entry is deleted, or more of its series. */
export const keysLeft = (item: Item, scope: Scope): string[] =>
  keysBeside((key) => {
    const [id = "", occurrence] = key.split(".");
    return isReached({ id, occurrence }, item, scope);
  });

/** Does something to entries that may move or disappear. If the focus is lost, moves it to them, else beside where they were. */
export function keepFocus<T>(items: readonly Item[], work: () => Promise<T>): Promise<T> {
  const keys = items.map(keyOf);
  const to = [...keys, ...keysBeside((key) => keys.includes(key))];
  const look = () => document.activeElement === document.body && (to.some(focusItem) || focusLine());
  const refocus = () => void requestAnimationFrame(look);
  const done = work();
  refocus();
  return done.finally(refocus);
}

/** Moves the focus from an item being removed: to the next one, else the previous, else the add line. */
export function focusBeside(id: string): void {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const row = document.activeElement?.closest("li.entry");
  const at = all.findIndex((one) => one.dataset.item === id && (one === document.activeElement || row?.contains(one)));
  if (at === -1) return;
  const others = [...all.slice(at + 1), ...all.slice(0, at).reverse()].filter((one) => one.dataset.item !== id);
  const next = others[0] ?? document.querySelector<HTMLElement>("[data-quick-add]");
  // Ticking off in a row moves from checkbox to checkbox.
  const box = document.activeElement?.matches(tick) && next?.closest("li.entry")?.querySelector<HTMLElement>(tick);
  (box || next)?.focus();
}
const tick = ".tick input";

/** The same, if ticking moves the row elsewhere. */
export function focusBesideSinking(id: string): void {
  if (document.activeElement?.closest("[data-sinks]")) focusBeside(id);
}

/** Focuses the add line, if any. */
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

/** Assistants' changes, and stepping through them. */
interface Fresh {
  readonly changes: readonly AssistantChange[];
  /** @returns whether there was one to go to */
  readonly step: (by: 1 | -1) => boolean;
}

/** The assistant's change in the focused row. */
function changeAt(target: EventTarget | null, changes: readonly AssistantChange[]) {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-mark]") : null;
  const change = changes.find(({ mark }) => markKeyOf(mark) === row?.dataset.mark);
  return row && change && { row, change };
}

/** The focused button may disappear with its note, and a deleted item's row with it. */
function leaveNote(row: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>(itemsSelector)];
  const isAfter = (one: HTMLElement) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  (row.querySelector<HTMLElement>("[data-item]") ?? all.find(isAfter) ?? all.at(-1))?.focus();
}

/** Shortcuts on items and on assistants' changes. @see keyMap for the keys */
export function useKeys(
  itemOf: (id: string) => Item | undefined,
  actions: AgendaActions,
  fresh: Fresh,
  /** Whether any are selected: actions then apply to those. */
  areSelected: boolean,
  t: Translator,
): void {
  const onItem = (act: (item: Item, row: HTMLElement) => unknown) => (press: Press) => {
    const row = press.target instanceof HTMLElement ? press.target : undefined;
    const id = row?.dataset.item;
    const item = id === undefined ? undefined : itemOf(id);
    if (!row || !item) return false;
    // Key repeat: the focus moves on by itself, so it would delete one item after another.
    return press.repeat || act(item, row) !== false;
  };
  const onOne = (act: (item: Item, row: HTMLElement) => unknown) => (press: Press) =>
    !areSelected && onItem(act)(press);
  const onChange = (act: (change: AssistantChange) => void) => (press: Press) => {
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
    nextDay: () => stepDay(1),
    previousDay: () => stepDay(-1),
    edit: onItem((item) => actions.open(item, true)),
    complete: onOne((item) => actions.complete(item)),
    // A grid uses the arrows.
    move: onOne((item, anchor) => {
      if (!anchor.closest("section.day")) return false;
      const onPick = (date: string) => void actions.move(item, { date });
      return actions.pickDay({ anchor, title: t("actions.moveToDay", { text: item.text }), onPick });
    }),
    remove: onOne((item) => actions.remove(item)),
    keep: onChange(({ mark }) => actions.keep([markKeyOf(mark)])),
    revert: onChange((change) => actions.revert([change])),
    ...(fresh.changes.length > 0 && { nextChange: () => fresh.step(1), previousChange: () => fresh.step(-1) }),
  });
}
