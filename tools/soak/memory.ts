import type { App } from "../../dev/start-app.ts";
import { residentBytes } from "../bench/cpu.ts";
import { withInspector } from "../bench/inspector.ts";
import type { Point } from "./slope.ts";

export interface Memory {
  /** What the operating system counts. */
  readonly resident: readonly Point[];
  /** What is left of the heap, with the bytes of buffers, after garbage was collected: only a leak makes it grow. */
  readonly kept: readonly Point[];
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

const everyMs = 10_000;

/** Samples an app's memory. @param inspectorPort of its `--inspect` @returns a function that ends it and reports */
export function watchMemory(app: App, inspectorPort: number): () => Promise<Memory> {
  const startedMs = performance.now();
  const [resident, kept]: [Point[], Point[]] = [[], []];
  const sample = () =>
    withInspector(inspectorPort, async (inspect) => {
      await inspect("HeapProfiler.collectGarbage");
      const { usedSize, backingStorageSize } = await inspect<HeapUsage>("Runtime.getHeapUsage");
      const atMinutes = (performance.now() - startedMs) / 60_000;
      kept.push({ atMinutes, megabytes: (usedSize + backingStorageSize) / 1e6 });
      resident.push({ atMinutes, megabytes: residentBytes(app.pid) / 1e6 });
    }).catch(() => {}); // one sample less
  let last = sample();
  const timer = setInterval(() => {
    last = last.then(sample);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await last;
    return { resident, kept };
  };
}
