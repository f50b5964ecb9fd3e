import { LRUCache } from "lru-cache";
import type { Caller } from "../caller.ts";
import { oncePerProcess } from "../once-per-process.ts";

/** The last call that arrived from an assistant: its operation and its outcome, without content. */
interface LastCall {
  readonly door: "gpt" | "mcp";
  readonly operation: string;
  readonly atMs: number;
  /** The problem code of the response; absent on success. */
  readonly problem?: string;
}

type PerDoor = Partial<Record<LastCall["door"], LastCall>>;

const lastCalls = oncePerProcess("lastCalls", () => new LRUCache<string, PerDoor>({ max: 10_000 }));

/** Kept in this process only: it shows a person setting up an assistant whether its calls arrive, nothing more. */
export function noteCall(
  { userId, door }: Pick<Caller, "userId" | "door">,
  call: Omit<LastCall, "door" | "atMs">,
): void {
  if (door === "web") return;
  lastCalls().set(userId, { ...lastCalls().get(userId), [door]: { ...call, door, atMs: Date.now() } });
}

/** A person's own last calls, newest first. */
export function lastCallsOf(userId: Caller["userId"]): readonly LastCall[] {
  const calls = Object.values(lastCalls().get(userId) ?? {});
  return calls.sort((a, b) => b.atMs - a.atMs);
}
