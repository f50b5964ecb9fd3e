import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reservePort } from "../../dev/ports.ts";
import { type AppEnv, readAppEnv } from "../../dev/running-file.ts";
import { type App, startApp } from "../../dev/start-app.ts";
import { registerTestClient, type TestClient } from "./identity-door.ts";

/** Another process of the built app, besides the one that all tests share. */
export interface Instance extends App {
  /** Its log so far. */
  log(): string;
  /** Its application at the embedded identity server. */
  readonly web: TestClient;
}

/**
 * Starts another instance, on the shared database and identity server unless `env` says otherwise. Users can sign in to it,
 * because it is a separate application there.
 * @param options `appUrl` overrides its public address
 */
export async function startInstance(options: { env?: AppEnv; appUrl?: string } = {}): Promise<Instance> {
  const shared = readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data");
  if (!shared) throw new Error("No product runs to take the configuration from.");
  const reserved = await reservePort(0, "127.0.0.1");
  const { port } = reserved;
  const appUrl = options.appUrl ?? `http://127.0.0.1:${port}`;
  const web = await registerTestClient({
    redirectUris: [`${appUrl}/callback`],
    postLogoutRedirectUris: [`${appUrl}/`],
    backchannelLogoutUri: `${appUrl}/backchannel-logout`,
  });
  const own = { APP_URL: appUrl, LOGTO_APP_ID: web.clientId, LOGTO_APP_SECRET: web.clientSecret };
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-instance-"));
  const logFile = path.join(folder, "log");
  const output = openSync(logFile, "w", 0o600);
  await reserved.release();
  const app = await startApp({
    mode: "start",
    env: { ...shared, ...own, ...options.env },
    host: "127.0.0.1",
    port,
    output,
  });
  closeSync(output);
  return {
    ...app,
    web,
    log: () => readFileSync(logFile, "utf8"),
    async stop(withinMs) {
      await app.stop(withinMs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
