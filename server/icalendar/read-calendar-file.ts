import path from "node:path";
import { Worker } from "node:worker_threads";
import pLimit, { type LimitFunction } from "p-limit";
import type { FileEntry, ReadCalendar } from "../../agenda/icalendar/read/file-entry.ts";
import type { Reader } from "../../agenda/icalendar/read/read-calendars.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Said } from "../../messages/said.ts";
import { inSlices } from "../in-slices.ts";
import { oncePerProcess } from "../once-per-process.ts";

/** Input of the worker thread. */
export interface WorkerTask extends Reader {
  readonly bytes: Uint8Array;
}

export type FileRead =
  | {
      readonly is: "read";
      /** Entries as JSON, in batches: as objects, the main thread would have to receive thousands at once. */
      readonly batches: readonly string[];
      readonly refused: ReadCalendar["refused"];
    }
  | { readonly is: "unreadable"; readonly words: Said };

/** Messages from the worker thread: progress, and finally what it read. */
export type WorkerWord = FileRead | { readonly is: "progress"; readonly share: number };

const limitMs = 30_000;
const memoryMb = 256;
/** Number of files read in parallel per process, and of files that may wait. Those that arrive are bounded at the door. */
const atOnce = 2;
const waiting = 8;

interface Reading {
  readonly limit: LimitFunction;
  /** What ends the arrival of an owner's file. */
  readonly arriving: Map<string, AbortController>;
  /** Owners of the files being read or waiting, with the fraction read, 0 to 1. */
  readonly received: Map<string, number>;
}
const imports = oncePerProcess(
  "imports",
  (): Reading => ({ limit: pLimit(atOnce), arriving: new Map(), received: new Map() }),
);

// Ignored by the bundler: the thread runs the source, like everything outside Next.
const workerFile = () => path.join(/* turbopackIgnore: true */ process.cwd(), "server/icalendar/import-worker.ts");

/**
 * Reads a calendar file in a worker thread with time and memory limits; one per user at a time, so that nobody blocks the
 * others.
 * @param owner whose file it is
 * @param receive called unless the file is refused already; given up if the owner sends another meanwhile
 * @throws AgendaError("invalid_input") if it is not a calendar or takes too long; AgendaError("too_many_writes"); as `receive`
 */
export async function readCalendarFile(
  owner: string,
  receive: (signal: AbortSignal) => Promise<Uint8Array>,
  task: Omit<WorkerTask, "bytes">,
): Promise<{ readonly bytes: Uint8Array; readonly read: ReadCalendar }> {
  const { limit, arriving, received } = imports();
  const requirePlace = () => {
    if (received.has(owner)) throw busy({ key: "calendars.readingAnother" });
    if (received.size >= atOnce + waiting) throw busy({ key: "calendars.readingMany" });
  };
  requirePlace();
  // The one before may come over a connection that was lost, which shows only minutes later.
  arriving.get(owner)?.abort(busy({ key: "calendars.readingAnother" }));
  const arrival = new AbortController();
  arriving.set(owner, arrival);
  const bytes = await receive(arrival.signal).finally(() => {
    if (arriving.get(owner) === arrival) arriving.delete(owner);
  });
  arrival.signal.throwIfAborted();
  requirePlace();
  received.set(owner, 0);
  try {
    const read = await limit(() => inThread({ ...task, bytes }, (share) => received.set(owner, share)));
    if (read.is === "unreadable") throw refused(read.words);
    const entries = mapSteps(read.batches, (batch) => JSON.parse(batch) as FileEntry[]);
    return { bytes, read: { entries: (await inSlices(entries)).flat(), refused: read.refused } };
  } finally {
    received.delete(owner);
  }
}

const refused = (words: Said) => new AgendaError("invalid_input", undefined, { words });
const busy = (words: Said) => new AgendaError("too_many_writes", undefined, { words, retryAfterSeconds: 10 });

/** The fraction of an owner's file read so far, 0 to 1; undefined if this process is not reading one. */
export const readingOf = (owner: string): number | undefined => imports().received.get(owner);

function inThread(task: WorkerTask, onProgress: (share: number) => void): Promise<FileRead> {
  const { promise, resolve, reject } = Promise.withResolvers<FileRead>();
  const worker = new Worker(workerFile(), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true, // keeps the contents of strangers' files out of the log
  });
  const timer = setTimeout(() => {
    reject(refused({ key: "calendars.tooSlow", values: { seconds: limitMs / 1000 } }));
    void worker.terminate();
  }, limitMs);
  worker.on("message", (word: WorkerWord) => {
    if (word.is === "progress") onProgress(word.share);
    else resolve(word);
  });
  worker.once("error", (thrown: NodeJS.ErrnoException) => {
    const isTooMuch = thrown.code === "ERR_WORKER_OUT_OF_MEMORY";
    reject(isTooMuch ? refused({ key: "calendars.tooMuch" }) : thrown);
  });
  worker.once("exit", () => reject(new Error("The thread that reads files ended without an answer.")));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
