import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { reservePort } from "../ports.ts";
import { hasEnded, isRunning, until } from "../wait.ts";
import { codeOf } from "./check-database.ts";
import { chooseRunner, findBinaries, initialise, type Runner, takeOver } from "./postgres-files.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  /** How it was obtained, for the launcher's output. */
  readonly origin: "new" | "started" | "adopted";
  /** Resolves when the server ends. */
  readonly ended: Promise<string>;
  /** Fast shutdown; after `withinMs` an immediate one, which only costs a recovery at the next start. */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder on loopback, or adopts one left running by a killed launcher.
 * @param options `password` of its only user, stored beside it
 */
export async function startPostgres(options: {
  dataDir: string;
  port: number;
  password: string;
  signal?: AbortSignal;
}): Promise<EmbeddedPostgres> {
  const cluster = path.join(options.dataDir, "pg");
  const binaries = findBinaries();
  const isNew = !existsSync(cluster);

  const runner = chooseRunner(binaries, options.dataDir);
  if (isNew) await initialise(runner, { ...options, cluster });
  else {
    takeOver(runner, cluster);
    const orphan = await adopt(cluster, options);
    if (orphan) return { ...orphan, origin: "adopted" };
  }
  const log = path.join(options.dataDir, "postgres.log");
  const server = await until("PostgreSQL did not start", () => spawnServer(runner, { ...options, cluster, log }), {
    withinMs: 15_000,
    everyMs: 200,
    signal: options.signal,
  });
  return { ...server, origin: isNew ? "new" : "started" };
}

type Server = Omit<EmbeddedPostgres, "origin">;
interface Place {
  cluster: string;
  log: string;
  port: number;
  password: string;
  signal?: AbortSignal;
}

/** One attempt; `undefined` if remains of a killed server have not ended yet. */
async function spawnServer(runner: Runner, { cluster, log, port: preferred, password, signal }: Place) {
  const reserved = await reservePort(preferred, "127.0.0.1");
  const settings = {
    port: reserved.port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    // No statements and no rows in the log: they contain what people wrote.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command, parameters, spawnOptions] = runner.command("postgres", ["-D", cluster, ...flags]);
  const logHandle = openSync(log, "w", 0o600);
  await reserved.release();
  const child = spawn(command, parameters, {
    ...spawnOptions,
    detached: true,
    stdio: ["ignore", logHandle, logHandle],
  });
  closeSync(logHandle);
  let hasExited = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
  });
  ended.then(() => {
    hasExited = true;
  });
  const url = urlOf(reserved.port, password);
  const stop = (withinMs?: number) => stopServer(child.pid, withinMs);
  try {
    const isReady = await until(
      "PostgreSQL did not answer",
      async () => (hasExited ? false : (await answers(url)) === "yes" || undefined),
      { withinMs: 60_000, signal }, // recovery after a kill -9 may take a while
    );
    if (isReady) return { url, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
  const words = readFileSync(log, "utf8");
  if (/shared memory block|lock file "postmaster.pid"|could not bind/.test(words)) return undefined;
  throw new Error(`PostgreSQL ended while it started:\n${words || (await ended)}`);
}

/** The server that runs on this cluster without a launcher, if any. */
async function adopt(
  cluster: string,
  options: { password: string; signal?: AbortSignal },
): Promise<Server | undefined> {
  const file = path.join(cluster, "postmaster.pid");
  return until(
    `${file} names a server that neither answers nor ends; end that process`,
    async () => {
      const [pid, port] = readPidFile(file);
      if (!pid || !port) return NONE;
      if (!isPostmaster(pid, cluster)) {
        rmSync(file, { force: true }); // left by a power failure, and its pid was reused
        return NONE;
      }
      const url = urlOf(port, options.password);
      if ((await answers(url)) !== "yes") return undefined; // it is starting or stopping
      return { url, ended: endOf(pid), stop: (withinMs?: number) => stopServer(pid, withinMs) };
    },
    { withinMs: 30_000, everyMs: 50, ...options },
  ).then((server) => (server === NONE ? undefined : server));
}

const NONE = Symbol("no server");

function readPidFile(file: string): [pid: number | undefined, port: number | undefined] {
  if (!existsSync(file)) return [undefined, undefined];
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  return [Number(pid) || undefined, Number(port) || undefined];
}

/** Whether the process is a PostgreSQL on this cluster (by its working directory), not one that got the pid later. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    const [its, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)];
    return its.dev === ours.dev && its.ino === ours.ino;
  } catch {
    return false; // another user's process
  }
}

async function endOf(pid: number): Promise<string> {
  while (isRunning(pid)) await pause(500, undefined, { ref: false });
  return "it is gone";
}

async function stopServer(pid: number | undefined, withinMs = 3_000): Promise<void> {
  if (pid === undefined) return;
  for (const [signal, patienceMs] of [
    ["SIGINT", withinMs],
    ["SIGQUIT", 500],
    ["SIGKILL", 500],
  ] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    if (await hasEnded(pid, patienceMs)) return;
  }
}

const urlOf = (port: number, password: string) => `postgresql://agenda:${password}@127.0.0.1:${port}/postgres`;

/** @throws if it does not accept our password */
async function answers(url: string): Promise<"yes" | "not yet"> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    return "yes";
  } catch (error) {
    if (codeOf(error) !== "28P01") return "not yet";
    throw new Error(
      "The database does not take the password in secrets.json: restore that file, or move the data folder away",
    );
  } finally {
    await client.end().catch(() => {});
  }
}
