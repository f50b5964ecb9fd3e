import type { ReadLine } from "../../agenda/phrases/line/line.ts";
import type { LineChoice } from "./line-fields.ts";

export interface LinePreviewProps {
  readonly id: string;
  readonly line: string;
  readonly said: ReadLine;
  readonly choice: LineChoice;
  readonly read: (line: string) => ReadLine;
  /** Changes the line, or a choice besides it. */
  readonly onLine: (line: string) => void;
  readonly onChoice: (choice: LineChoice) => void;
  /** Marks these words as plain text. */
  readonly onWords: (words: string) => void;
}

/** Focuses the line again, after a choice that takes the pressed control away. */
export const backToLine = ({ id }: Pick<LinePreviewProps, "id">): void =>
  document.querySelector<HTMLElement>(`[aria-describedby="${id}-words"]`)?.focus();
