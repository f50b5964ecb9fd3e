import { useMemo } from "react";
import { wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Revert, RevertOptions } from "./revert-changes.ts";

/** Takes back what an assistant did, or what was just done here. */
export function useRevert({ current, refuse, tell }: RevertOptions): Revert {
  return useMemo(() => {
    const soon = (act: (revert: Revert) => void) =>
      void import("./revert-changes.ts").then(
        ({ revertChanges }) => act(revertChanges({ current, refuse, tell })),
        () => refuse({ words: wordsOfUnloaded("Nothing was taken back") }),
      );
    return {
      revert: (assistantChanges) => soon(({ revert }) => revert(assistantChanges)),
      undoOwn: (ids, key) => soon(({ undoOwn }) => undoOwn(ids, key)),
    };
  }, [current, refuse, tell]);
}
