import { useEffect, useState } from "react";

/** The current time, to the minute. Initially the server's, so that hydration matches; then the browser's. */
export function useNow(atFirstMs: number): number {
  const [nowMs, setNowMs] = useState(atFirstMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      clearTimeout(timer);
      const ms = Date.now();
      setNowMs((known) => (Math.floor(known / 60_000) === Math.floor(ms / 60_000) ? known : ms));
      timer = setTimeout(tick, 60_000 - (ms % 60_000));
    };
    tick();
    // A page that was suspended updates the time as soon as it becomes visible.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return nowMs;
}
