import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { exitWithParent } from "./exit-with-parent.ts";
import { until } from "./wait.ts";

const root = path.resolve(import.meta.dirname, "..");
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");

export interface App {
  readonly pid: number;
  /** Its address on this machine; people use APP_URL. */
  readonly url: string;
  /** Resolves when its process ends, with the reason. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL after `withinMs` (default 4 s). */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Starts one instance of the app and waits until it is alive. Several may run on one database.
 * @param options `env` the product's variables (env.ts), on top of this process's; `output` where its log lines go
 */
export async function startApp(options: {
  mode: "start" | "dev";
  env: Readonly<Record<string, string>>;
  host: string;
  port: number;
  output?: "inherit" | "ignore" | number;
  signal?: AbortSignal;
  /** Where the app was built, if not here. */
  folder?: string | undefined;
}): Promise<App> {
  const { mode, host, port, output = "inherit", folder = root } = options;
  const child = spawn(process.execPath, [...exitWithParent.flags, next, mode, "-p", String(port), "-H", host], {
    cwd: folder,
    env: {
      ...process.env,
      ...exitWithParent.env,
      NEXT_TELEMETRY_DISABLED: "1",
      ...(mode === "start" && { AGENDA_QUIET_BANNER: "1" }),
      ...options.env,
      NODE_ENV: mode === "start" ? "production" : "development",
    },
    detached: true, // its own process group: Ctrl-C reaches only the launcher, which stops things in order
    stdio: ["ignore", output, output, "ipc"],
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  let endedAs: string | undefined;
  ended.then((how) => {
    endedAs = how;
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`The app did not start: ${await ended}`);

  const stop = async (withinMs = 4_000) => {
    if (endedAs === undefined) {
      child.kill("SIGTERM");
      await Promise.race([ended, pause(withinMs, undefined, { ref: false })]);
    }
    killGroup(pid);
    await ended;
  };
  const url = `http://${reachable(host)}:${port}`;
  try {
    await until(
      "The app was not alive",
      () => {
        if (endedAs !== undefined)
          throw new Error(`The app ended while it started (${endedAs}); its own words are above`);
        return isAlive(url);
      },
      { withinMs: mode === "start" ? 30_000 : 120_000, signal: options.signal },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid, url, ended, stop };
}

/** What keeps a running app from being usable. */
export interface Readiness {
  readonly status: "ready" | "unavailable";
  /** Problems with Logto or its settings; the page may work while an assistant does not. */
  readonly reasons?: readonly string[];
}

/** Asks the app, which asks Logto; undefined if it does not answer. */
export async function readReadiness(url: string): Promise<Readiness | undefined> {
  try {
    const answer = await fetch(`${url}/api/readyz`, { signal: AbortSignal.timeout(30_000) });
    return (await answer.json()) as Readiness;
  } catch {
    return undefined;
  }
}

async function isAlive(url: string): Promise<true | undefined> {
  try {
    const answer = await fetch(`${url}/api/healthz`, { signal: AbortSignal.timeout(60_000) });
    await answer.body?.cancel();
    return answer.ok || undefined;
  } catch {
    return undefined;
  }
}

/** Kills whatever is left of the process group, such as the workers of `next dev`. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // nothing was left
  }
}

/** A wildcard address can be listened on but not connected to. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "localhost") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
