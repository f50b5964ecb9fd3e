import { useCallback, useMemo } from "react";
import { wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Revert, RevertOptions } from "./reverting.ts";

const load = () => import("./reverting.ts");

/** Takes back what assistants did, and what the user just did. @returns also `prepare`, which loads it ahead */
export function useRevert({ current, refuse, tell }: RevertOptions): Revert & { readonly prepare: () => void } {
  const once = useCallback(
    async (act: (revert: Revert) => void) => {
      const loaded = await load().catch(() => undefined);
      if (loaded) act(loaded.revertWith({ current, refuse, tell }));
      else refuse({ words: wordsOfUnloaded("This was not taken back") });
    },
    [current, refuse, tell],
  );
  return useMemo(
    () => ({
      revert: (changes) => void once(({ revert }) => revert(changes)),
      undoOwn: (...what) => void once(({ undoOwn }) => undoOwn(...what)),
      prepare: () => void load().catch(() => undefined),
    }),
    [once],
  );
}
