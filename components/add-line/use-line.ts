import { useEffect, useMemo, useState } from "react";
import { useLazyPart } from "../controls/lazy-part.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { useReader } from "../time/reader.ts";
import type { Slot } from "../timeline/line-times.ts";
import { chosenOf, fieldsOfLine, keyOfReading, type LineChoice } from "./line-fields.ts";
import type { LineTools } from "./line-tools.ts";

const lazyTools = { load: () => import("./line-tools.ts").then(({ lineTools }): LineTools => lineTools) };
const mostChips = 3;

/** A line that is being written, and what it says. Its reader is loaded once the line is open. */
export function useLine({ date, startTime, endTime }: Slot, isOpen: boolean) {
  const reading = useReader();
  const [line, setLine] = useState("");
  const [asWords, setAsWords] = useState<readonly string[]>([]);
  const [choice, setChoice] = useState<LineChoice>({});
  const { part: tools, retry } = useLazyPart(lazyTools, isOpen || line !== "");

  const opening = useMemo(() => ({ date, startTime, endTime, asWords }), [date, startTime, endTime, asWords]);
  const read = useMemo(
    () => tools && ((words: string) => tools.read(words, opening, reading)),
    [tools, opening, reading],
  );
  const said = useMemo(() => (line.trim() === "" ? undefined : read?.(line)), [read, line]);
  // A rule that was chosen goes with the words that it was chosen over.
  const isOver = said && choice.own && (chosenOf(said, choice)?.recurrence ?? "") === choice.own.over;
  const chosen: LineChoice = choice.own && !isOver ? { ...choice, own: undefined } : choice;

  useEffect(() => {
    if (line !== "") return;
    setAsWords([]);
    setChoice({});
  }, [line]);

  /** The next of the days that are asked about. */
  function pickNext(by: 1 | -1): void {
    if (!said || !tools) return;
    const asked = [...tools.askedOf(said.readings)].slice(0, mostChips).sort((a, b) => (a.date < b.date ? -1 : 1));
    const now = chosenOf(said, chosen);
    const at = asked.findIndex((each) => now && keyOfReading(each) === keyOfReading(now));
    const next = asked[(at + by + asked.length) % asked.length];
    if (next) setChoice({ ...chosen, picked: keyOfReading(next) });
  }

  /**
   * What is stored: what the preview shows. Who types faster than the reader is loaded waits for it.
   * @returns "unread" where it cannot be loaded, and nobody was told so far
   */
  async function fieldsToAdd(): Promise<NewItem | "unread" | undefined> {
    if (read) return said && fieldsOfLine(said, chosen);
    const plain: NewItem = { text: line.trim(), date, ...(startTime && { startTime }), ...(endTime && { endTime }) };
    // Whoever adds has seen that the words are not read, or will be told that there is no network.
    if (retry || !navigator.onLine) return plain;
    const loaded = await lazyTools.load().catch(() => undefined);
    return loaded ? fieldsOfLine(loaded.read(line, opening, reading), chosen) : "unread";
  }

  return {
    line,
    setLine,
    said,
    read,
    choice: chosen,
    setChoice,
    keepAsWords: (words: string) => setAsWords((known) => [...known, words]),
    pickNext,
    fieldsToAdd,
    fields: said && fieldsOfLine(said, chosen),
    tools,
    retry,
  };
}
