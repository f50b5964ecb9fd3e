"use client";
import { useEffect } from "react";
import type { Clock } from "../time/clock-words.ts";
import { withMessages } from "../words/page-messages.ts";

/** A few seconds after this loads, which is after the page: nothing else then waits. */
const idle = new Promise((resolve) => setTimeout(resolve, 5_000));

/** Shows due reminders; loaded once the page has been open for a while, so that it costs nothing at first. */
export async function remindLater(clock: Clock, isLikely: boolean): Promise<void> {
  await idle;
  const { showDueBanners } = await withMessages(import("./due-banners.tsx"));
  showDueBanners(clock, isLikely);
}

/** On pages without items. */
export function RemindLater({ timeZone, hour12 }: Clock) {
  useEffect(() => void remindLater({ timeZone, hour12 }, true).catch(() => undefined), [timeZone, hour12]);
  return null;
}
