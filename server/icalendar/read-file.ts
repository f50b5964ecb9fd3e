import path from "node:path";
import { Worker } from "node:worker_threads";
import pLimit, { type LimitFunction } from "p-limit";
import type { ReadCalendar } from "../../agenda/icalendar/entries.ts";
import { AgendaError } from "../../contract/problems.ts";

/** What the thread is given. */
export interface WorkerTask {
  readonly bytes: Uint8Array;
  /** IANA name, or null while unknown. */
  readonly personZone: string | null;
}

export type FileRead =
  | ({ readonly is: "read" } & ReadCalendar)
  | { readonly is: "unreadable"; readonly reason: string };

const limitMs = 20_000;
const memoryMb = 256;
/** Files that are read at once in one process, and that may wait. */
const atOnce = 2;
const waiting = 8;

const key = Symbol.for("agenda.imports");
interface Reading {
  readonly limit: LimitFunction;
  /** Whose files are being read, or wait for it. */
  readonly owners: Set<string>;
}
const store = globalThis as { [key]?: Reading };

// Put together at run time, so that the bundler leaves it alone: the thread runs the source, as everything outside Next does.
const workerFile = () => path.join(process.cwd(), ...["server", "icalendar", "import-worker.ts"]);

/**
 * Reads a calendar file in a thread of its own, within limits of time and memory; one of a person at a time, so that nobody
 * keeps the others waiting.
 * @param owner whose file it is
 * @throws AgendaError("invalid_input") in words where it is none or takes too long; AgendaError("too_many_writes")
 */
export async function readCalendarFile(
  owner: string,
  bytes: Uint8Array,
  personZone: string | null,
): Promise<ReadCalendar> {
  store[key] ??= { limit: pLimit(atOnce), owners: new Set() };
  const { limit, owners } = store[key];
  if (owners.has(owner)) throw busy("Another file of yours is being read. Wait until that is done.");
  if (limit.pendingCount >= waiting) throw busy("Too many files are being read. Try again shortly.");
  owners.add(owner);
  try {
    const read = await limit(() => inThread({ bytes, personZone }));
    if (read.is === "unreadable") throw new AgendaError("invalid_input", read.reason);
    return read;
  } finally {
    owners.delete(owner);
  }
}

const busy = (detail: string) => new AgendaError("too_many_writes", detail, { retryAfterSeconds: 10 });

function inThread(task: WorkerTask): Promise<FileRead> {
  const { promise, resolve, reject } = Promise.withResolvers<FileRead>();
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true, // nothing of a stranger's file gets into the log
  });
  const timer = setTimeout(() => {
    reject(
      new AgendaError(
        "invalid_input",
        `Reading this file took more than ${limitMs / 1000} seconds. Nothing was stored.`,
      ),
    );
    void worker.terminate();
  }, limitMs);
  worker.once("message", resolve);
  worker.once("error", (thrown: NodeJS.ErrnoException) => {
    const isTooMuch = thrown.code === "ERR_WORKER_OUT_OF_MEMORY";
    reject(
      isTooMuch
        ? new AgendaError("invalid_input", "Reading this file takes too much memory. Nothing was stored.")
        : thrown,
    );
  });
  worker.once("exit", () => reject(new Error("The thread that reads files ended without an answer.")));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
