import { useMemo } from "react";
import { wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Revert, RevertOptions } from "./revert-changes.ts";

const load = () => import("./revert-changes.ts");

/** Reverts what an assistant, or the user, just did. @returns also `prepare`, which preloads it */
export function useRevert({ current, refuse, tell, t }: RevertOptions): Revert & { readonly prepare: () => void } {
  return useMemo(() => {
    const soon = (act: (revert: Revert) => void) =>
      void load().then(
        ({ revertChanges }) => act(revertChanges({ current, refuse, tell, t })),
        () => refuse({ words: wordsOfUnloaded(t("agenda.nothingTakenBack"), t) }),
      );
    return {
      revert: (assistantChanges) => soon(({ revert }) => revert(assistantChanges)),
      undoOwn: (...given) => soon(({ undoOwn }) => undoOwn(...given)),
      prepare: () => void load().catch(() => undefined),
    };
  }, [current, refuse, tell, t]);
}
