import { parentPort, workerData } from "node:worker_threads";
import type { RefusedEntry } from "../../agenda/icalendar/read/file-entry.ts";
import { readCalendars } from "../../agenda/icalendar/read/read-calendars.ts";
import { takeApart, Unreadable } from "./parse-calendar.ts";
import type { FileRead, WorkerTask, WorkerWord } from "./read-calendar-file.ts";

/*
 * Runs in a worker thread with a memory and a time limit: its input comes from strangers. The thread runs this source file, not
 * the bundle, so it must not import anything that needs a bundler.
 */
let toldMs = performance.now();

function reportProgress(share: number): void {
  if (performance.now() - toldMs < 200) return;
  toldMs = performance.now();
  parentPort?.postMessage({ is: "progress", share } satisfies WorkerWord);
}

/** Entries in one text: what the main thread parses in one go. */
const batch = 100;

function read({ bytes, ...reader }: WorkerTask): FileRead {
  try {
    const { calendars, broken, others } = takeApart(bytes);
    const found = readCalendars(calendars, reader, reportProgress);
    const kinds: RefusedEntry[] =
      others === 0
        ? []
        : [{ text: { key: "calendars.others", values: { count: others } }, reason: { key: "calendars.onlyKinds" } }];
    const batches: string[] = [];
    for (let start = 0; start < found.entries.length; start += batch)
      batches.push(JSON.stringify(found.entries.slice(start, start + batch)));
    return { is: "read", batches, refused: [...broken, ...found.refused, ...kinds] };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { is: "unreadable", words: thrown.words };
    throw thrown;
  }
}

parentPort?.postMessage(read(workerData as WorkerTask));
