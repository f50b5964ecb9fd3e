import type { Item } from "../../contract/fields/item.ts";
import { remindLater } from "../reminders/remind-later.tsx";
import { withItem, withoutItem } from "../sync/loaded-window.ts";
import { isWide, type QueuedWrite, type Written } from "../sync/waiting/queued-writes.ts";
import type { DevicePage, Seen } from "./device-page.ts";
import { claimOnce, keepSeen } from "./keep-agenda.ts";
import { WriteQueue } from "./write-queue.ts";

/** This device, for one page. */
export interface Device {
  readonly queue: WriteQueue;
  /** Keeps what the page shows now, and sends what waits once the page is live. */
  readonly follow: () => Promise<void>;
  /** @throws if the device keeps nothing of this person, or cannot */
  readonly put: (write: QueuedWrite) => Promise<void>;
}

/** @param now the page as it is drawn last */
export function openDevice(now: () => DevicePage | undefined): Device {
  const queue = new WriteQueue({
    scope: now()?.scope ?? "",
    // Mostly there is nothing, before and after: then nothing is drawn anew.
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
  };
}

/** Where the browser can, its service worker sends what waits once there is a network, though no page be open. */
async function sendInBackground(): Promise<void> {
  const registration: (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined =
    await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("agenda-writes");
}

/** What is on the page that reminds, as far as it decides when: whatever else is written, nothing is to be read anew. */
const remindingIn = (items: readonly Item[]): string =>
  items
    .filter(({ reminders = [], done }) => reminders.length > 0 && !done)
    .map(({ id, occurrence, version, reminders }) => [id, occurrence, version, reminders].join(" "))
    .join();

/** @param before what reminded when the page was drawn before; undefined at first */
function remindAnew({ loaded, writing }: Seen, before: string | undefined): string {
  const reminding = remindingIn(loaded.items);
  const clock = { timeZone: loaded.timeZone, hour12: writing.hour12 };
  const next = JSON.stringify([reminding, clock]);
  if (next !== before) void remindLater(clock, reminding !== "");
  return next;
}

/** Shows what was stored in place of what waited. */
async function show({ cache, setWaiting }: DevicePage, write: QueuedWrite, { item, changeId }: Written): Promise<void> {
  if (write.kind === "add" && item)
    setWaiting((known) => ({ ...known, stored: new Map(known.stored).set(write.key, item) }));
  const isOfMany = write.kind !== "add" && isWide(write.item, write.scope);
  // Its dates are known to the server alone.
  if (isOfMany || (item?.recurrence !== undefined && item.occurrence === undefined))
    return cache.refresh().catch(() => undefined);
  await cache.commit((known) => {
    const gone = item && item.deletedAt === undefined ? item : write.item;
    const isGone = write.kind === "remove" || !item;
    const loaded = isGone ? withoutItem(known.loaded, gone, changeId) : withItem(known.loaded, item, changeId);
    return { ...known, loaded };
  });
}
