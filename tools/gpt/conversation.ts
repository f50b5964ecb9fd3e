import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { ArgumentsRefused } from "./arguments.ts";
import type { Kept } from "./token-file.ts";

const quietMs = 30 * 60_000;

/** The current conversations, by terminal, server and user. */
export type Conversations = Readonly<Record<string, { readonly id: string; readonly usedAtMs: number }>>;

/**
 * The conversation that a call belongs to. A terminal stays in one until it has been idle for half an hour, as a user does with
 * an assistant: what was previewed in it can be confirmed in it, and "this conversation" can be undone.
 * @param named the value of `--conversation`: uses that one, from any terminal at any time
 * @param place key for calls that belong together: terminal, server and user
 * @throws ArgumentsRefused if the name cannot be sent
 */
export function conversationOf(
  named: string | undefined,
  place: string,
  kept: Kept<Conversations>,
  nowMs = Date.now(),
): string {
  if (named !== undefined) {
    if (/^[\w.:-]{1,100}$/.test(named)) return named;
    throw new ArgumentsRefused("The name of a conversation has 1 to 100 letters, digits, or . _ : and -.");
  }
  const recent = Object.fromEntries(
    Object.entries(kept.read() ?? {}).filter(([, { usedAtMs }]) => nowMs - usedAtMs < quietMs),
  );
  const id = recent[place]?.id ?? randomUUID();
  kept.write({ ...recent, [place]: { id, usedAtMs: nowMs } });
  return id;
}

/** The terminal that this process belongs to; scripts and services without one share "none". */
export function nameOfTerminal(): string {
  const { stdout } = spawnSync("ps", ["-o", "tty=", "-p", String(process.pid)], { encoding: "utf8" });
  return /^[\w/]+$/.exec(stdout?.trim() ?? "")?.[0] ?? "none";
}
