import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Answered } from "./contract.ts";

/*
 * Records which problem each operation answered, one file per worker, so that at the end of a run it can be checked that every
 * problem the contract declares was provoked (tests/declared-problems.ts).
 */

const folderIn = (dataDir: string) => path.join(dataDir, "heard");
const noted = new Set<string>();

/** Records a problem that an operation answered as the contract describes it. */
export function hear(operation: string, { status, body }: Answered): void {
  const dataDir = process.env.AGENDA_DATA_DIR;
  if (status < 400 || dataDir === undefined) return;
  const line = `${operation} ${(body as { code?: string }).code}`;
  if (noted.has(line)) return;
  noted.add(line);
  mkdirSync(folderIn(dataDir), { recursive: true });
  appendFileSync(path.join(folderIn(dataDir), `${process.pid}`), `${line}\n`);
}

/** Everything the workers of a run recorded: "operation code" each. */
export function readHeard(dataDir: string): Set<string> {
  const folder = folderIn(dataDir);
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"));
  return new Set(files.flatMap((text) => text.split("\n")).filter((line) => line !== ""));
}
