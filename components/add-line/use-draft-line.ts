import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Slot } from "../timeline/line-times.ts";
import type { UnsavedWords } from "../unsaved/unsaved-words.ts";
import { useUnsaved } from "../unsaved/use-unsaved.ts";

/** A line that is not added yet. */
export interface KeptLine {
  readonly line: string;
  readonly slot: Slot;
}

/** Words on their way to be stored. */
export interface SentLine {
  readonly line: string;
  /** They are stored. */
  readonly drop: () => void;
  /** They are refused. @returns false where something else stands in the line by now */
  readonly putBack: () => boolean;
}

/** What the lines of a page are kept under; the one that is always there has no day of its own. */
export const nameOfLine = (here?: Slot): string => (here ? `line ${here.date} ${here.startTime ?? ""}` : "line");

/** The field on the week's grid; where it is, changes while it is drawn. */
export const nameOfSheet = "line sheet";

/** Puts words from elsewhere into the line, after what may stand there. @param date the day to write for */
export function shareLine(unsaved: UnsavedWords, words: string, date: string): void {
  const known = unsaved.get(nameOfLine()) as KeptLine | undefined;
  if (known?.line.endsWith(words)) return;
  const line = known ? `${known.line} ${words}` : words;
  unsaved.set(nameOfLine(), { title: titleOf(line), words: { line, slot: { date } } satisfies KeptLine });
}

const titleOf = (line: string): string => `“${line.slice(0, 80)}”`;

/**
 * The text of a line, kept until it is added or cleared, with the day that it was written for: in other views, and after a reload.
 * @param given where the line stands
 */
export function useDraftLine(name: string, given: Slot) {
  const unsaved = useUnsaved();
  const [line, setLine] = useState("");
  // Another day than the one where it stands.
  const [day, setDay] = useState<string>();
  const slot: Slot = day === undefined || day === given.date ? given : { date: day };
  const latest = useRef("");
  const at = useRef(slot);
  at.current = slot;

  // At once and not in an effect: a line that was added may be gone before its next drawing.
  const write = useCallback(
    (next: string | ((now: string) => string)) => {
      const text = typeof next === "string" ? next : next(latest.current);
      latest.current = text;
      setLine(text);
      const words: KeptLine = { line: text, slot: at.current };
      if (text === "") unsaved.delete(name);
      else unsaved.set(name, { title: titleOf(text), words });
      if (text === "") setDay(undefined);
    },
    [unsaved, name],
  );
  /** @returns whether nothing else stands there */
  const show = useCallback((kept: KeptLine) => {
    if (latest.current !== "") return false;
    latest.current = kept.line;
    setLine(kept.line);
    setDay(kept.slot.date);
    return true;
  }, []);
  useLayoutEffect(() => {
    const kept = unsaved.get(name) as KeptLine | undefined;
    if (kept) show(kept);
  }, [unsaved, name, show]);
  useEffect(() => unsaved.watch(name, () => write("")), [unsaved, name, write]);

  /** Empties the line for the next item. Until it is answered, its words are kept, as a line of their own. */
  const send = useCallback((): SentLine => {
    const words: KeptLine = { line: latest.current, slot: at.current };
    const kept = { title: titleOf(words.line), words };
    const own = `${nameOfLine()} ${crypto.randomUUID()}`;
    unsaved.set(own, kept);
    write("");
    const drop = () => unsaved.delete(own);
    const putBack = () => {
      const isBack = show(words);
      if (isBack) {
        unsaved.set(name, kept);
        drop();
      }
      return isBack;
    };
    return { line: words.line, drop, putBack };
  }, [unsaved, name, write, show]);
  return { line, setLine: write, slot, setDay, send } as const;
}
