import { useEffect, useState } from "react";

/** The moment it is, to the minute. At first the server's, so that both draw the same; then the browser's clock. */
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
    // A page that slept shows the time at once when one looks at it again.
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return nowMs;
}
