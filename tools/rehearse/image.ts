import { type ChildProcess, type ExecFileOptions, execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { startIdentity } from "../../dev/identity/identity-server.ts";
import { freePort } from "../../dev/ports.ts";
import { startPostgres } from "../../dev/postgres/embedded-postgres.ts";
import { makeVapidKey } from "../../dev/secrets.ts";
import { until } from "../../dev/wait.ts";
import { probeText } from "../../server/http/probe-text.ts";
import { signWith } from "../../server/signing.ts";
import { signInAtEmbedded } from "../gpt/embedded-sign-in.ts";
import { GptClient } from "../gpt/gpt-client.ts";
import { buildToolsIn } from "./build-tools.ts";
import { runBuild } from "./build-version.ts";
import type { Rehearsed } from "./rehearsed.ts";

const root = path.resolve(import.meta.dirname, "../..");
const nobody = 65_534;

/**
 * Builds what the Dockerfile puts into the image, starts it outside a container as a user who cannot write there, on an empty
 * database, uses it as a GPT, runs there what README has operators run, restores its backup, and ends it with SIGTERM during a
 * response. The image's own health check must tell whether it runs.
 */
export async function rehearseImage(): Promise<Rehearsed> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-image-"));
  chmodSync(folder, 0o711);
  const parts: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const image = assemble(folder);
    const tools = buildToolsIn(image);
    if (tools.length > 0) throw new Error(`The image has build tools: ${tools.join(", ")}`);
    const [dataDir, port, identityPort] = [path.join(folder, "data"), await freePort(), await freePort()];
    mkdirSync(dataDir, { mode: 0o711 });
    const postgres = await startPostgres({ dataDir, port: await freePort(), password: "of-this-rehearsal" });
    parts.push(() => postgres.stop());
    const appUrl = `http://localhost:${port}`;
    const endpoint = `http://localhost:${identityPort}`;
    const identity = await startIdentity({
      host: "127.0.0.1",
      port: identityPort,
      endpoint,
      appUrl,
      databaseUrl: postgres.url,
    });
    parts.push(() => identity.close());
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: "production" as const,
      HOST: "127.0.0.1",
      PORT: String(port),
      APP_URL: appUrl,
      DATABASE_URL: postgres.url,
      LOGTO_ENDPOINT: endpoint,
      LOGTO_APP_ID: identity.web.appId,
      LOGTO_APP_SECRET: identity.web.appSecret,
      LOGTO_GPT_APP_ID: identity.gpt.clientId,
      LOGTO_MCP_APP_ID: identity.mcp.clientId,
      LOGTO_COOKIE_SECRET: "of-this-rehearsal".repeat(2),
      VAPID_PRIVATE_KEY: makeVapidKey(),
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", // nobody is there, but its packages must be
      EMBEDDED_IDENTITY: "1",
    };
    const as = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;
    const startedMs = performance.now();
    const app = spawn(process.execPath, ["dev/run.js", "dev/serve.ts"], { cwd: image, env, stdio: "inherit", ...as });
    parts.push(async () => app.kill("SIGKILL"));
    await until("The image's app was not alive", () => isAnswered(`${appUrl}/api/healthz`), { withinMs: 30_000 });
    const startMs = Math.round(performance.now() - startedMs);
    await requireUse(appUrl, identity);
    requireHealth(port, 0);
    // As README has them run.
    const own = path.join(folder, "own"); // as /data in the image
    mkdirSync(own, { mode: 0o711 });
    if (as) chownSync(own, as.uid, as.gid);
    const there = { cwd: image, env: { ...env, DATA_DIR: own }, ...as };
    await requireCommand(["tools/doctor/main.ts"], there);
    await requireCommand(["dev/backups.ts", "backup"], there);
    const backup = path.join(own, "backups", readdirSync(path.join(own, "backups"))[0] ?? "");
    const restored = await makeDatabaseBeside(postgres.url);
    await requireCommand(["dev/backups.ts", "restore", backup], {
      ...there,
      env: { ...there.env, DATABASE_URL: restored },
    });
    await requireCommand(["tools/setup-logto/main.ts", "--help"], there);
    const endMs = await requireGracefulEnd(app, env);
    requireHealth(port, 1);
    const megabytes = Math.round(sizeOf(image) / 1e6);
    return {
      what: "image",
      told: `${megabytes} MB beside Node, no build tools; alive after ${startMs} ms; ended ${endMs} ms after SIGTERM, with an answer of 2 s under way`,
    };
  } finally {
    for (const end of parts.toReversed()) await end();
  }
}

