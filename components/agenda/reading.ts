import { createContext, useContext } from "react";
import { type DateWords, english } from "./date-words.ts";
import type { weekdays } from "./dates.ts";

/** How dates and times are written for somebody, and how they write themselves. */
export interface Writing {
  readonly hour12: boolean;
  /** What dates are written with. */
  readonly words: DateWords;
  readonly weekStart: (typeof weekdays)[number];
  /** What the person's things usually take. */
  readonly usualMinutes: number;
  /** Whether single keys act in this browser, and are named. */
  readonly hasSingleKeys: boolean;
}

/** How everything on this page is read: in which zone, on which day, in which words. */
export interface Reading extends Writing {
  readonly timeZone: string;
  readonly today: string;
}

const ReadingContext = createContext<Reading>({
  timeZone: "UTC",
  today: "1970-01-01",
  hour12: false,
  words: english,
  weekStart: "Monday",
  usualMinutes: 60,
  hasSingleKeys: true,
});
export const ReadingProvider = ReadingContext.Provider;
export const useReading = (): Reading => useContext(ReadingContext);
