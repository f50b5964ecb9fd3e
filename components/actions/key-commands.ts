import { useEffect, useEffectEvent, useRef } from "react";
import { isTyping } from "../controls/is-typing.ts";
import { type CommandName, commandOf, pressedKey } from "./key-map.ts";
import { areSingleKeysOn } from "./single-keys-cookie.ts";

export interface Press {
  /** What is focused. */
  readonly target: EventTarget | null;
  /** Whether the key is being held down. */
  readonly repeat: boolean;
}

/** @returns false if there is nothing to do: another part of the page may handle it, else the key keeps its default action */
type Handler = (press: Press) => unknown;
type Handlers = Readonly<Partial<Record<CommandName, Handler>>>;

const offered = new Set<{ readonly current: Handlers }>();

/**
 * After an add line has closed, keys typed within this time still belong to it: someone who types fast must not trigger
 * shortcuts.
 */
const deafMs = 2000;
let closedLine: { readonly untilMs: number; readonly reopen: () => void } | undefined;

/** @param reopen focuses the line again synchronously, so that the key just pressed lands in it */
export function lineClosed(reopen: () => void): void {
  closedLine = { untilMs: performance.now() + deafMs, reopen };
}

/** Moving elsewhere ends it. */
function forgetLine(): void {
  closedLine = undefined;
}

/** The single place that decides whether a key is a shortcut, whatever is focused. */
function press(event: KeyboardEvent): void {
  const { key, target, ctrlKey, metaKey, altKey, isComposing, repeat, defaultPrevented } = event;
  if (defaultPrevented || isComposing || ctrlKey || metaKey || altKey || isTyping(target)) return;
  if (document.querySelector("[data-modal]") || !areSingleKeysOn(document.cookie)) return;
  if (closedLine && key.length === 1) {
    const { untilMs, reopen } = closedLine;
    closedLine = undefined;
    if (performance.now() < untilMs) {
      reopen();
      return;
    }
  }
  const pressed = pressedKey(event);
  // Arrows alone scroll and the space bar presses, unless an item has the focus.
  if (/^( |Arrow.+)$/.test(pressed) && !(target instanceof HTMLElement && target.dataset.item)) return;
  const name = commandOf(pressed);
  if (name && handle(name, { target, repeat })) event.preventDefault();
}

function handle(name: CommandName, press: Press): boolean {
  return [...offered].some(({ current }) => current[name] !== undefined && current[name](press) !== false);
}

/** Runs a command as its key would with the current focus. */
export const runCommand = (name: CommandName): boolean =>
  handle(name, { target: document.activeElement, repeat: false });

/** Whether a part of this page handles the command. */
export const isOffered = (name: CommandName): boolean => [...offered].some(({ current }) => current[name]);

/** Listens for shortcuts. Inactive while typing, in a modal dialog, or when turned off. */
export function useKeyCommands(handlers: Handlers): void {
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    if (offered.size === 0) {
      document.addEventListener("keydown", press);
      document.addEventListener("focusin", forgetLine);
      document.addEventListener("pointerdown", forgetLine);
    }
    offered.add(current);
    return () => {
      offered.delete(current);
      if (offered.size > 0) return;
      document.removeEventListener("keydown", press);
      document.removeEventListener("focusin", forgetLine);
      document.removeEventListener("pointerdown", forgetLine);
    };
  }, []);
}

/** Listens for a letter with Ctrl (Mac: Cmd). @returns see Handler */
export function useChord(letter: string, handler: (event: KeyboardEvent) => unknown): void {
  const act = useEffectEvent(handler);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event;
      if (key.toLowerCase() !== letter || ctrlKey === metaKey || altKey || shiftKey || defaultPrevented) return;
      if (act(event) !== false) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [letter]);
}
