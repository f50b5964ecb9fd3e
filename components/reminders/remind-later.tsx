"use client";
import { useEffect } from "react";
import type { Item } from "../../contract/fields/item.ts";
import type { Clock } from "../time/clock-words.ts";
import { withMessages } from "../words/page-messages.ts";

/** A few seconds after this loads, which is after the page: nothing else then waits. */
const idle = new Promise((resolve) => setTimeout(resolve, 5_000));

/**
 * Shows due reminders; loaded once the page has been open for a while, so that it costs nothing at first.
 * @param items those with reminders, as far as the page knows them; undefined if it shows none
 */
export async function remindLater(clock: Clock, items?: readonly Item[]): Promise<void> {
  await idle;
  const { showDueBanners } = await withMessages(import("./due-banners.tsx"));
  showDueBanners(clock, items);
}

/** On pages without items. */
export function RemindLater({ timeZone, hour12 }: Clock) {
  useEffect(() => void remindLater({ timeZone, hour12 }).catch(() => undefined), [timeZone, hour12]);
  return null;
}
