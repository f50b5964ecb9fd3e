import { partsOf } from "./dates.ts";

export const months: readonly string[] = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** "27 November 2026", for messages to users and models. */
export function longDate(date: string): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${months[month - 1]} ${year}`;
}
