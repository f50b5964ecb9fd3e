import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Loaded } from "../sync/loaded-window.ts";
import type { FreshChanges } from "../sync/use-fresh.ts";
import type { ReaderFormats } from "../time/reader.ts";

/** The agenda as this device last saw it. */
export interface KeptAgenda {
  /** Identifies the user. */
  readonly scope: string;
  /** The user's name. */
  readonly name: string;
  readonly loaded: Loaded;
  readonly fresh: FreshChanges;
  readonly writing: ReaderFormats;
  /** When the page last heard from the server. */
  readonly asOfMs: number;
  /** When, and at which rev, all that is kept of an agenda was read as a whole. */
  readonly whole?: { readonly atMs: number; readonly rev: number };
}

interface Schema extends DBSchema {
  agenda: { key: string; value: KeptAgenda };
}

const last = "last";
/** As long as a session lasts: of one that ended while the device had no network, nothing is shown for longer. */
export const keptMs = 14 * 86_400_000;

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  const forget = () => {
    opened = undefined;
  };
  opened ??= openDB<Schema>("agenda", 1, {
    upgrade: (db) => {
      db.createObjectStore("agenda");
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

/** What this device keeps, whoever it is of; nothing once it is too old. */
export async function readKept(nowMs = Date.now()): Promise<KeptAgenda | undefined> {
  const kept = await (await database()).get("agenda", last);
  if (!kept || nowMs - kept.asOfMs < keptMs) return kept;
  await eraseDevice();
  return undefined;
}

/**
 * Makes the device this person's: of anybody else nothing stays.
 * @param agenda what their page shows
 */
export async function claimDevice(agenda: KeptAgenda): Promise<void> {
  const transaction = (await database()).transaction("agenda", "readwrite");
  const kept = await transaction.store.get(last);
  if (kept?.scope !== agenda.scope) await transaction.store.put(agenda, last);
  await transaction.done;
}

/** Changes what is kept, unless the device is not this person's any more: a page may live longer than its session. */
export async function changeKept(scope: string, change: (kept: KeptAgenda) => KeptAgenda): Promise<void> {
  const transaction = (await database()).transaction("agenda", "readwrite");
  const kept = await transaction.store.get(last);
  if (kept?.scope === scope) await transaction.store.put(change(kept), last);
  await transaction.done;
}

/** Erases everything. @param scope only if it is this person's */
export async function eraseDevice(scope?: string): Promise<void> {
  const transaction = (await database()).transaction("agenda", "readwrite");
  const kept = await transaction.store.get(last);
  if (scope === undefined || kept?.scope === scope) await transaction.store.clear();
  await transaction.done;
}
