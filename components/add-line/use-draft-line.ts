import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Slot } from "../timeline/line-times.ts";
import type { UnsavedWords } from "../unsaved/unsaved-words.ts";
import { useUnsaved } from "../unsaved/use-unsaved.ts";

/** A line that is not added yet. */
export interface KeptLine {
  readonly line: string;
  readonly slot: Slot;
}

/** Text that is being stored. */
export interface SentLine {
  readonly line: string;
  /** It was stored. */
  readonly drop: () => void;
  /** It was refused. @returns false if the line holds other text by now */
  readonly putBack: () => boolean;
}

/** The storage key of a line on the page; the permanent one has no day. */
export const nameOfLine = (here?: Slot): string => (here ? `line ${here.date} ${here.startTime ?? ""}` : "line");

/** The field on the week's grid; its place changes while it is drawn. */
export const nameOfSheet = "line sheet";

/** Appends text from elsewhere to the line. @param date the day to write for */
export function shareLine(unsaved: UnsavedWords, words: string, date: string): void {
  const known = unsaved.get(nameOfLine()) as KeptLine | undefined;
  if (known?.line.endsWith(words)) return;
  const line = known ? `${known.line} ${words}` : words;
  unsaved.set(nameOfLine(), { title: titleOf(line), words: { line, slot: { date } } satisfies KeptLine });
}

const lineOf = (kept: unknown) => (kept as KeptLine | undefined)?.line;
const titleOf = (line: string): string => `“${line.slice(0, 80)}”`;

/**
 * The text of a line, kept until it is added or cleared, with the day it was written for: across views and reloads.
 * @param given where the line is
 */
export function useDraftLine(name: string, given: Slot) {
  const unsaved = useUnsaved();
  const [line, setLine] = useState("");
  // If not the day of its place.
  const [day, setDay] = useState<string>();
  const slot: Slot = day === undefined || day === given.date ? given : { date: day };
  const latest = useRef("");
  const at = useRef(slot);
  at.current = slot;

  // Immediately, not in an effect: an added line may unmount before its next render.
  const write = useCallback(
    (next: string | ((now: string) => string)) => {
      const before = latest.current;
      const text = typeof next === "string" ? next : next(before);
      latest.current = text;
      setLine(text);
      const words: KeptLine = { line: text, slot: at.current };
      if (text !== "") unsaved.set(name, { title: titleOf(text), words });
      else {
        // Another tab may have kept a line of its own since.
        if (lineOf(unsaved.get(name)) === before) unsaved.delete(name);
        setDay(undefined);
      }
    },
    [unsaved, name],
  );
  /** @returns whether the line was empty */
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
  useEffect(
    () => unsaved.watch(name, (gone) => write((own) => (gone && lineOf(gone) !== own ? own : ""))),
    [unsaved, name, write],
  );

  /** Empties the line for the next item. Until the answer, its text is kept as a separate line. */
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
