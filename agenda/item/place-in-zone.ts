import type { ExceptionRecord, ItemContent, SeriesException } from "./item-content.ts";
import { momentsOf } from "./item-times.ts";

/**
 * Puts a floating item, and its floating occurrences, into the zone that is now known; returns any other item unchanged.
 * @param timeZone a valid IANA name
 */
export function placeInZone(content: ItemContent, timeZone: string): ItemContent {
  const floats = content.startTime !== null && content.timeZone === null;
  if (!floats && !content.exceptions) return content;
  const exceptions = exceptionsInZone(content.exceptions, timeZone);
  if (!floats) return { ...content, exceptions };
  return { ...content, timeZone, exceptions, ...momentsOf({ ...content, timeZone }) };
}

/** Puts floating exceptions into a zone that is now known. @param timeZone a valid IANA name */
export function exceptionsInZone(exceptions: ExceptionRecord | null, timeZone: string): ExceptionRecord | null {
  if (!exceptions) return null;
  const settled = Object.entries(exceptions).map(([date, exception]) => [date, exceptionInZone(exception, timeZone)]);
  return Object.fromEntries(settled);
}

function exceptionInZone(exception: SeriesException, timeZone: string): SeriesException {
  if (exception.kind === "cancelled" || !exception.changed.when) return exception;
  const { when } = exception.changed;
  if (when.startTime === null || when.timeZone !== null) return exception;
  return { kind: "changed", changed: { ...exception.changed, when: { ...when, timeZone } } };
}
