/* The limits (limits.ts) that the first rendering of the page needs, without the others. */

/** First and last date the agenda accepts. */
export const firstDate = "1900-01-01";
export const lastDate = "2199-12-31";

/** How many characters an item's title has at most. */
export const textMost = 500;

/** How many days an overview looks back for overdue items. */
export const overdueDays = 30;
