import { type LedgerEntryView, summarizeChange } from "../../agenda/history/change-words.ts";
import { importedFlagOfChanges } from "../../agenda/item/imported-flag.ts";
import { tellChange } from "../feed/hub.ts";
import type { Caller } from "../identity/caller.ts";
import { type Work, write } from "../storage/ledger/write-transaction.ts";

/** A change as the write that made it answers it. */
export interface Made {
  /** Its number in the person's ledger. */
  readonly id: number;
  readonly summary: string;
  readonly imported?: true;
}

/**
 * Writes, then tells open pages that something changed.
 * @returns the work's result and the change, or null when nothing was changed
 */
export async function makeChange<T>(
  caller: Caller,
  work: Work<T>,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<{ result: T; change: Made | null }> {
  const { result, entry } = await write(caller, work, timeoutMs);
  if (entry === null) return { result, change: null };
  tellChange(caller.userId, entry.rev);
  return { result, change: madeOf(entry.rev, entry) };
}

/** A change as it is answered. */
export const madeOf = (rev: number, entry: LedgerEntryView): Made => ({
  id: rev,
  summary: summarizeChange(entry),
  ...importedFlagOfChanges(entry.items),
});
