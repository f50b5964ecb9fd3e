import { useSyncExternalStore } from "react";

const narrow = "(width < 40rem)";

/** Whether the window is phone-sized. The server assumes a wide one. */
export function useIsNarrow(): boolean {
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
