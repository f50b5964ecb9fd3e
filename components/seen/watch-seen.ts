/** How long an entry must be on screen to count as seen. */
const seenAfterMs = 2_000;

const keysOf = (element: Element): readonly string[] => element.getAttribute("data-seen")?.split(" ") ?? [];

/**
 * Watches which entries stay on screen for two seconds while the page is visible, by their `data-seen` key.
 * @returns stops watching
 */
export function watchSeen(wanted: ReadonlySet<string>, tell: (keys: readonly string[]) => void): () => void {
  const isWanted = (element: Element) => keysOf(element).some((key) => wanted.has(key));
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
    if (document.visibilityState === "hidden") return;
    for (const each of document.querySelectorAll("main [data-seen]")) if (isWanted(each)) observer.observe(each);
  };
  const rest = () => {
    observer.disconnect();
    for (const target of [...timers.keys()]) stop(target);
  };
  const turn = () => (document.visibilityState === "hidden" ? rest() : watch());
  watch();
  // Days loaded or opened later add entries.
  const growth = new MutationObserver(watch);
  const main = document.querySelector("main");
  if (main) growth.observe(main, { childList: true, subtree: true });
  document.addEventListener("visibilitychange", turn);
  return () => {
    document.removeEventListener("visibilitychange", turn);
    growth.disconnect();
    rest();
  };
}
