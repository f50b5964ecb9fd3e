import { useCallback, useEffect, useRef } from "react";

/** How long an entry must be on screen to count as seen. */
const seenAfterMs = 2_000;
/** Sightings within this time are reported in one request. */
const toldAfterMs = 300;

const keysOf = (element: Element): readonly string[] => element.getAttribute("data-seen")?.split(" ") ?? [];

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
    const timer = setTimeout(() => document.visibilityState === "visible" && tell([]), seenAfterMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(telling.current);
      telling.current = undefined;
    };
  }, [tell]);

  const wanted = unseen.join(" ");
  useEffect(() => {
    const isWanted = (element: Element) => keysOf(element).some((key) => wanted.split(" ").includes(key));
    const timers = new Map<Element, ReturnType<typeof setTimeout>>();
    const stop = (target: Element) => {
      clearTimeout(timers.get(target));
      timers.delete(target);
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) stop(target);
          else if (!timers.has(target))
            timers.set(
              target,
              setTimeout(() => tell(keysOf(target)), seenAfterMs),
            );
        }
      },
      { threshold: 1 },
    );
    const watch = () => {
      if (wanted === "" || document.visibilityState === "hidden") return;
      for (const each of document.querySelectorAll("main [data-seen]")) if (isWanted(each)) observer.observe(each);
    };
    const rest = () => {
      observer.disconnect();
      for (const target of [...timers.keys()]) stop(target);
    };
    const turn = () => (document.visibilityState === "hidden" ? rest() : watch());
    watch();
    // Days that are read or opened later bring entries of their own.
    const growth = new MutationObserver(watch);
    const main = document.querySelector("main");
    if (main && wanted !== "") growth.observe(main, { childList: true, subtree: true });
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      growth.disconnect();
      rest();
    };
  }, [wanted, tell]);
}
