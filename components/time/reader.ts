import { createContext, useContext } from "react";
import type { Weekday } from "../../contract/fields/time.ts";
import { type DateWords, english } from "./date-words.ts";

/** How dates and times are written for somebody, and how they write themselves. */
export interface ReaderFormats {
  readonly hour12: boolean;
  /** BCP 47: the language that the person writes in, as far as is known. */
  readonly locale: string;
  /** What dates are written with. */
  readonly words: DateWords;
  readonly weekStart: Weekday;
  /** What the person's things usually take. */
  readonly usualMinutes: number;
  /** Whether single keys act in this browser, and are named. */
  readonly hasSingleKeys: boolean;
}

/** How everything on this page is read: in which zone, on which day, in which words. */
export interface Reader extends ReaderFormats {
  readonly timeZone: string;
  readonly today: string;
}

const ReadingContext = createContext<Reader>({
  timeZone: "UTC",
  today: "1970-01-01",
  hour12: false,
  locale: "en",
  words: english,
  weekStart: "Monday",
  usualMinutes: 60,
  hasSingleKeys: true,
});
export const ReaderProvider = ReadingContext.Provider;
export const useReader = (): Reader => useContext(ReadingContext);
