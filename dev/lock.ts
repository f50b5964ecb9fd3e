import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A start in a folder where one already runs. */
export class AlreadyRuns extends Error {
  override name = "AlreadyRuns";
  readonly dataDir: string;
  readonly pid: number | undefined;
  constructor(dataDir: string, pid: number | undefined) {
    super("Agenda Assistant already runs here");
    this.dataDir = dataDir;
    this.pid = pid;
  }
}

/**
 * Takes the data folder for this process, until the process ends in whatever way (docs/decisions/0011).
 *
 * An exclusive SQLite transaction is a lock of the operating system: a kill -9 gives it back, so there is nothing stale to judge.
 * @throws AlreadyRuns
 */
export function lockFolder(dataDir: string): void {
  const pidFile = path.join(dataDir, "launcher.pid");
  try {
    held = new DatabaseSync(path.join(dataDir, "lock"), { timeout: 0 });
    held.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if (!(error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY)) throw error;
    throw new AlreadyRuns(dataDir, readPid(pidFile));
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
}

const SQLITE_BUSY = 5;
/** Kept reachable: a collected handle would give the lock back. */
let held: DatabaseSync | undefined;

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}
