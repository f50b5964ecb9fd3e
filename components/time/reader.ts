import { createContext, useContext } from "react";
import type { Weekday } from "../../contract/fields/time.ts";
import type { MapService } from "../../contract/operations/settings.ts";
import type { HalfDays } from "./clock-words.ts";
import { type DateWords, english } from "./date-words.ts";

/** How to format dates and times for a user, and the user's own preferences. */
export interface ReaderFormats {
  /** Whether the clock has 12 hours, and its halves' names. */
  readonly hour12: HalfDays;
  /** BCP 47: the user's language, with its region if known. */
  readonly locale: string;
  /** Names and patterns for dates. */
  readonly words: DateWords;
  readonly weekStart: Weekday;
  /** Default length of this user's items. */
  readonly usualMinutes: number;
  /** Whether single-key shortcuts are active in this browser, and shown. */
  readonly hasSingleKeys: boolean;
  /** Working hours by weekday. */
  readonly workingHours: readonly WorkingSpan[];
  /** Service to look up places. */
  readonly mapService: MapService;
  /** The second zone of the week view, chosen in this browser. */
  readonly secondZone?: string | undefined;
}

/** Working hours on some weekdays, HH:MM. */
export interface WorkingSpan {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** The context in which everything on this page is formatted: zone, today's date, formats. */
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
  workingHours: [],
  mapService: "openstreetmap",
});
export const ReaderProvider = ReadingContext.Provider;
export const useReader = (): Reader => useContext(ReadingContext);
