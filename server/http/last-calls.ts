import { LRUCache } from "lru-cache";
import type { Caller } from "../caller.ts";

/** The last call of an assistant that arrived: which operation, and how it ended. No text of it. */
export interface LastCall {
  readonly door: "gpt" | "mcp";
  readonly operation: string;
  readonly atMs: number;
  /** The code of the problem that was answered; absent if it was done. */
  readonly problem?: string;
}

type PerDoor = Partial<Record<LastCall["door"], LastCall>>;

const key = Symbol.for("agenda.lastCalls");
const store = globalThis as { [key]?: LRUCache<string, PerDoor> };

/** Remembers it in this process: it shows somebody who sets up an assistant whether its calls arrive, nothing more. */
export function noteCall(
  { userId, door }: Pick<Caller, "userId" | "door">,
  call: Omit<LastCall, "door" | "atMs">,
): void {
  if (door === "web") return;
  store[key] ??= new LRUCache({ max: 10_000 });
  store[key].set(userId, { ...store[key].get(userId), [door]: { ...call, door, atMs: Date.now() } });
}

/** A person's own last calls, newest first. */
export function lastCallsOf(userId: Caller["userId"]): readonly LastCall[] {
  const calls = Object.values(store[key]?.get(userId) ?? {});
  return calls.sort((a, b) => b.atMs - a.atMs);
}
