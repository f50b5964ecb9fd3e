import type { ComponentType } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";

/** What an agenda without anything in it offers. */
export const lazyEmpty: LazyPart<ComponentType> = {
  load: () => import("./empty-agenda.tsx").then(({ EmptyAgenda }) => EmptyAgenda),
};
