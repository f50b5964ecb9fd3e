import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import type { Language } from "../../contract/languages.ts";
import type { Loaded } from "../sync/loaded-window.ts";
import type { FreshChanges } from "../sync/use-fresh.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import type { ReaderFormats } from "../time/reader.ts";
import { databaseName } from "./database-name.ts";

/** The agenda as this device last saw it. */
export interface KeptAgenda {
  /** Identifies the user. */
  readonly scope: string;
  /** The user's name. */
  readonly name: string;
  readonly loaded: Loaded;
  readonly fresh: FreshChanges;
  readonly writing: ReaderFormats;
  /** The language of its page. */
  readonly language?: Language;
  /** When the page last heard from the server. */
  readonly asOfMs: number;
  /** When, and at which rev, the kept days were last read as a whole. */
  readonly whole?: { readonly atMs: number; readonly rev: number };
}

interface Schema extends DBSchema {
  agenda: { key: string; value: KeptAgenda };
  /** Under the same key: writes to be sent, in order. */
  writes: { key: string; value: readonly QueuedWrite[] };
}

const stores = ["agenda", "writes"] as const;
const last = "last";
/** As long as a session: if one ended while the device was offline, nothing is shown for longer. */
export const keptMs = 14 * 86_400_000;

let isOver = false;
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  const forget = () => {
    opened = undefined;
  };
  opened ??= openDB<Schema>(databaseName, 2, {
    upgrade: (db) => {
      for (const name of stores) if (!db.objectStoreNames.contains(name)) db.createObjectStore(name);
    },
    // Another page has a newer version, or the browser has cleared everything.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
}

/** What this device keeps, whoever's it is; undefined once too old. */
export async function readKept(nowMs = Date.now()): Promise<KeptAgenda | undefined> {
  const kept = await (await database()).get("agenda", last);
  if (!kept || nowMs - kept.asOfMs < keptMs) return kept;
  await eraseDevice();
  return undefined;
}

/** Makes the device this user's: nothing of anyone else stays. @param agenda what their page shows */
export async function claimDevice(agenda: KeptAgenda): Promise<void> {
  if (isOver) return;
  await asOwner(undefined, async (kept, { agenda: agendas, writes }) => {
    if (kept?.scope === agenda.scope) return;
    await Promise.all([agendas.put(agenda, last), writes.clear()]);
  });
}

/** Changes what is kept, unless the device is no longer this user's: a page may outlive its session. */
export async function changeKept(scope: string, change: (kept: KeptAgenda) => KeptAgenda): Promise<void> {
  await asOwner(scope, async (kept, { agenda }) => kept && agenda.put(change(kept), last));
}

/** Erases everything. @param scope only if it is this user's */
export async function eraseDevice(scope?: string): Promise<void> {
  await asOwner(scope, (_, { agenda, writes }) => Promise.all([agenda.clear(), writes.clear()]));
}

/** Erases everything, and keeps nothing more of this page: for signing out. */
export async function endDevice(): Promise<void> {
  isOver = true;
  await eraseDevice();
}

/** How many writes are waiting, whoever's device it is. */
export async function countWaiting(): Promise<number> {
  return (await (await database()).get("writes", last))?.length ?? 0;
}

/** The writes to be sent, in order; none of any other user. */
export async function readQueue(scope: string): Promise<readonly QueuedWrite[]> {
  return (await asOwner(scope, (_, { writes }) => writes.get(last))) ?? [];
}

/**
 * Changes the writes to be sent.
 * @returns the resulting queue
 * @throws if the device is no longer this user's
 */
export async function changeQueue(
  scope: string,
  change: (queue: readonly QueuedWrite[]) => readonly QueuedWrite[],
): Promise<readonly QueuedWrite[]> {
  const changed = await asOwner(scope, async (_, { writes }) => {
    const next = change((await writes.get(last)) ?? []);
    await writes.put(next, last);
    return next;
  });
  if (!changed) throw new Error("Nothing of this person is kept here.");
  return changed;
}

type Store<N extends (typeof stores)[number]> = IDBPObjectStore<Schema, typeof stores, N, "readwrite">;

/** Runs in one transaction if the device is this user's; without a scope, whoever's it is. */
async function asOwner<T>(
  scope: string | undefined,
  work: (
    kept: KeptAgenda | undefined,
    stores: { readonly agenda: Store<"agenda">; readonly writes: Store<"writes"> },
  ) => Promise<T>,
): Promise<T | undefined> {
  const transaction = (await database()).transaction(stores, "readwrite");
  const [agenda, writes] = [transaction.objectStore("agenda"), transaction.objectStore("writes")];
  const kept = await agenda.get(last);
  const result = scope === undefined || kept?.scope === scope ? await work(kept, { agenda, writes }) : undefined;
  await transaction.done;
  return result;
}
