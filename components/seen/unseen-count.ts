import { useSyncExternalStore } from "react";

/** What awaits the user, for the bar and the tab's title: unseen marks of assistants, and proposals. */
interface Counts {
  readonly unseen: number;
  readonly asked: number;
}

/** Undefined until known. */
let counts: Counts | undefined;
const listeners = new Set<() => void>();

export function setCounts({
  marks,
  proposals,
}: {
  readonly marks: readonly { readonly seen: boolean }[];
  readonly proposals: number;
}): void {
  counts = { unseen: marks.filter(({ seen }) => !seen).length, asked: proposals };
  for (const listener of listeners) listener();
}

export const useCount = (of: keyof Counts): number | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => counts?.[of],
    () => undefined,
  );
