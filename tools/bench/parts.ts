import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { buildApp } from "../../dev/build-app.ts";
import { startIdentity } from "../../dev/identity/identity-server.ts";
import { freePort } from "../../dev/ports.ts";
import { startPostgres } from "../../dev/postgres/embedded-postgres.ts";
import { migrate } from "../../dev/postgres/migrate.ts";
import { keepSecrets } from "../../dev/secrets.ts";
import { type App, startApp } from "../../dev/start-app.ts";
import type { GptCredentials } from "../gpt/oauth.ts";
import { type CountingProxy, startCountingProxy } from "./bare/counting-proxy.ts";

const root = path.resolve(import.meta.dirname, "../..");
const host = "127.0.0.1";

/** The product's real parts in a separate data folder, with a counter in front of the identity server. */
export interface Parts {
  readonly databaseUrl: string;
  /** The parent of all PostgreSQL processes. */
  readonly databasePid: number;
  readonly gpt: GptCredentials;
  /** The MCP endpoint, and a public client for it. */
  readonly mcp: { readonly url: string; readonly clientId: string };
  readonly identity: CountingProxy;
  readonly appUrl: string;
  /** One instance at a time at the app's own address; others take a `port` of their own. */
  startInstance(options?: InstanceOptions): Promise<App>;
  /** Runs a program of this folder in a separate process, and stops it with the rest. */
  run(program: string, config: unknown): Promise<ChildProcess>;
  stop(): Promise<void>;
}

export interface InstanceOptions {
  readonly nodeOptions?: string;
  /** Variables of its own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Where another version was built. */
  readonly folder?: string;
}

/**
 * Starts database and identity server, in this process where possible; on failure nothing is left running.
 * @param name the data folder's name; it is recreated
 */
export async function startParts(name = "bench"): Promise<Parts> {
  const dataDir = path.join(root, ".data", name);
  await buildApp({ onBuild: () => console.log("Building the app …") });
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each().catch((error) => console.error(error.message));
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const secrets = keepSecrets(dataDir);
    const postgres = await startPostgres({
      dataDir,
      port: await freePort(),
      password: secrets.databasePassword,
    });
    stops.push(() => postgres.stop());
    await migrate({ url: postgres.url, directory: path.join(root, "prisma/migrations") });
    const port = await freePort();
    const appUrl = `http://localhost:${port}`;
    const behind = await freePort();
    const proxy = await startCountingProxy({ port: await freePort(), behind });
    stops.push(() => proxy.close());
    const identity = await startIdentity({
      host,
      port: behind,
      endpoint: proxy.url,
      appUrl,
      databaseUrl: postgres.url,
    });
    stops.push(() => identity.close());
    const log = openSync(path.join(dataDir, "app.log"), "a", 0o600);
    stops.push(async () => closeSync(log));
    const env = {
      APP_URL: appUrl,
      DATABASE_URL: postgres.url,
      LOGTO_ENDPOINT: identity.endpoint,
      LOGTO_APP_ID: identity.web.appId,
      LOGTO_APP_SECRET: identity.web.appSecret,
      LOGTO_GPT_APP_ID: identity.gpt.clientId,
      LOGTO_COOKIE_SECRET: secrets.cookieSecret,
      VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    };
    return {
      databaseUrl: postgres.url,
      databasePid: Number.parseInt(readFileSync(path.join(dataDir, "pg", "postmaster.pid"), "utf8"), 10),
      gpt: identity.gpt,
      mcp: identity.mcp,
      identity: proxy,
      appUrl,
      async startInstance({ nodeOptions, env: own, port: at = port, folder } = {}) {
        const options = { ...own, ...(nodeOptions !== undefined && { NODE_OPTIONS: nodeOptions }) };
        const app = await startApp({ mode: "start", env: { ...env, ...options }, host, port: at, output: log, folder });
        stops.push(() => app.stop());
        return app;
      },
      async run(program, config) {
        const child = fork(path.join(import.meta.dirname, program), [JSON.stringify(config)], {
          execArgv: [],
          serialization: "json",
        });
        stops.push(async () => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, "exit");
          child.kill("SIGTERM");
          await ended;
        });
        const ended = once(child, "exit").then(() => {
          throw new Error(`${program} ended before it was ready.`);
        });
        await Promise.race([once(child, "message"), ended]); // it reports that it is ready
        return child;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
