import type { Api } from "./api.ts";

/** An item of a test, identified by its `text`. */
export interface Entry {
  readonly text: string;
  readonly date: string;
  readonly startTime?: string;
  readonly endDate?: string;
  readonly endTime?: string;
  readonly timeZone?: string;
}

/** All pages of a window, as texts; a callback may run between two pages. */
export async function readPages(
  gpt: Api,
  args: { from: string; to: string; timeZone?: string; limit: number },
  between?: (page: number) => Promise<unknown>,
) {
  const pages: string[][] = [];
  let next: object = args;
  for (;;) {
    const { items, nextCursor } = await gpt.call("listItems", next);
    pages.push(items.map(({ text }) => text));
    if (nextCursor === undefined) return pages;
    if (pages.length > 300) throw new Error("The pages never end.");
    await between?.(pages.length);
    next = { limit: args.limit, cursor: nextCursor };
  }
}

/** What a window must contain, computed with Temporal alone. */
export function shown(entries: readonly Entry[], from: string, to: string, zone: string): string[] {
  const startOf = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  const at = (date: string, time: string, timeZone: string) =>
    Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  const [opens, closes] = [startOf(from), startOf(Temporal.PlainDate.from(to).add({ days: 1 }).toString())];
  return entries
    .map(({ text, date, startTime, endDate = date, endTime, timeZone = zone }, index) => {
      if (startTime === undefined)
        return { text, index, isTimed: 0, date, startsAt: startOf(date), isIn: date <= to && endDate >= from };
      const startsAt = at(date, startTime, timeZone);
      const endsAt = endTime === undefined ? startsAt : at(endDate, endTime, timeZone);
      const isIn = startsAt < closes && (startsAt >= opens || endsAt > opens);
      return { text, index, isTimed: 1, date: "", startsAt, isIn };
    })
    .filter(({ isIn }) => isIn)
    .sort(
      (a, b) => a.startsAt - b.startsAt || a.isTimed - b.isTimed || a.date.localeCompare(b.date) || a.index - b.index,
    )
    .map(({ text }) => text);
}
