import { useCallback, useEffect, useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { withMessages } from "../words/page-messages.ts";

/** A part of the page that is loaded on first use. */
export interface LazyPart<T> {
  readonly load: () => Promise<T>;
  loaded?: T;
  /** Resolves once it was preloaded before hydration, or could not be. */
  ahead?: Promise<void>;
}

/**
 * A lazy part once loaded, or a retry if loading failed: offline, or because a newer build has replaced this one. Then only
 * that part is missing: `React.lazy` would take down the whole page, including unsaved text.
 * @param isWanted false until it is needed
 */
export function useLazyPart<T>(
  lazy: LazyPart<T>,
  isWanted = true,
): { readonly part: T | undefined; readonly retry?: () => void } {
  const [known, setKnown] = useState({ lazy, part: lazy.loaded });
  // The state may still be of another part.
  const part = known.lazy === lazy ? known.part : lazy.loaded;
  const [hasFailed, setHasFailed] = useState(false);
  const attempt = useCallback(async () => {
    setHasFailed(false);
    try {
      lazy.loaded = await withMessages(lazy.load());
      setKnown({ lazy, part: lazy.loaded });
    } catch {
      setHasFailed(true);
    }
  }, [lazy]);
  const isMissing = isWanted && part === undefined;
  useEffect(() => {
    if (!isMissing) return;
    void attempt();
    addEventListener("online", attempt);
    return () => removeEventListener("online", attempt);
  }, [isMissing, attempt]);
  return { part, ...(hasFailed && { retry: attempt }) };
}

/** @param what what failed: "Review could not be opened" */
export const wordsOfUnloaded = (what: string, t: Translator): string =>
  t(navigator.onLine ? "controls.notLoaded" : "controls.noNetwork", { what });
