import type { Language } from "../../contract/languages.ts";
import { setConnection } from "../sync/connection-state.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { DevicePage, Seen } from "./device-page.ts";
import { changeKept, claimDevice, eraseDevice, type KeptAgenda, readKept } from "./device-store.ts";
import { daysKept, readDays, withSeen } from "./kept-days.ts";

type Standing = Pick<DevicePage, "state" | "isServers">;

const pauseMs = 400;
/** Minimum time between reads of all days. */
const wholeEveryMs = 5 * 60_000;
const touchEveryMs = 60_000;

let latest: { readonly seen: Seen; readonly page: Standing } | undefined;
let isShown = false;
let isSoon = false;
let isClaimed = false;
let isReading = false;

/** Keeps what a page shows on this device; nothing once its session has ended. */
export function keepSeen(seen: Seen, page: Standing): void {
  if (!latest) begin();
  latest = { seen, page };
  isShown = true;
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    // A browser may refuse storage: the page still works.
    void keep().catch(() => undefined);
  }, pauseMs);
}

/** The page was left for one without an agenda: what it showed last is not how the agenda is from now on. */
export function stopKeeping(): void {
  isShown = false;
}

function begin(): void {
  navigator.serviceWorker?.register("/service-worker.js", { updateViaCache: "none" }).catch(() => undefined);
  setInterval(() => {
    if (isShown && latest?.page.state === "live") keepSeen(latest.seen, latest.page);
  }, touchEveryMs);
}

const languageNow = () => document.documentElement.lang as Language;

async function keep(): Promise<void> {
  if (!latest) return;
  const { seen, page } = latest;
  const { state, isServers } = page;
  if (state === "signed-out") return eraseDevice(seen.scope);
  if (state !== "live") return;
  const asOfMs = Date.now();
  if (isServers) await claimOnce(seen);
  await changeKept(seen.scope, (kept) => ({
    ...kept,
    ...seen,
    language: languageNow(),
    asOfMs,
    loaded: withSeen(kept.loaded, seen.loaded),
  }));
  await keepWhole(seen);
}

/** Makes the device this user's, once per page: one that outlives its session must not do so again. */
export async function claimOnce(seen: Seen): Promise<void> {
  if (isClaimed) return;
  isClaimed = true;
  await claimDevice({ ...seen, language: languageNow(), asOfMs: Date.now() });
}

/** Reads the days not on the page. */
async function keepWhole({ scope, loaded: { rev, timeZone } }: Seen): Promise<void> {
  const { whole, loaded } = (await readKept()) ?? {};
  const isOld = !whole || loaded?.timeZone !== timeZone || (whole.rev < rev && Date.now() - whole.atMs > wholeEveryMs);
  if (!isOld || isReading) return;
  isReading = true;
  try {
    const atMs = Date.now();
    const read = await readDays(daysKept(wallOf(atMs, timeZone).date));
    await changeKept(scope, (kept) => {
      const seen = latest?.seen.loaded;
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

/** Reports that the page shows a kept copy, and its age. */
export const tellAge = ({ asOfMs }: KeptAgenda): void => setConnection({ state: "lost", asOfMs });
