"use client";
import { useEffect } from "react";
import type { Clock } from "../time/clock-words.ts";
import { withMessages } from "../words/page-messages.ts";

/** Some seconds after this was loaded, which is after the page: then nobody waits for anything else. */
const idle = new Promise((resolve) => setTimeout(resolve, 5_000));

/** Shows what is due; loaded when the page has been there for a while, so that it costs the page nothing at first. */
export async function remindLater(clock: Clock, isLikely: boolean): Promise<void> {
  await idle;
  const { showDueBanners } = await withMessages(import("./due-banners.tsx"));
  showDueBanners(clock, isLikely);
}

/** On pages that know no items. */
export function RemindLater({ timeZone, hour12 }: Clock) {
  useEffect(() => void remindLater({ timeZone, hour12 }, true).catch(() => undefined), [timeZone, hour12]);
  return null;
}
