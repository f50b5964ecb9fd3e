import { useCallback, useEffect, useRef } from "react";

/**
 * Defers layout changes until the pointer is released: pressing blurs the focused field before `click` fires, and anything that
 * moves in between makes the click miss.
 */
export function useAfterPress(): (run: () => void) => void {
  const isPressed = useRef(false);
  const waiting = useRef<() => void>(undefined);
  useEffect(() => {
    const down = () => {
      isPressed.current = true;
    };
    // The click follows in the same task.
    const up = () =>
      setTimeout(() => {
        isPressed.current = false;
        waiting.current?.();
        waiting.current = undefined;
      });
    document.addEventListener("mousedown", down, true);
    document.addEventListener("mouseup", up, true);
    document.addEventListener("dragend", up, true);
    return () => {
      document.removeEventListener("mousedown", down, true);
      document.removeEventListener("mouseup", up, true);
      document.removeEventListener("dragend", up, true);
    };
  }, []);
  return useCallback((run) => {
    if (isPressed.current) waiting.current = run;
    else run();
  }, []);
}
