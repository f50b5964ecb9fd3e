import type { ReadLine } from "../../agenda/phrases/line/line.ts";
import type { LineChoice } from "./line-fields.ts";

export interface LinePreviewProps {
  readonly id: string;
  readonly line: string;
  readonly said: ReadLine;
  readonly choice: LineChoice;
  readonly read: (line: string) => ReadLine;
  /** Another line, or another choice beside it. */
  readonly onLine: (line: string) => void;
  readonly onChoice: (choice: LineChoice) => void;
  /** These words are words. */
  readonly onWords: (words: string) => void;
}
