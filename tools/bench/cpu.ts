import { readdirSync, readFileSync } from "node:fs";

/** Unit of CPU time on Linux, on every architecture that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/**
 * CPU time of a process and its descendants so far, all threads, user and kernel mode, including descendants that have exited
 * and were reaped.
 * @returns milliseconds, in steps of 10
 * @see proc_pid_stat(5), fields 4 (ppid), 14 to 17 (utime, stime, and both for exited children)
 */
export function cpuMs(pid: number): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ");
        return {
          pid: Number(name),
          parent: Number(fields[1]),
          ticks: fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0),
        };
      } catch {
        return []; // it exited meanwhile
      }
    });
  const ours = new Set([pid]);
  for (let size = 0; size < ours.size; ) {
    size = ours.size;
    for (const each of processes) if (ours.has(each.parent)) ours.add(each.pid);
  }
  const ticks = processes.filter((each) => ours.has(each.pid)).reduce((sum, each) => sum + each.ticks, 0);
  return (ticks * 1000) / ticksPerSecond;
}

/** Resident memory of one process. @returns bytes */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
