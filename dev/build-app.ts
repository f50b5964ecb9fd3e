import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { entries } from "../env.ts";
import { exitWithParent } from "./exit-with-parent.ts";

const root = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const stamp = path.join(root, ".next/agenda-sources");

/** The sources of a build: these folders, and the configuration files at the top level. */
const folders = ["app", "components", "contract", "agenda", "messages", "server", "prisma", "public"];
const isTopSource = (name: string) =>
  /\.(ts|tsx|js|mjs|css)$/.test(name) ? name !== "next-env.d.ts" : /^(package|package-lock|tsconfig)\.json$/.test(name);

/**
 * Builds the app for production when there is no build, or a source was changed, added or removed since.
 * @param options `onBuild` is called when a build begins; `failsOnWarning` is for tests: elsewhere a warning may be about the machine
 * @returns whether it built
 * @throws with the build's output if it fails
 */
export async function buildApp(
  options: { signal?: AbortSignal; onBuild?: () => void; failsOnWarning?: boolean } = {},
): Promise<boolean> {
  const sources = describeSources();
  if (hasBuild() && readStamp() === sources) return false;
  options.onBuild?.();
  rmSync(stamp, { force: true });
  await generateClient(options);
  const output = await run("next/dist/bin/next", ["build"], options);
  if (!hasBuild()) throw new Error("next build ended without a build");
  if (options.failsOnWarning && hasWarning(output)) throw new Error(`next build printed a warning:\n${output}`);
  writeFileSync(stamp, sources);
  return true;
}

/** Whether a build's output contains a warning of Next or Node. On CI, Next warns of a missing cache: that is about the machine. */
export const hasWarning = (output: string): boolean =>
  /⚠|warn(ing)?s?\b/i.test(output.replaceAll(/^.*No build cache found.*$/gm, ""));

/** Generates Prisma's client if it is missing or older than the schema or the packages. */
export async function generateClient(options: { signal?: AbortSignal } = {}): Promise<void> {
  const generated = modifiedAtMs("server/storage/generated/client.ts");
  if (generated >= Math.max(modifiedAtMs("prisma/schema.prisma"), modifiedAtMs("package-lock.json"))) return;
  await run("prisma/build/index.js", ["generate"], options);
}

/** A hash of the path, size and time of every source: also detects a removed file, or one replaced by an older one. */
function describeSources(): string {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isTopSource(entry.name))
    .map((entry) => entry.name);
  const files = [...top, ...folders.flatMap(filesIn)].sort();
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function filesIn(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(path.join("server", "storage", "generated")));
}

function hasBuild(): boolean {
  return existsSync(path.join(root, ".next/BUILD_ID"));
}

function readStamp(): string | undefined {
  return existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
}

function modifiedAtMs(file: string): number {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Runs a package's program silently and returns its output. Passes no configuration: a build must not depend on any. */
async function run(program: string, parameters: string[], { signal }: { signal?: AbortSignal }): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...exitWithParent.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  for (const name of Object.keys(entries)) delete env[name];
  const child = spawn(process.execPath, [...exitWithParent.flags, require.resolve(program), ...parameters], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const kill = () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL");
  signal?.addEventListener("abort", kill, { once: true });
  let words = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      words += chunk;
    });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  signal?.removeEventListener("abort", kill);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(`${program} ${parameters.join(" ")} failed:\n${words}`);
  return words;
}
