import { useEffect, useRef } from "react";
import { areSingleKeysOn } from "./single-keys-cookie.ts";

/** @returns whether the key was handled */
type Command = (key: string, event: KeyboardEvent) => boolean;

const commands = new Set<Command>();

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

/** Moving elsewhere ends this. */
function forgetLine(): void {
  closedLine = undefined;
}

/** Whether letters are text here: in every field except checkboxes and buttons. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|reset)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The single place that decides whether a key is a shortcut, wherever the focus is. */
function press(event: KeyboardEvent): void {
  const { key, target, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
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
  if ([...commands].some((command) => command(key, event))) event.preventDefault();
}

/** Listens for shortcuts. Inactive while typing, in a modal dialog, or when turned off. */
export function useKeyCommands(command: Command): void {
  const current = useRef(command);
  current.current = command;
  useEffect(() => {
    const own: Command = (key, event) => current.current(key, event);
    if (commands.size === 0) {
      document.addEventListener("keydown", press);
      document.addEventListener("focusin", forgetLine);
      document.addEventListener("pointerdown", forgetLine);
    }
    commands.add(own);
    return () => {
      commands.delete(own);
      if (commands.size > 0) return;
      document.removeEventListener("keydown", press);
      document.removeEventListener("focusin", forgetLine);
      document.removeEventListener("pointerdown", forgetLine);
    };
  }, []);
}
