import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Load, LoadResult } from "./load-process.ts";

/** Has one stretch of load sent. @throws when an answer was not the expected one */
export async function sendLoad(process: ChildProcess, load: Load): Promise<LoadResult> {
  process.send(load);
  const [result] = (await once(process, "message")) as [LoadResult | { failure: string }];
  if ("failure" in result) throw new Error(result.failure);
  return result;
}
