import type { ComponentType } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";

/** What past days left undone. */
export const lazyLeft: LazyPart<ComponentType<{ readonly isOver: boolean }>> = {
  load: () => import("./left-from-before.tsx").then(({ LeftFromBefore }) => LeftFromBefore),
};
