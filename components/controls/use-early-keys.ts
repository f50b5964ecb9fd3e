import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * What is typed from the moment that something is asked to open until its field has the focus is meant for that field, and is no command.
 * @param isHeld false where it will not open
 * @returns what was typed, with a line feed for each Enter; whoever takes it sets it to undefined, which ends this
 */
export function useEarlyKeys(isHeld: boolean, onClose: () => void): RefObject<string | undefined> {
  const early = useRef<string | undefined>("");
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    if (!isHeld) return;
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event;
      if (early.current === undefined || ctrlKey || metaKey || altKey || isComposing) return;
      if (key === "Escape") close.current();
      else if (key === "Enter") early.current += "\n";
      else if (key.length === 1) early.current += key;
      else if (key === "Backspace") early.current = early.current.slice(0, -1);
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [isHeld]);
  return early;
}
