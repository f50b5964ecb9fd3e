import type { ReactNode } from "react";

/** Styles for marked words of a message: text to type or copy, button labels, quotes. */
export const marks = {
  code: (words: ReactNode) => <code>{words}</code>,
  em: (words: ReactNode) => <em>{words}</em>,
  q: (words: ReactNode) => <q>{words}</q>,
};
