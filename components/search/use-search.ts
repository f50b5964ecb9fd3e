import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Translator } from "../../messages/translator.ts";
import { ApiError, call } from "../sync/api-client.ts";
import { setConnection } from "../sync/connection-state.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import { type Cache, useCache } from "../sync/use-cache.ts";
import { withMessages } from "../words/page-messages.ts";
import { type Asked, addressOf, questionOf, readAsked } from "./asked.ts";
import { type Found, foundOf, nothingFound, withMore } from "./found.ts";

/** The message for a refused or failed search. */
export interface Failure {
  readonly words: string;
  /** Whether retrying may help: not if the request itself was refused. */
  readonly canRetry: boolean;
}

function failureOf({ status, message }: { status: number; message: string }, t: Translator): Failure {
  if (status === 422) return { words: message, canRetry: false };
  if (status === 0) return { words: t("search.offline"), canRetry: true };
  return { words: t("search.failed", { why: message }), canRetry: true };
}

/** Debounce between typing and the request. */
const pauseMs = 250;
/** Until then, the previous results stay without a loading state. */
const patienceMs = 200;

interface First {
  readonly asked: Asked;
  readonly found: Found;
  readonly failure: Failure | undefined;
}

/** A search whose state is in the page's URL: going back, reloading and sharing it give the same results. */
export function useSearch(scope: string, first: First, zone: Pick<Loaded, "timeZone" | "timeZoneSource">) {
  const t = useTranslations();
  const params = useSearchParams();
  const asked = readAsked(params);
  const address = addressOf(asked);
  const [words, setWords] = useState(asked.q);
  const [atFirst] = useState(first.found);
  const [found, setFound] = useState(atFirst);
  const [failure, setFailure] = useState(first.failure);
  /** That of further results: those found before stay. */
  const [moreFailure, setMoreFailure] = useState<Failure>();
  const [isSlow, setIsSlow] = useState(false);
  const [answered, setAnswered] = useState(() => addressOf(first.asked));
  const cache = useCache("search", scope, loadedOf(atFirst, zone));
  const { cached, commit: commitFound, now } = cache;
  const asking = useRef<AbortController>(undefined);
  /** Number of completed writes: a search started before one of them may not include it. */
  const written = useRef(0);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The URL set by typing, until it arrives. */
  const typed = useRef<string>(undefined);

  const take = useCallback(
    (next: Found) => {
      void commitFound((cached) => ({ ...cached, loaded: loadedOf(next, zone) }));
      setFound(next);
    },
    [zone, commitFound],
  );
  // The cache outlives a visit to another page.
  useEffect(() => take(atFirst), [take, atFirst]);
  const ask = useCallback(
    async (asked: Asked, more?: { cursor: string; known: Found }): Promise<void> => {
      asking.current?.abort();
      const own = new AbortController();
      asking.current = own;
      const question = questionOf(asked);
      const writtenBefore = written.current;
      const slow = setTimeout(() => setIsSlow(true), patienceMs);
      try {
        const answer =
          question &&
          (await call("listItems", more ? { cursor: more.cursor, limit: question.limit } : question, {
            signal: own.signal,
          }));
        if (own.signal.aborted) return;
        if (written.current !== writtenBefore) return await ask(asked);
        const next = answer ? foundOf(answer) : nothingFound;
        if (more) flushSync(() => take({ ...withMore(more.known, next), corrected: more.known.corrected }));
        else take(next);
        setFailure(undefined);
        setMoreFailure(undefined);
        setAnswered(addressOf(asked));
      } catch (thrown) {
        if (own.signal.aborted) return;
        if (!(thrown instanceof ApiError)) throw thrown;
        if (thrown.status === 401) setConnection({ state: "signed-out" });
        if (more) return setMoreFailure(failureOf(thrown, t));
        const kept = thrown.status === 0 ? await searchKept(scope, asked).catch(() => undefined) : undefined;
        if (own.signal.aborted) return;
        if (kept) take(kept);
        setFailure(kept ? undefined : failureOf(thrown, t));
        setMoreFailure(undefined);
        setAnswered(addressOf(asked));
      } finally {
        clearTimeout(slow);
        if (asking.current === own) setIsSlow(false);
      }
    },
    [take, scope, t],
  );

  // Any change of the URL triggers a search: typing, a filter, going back. Only what the page came with is already there; going back to the
  // page may come with what it first had.
  const shown = useRef(answered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the URL defines the whole search
  useEffect(() => {
    if (shown.current === address) return;
    shown.current = address;
    // Letters may have followed the pause in which typing set the URL.
    if (typed.current !== address) setWords((now) => (now.trim() === asked.q ? now : asked.q));
    typed.current = undefined;
    void ask(asked);
  }, [address]);
  useEffect(() => {
    // Also back from a URL that was not rendered yet.
    const pop = () => {
      clearTimeout(typing.current);
      setWords(readAsked(new URLSearchParams(location.search)).q);
    };
    addEventListener("popstate", pop);
    return () => {
      removeEventListener("popstate", pop);
      clearTimeout(typing.current);
      asking.current?.abort();
    };
  }, []);

  /** Navigates to another search. Typing replaces the URL, so that going back does not step through every letter. */
  const go = (change: Partial<Asked>, how: "push" | "replace") => {
    clearTimeout(typing.current);
    const next = addressOf({ ...asked, q: words, ...change });
    if (next === address) return;
    if (how === "push") history.pushState(null, "", next);
    else {
      typed.current = next;
      history.replaceState(null, "", next);
    }
  };
  const type = (next: string) => {
    setWords(next);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => go({ q: next }, "replace"), pauseMs);
  };
  const again = useRef(() => ask(asked));
  again.current = () => ask(asked);
  const commit: Cache["commit"] = useCallback(
    async (change) => {
      const before = now().loaded;
      await commitFound(change);
      const after = now().loaded;
      if (after === before) return;
      written.current += 1;
      const byKey = new Map(after.items.map((item) => [keyOf(item), item]));
      // A changed item keeps its position in the results; a restored one is fetched again to find its position.
      setFound((known) => ({ ...known, items: known.items.flatMap((item) => byKey.get(keyOf(item)) ?? []) }));
      if (after.items.length > before.items.length) await again.current();
    },
    [commitFound, now],
  );
  const refresh = useCallback(() => again.current(), []);
  const known: Cache = useMemo(
    () => ({ now, commit, refresh, cached: { ...cached, loaded: loadedOf(found, zone) } }),
    [now, commit, refresh, cached, found, zone],
  );
  return {
    asked,
    words,
    found,
    failure,
    moreFailure,
    isSlow,
    /** Whether the results match the URL. */
    isAnswered: answered === address,
    type,
    go,
    retry: () => void again.current(),
    showMore: async () => found.nextCursor && (await ask(asked, { cursor: found.nextCursor, known: found })),
    known,
  };
}

/** If the server is unreachable: searches this device's kept copy. */
const searchKept = async (scope: string, asked: Asked): Promise<Found | undefined> =>
  (await withMessages(import("./search-kept.ts"))).searchKept(scope, asked);

function loadedOf({ items }: Found, zone: Pick<Loaded, "timeZone" | "timeZoneSource">): Loaded {
  return { ranges: [], items, itemsBefore: 0, rev: 0, ...zone };
}
