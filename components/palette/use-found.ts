import { useCallback, useEffect, useState } from "react";
import { type Answer, ApiError, call } from "../sync/api-client.ts";
import { fits } from "./palette-options.ts";

interface Found {
  readonly typed: string;
  readonly items: Answer<"listItems">["items"];
  readonly corrected: NonNullable<Answer<"listItems">["corrected"]>;
}

/** Debounce between typing and the request. */
const pauseMs = 150;
const mostShown = 5;
const nothing: Found = { typed: "", items: [], corrected: [] };

/** The items matching what was typed, best first. During a new search, earlier ones stay only if they may still match. */
export function useFound(typed: string) {
  const words = typed.trim();
  const [found, setFound] = useState(nothing);
  const [error, setError] = useState<ApiError>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry sends the same query again
  useEffect(() => {
    setError(undefined);
    if (words === "") return setFound(nothing);
    const asking = new AbortController();
    const ask = async () => {
      try {
        const answer = await call(
          "listItems",
          { q: words, order: "relevance", limit: mostShown },
          { signal: asking.signal },
        );
        setFound({ typed: words, items: answer.items, corrected: answer.corrected ?? [] });
      } catch (thrown) {
        if (asking.signal.aborted) return;
        if (!(thrown instanceof ApiError)) throw thrown;
        setFound({ ...nothing, typed: words });
        setError(thrown);
      }
    };
    const waiting = setTimeout(ask, pauseMs);
    return () => {
      clearTimeout(waiting);
      asking.abort();
    };
  }, [words, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const isSearching = words !== "" && found.typed !== words && !error;
  // Enter opens what is visible: keep only results that will surely be found again.
  const fitsStill = (text: string) => found.typed !== "" && words.startsWith(found.typed) && fits(words, text);
  return {
    items: isSearching ? found.items.filter(({ text }) => fitsStill(text)) : found.items,
    corrected: isSearching ? [] : found.corrected,
    isSearching,
    error,
    retry,
  };
}
