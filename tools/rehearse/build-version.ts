import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { NotHere } from "./rehearsal.ts";

const root = path.resolve(import.meta.dirname, "../..");
const git = (...words: string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();

/** The newest migration, and the last commit that did not have it. */
export function findVersionBefore(): { migration: string; commit: string } {
  const folder = "prisma/migrations";
  const migration = readdirSync(path.join(root, folder))
    .filter((name) => /^\d/.test(name))
    .sort()
    .at(-1);
  if (!migration || !existsSync(path.join(root, ".git"))) throw new Error("There is no version before this one here.");
  const added = git("log", "--diff-filter=A", "--format=%H", "--", `${folder}/${migration}`).split("\n").at(-1);
  // Not committed yet: the version before is HEAD.
  return { migration, commit: git("rev-parse", added ? `${added}^` : "HEAD") };
}

/** Builds a commit in a folder, with its own packages. @throws NotHere if they are not those that are installed here, and cannot be installed */
export function buildVersion(commit: string, folder: string): void {
  mkdirSync(folder);
  const archive = execFileSync("git", ["archive", commit], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  if (git("diff", "--name-only", commit, "--", "package-lock.json")) installPackages(folder);
  else execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(folder, "node_modules")]);
  runBuild(folder);
}

function installPackages(folder: string): void {
  const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new NotHere(`npm ci of the version before: ${stderr?.trim().split("\n").at(-1) ?? "no npm"}`);
}

/** Generates Prisma's client and builds the app in a folder that holds it with its packages. */
export function runBuild(folder: string, variables: Readonly<Record<string, string>> = {}): void {
  const run = (file: string, command: string) =>
    execFileSync(process.execPath, [path.join("node_modules", file), command], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...variables },
      stdio: ["ignore", "ignore", "inherit"],
    });
  run("prisma/build/index.js", "generate");
  run("next/dist/bin/next", "build");
}
