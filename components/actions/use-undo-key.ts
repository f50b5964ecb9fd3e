import { useEffect, useRef } from "react";
import { isTyping, useKeyCommands } from "./key-commands.ts";

/** Ctrl-Z, on a Mac Cmd-Z, and z. In a text field the keys are the field's own. */
export function useUndoKey(undo: () => void): void {
  const current = useRef(undo);
  current.current = undo;
  useKeyCommands((key) => {
    if (key === "z") undo();
    return key === "z";
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
      if (key.toLowerCase() !== "z" || ctrlKey === metaKey || altKey || shiftKey || defaultPrevented) return;
      if (isTyping(target) || document.querySelector("[data-modal]")) return;
      event.preventDefault();
      current.current();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
