import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { entries } from "../env.ts";
import { reserveAddress } from "./address.ts";
import { buildApp, generateClient } from "./build-app.ts";
import type { Settings } from "./launch-settings.ts";
import { reservePort } from "./ports.ts";
import { checkDatabase } from "./postgres/check-database.ts";
import { startPostgres } from "./postgres/embedded-postgres.ts";
import { migrate } from "./postgres/migrate.ts";
import { type Running, removeRunning, writeRunning } from "./running-file.ts";
import { keepSecrets } from "./secrets.ts";
import { readReadiness, startApp } from "./start-app.ts";
import { summarise } from "./summary.ts";

interface Part {
  readonly name: string;
  stop(withinMs: number): Promise<unknown>;
}

interface Options {
  readonly root: string;
  readonly dataDir: string;
  readonly settings: Settings;
  readonly mode: "start" | "dev";
}

/** Time limit for stopping everything: the app first, the database last. A service manager waits longer than a person at a terminal. */
const STOP_MS = 4_700;
export const SERVICE_STOP_MS = 14_000;
/** Of which the app leaves the database. */
const DATABASE_STOP_MS = 700;

/** One run of the embedded default: starts the parts in order and stops them in reverse. */
export class Launch {
  readonly #options: Options;
  readonly #stopping = new AbortController();
  readonly #parts: Part[] = [];
  readonly #startedAtMs = performance.now();
  #starting: Promise<void> | undefined;
  /** The parallel part of starting: when one task fails, the other may still add a part. */
  #underWay: Promise<unknown> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Starts everything. Resolves when ready; on failure stops the rest and exits the process. */
  async run(): Promise<void> {
    removeRunning(this.#options.dataDir); // left by a killed run
    this.#starting = this.#start();
    await this.#starting.catch((error) => this.stop(1, error));
  }

  /** Stops every part, last one first, and exits the process. */
  async stop(exitCode: number, why?: unknown, withinMs = STOP_MS): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort(new Error("stopped"));
    const deadline = performance.now() + withinMs;
    const appMs = withinMs - DATABASE_STOP_MS;
    if (why !== undefined) console.error(`\nStopping: ${why instanceof Error ? why.message : why}`);
    else console.log("\nStopping.");
    removeRunning(this.#options.dataDir);
    await Promise.race([Promise.allSettled([this.#starting, this.#underWay]), pause(appMs)]);
    for (const part of this.#parts.toReversed()) {
      const remainingMs = Math.max(deadline - performance.now(), 200);
      await part
        .stop(Math.min(remainingMs, appMs))
        .catch((error) => console.error(`${part.name} did not stop well: ${error.message}`));
    }
    process.exit(exitCode);
  }

  #say(line: string): void {
    const seconds = ((performance.now() - this.#startedAtMs) / 1000).toFixed(1);
    console.log(`${seconds.padStart(6)} s  ${line}`);
  }

  #watch(part: Part, ended: Promise<string>): void {
    this.#parts.push(part);
    ended.then((how) => this.stop(1, `${part.name} ended unexpectedly (${how})`));
  }

  async #start(): Promise<void> {
    const { settings, mode, dataDir } = this.#options;
    const { signal } = this.#stopping;
    const { url: appUrl, port, remarks } = await reserveAddress(settings);
    for (const remark of remarks) this.#say(remark);

    const tasks = [this.#startBacking(appUrl), this.#prepare()] as const;
    this.#underWay = Promise.allSettled(tasks);
    const [backing] = await Promise.all(tasks);
    const env = { ...backing.env, APP_URL: appUrl, PORT: String(port.port) };
    await port.release();
    const app = await startApp({
      mode,
      env,
      host: settings.HOST,
      port: port.port,
      signal,
    });
    this.#watch({ name: "The app", stop: app.stop }, app.ended);
    this.#say(`app alive at ${appUrl}`);
    const running: Running = { url: appUrl, ...backing.running };
    const names = new Set(Object.keys(entries));
    // Secrets of the operator's own Logto are not ours to write down.
    const own = settings.LOGTO_ENDPOINT
      ? {}
      : Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name)));
    writeRunning(dataDir, running, own);
    console.log(summarise(running, dataDir, settings.LOGTO_ENDPOINT ? await readReadiness(app.url) : undefined));
  }

  /** What the app depends on: the database and the identity server. */
  async #startBacking(appUrl: string): Promise<{ env: Record<string, string>; running: Omit<Running, "url"> }> {
    const { settings, dataDir } = this.#options;
    const database = await this.#startDatabase();
    const env = {
      ...(settings.source as Record<string, string>),
      DATABASE_URL: database,
      VAPID_PRIVATE_KEY: settings.VAPID_PRIVATE_KEY ?? keepSecrets(dataDir).vapidPrivateKey,
    };
    if (settings.LOGTO_ENDPOINT) {
      this.#say(`identity: Logto at ${settings.LOGTO_ENDPOINT}`);
      const clientId = settings.LOGTO_GPT_APP_ID?.[0] ?? "";
      return {
        env,
        running: {
          identity: { endpoint: settings.LOGTO_ENDPOINT },
          gpt: { clientId },
          mcp: {
            url: `${appUrl}/mcp`,
            ...(settings.LOGTO_MCP_APP_ID && { clientId: settings.LOGTO_MCP_APP_ID }),
          },
          database: { url: database },
        },
      };
    }
    const identity = await this.#startIdentity(appUrl, database);
    return {
      env: {
        ...env,
        LOGTO_ENDPOINT: identity.endpoint,
        LOGTO_APP_ID: identity.web.appId,
        LOGTO_APP_SECRET: identity.web.appSecret,
        LOGTO_GPT_APP_ID: identity.gpt.clientId,
        LOGTO_MCP_APP_ID: identity.mcp.clientId,
        LOGTO_M2M_APP_ID: identity.management.clientId,
        LOGTO_M2M_APP_SECRET: identity.management.clientSecret,
        LOGTO_COOKIE_SECRET: settings.LOGTO_COOKIE_SECRET ?? keepSecrets(dataDir).cookieSecret,
        EMBEDDED_IDENTITY: "1",
      },
      running: {
        identity: { endpoint: identity.endpoint },
        gpt: identity.gpt,
        mcp: identity.mcp,
        person: identity.person,
        database: { url: database },
      },
    };
  }

  async #startDatabase(): Promise<string> {
    const { settings, dataDir, root } = this.#options;
    const { signal } = this.#stopping;
    let url = settings.DATABASE_URL;
    if (url) {
      const version = await checkDatabase(url, { name: "DATABASE_URL", withinMs: 10_000, signal });
      this.#say(`database: your PostgreSQL ${version}`);
    } else {
      const password = keepSecrets(dataDir).databasePassword;
      const postgres = await startPostgres({ dataDir, port: settings.EMBEDDED_PG_PORT, password, signal });
      this.#watch({ name: "PostgreSQL", stop: postgres.stop }, postgres.ended);
      url = postgres.url;
      this.#say(`database: PostgreSQL ${postgres.origin} on port ${new URL(url).port}`);
    }
    const direct = settings.DIRECT_DATABASE_URL ?? url;
    if (direct !== url) await checkDatabase(direct, { name: "DIRECT_DATABASE_URL", withinMs: 10_000, signal });
    const applied = await migrate({
      url: direct,
      directory: path.join(root, "prisma/migrations"),
      warn: (message) => this.#say(`warning: ${message}`),
    });
    this.#say(`migrations: ${applied.length > 0 ? `applied ${applied.join(", ")}` : "up to date"}`);
    return url;
  }

  async #startIdentity(appUrl: string, databaseUrl: string) {
    const { startIdentity } = await import("./identity/identity-server.ts");
    const host = "127.0.0.1";
    const reserved = await reservePort(this.#options.settings.IDENTITY_PORT, host);
    this.#stopping.signal.throwIfAborted();
    await reserved.release();
    const { port } = reserved;
    const identity = await startIdentity({ host, port, endpoint: `http://localhost:${port}`, appUrl, databaseUrl });
    this.#parts.push({
      name: "The identity server",
      stop: () => Promise.race([identity.close(), pause(500, undefined, { ref: false })]),
    });
    this.#say(`identity: embedded server at ${identity.endpoint}`);
    return identity;
  }

  async #prepare(): Promise<void> {
    const { signal } = this.#stopping;
    if (this.#options.mode === "dev") return generateClient({ signal });
    const isBuilt = await buildApp({ signal, onBuild: () => this.#say("building the app") });
    this.#say(isBuilt ? "built" : "build: up to date");
  }
}
