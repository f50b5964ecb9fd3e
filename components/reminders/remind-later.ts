import type { Clock } from "../time/clock-words.ts";
import { withMessages } from "../words/page-messages.ts";
import type { RemindingPage } from "./known-reminders.ts";

/** A few seconds after this loads, which is after the page: nothing else then waits. */
const idle = new Promise((resolve) => setTimeout(resolve, 5_000));

/** Shows due reminders; loaded once the page has been open for a while, so that it costs nothing at first. */
export async function remindLater(clock: Clock, page: RemindingPage): Promise<void> {
  await idle;
  const { showDueBanners } = await withMessages(import("./due-banners.tsx"));
  showDueBanners(clock, page);
}
