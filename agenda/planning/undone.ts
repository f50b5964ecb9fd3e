import { overdueDays } from "../../contract/first-limits.ts";
import { addDays } from "../time/dates.ts";

/** The first day searched for entries left undone. @param today in the reader's zone */
export const leftSince = (today: string): string => addDays(today, -overdueDays);

/** The date and done state of an entry, stored or on the page. */
interface Dated {
  readonly done: boolean;
  readonly date: string;
  readonly endDate?: string | null | undefined;
  readonly startTime?: string | null | undefined;
}

/** The last day of an all-day entry. */
export const lastDayOf = ({ date, endDate }: Dated): string => endDate ?? date;

/** Whether an all-day entry is over and not done. A timed one is simply over. @param today in the reader's zone */
export const isUndone = (entry: Dated, today: string): boolean =>
  !entry.done && !entry.startTime && lastDayOf(entry) < today;
