import { useSyncExternalStore } from "react";

/** Whether the window is narrower: phone-sized, unless said otherwise. The server assumes a wide one. */
export function useIsNarrow(rem = 40): boolean {
  const narrow = `(width < ${rem}rem)`;
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(narrow).matches,
    () => false,
  );
}
