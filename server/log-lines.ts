import SonicBoom from "sonic-boom";
import { oncePerProcess } from "./once-per-process.ts";

export type Level = "info" | "warn" | "error";

/** Buffer limit in bytes. If the log's reader stalls, lines are dropped rather than filling memory. */
const waitingMost = 16_000_000;

const output = oncePerProcess("log", open);

/**
 * Writes one line of JSON to standard output. Asynchronous and batched: lines that arrive while one is being written go out
 * together. The remainder is written when the process exits.
 * @param fields never a token, a cookie or a text of an agenda
 * @see docs/decisions/0203-log-lines.md
 */
export function writeLine(level: Level, fields: object): void {
  output().write(`${JSON.stringify({ time: new Date().toISOString(), level, ...fields })}\n`);
}

function open(): SonicBoom {
  const out = new SonicBoom({ fd: 1, sync: false, maxLength: waitingMost });
  out.on("error", () => {}); // the log's reader is gone: no reason to stop
  process.on("exit", () => {
    try {
      out.flushSync();
    } catch {
      // the same
    }
  });
  return out;
}

/**
 * Turns everything else that is written to the standard streams, mostly by Next, into JSON lines too, with only its kind.
 * Anything after a quote, a colon or a slash may be user input, line breaks included.
 */
export function takeOverStreams(): void {
  for (const [stream, level] of [
    [process.stdout, "info"],
    [process.stderr, "warn"],
  ] as const)
    stream.write = (chunk: unknown, ...rest: unknown[]) => {
      const message = messageIn(String(chunk));
      if (message) writeLine(level, { from: "next", message });
      const done = rest.find((each) => typeof each === "function");
      if (done) process.nextTick(done);
      return true;
    };
}

/** The text up to where user input could begin, without colours and symbols. */
function messageIn(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
  const plain = text.replaceAll(/\x1b\[[\d;]*m/g, "").replace(/^[^\p{L}]+/u, "");
  return /^[\p{L}\d ,.()-]{0,120}/u.exec(plain)?.[0].trim() ?? "";
}
