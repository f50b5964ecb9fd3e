import type { ComponentType } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";
import type { NoteProps } from "./change-note.tsx";

/** An assistant's note on an entry. */
export const lazyNote: LazyPart<ComponentType<NoteProps>> = {
  load: () => import("./change-note.tsx").then(({ ChangeNote }) => ChangeNote),
};
