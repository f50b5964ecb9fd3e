import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from "react";

/**
 * Keys typed between opening something and its field getting the focus are meant for that field, and are not shortcuts.
 * @param isHeld false if it will not open
 * @returns what was typed, with a line feed for each Enter; setting it to undefined ends this
 */
export function useEarlyKeys(isHeld: boolean, onClose: () => void): RefObject<string | undefined> {
  const early = useRef<string | undefined>("");
  const close = useEffectEvent(onClose);
  useLayoutEffect(() => {
    if (!isHeld) return;
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event;
      if (early.current === undefined || ctrlKey || metaKey || altKey || isComposing) return;
      if (key === "Escape") close();
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