/** The steps of the Dockerfile. */
function assemble(folder: string): string {
  const sources = path.join(folder, "sources");
  mkdirSync(sources);
  const files = execFileSync("git", ["ls-files", "-z", "-c", "-o", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((each) => each && existsSync(path.join(root, each))))
    cpSync(path.join(root, file), path.join(sources, file), { recursive: true });
  execFileSync("cp", ["-al", path.join(root, "node_modules"), path.join(sources, "node_modules")]);
  runBuild(sources, { AGENDA_IMAGE: "1" });
  const image = path.join(sources, ".next/standalone");
  cpSync(path.join(sources, ".next/static"), path.join(image, ".next/static"), { recursive: true });
  cpSync(path.join(sources, "public"), path.join(image, "public"), { recursive: true });
  return image;
}

async function requireUse(appUrl: string, { gpt, person }: Awaited<ReturnType<typeof startIdentity>>): Promise<void> {
  const ready = await fetch(`${appUrl}/api/readyz`);
  if (!ready.ok) throw new Error(`It is not ready: ${await ready.text()}`);
  const client = new GptClient({
    url: appUrl,
    credentials: gpt,
    authorize: (authorizationUrl) => signInAtEmbedded(authorizationUrl, person),
  });
  const made = await client.call("createItems", { items: [{ text: "Rehearsal", date: "2026-12-01" }] });
  const listed = await client.call("listItems", { from: "2026-12-01", to: "2026-12-01" });
  if (made.status >= 300 || !JSON.stringify(listed.body).includes("Rehearsal"))
    throw new Error(`A GPT could not use it: ${made.status}, ${listed.status}`);
  const page = await (await fetch(`${appUrl}/connect`)).text();
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
  if (!script || !(await fetch(appUrl + script)).ok) throw new Error("The page's scripts are missing.");
}

/** What the Dockerfile has the container's engine ask. */
function requireHealth(port: number, expected: number): void {
  const [, check = "[]"] =
    /HEALTHCHECK[\s\S]*?CMD (\[.*\])/.exec(readFileSync(path.join(root, "Dockerfile"), "utf8")) ?? [];
  const [, ...words] = (JSON.parse(check) as string[]).map((word) => word.replace(":3000/", `:${port}/`));
  const { status } = spawnSync(process.execPath, words);
  if (status !== expected) throw new Error(`The image's health check ended with ${status} instead of ${expected}.`);
}

async function makeDatabaseBeside(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE restored").finally(() => client.end());
  return Object.assign(new URL(url), { pathname: "/restored" }).href;
}

/** Runs a program in the image, as `docker compose exec` does. */
async function requireCommand(command: readonly string[], options: ExecFileOptions): Promise<void> {
  const run = promisify(execFile)(process.execPath, ["dev/run.js", ...command], options);
  const said = await run.catch((error) => error);
  if (said.code) throw new Error(`${command.join(" ")} says:\n${said.stdout}${said.stderr}`);
}

/** A response that has begun is completed, and the process ends by itself. */
async function requireGracefulEnd(app: ChildProcess, { APP_URL, LOGTO_COOKIE_SECRET }: Secrets): Promise<number> {
  const until = Date.now() + 60_000;
  const signature = signWith(LOGTO_COOKIE_SECRET, "probe", probeText(2, until));
  const slow = await fetch(`${APP_URL}/api/probe?seconds=2&until=${until}`, {
    headers: { "x-agenda-probe": signature },
  });
  const ended = once(app, "exit", { signal: AbortSignal.timeout(12_000) });
  const startedMs = performance.now();
  app.kill("SIGTERM");
  if ((await slow.text()) !== "first\nlast\n") throw new Error("An answer under way was cut off.");
  const [code, signal] = await ended;
  // With 128 + 15 Next reports that it ended because of SIGTERM, after closing everything.
  if (code !== 143) throw new Error(`It ended with ${code ?? signal}.`);
  return Math.round(performance.now() - startedMs);
}

interface Secrets {
  readonly APP_URL: string;
  readonly LOGTO_COOKIE_SECRET: string;
}

async function isAnswered(url: string): Promise<true | undefined> {
  return fetch(url).then(
    (answer) => answer.ok || undefined,
    () => undefined,
  );
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
