import type { Item } from "../../contract/fields/item.ts";
import { remindLater } from "../reminders/remind-later.tsx";
import { withItem, withoutItem } from "../sync/loaded-window.ts";
import { isWide, type QueuedWrite, type Written } from "../sync/waiting/queued-writes.ts";
import type { DevicePage, Seen } from "./device-page.ts";
import { claimOnce, keepSeen, stopKeeping } from "./keep-agenda.ts";
import { WriteQueue } from "./write-queue.ts";

/** This device, for a page. */
export interface Device {
  readonly queue: WriteQueue;
  /** Keeps what the page shows now, and sends waiting writes once it is live. */
  readonly follow: () => Promise<void>;
  /** @throws if the device keeps nothing of this user, or cannot */
  readonly put: (write: QueuedWrite) => Promise<void>;
  readonly close: () => void;
}

/** @param now the page as last rendered */
export function openDevice(now: () => DevicePage | undefined): Device {
  const queue = new WriteQueue({
    scope: now()?.scope ?? "",
    // Usually the queue is empty before and after: skip the re-render then.
    onChange: (queue) =>
      now()?.setWaiting((known) => (queue.length + known.queue.length === 0 ? known : { ...known, queue })),
    onSent: async (write, written) => {
      const page = now();
      if (page) await show(page, write, written);
    },
  });
  let reminding: string | undefined;
  return {
    queue,
    follow: async () => {
      const page = now();
      if (page?.seen) reminding = remindAnew(page.seen, reminding);
      if (page?.seen) keepSeen(page.seen, page);
      if (page?.state === "live") await queue.send();
      else await queue.read();
    },
    put: async (write) => {
      const page = now();
      if (page?.seen && page.isServers) await claimOnce(page.seen);
      await queue.put(write);
      void sendInBackground().catch(() => undefined); // a page sends it
    },
    close: () => {
      queue.close();
      stopKeeping();
    },
  };
}

/** If supported, the service worker sends waiting writes once online, even with no page open. */
async function sendInBackground(): Promise<void> {
  const registration: (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined =
    await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("agenda-writes");
}

/** The reminders on the page, as far as they decide when to remind: other writes need no new read. */
const remindingIn = (items: readonly Item[]): string =>
  items
    .filter(({ reminders = [], done }) => reminders.length > 0 && !done)
    .map(({ id, occurrence, version, reminders }) => [id, occurrence, version, reminders].join(" "))
    .join();

/** @param before the reminders at the previous render; undefined at first */
function remindAnew({ loaded, writing }: Seen, before: string | undefined): string {
  const reminding = remindingIn(loaded.items);
  const clock = { timeZone: loaded.timeZone, hour12: writing.hour12 };
  const next = JSON.stringify([reminding, clock]);
  if (next !== before) void remindLater(clock, reminding !== "");
  return next;
}

/** Replaces the waiting write by what was stored. */
async function show({ cache, setWaiting }: DevicePage, write: QueuedWrite, { item, changeId }: Written): Promise<void> {
  if (write.kind === "add" && item)
    setWaiting((known) => ({ ...known, stored: new Map(known.stored).set(write.key, item) }));
  const isOfMany = write.kind !== "add" && isWide(write.item, write.scope);
  // Only the server knows its dates.
  if (isOfMany || (item?.recurrence !== undefined && item.occurrence === undefined))
    return cache.refresh().catch(() => undefined);
  await cache.commit((known) => {
    const gone = item && item.deletedAt === undefined ? item : write.item;
    const isGone = write.kind === "remove" || !item;
    const loaded = isGone ? withoutItem(known.loaded, gone, changeId) : withItem(known.loaded, item, changeId);
    return { ...known, loaded };
  });
}
