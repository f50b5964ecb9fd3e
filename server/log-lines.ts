import SonicBoom from "sonic-boom";

export type Level = "info" | "warn" | "error";

/** Bytes that may wait for whoever reads the log. One that has stopped reading loses lines, instead of taking all memory. */
const waitingMost = 16_000_000;

const key = Symbol.for("agenda.log");
const store = globalThis as { [key]?: SonicBoom };

/**
 * Writes one line of JSON to standard output. Nobody waits for it: lines that come while one is being written go out together.
 * What is left when the process ends is written then.
 * @param fields never a token, a cookie or a text of an agenda
 * @see docs/decisions/0203-log-lines.md
 */
export function writeLine(level: Level, fields: object): void {
  store[key] ??= open();
  store[key].write(`${JSON.stringify({ time: new Date().toISOString(), level, ...fields })}\n`);
}

function open(): SonicBoom {
  const out = new SonicBoom({ fd: 1, sync: false, maxLength: waitingMost });
  out.on("error", () => {}); // whoever read the log is gone: no reason to stop
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
 * From now on whatever else writes to the standard streams, Next above all, becomes a line of JSON too: its kind and no more.
 * What follows a quote, a colon or a slash may be what somebody sent, line breaks included.
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

/** The words up to where something of somebody's could begin, without colours and signs. */
function messageIn(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with one
  const plain = text.replaceAll(/\x1b\[[\d;]*m/g, "").replace(/^[^\p{L}]+/u, "");
  return /^[\p{L}\d ,.()-]{0,120}/u.exec(plain)?.[0].trim() ?? "";
}
