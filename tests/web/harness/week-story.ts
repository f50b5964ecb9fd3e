import type { Locator, Page } from "@playwright/test";
import { addDays, weekStartOf } from "../../../agenda/time/dates.ts";
import { weekdayAndDate } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { day, isLive } from "./agenda-story.ts";

/** A day of next week, none of it over: 0 is its Monday. */
export const nextWeek = (index: number): string => addDays(weekStartOf(day(7)), index);

/** "Friday 4 December", as names say it. */
export const named = (date: string): string => weekdayAndDate(date, day(0), english);

export async function openWeek(page: Page, date = nextWeek(0)): Promise<void> {
  await page.goto(`/week/${date}`);
  await isLive(page);
}

export const grid = (page: Page): Locator => page.getByRole("region", { name: /^Week of / });

/** An item on the grid, by the beginning of its name. */
export const slot = (page: Page, name: string): Locator => grid(page).getByRole("button", { name });

const hourPx = 48;
const firstHour = 7;
/** Grabbed a little below the edge. */
const gripPx = 4;

/** A point in the window, some hours down the column of a day. */
export async function pointAt(page: Page, date: string, hour: number): Promise<{ x: number; y: number }> {
  const box = await page.locator(`[data-day="${date}"]`).boundingBox();
  if (!box) throw new Error(`${date} is not on the grid.`);
  return { x: box.x + box.width / 2, y: box.y + (hour - firstHour) * hourPx + gripPx };
}

export async function gripOf(item: Locator): Promise<{ x: number; y: number }> {
  const box = await item.boundingBox();
  if (!box) throw new Error("It is not on the grid.");
  return { x: box.x + box.width / 2, y: box.y + gripPx };
}

/** Drags with the mouse, and lets go. */
export async function drag(
  page: Page,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}
