import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Load, LoadResult } from "./load-process.ts";

/** Sends one period of load. @throws if an answer was unexpected or the sending process ended */
export async function sendLoad(loader: ChildProcess, load: Load): Promise<LoadResult> {
  const settled = new AbortController();
  const ended = once(loader, "exit", { signal: settled.signal }).then(([code, signal]) => {
    throw new Error(`The process that sends requests ended (${signal ?? code}).`);
  });
  ended.catch(() => {});
  loader.send(load);
  try {
    const [result] = (await Promise.race([once(loader, "message", { signal: settled.signal }), ended])) as [
      LoadResult | { failure: string },
    ];
    if ("failure" in result) throw new Error(result.failure);
    return result;
  } finally {
    settled.abort();
  }
}
