import { useCallback, useEffect, useRef, useState } from "react";

const pauseMs = 5000;

/**
 * The contents of the single polite live region: at most one announcement in five seconds, the latest of those that came
 * meanwhile.
 */
export function useAnnouncer(): { readonly said: string; readonly say: (words: string) => void } {
  const [said, setSaid] = useState("");
  const waiting = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const pause = useCallback(() => {
    timer.current = setTimeout(() => {
      timer.current = undefined;
      if (waiting.current === undefined) return;
      setSaid(waiting.current);
      waiting.current = undefined;
      pause();
    }, pauseMs);
  }, []);
  const say = useCallback(
    (words: string) => {
      if (timer.current) {
        waiting.current = words;
        return;
      }
      setSaid(words);
      pause();
    },
    [pause],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { said, say };
}
