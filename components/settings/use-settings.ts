import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { wordsOfRefusedUndo } from "../actions/undo-words.ts";
import { useAttempt } from "../actions/use-attempt.ts";
import { call, pageOwner } from "../sync/api-client.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { changedFields, type Draft, draftOf, patchOf, type Settings } from "./settings-draft.ts";

interface Done {
  readonly words: string;
  /** The change to undo. */
  readonly change?: number | undefined;
}

/** What outlives the reload that another language needs: what was edited meanwhile, and what was done. */
interface Outlived {
  readonly person: string;
  readonly edits: Partial<Draft>;
  readonly words: "settings.saved" | "settings.takenBack";
  readonly change?: number | undefined;
}
const outlivedKey = "settings-before-reload";

function takeOutlived(): Outlived | undefined {
  try {
    const outlived: Outlived | null = JSON.parse(sessionStorage.getItem(outlivedKey) ?? "null");
    sessionStorage.removeItem(outlivedKey);
    return outlived?.person === pageOwner() ? outlived : undefined;
  } catch {
    return undefined; // this browser keeps nothing
  }
}

/** The form's fields, and writing them: the latest save can be undone here, older ones in the activity. */
export function useSettings(initial: Settings) {
  const t = useTranslations();
  const router = useRouter();
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState<Draft>(() => draftOf(initial));
  const [done, setDone] = useState<Done>();
  const { isBusy, failure, attempt } = useAttempt<FailureWords>();
  const before = draftOf(saved);
  const changed = changedFields(before, draft);
  const current = useRef(draft);
  current.current = draft;
  const set = (next: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...next }));
    setDone(undefined);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the page before this one left
  useEffect(() => {
    const outlived = takeOutlived();
    if (!outlived) return;
    set(outlived.edits);
    setDone({ words: t(outlived.words), change: outlived.change });
  }, []);

  /** @param known as the server knew the fields before it answered: what is changed since then stays, to be saved */
  const take = (next: Settings, known: Draft, done: Pick<Outlived, "words" | "change">) => {
    const edits = Object.fromEntries(
      changedFields(known, current.current).map((name) => [name, current.current[name]]),
    );
    if (next.language !== saved.language) {
      // All text of the page changes.
      try {
        const outlived: Outlived = { person: pageOwner(), edits, ...done };
        sessionStorage.setItem(outlivedKey, JSON.stringify(outlived));
      } catch {} // this browser keeps nothing
      return location.reload();
    }
    setSaved(next);
    setDraft({ ...draftOf(next), ...edits });
    router.refresh(); // other pages depend on these settings
  };

  const save = () => {
    if (changed.length === 0) return setDone({ words: t("settings.nothingChanged") });
    return attempt(
      async () => {
        setDone(undefined);
        const { change, meaning, ...next } = await call("updateSettings", patchOf(before, draft));
        take(next, draft, { words: "settings.saved", change: change?.id });
        setDone({
          words: meaning ? t("settings.savedMeaning", { meaning }) : t("settings.saved"),
          change: change?.id,
        });
      },
      (error) => wordsOfFailure(error, t),
    );
  };
  const undo = (change: number) =>
    attempt(
      async () => {
        setDone(undefined);
        await call("undoChange", { id: change });
        take(await call("getSettings", {}), before, { words: "settings.takenBack" });
        setDone({ words: t("settings.takenBack") });
      },
      (error) => ({ fields: {}, banner: wordsOfRefusedUndo(error, t) }),
    );
  return { saved, before, draft, changed, set, save, undo, failure, done, isBusy };
}
