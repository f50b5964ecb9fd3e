import { setConnection } from "../sync/connection-state.ts";
import type { FeedState } from "../sync/event-stream.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { changeKept, claimDevice, eraseDevice, type KeptAgenda, readKept } from "./device-store.ts";
import { daysKept, readDays, withSeen } from "./kept-days.ts";

/** What a page shows, and how it stands with the server. */
export type Seen = Omit<KeptAgenda, "asOfMs" | "whole"> & { readonly state: FeedState };

const pauseMs = 400;
/** All days are read anew at most this often. */
const wholeEveryMs = 5 * 60_000;
const touchEveryMs = 60_000;

let latest: Seen | undefined;
let isSoon = false;
let isClaimed = false;
let isReading = false;
/** Somebody signs out here. */
let isOver = false;

/** Keeps on this device what a page shows; and nothing once its session has ended. */
export function keepSeen(seen: Seen): void {
  if (!latest) begin();
  latest = seen;
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    // A browser may refuse to keep anything: the page works all the same.
    void keep().catch(() => undefined);
  }, pauseMs);
}

function begin(): void {
  navigator.serviceWorker?.register("/service-worker.js", { updateViaCache: "none" }).catch(() => undefined);
  document.addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement) || new URL(target.action).pathname !== "/sign-out") return;
    isOver = true;
    void eraseDevice().catch(() => undefined);
  });
  setInterval(() => latest?.state === "live" && keepSeen(latest), touchEveryMs);
}

async function keep(): Promise<void> {
  if (!latest || isOver) return;
  const { state, ...seen } = latest;
  if (state === "signed-out") return eraseDevice(seen.scope);
  if (state !== "live") return;
  const asOfMs = Date.now();
  if (!isClaimed) await claimDevice({ ...seen, asOfMs });
  isClaimed = true;
  await changeKept(seen.scope, (kept) => ({ ...kept, ...seen, asOfMs, loaded: withSeen(kept.loaded, seen.loaded) }));
  await keepWhole(seen);
}

/** Reads what the page does not show. */
async function keepWhole({ scope, loaded: { rev, timeZone } }: Omit<Seen, "state">): Promise<void> {
  const { whole, loaded } = (await readKept()) ?? {};
  const isOld = !whole || loaded?.timeZone !== timeZone || (whole.rev < rev && Date.now() - whole.atMs > wholeEveryMs);
  if (!isOld || isReading) return;
  isReading = true;
  try {
    const atMs = Date.now();
    const read = await readDays(daysKept(wallOf(atMs, timeZone).date));
    await changeKept(scope, (kept) => {
      const seen = latest?.loaded;
      const isNewer = seen && seen.rev >= read.rev && seen.timeZone === read.timeZone;
      const next = isNewer ? withSeen(read, seen) : read;
      return {
        ...kept,
        loaded: { ...next, ...(kept.loaded.left && { left: kept.loaded.left }) },
        whole: { atMs, rev: read.rev },
      };
    });
  } finally {
    isReading = false;
  }
}

/** Says that the page shows what was kept, and how old it is. */
export const tellAge = ({ asOfMs }: KeptAgenda): void => setConnection({ state: "lost", asOfMs });
