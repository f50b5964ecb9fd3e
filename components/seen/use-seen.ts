import { useCallback, useEffect, useRef } from "react";

/** How long the page must be looked at. */
const lookedAfterMs = 2_000;
/** Sightings within this time are reported in one request. */
const toldAfterMs = 300;

/**
 * Reports entries that stayed on screen for two seconds while the page was visible, by their `data-seen` key. Opening the page is
 * itself reported, with no keys.
 * @param unseen the keys still worth reporting
 */
export function useSeen(unseen: readonly string[], look: (keys: readonly string[]) => void): void {
  const seen = useRef(new Set<string>());
  const telling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useCallback(
    (keys: readonly string[]) => {
      for (const key of keys) seen.current.add(key);
      telling.current ??= setTimeout(() => {
        telling.current = undefined;
        look([...seen.current]);
        seen.current.clear();
      }, toldAfterMs);
    },
    [look],
  );
  useEffect(() => {
    const timer = setTimeout(() => document.visibilityState === "visible" && tell([]), lookedAfterMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(telling.current);
      telling.current = undefined;
    };
  }, [tell]);

  const wanted = unseen.join(" ");
  useEffect(() => {
    if (wanted === "") return;
    let end: (() => void) | undefined;
    let hasEnded = false;
    // Usually nothing is unseen. If loading fails, it stays so until the next visit.
    import("./watch-seen.ts").then(
      ({ watchSeen }) => {
        if (!hasEnded) end = watchSeen(new Set(wanted.split(" ")), tell);
      },
      () => undefined,
    );
    return () => {
      hasEnded = true;
      end?.();
    };
  }, [wanted, tell]);
}
