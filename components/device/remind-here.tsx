"use client";
import { useEffect } from "react";
import type { RemindingPage } from "../reminders/known-reminders.ts";
import { remindLater } from "../reminders/remind-later.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import type { Clock } from "../time/clock-words.ts";

/** What is done with a reminder waits here, too, if it cannot be sent. */
export const keepLater = async (write: QueuedWrite): Promise<void> =>
  (await import("./keep-write.ts")).keepWrite(write);

interface Props extends Clock, Partial<Pick<RemindingPage, "listsWaiting">> {}

/** Due reminders, on pages that do not follow the agenda. */
export function RemindHere({ timeZone, hour12, listsWaiting = false }: Props) {
  useEffect(
    () => void remindLater({ timeZone, hour12 }, { keep: keepLater, listsWaiting }).catch(() => undefined),
    [timeZone, hour12, listsWaiting],
  );
  return null;
}
