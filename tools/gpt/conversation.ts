import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { ArgumentsRefused } from "./arguments.ts";
import type { Kept } from "./token-file.ts";

const quietMs = 30 * 60_000;

/** The conversations that terminals are in, by terminal, server and person. */
export type Conversations = Readonly<Record<string, { readonly id: string; readonly usedAtMs: number }>>;

/**
 * The conversation that a call belongs to. One terminal stays in one until it has been quiet for half an hour, as a person does in
 * front of an assistant: what was previewed there can be confirmed there, and "this conversation" can be undone.
 * @param named what `--conversation` says: that one, from any terminal and at any time
 * @param place whose calls belong together: terminal, server and person
 * @throws ArgumentsRefused when the name cannot be sent
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

/** The terminal that this process belongs to; scripts and services without one all share "none". */
export function nameOfTerminal(): string {
  const { stdout } = spawnSync("ps", ["-o", "tty=", "-p", String(process.pid)], { encoding: "utf8" });
  return /^[\w/]+$/.exec(stdout?.trim() ?? "")?.[0] ?? "none";
}
