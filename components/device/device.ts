import type { Item } from "../../contract/fields/item.ts";
import { remindLater } from "../reminders/remind-later.ts";
import { withItem, withoutItem } from "../sync/loaded-window.ts";
import { withPending } from "../sync/pending-writes.ts";
import { isWide, type QueuedWrite, shownOf, type Written } from "../sync/waiting/queued-writes.ts";
import type { DevicePage, Seen } from "./device-page.ts";
import { claimOnce, keepSeen, stopKeeping } from "./keep-agenda.ts";
import { keepWrite } from "./keep-write.ts";
import { sendInBackground } from "./send-in-background.ts";
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
  let waiting: readonly QueuedWrite[] = [];
  let reminding: string | undefined;
  let isClosed = false;
  const put = async (write: QueuedWrite) => {
    const page = now();
    if (page?.seen && page.isServers) await claimOnce(page.seen);
    await queue.put(write);
    void sendInBackground().catch(() => undefined); // a page sends it
  };
  /** Reminders stay when the page goes. */
  const keep = (write: QueuedWrite) => (isClosed ? keepWrite : put)(write);
  const remind = () => {
    const seen = now()?.seen;
    if (seen) reminding = remindAnew(seen, { waiting, keep, before: reminding });
  };
  const queue = new WriteQueue({
    scope: now()?.scope ?? "",
    onChange: (queue) => {
      waiting = queue;
      remind();
      // Usually the queue is empty before and after: skip the re-render then.
      now()?.setWaiting((known) => (queue.length + known.queue.length === 0 ? known : { ...known, queue }));
    },
    onSent: async (write, written) => {
      const page = now();
      if (page) await show(page, write, written);
    },
  });
  return {
    queue,
    follow: async () => {
      const page = now();
      remind();
      if (page?.seen) keepSeen(page.seen, page);
      if (page?.state === "live") await queue.send();
      else await queue.read();
    },
    put,
    close: () => {
      isClosed = true;
      queue.close();
      stopKeeping();
    },
  };
}

interface Reminding {
  readonly waiting: readonly QueuedWrite[];
  readonly keep: Device["put"];
  /** What decided about reminders at the previous render; undefined at first. */
  readonly before: string | undefined;
}

/** Reads reminders again if what decides about them has changed: other writes need no new read. */
function remindAnew({ loaded, writing }: Seen, { waiting, keep, before }: Reminding): string {
  const { timeZone } = loaded;
  const items = withPending(loaded.items, waiting.flatMap(shownOf), timeZone).filter(isReminding);
  const clock = { timeZone, hour12: writing.hour12 };
  const next = JSON.stringify([items.map(whenReminded), clock]);
  if (next !== before) void remindLater(clock, { known: { items, ranges: loaded.ranges }, keep, listsWaiting: true });
  return next;
}

const isReminding = ({ reminders = [], done }: Item) => reminders.length > 0 && !done;
const whenReminded = ({ id, occurrence, version, date, startsAt, reminders }: Item) =>
  [id, occurrence, version, date, startsAt, reminders].join(" ");

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
