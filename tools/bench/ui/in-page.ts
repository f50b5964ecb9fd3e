// Functions that run in the page: each stands alone.

declare global {
  interface Window {
    /** What was observed since the page was opened, in milliseconds. */
    benchNotes: { readonly interactions: Map<number, number>; readonly longTasks: number[] };
  }
}

/** Observes interactions by their id, and long tasks. @see Event Timing API, Long Tasks API */
export function observe(): void {
  const notes = { interactions: new Map<number, number>(), longTasks: [] as number[] };
  window.benchNotes = notes;
  const interactions = new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[])
      if (interactionId > 0)
        notes.interactions.set(interactionId, Math.max(duration, notes.interactions.get(interactionId) ?? 0));
  });
  // The least that browsers report: one within a frame is not.
  interactions.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  const longTasks = new PerformanceObserver((list) => {
    notes.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  });
  longTasks.observe({ type: "longtask" });
}

export interface Switch {
  /** What is clicked. */
  readonly click: string;
  /** What the new view has and the old one has not. */
  readonly shows: string;
  /** How many of those there are at the least. */
  readonly least: number;
}

/** Clicks, and waits until the view is there and its frame painted. @returns milliseconds */
export async function timeToPaint({ click, shows, least }: Switch): Promise<number> {
  const link = document.querySelector<HTMLElement>(click);
  if (!link) throw new Error(`There is no ${click}.`);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const sinceMs = performance.now();
  link.click();
  while (document.querySelectorAll(shows).length < least) {
    if (performance.now() - sinceMs > 10_000) throw new Error(`${shows} did not appear.`);
    await nextFrame();
  }
  await nextFrame();
  // A message that is sent from a frame comes when it is painted.
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });
  return performance.now() - sinceMs;
}

/**
 * Scrolls the list until a day is in the window, and waits for its text: fast scrolling passes a day before it is drawn.
 * @returns the most nodes that the document had
 */
export async function scrollTo({ day, text }: { readonly day: string; readonly text: string }): Promise<number> {
  const isSeen = () =>
    (document.getElementById(day)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) < innerHeight;
  let mostNodes = 0;
  for (let steps = 0; !document.body.textContent?.includes(text); steps++) {
    if (steps > 6_000) throw new Error(`${text} did not come.`);
    if (!isSeen()) scrollBy(0, 600);
    await new Promise(requestAnimationFrame);
    if (steps % 10 === 0) mostNodes = Math.max(mostNodes, document.querySelectorAll("*").length);
  }
  return mostNodes;
}

/** Stores items as the page itself does, so that none is marked as somebody else's. */
export async function storeItems(items: readonly object[]): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  for (let at = 0; at < items.length; at += 50) {
    const body = JSON.stringify({ items: items.slice(at, at + 50), allowDuplicates: true });
    const { ok, status } = await fetch("/api/items", { method: "POST", headers, body });
    if (!ok) throw new Error(`createItems answered ${status}.`);
  }
}
