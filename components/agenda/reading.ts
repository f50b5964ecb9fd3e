import { createContext, useContext } from "react";

/** How everything on this page is read: in which zone, on which clock, on which day. */
export interface Reading {
  readonly timeZone: string;
  readonly today: string;
  readonly hour12: boolean;
}

const ReadingContext = createContext<Reading>({ timeZone: "UTC", today: "1970-01-01", hour12: false });
export const ReadingProvider = ReadingContext.Provider;
export const useReading = (): Reading => useContext(ReadingContext);
