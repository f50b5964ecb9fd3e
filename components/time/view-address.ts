import { daysIn, partsOf } from "../../agenda/time/dates.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";

/** The views of an agenda: as one line, as a week's grid, as a month. */
export const views = ["day", "week", "month"] as const;
export type View = (typeof views)[number];

/** What a URL shows: a view, and its day. Without one, today. */
export interface ViewPlace {
  readonly view: View;
  /** YYYY-MM-DD; for months, any of its days. */
  readonly date?: string | undefined;
}

const pattern = /^\/(day|week|month)(?:\/([^/]+))?\/?$/;

/** Whether an agenda can have this day. @param date YYYY-MM-DD, or anything */
export function isDay(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || date < firstDate || date > lastDate) return false;
  const { year, month, day } = partsOf(date);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Parses the last part of a URL: `2027-03-08`, or for a month `2027-03`. Undefined if there is no such day. */
export function dateIn(view: View, name: string): string | undefined {
  const date = view === "month" ? `${name}-01` : name;
  return isDay(date) ? date : undefined;
}

/** The view at a path; undefined if it is not one, or its day does not exist. */
export function placeAt(pathname: string): ViewPlace | undefined {
  if (pathname === "/") return { view: "day" };
  const [, view, name] = (pattern.exec(pathname) ?? []) as [string?, View?, string?];
  if (!view) return undefined;
  const date = name === undefined ? undefined : dateIn(view, name);
  return name !== undefined && date === undefined ? undefined : { view, date };
}

/** The path of a view: `/day/2027-03-08`, `/week/2027-03-08`, `/month/2027-03`; from today on, `/`, `/week`, `/month`. */
export function pathOf({ view, date }: ViewPlace): string {
  if (date === undefined) return view === "day" ? "/" : `/${view}`;
  return `/${view}/${view === "month" ? date.slice(0, 7) : date}`;
}
