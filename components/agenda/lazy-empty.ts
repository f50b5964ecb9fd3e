import type { ComponentType } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";

/** The content of an empty agenda. */
export const lazyEmpty: LazyPart<ComponentType> = {
  load: () => import("./empty-agenda.tsx").then(({ EmptyAgenda }) => EmptyAgenda),
};
