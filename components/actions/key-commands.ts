import { useEffect, useRef } from "react";
import { areSingleKeysOn } from "./single-keys-cookie.ts";

/** @returns whether the key meant something */
type Command = (key: string, event: KeyboardEvent) => boolean;

const commands = new Set<Command>();

/** After an add line closed, what is typed for so long belongs to it: whoever types a title fast must not command with the rest. */
const deafMs = 2000;
let closedLine: { readonly untilMs: number; readonly reopen: () => void } | undefined;

/** @param reopen puts the focus into the line again, at once, so that the letter that was just pressed lands in it */
export function lineClosed(reopen: () => void): void {
  closedLine = { untilMs: performance.now() + deafMs, reopen };
}

/** Whoever goes elsewhere is done with the line. */
function forgetLine(): void {
  closedLine = undefined;
}

/** Whether letters are words here: in every field but those that are only ticked or pressed. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|reset)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The one place that decides whether a key is a command, wherever the focus is. */
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

/** Listens for keys that are commands. Never while somebody types, in a modal dialog, nor where they were turned off. */
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
