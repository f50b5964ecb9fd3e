import { execFileSync } from "node:child_process";
import os from "node:os";

/** The hardware and software of the run. Nothing that identifies the machine or a folder on it. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memory: string;
  readonly node: string;
  readonly date: string;
  readonly commit: string;
  /** Load average over the last minute before the run, to show other activity. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cores: cpus.length,
    processor: cpus[0]?.model.trim() ?? "unknown",
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    commit: commitNow(),
    loadBefore: os.loadavg()[0] ?? 0,
  };
}

function commitNow(): string {
  const git = (...words: string[]) =>
    execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    const isChanged = git("status", "--porcelain", "--", ":!bench/*.md").trim() !== "";
    return git("rev-parse", "--short=12", "HEAD").trim() + (isChanged ? " with changes" : "");
  } catch {
    return "not in a repository";
  }
}
