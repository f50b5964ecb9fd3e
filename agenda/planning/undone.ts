import { overdueDays } from "../../contract/first-limits.ts";
import { addDays } from "../time/dates.ts";

/** The first day that is looked back to for what was left undone. @param today in the reader's zone */
export const leftSince = (today: string): string => addDays(today, -overdueDays);

/** When an entry is, and whether it is done: of a stored one or of one on the page. */
interface Dated {
  readonly done: boolean;
  readonly date: string;
  readonly endDate?: string | null | undefined;
  readonly startTime?: string | null | undefined;
}

/** The last day of an all-day entry. */
export const lastDayOf = ({ date, endDate }: Dated): string => endDate ?? date;

/** Whether an all-day entry is over and was not ticked off. What has a time is simply over. @param today in the reader's zone */
export const isUndone = (entry: Dated, today: string): boolean =>
  !entry.done && !entry.startTime && lastDayOf(entry) < today;
