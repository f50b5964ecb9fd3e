import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAttempt } from "../actions/use-attempt.ts";
import { type Answer, ApiError, call } from "../sync/api-client.ts";

export type TrashPage = Answer<"listTrash">;
export type Trashed = TrashPage["items"][number];

const pageLimit = 50;
const pauseMs = 250;

/** The trash, or search results in it. The search is in the URL. @param initialWords what `initial` was found for */
export function useTrash(initial: TrashPage, initialWords: string) {
  const t = useTranslations();
  const asked = useSearchParams().get("q")?.trim() ?? "";
  const [known, setKnown] = useState(initial);
  const [words, setWords] = useState(asked);
  const [shownFor, setShownFor] = useState(initialWords.trim());
  const { isBusy, failure, setFailure, attempt: attemptOne } = useAttempt();
  const [attempted, setAttempted] = useState<string>();
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      clearTimeout(typing.current);
      asking.current?.abort();
    },
    [],
  );

  const search = useCallback(
    async (q: string) => {
      clearTimeout(typing.current);
      asking.current?.abort();
      const own = new AbortController();
      asking.current = own;
      history.replaceState(null, "", q ? `/trash?${new URLSearchParams({ q })}` : "/trash");
      setFailure(undefined);
      try {
        const found = await call("listTrash", { limit: pageLimit, ...(q && { q }) }, { signal: own.signal });
        if (own.signal.aborted) return;
        setKnown(found);
        setShownFor(q);
      } catch (thrown) {
        if (own.signal.aborted) return;
        if (!(thrown instanceof ApiError)) throw thrown;
        const { status, message: why } = thrown;
        setFailure(status === 422 ? why : t("trash.notSearched", { why }));
      }
    },
    [t, setFailure],
  );
  // Going back to the page may come with what it first had.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what it came with
  useEffect(() => {
    if (asked !== initialWords) void search(asked);
  }, []);
  const type = (next: string) => {
    setWords(next);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => void search(next.trim()), pauseMs);
  };

  const attempt = (key: string, work: () => Promise<void>, wordsOf: (error: ApiError) => string) =>
    attemptOne(() => {
      setAttempted(key);
      return work();
    }, wordsOf);
  const showOlder = (cursor: string) =>
    attempt(
      "older",
      async () => {
        const next = await call("listTrash", { cursor, limit: pageLimit });
        setKnown((known) => {
          const shown = new Set(known.items.map(({ id }) => id));
          return { ...next, items: [...known.items, ...next.items.filter(({ id }) => !shown.has(id))] };
        });
      },
      ({ message: why }) => t("trash.noMore", { why }),
    );
  const leaveOut = (gone: Trashed) =>
    setKnown((known) => ({ ...known, items: known.items.filter(({ id }) => id !== gone.id) }));
  const busy = isBusy ? attempted : undefined;
  return { known, words, shownFor, failure, busy, type, search, attempt, showOlder, leaveOut };
}
