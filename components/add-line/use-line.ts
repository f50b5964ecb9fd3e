import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useLazyPart } from "../controls/lazy-part.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { useReader } from "../time/reader.ts";
import type { Slot } from "../timeline/line-times.ts";
import type { LineChoice } from "./line-fields.ts";
import type { LineTools } from "./line-tools.ts";
import { type SentLine, useDraftLine } from "./use-draft-line.ts";

const lazyTools = { load: () => import("./line-tools.ts").then(({ lineTools }): LineTools => lineTools) };

/** The state of a line and its parsed contents. The parser is loaded once the line is open. */
export function useLine(name: string, given: Slot, isOpen: boolean) {
  const t = useTranslations();
  const reading = useReader();
  const { line, setLine, slot, setDay, send: sendWords } = useDraftLine(name, given);
  const { date, startTime, endTime } = slot;
  const [asWords, setAsWords] = useState<readonly string[]>([]);
  const [choice, setChoice] = useState<LineChoice>({});
  const { part: tools, retry } = useLazyPart(lazyTools, isOpen || line !== "");

  const opening = useMemo(() => ({ date, startTime, endTime, asWords }), [date, startTime, endTime, asWords]);
  const read = useMemo(
    () => tools && ((words: string) => tools.read(words, opening, reading, t)),
    [tools, opening, reading, t],
  );
  const said = useMemo(() => (line.trim() === "" ? undefined : read?.(line)), [read, line]);
  // A rule chosen in the menu is dropped when the line's own rule changes.
  const isOver = said && tools && choice.own && (tools.chosenOf(said, choice)?.recurrence ?? "") === choice.own.over;
  const chosen: LineChoice = choice.own && !isOver ? { ...choice, own: undefined } : choice;

  useEffect(() => {
    if (line !== "") return;
    setAsWords([]);
    setChoice({});
  }, [line]);

  /** Selects the next of the candidate days. */
  function pickNext(by: 1 | -1): void {
    if (!said || !tools) return;
    const picked = tools.nextOf(said, chosen, by);
    if (picked) setChoice({ ...chosen, picked });
  }

  /**
   * The item to store, as previewed. Waits for the parser if the user types faster than it loads.
   * @returns "unread" if it cannot be loaded and the user has not been told yet
   */
  async function fieldsToAdd(): Promise<NewItem | "unread" | undefined> {
    if (tools) return said && tools.fieldsOfLine(said, chosen);
    const plain: NewItem = { text: line.trim(), date, ...(startTime && { startTime }), ...(endTime && { endTime }) };
    // By adding anyway, the user accepts that the text is not parsed; offline they are told so.
    if (retry || !navigator.onLine) return plain;
    const loaded = await lazyTools.load().catch(() => undefined);
    return loaded ? loaded.fieldsOfLine(loaded.read(line, opening, reading, t), chosen) : "unread";
  }

  /** Empties the line; if put back, its text and choices are restored. */
  function send(): SentLine {
    const sent = sendWords();
    const putBack = () => {
      const isBack = sent.putBack();
      if (isBack) {
        setAsWords(asWords);
        setChoice(chosen);
      }
      return isBack;
    };
    return { ...sent, putBack };
  }

  return {
    line,
    setLine,
    send,
    date,
    setDay,
    said,
    read,
    choice: chosen,
    setChoice,
    keepAsWords: (words: string) => setAsWords((known) => [...known, words]),
    pickNext,
    fieldsToAdd,
    fields: said && tools?.fieldsOfLine(said, chosen),
    tools,
    retry,
  };
}
