import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { withMessages } from "../words/page-messages.ts";

/** A part of the page that is loaded on first use. */
export interface LazyPart<T> {
  readonly load: () => Promise<T>;
  loaded?: T;
  /** Resolves once it was preloaded before hydration, or could not be. */
  ahead?: Promise<void>;
}

const secondTryMs = 300;

/** Loads a part with its messages. Tried twice: while scripts of a failed try are still being refused, so is the next try. */
export async function loadPart<T>(lazy: LazyPart<T>): Promise<T> {
  const load = () => withMessages(lazy.load());
  const pause = () => new Promise((resolve) => setTimeout(resolve, secondTryMs));
  lazy.loaded ??= await load().catch(() => pause().then(load));
  return lazy.loaded;
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
      setKnown({ lazy, part: await loadPart(lazy) });
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
  // One attempt may fail after another has loaded it.
  return { part, ...(hasFailed && part === undefined && { retry: attempt }) };
}

/** A lazy part that is asked for. @param onFailure runs when it could not be loaded */
export function useAskedPart<T>(lazy: LazyPart<T>, onFailure: () => void, isWanted = true): T | undefined {
  const { part, retry } = useLazyPart(lazy, isWanted);
  const hasFailed = retry !== undefined;
  const failed = useEffectEvent(onFailure);
  useEffect(() => {
    if (hasFailed) failed();
  }, [hasFailed]);
  return part;
}

/** @param what what failed: "Review could not be opened" */
export const wordsOfUnloaded = (what: string, t: Translator): string =>
  t(navigator.onLine ? "controls.notLoaded" : "controls.noNetwork", { what });
