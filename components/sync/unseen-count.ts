import { useSyncExternalStore } from "react";

/** How many of the assistants' marks the person has not seen, for the bar and the tab's title. Undefined until known. */
let unseen: number | undefined;
const listeners = new Set<() => void>();

export function setUnseenCount(count: number): void {
  unseen = count;
  for (const listener of listeners) listener();
}

export const useUnseenCount = (): number | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => unseen,
    () => undefined,
  );
