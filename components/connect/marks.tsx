import type { ReactNode } from "react";

/** How marked words of a message are drawn: what one types or copies, what is written on a button, what one says. */
export const marks = {
  code: (words: ReactNode) => <code>{words}</code>,
  em: (words: ReactNode) => <em>{words}</em>,
  q: (words: ReactNode) => <q>{words}</q>,
};
