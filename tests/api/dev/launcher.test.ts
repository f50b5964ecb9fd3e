import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import pg from "pg";
import { type Running, readAppEnv, readRunning } from "../../../dev/running-file.ts";
import { startApp } from "../../../dev/start-app.ts";
import { isRunning } from "../../../dev/wait.ts";
import { entries, launchEntries } from "../../../env.ts";
import { firstTestPort } from "../../ports.ts";

// Every launcher here has a separate data folder and ports, and uses the existing build.
const root = path.resolve(import.meta.dirname, "../../..");
const FIRST_PORT = firstTestPort + 3;

class Launcher {
  readonly dataDir: string;
  readonly process: ChildProcess;
  said = "";
  readonly ended: Promise<number | null>;

  constructor(dataDir: string, variables: Record<string, string> = {}) {
    this.dataDir = dataDir;
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const name of [...Object.keys(entries), ...Object.keys(launchEntries), "npm_lifecycle_event"])
      delete env[name];
    const ports = { PORT: FIRST_PORT, IDENTITY_PORT: FIRST_PORT + 1, EMBEDDED_PG_PORT: FIRST_PORT + 2 };
    for (const [name, port] of Object.entries(ports)) env[name] = String(port);
    this.process = spawn(process.execPath, ["dev/run.js", "dev/start.ts"], {
      cwd: root,
      env: { ...env, DATA_DIR: dataDir, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on("data", (chunk) => {
        this.said += chunk;
      });
    this.ended = new Promise((resolve) => this.process.once("close", (code) => resolve(code)));
  }

  get pid(): number {
    return this.process.pid ?? Number.NaN;
  }

  /** Waits until it is ready. */
  async ready(): Promise<Running> {
    await Promise.race([expect.poll(() => this.said, { timeout: 30_000 }).toMatch(/is (not )?ready/), this.ended]);
    const running = readRunning(this.dataDir);
    if (!running) throw new Error(`It did not become ready:\n${this.said}`);
    return running;
  }
}

const test = base.extend<{
  launch: (variables?: Record<string, string>, dataDir?: string) => Launcher;
  dataDir: string;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "agenda-launcher-"));
    chmodSync(dataDir, 0o711);
    await use(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  },
  launch: async ({ dataDir }, use) => {
    const launchers: Launcher[] = [];
    await use((variables, folder = dataDir) => {
      const launcher = new Launcher(folder, variables);
      launchers.push(launcher);
      return launcher;
    });
    for (const launcher of launchers) launcher.process.kill("SIGTERM");
    await Promise.all(launchers.map((launcher) => launcher.ended));
    await endOrphan(dataDir);
  },
});

/** Stops what a test that killed a launcher left running. */
async function endOrphan(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir);
  if (!pid || !isRunning(pid)) return;
  process.kill(pid, "SIGQUIT");
  await expect.poll(() => isRunning(pid)).toBe(false);
}

function postmasterOf(dataDir: string): number | undefined {
  const file = path.join(dataDir, "pg/postmaster.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
}

/** All descendants of a process. */
function descendantsOf(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

const parentOf = (pid: string): number => Number(/\) \S (\d+)/.exec(readProc(pid, "stat"))?.[1]);

/** A file about a process in /proc; empty if the process has ended. */
function readProc(pid: number | string, what: "stat" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

function appOf(launcher: Launcher): number {
  const app = descendantsOf(launcher.pid).find((pid) => readProc(pid, "cmdline").includes("next"));
  if (!app) throw new Error("no app among the launcher's processes");
  return app;
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const isAlive = (url: string) =>
  fetch(`${url}/api/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

test("a start publishes what runs to the owner only; SIGTERM stops every process within 5 s and removes the file", async ({
  launch,
  dataDir,
}) => {
  const launcher = launch();
  const running = await launcher.ready();
  expect(running).toEqual({
    url: `http://localhost:${FIRST_PORT}`,
    identity: { endpoint: `http://localhost:${FIRST_PORT + 1}` },
    gpt: { clientId: expect.any(String), clientSecret: expect.any(String), redirectUri: expect.any(String) },
    mcp: { url: `http://localhost:${FIRST_PORT}/mcp`, clientId: expect.any(String) },
    person: { username: expect.any(String), password: expect.any(String) },
    database: { url: expect.stringContaining(`@127.0.0.1:${FIRST_PORT + 2}/`) },
  });
  for (const name of ["running.json", "app-env.json", "secrets.json"])
    expect(statSync(path.join(dataDir, name)).mode & 0o777, name).toBe(0o600);
  for (const told of [running.url, running.person?.password, running.gpt.clientSecret, running.mcp.url, dataDir])
    expect(launcher.said).toContain(told);
  expect(await isAlive(running.url)).toBe(true);

  const everyone = descendantsOf(launcher.pid);
  expect(everyone.length).toBeGreaterThan(2);
  const stoppedAt = performance.now();
  launcher.process.kill("SIGTERM");
  expect(await launcher.ended).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  expect(everyone.filter(isRunning)).toEqual([]);
  for (const name of ["running.json", "app-env.json"]) expect(existsSync(path.join(dataDir, name)), name).toBe(false);
});

test("a second instance of the app can be started on the same database, and stopped separately", async ({
  launch,
  dataDir,
}) => {
  const { url } = await launch().ready();
  const env = readAppEnv(dataDir) ?? {};
  const second = await startApp({ mode: "start", env, host: "127.0.0.1", port: FIRST_PORT + 3, output: "ignore" });
  expect(second.url).not.toBe(url);
  expect(await isAlive(second.url)).toBe(true);
  await second.stop();
  expect(isRunning(second.pid)).toBe(false);
  expect(await isAlive(url)).toBe(true);
});

test("a second start in the same folder reports that one is already running and where, and disturbs nothing", async ({
  launch,
}) => {
  const first = launch();
  const { url } = await first.ready();
  const second = launch();
  expect(await second.ended).toBe(1);
  expect(second.said).toContain(`already runs in this folder (process ${first.pid}): open ${url}`);
  expect(await isAlive(url)).toBe(true);
  expect(readRunning(first.dataDir)?.url).toBe(url);
});

test("after kill -9 of the launcher the app exits, and the next start adopts the database with everything acknowledged", async ({
  launch,
}) => {
  const first = launch();
  const { url, database, gpt, person } = await first.ready();
  const app = appOf(first);
  await query(database.url, `INSERT INTO "User" (id) VALUES ('survivor')`);
  first.process.kill("SIGKILL");
  await expect.poll(() => isRunning(app)).toBe(false);
  expect(await isAlive(url)).toBe(false);
  const postmaster = postmasterOf(first.dataDir);

  const second = launch();
  const running = await second.ready();
  expect(postmasterOf(second.dataDir)).toBe(postmaster);
  expect(running).toMatchObject({ url, gpt, person });
  expect(await query(running.database.url, `SELECT id FROM "User" WHERE id = 'survivor'`)).toHaveLength(1);
  second.process.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(isRunning(postmaster ?? 0)).toBe(false);
});

for (const part of ["The app", "PostgreSQL"])
  test(`when ${part} is killed, the launcher reports it, stops the rest, and the next start finds its database`, async ({
    launch,
  }) => {
    const first = launch();
    const { database } = await first.ready();
    await query(database.url, `INSERT INTO "User" (id) VALUES ('survivor')`);
    const everyone = descendantsOf(first.pid);
    process.kill(part === "The app" ? appOf(first) : (postmasterOf(first.dataDir) ?? Number.NaN), "SIGKILL");
    expect(await first.ended).toBe(1);
    expect(first.said).toContain(`${part} ended unexpectedly (SIGKILL)`);
    await expect.poll(() => everyone.filter(isRunning)).toEqual([]);

    const running = await launch().ready();
    expect(await query(running.database.url, `SELECT id FROM "User" WHERE id = 'survivor'`)).toHaveLength(1);
  });

test("occupied ports are replaced by free ones, and all addresses follow", async ({ launch }) => {
  const taken = await Promise.all(
    [0, 1, 2].map(
      (offset) =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer().listen(FIRST_PORT + offset, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  try {
    const running = await launch().ready();
    const addresses = [running.url, running.identity.endpoint, running.database.url];
    for (const address of addresses)
      expect([FIRST_PORT, FIRST_PORT + 1, FIRST_PORT + 2]).not.toContain(portOf(address));
    expect(new Set(addresses.map(portOf)).size).toBe(3);
    expect(await isAlive(running.url)).toBe(true);
  } finally {
    for (const server of taken) server.close();
  }
});

const portOf = (url: string) => Number(new URL(url).port);

test("nothing listens beyond this machine", async ({ launch }) => {
  await launch().ready();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync)) {
    const listening = readFileSync(table, "utf8")
      .split("\n")
      .map((line) => /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ 0A /.exec(line))
      .filter((match) => match && [0, 1, 2].includes(Number.parseInt(match[2] ?? "", 16) - FIRST_PORT));
    for (const match of listening) expect(match?.[1]).toBe("0100007F");
    expect(listening).toHaveLength(table.endsWith("6") ? 0 : 3);
  }
});

test("a missing variable stops the start with its name before anything runs", async ({ launch, dataDir }) => {
  const launcher = launch({ LOGTO_ENDPOINT: "https://auth.example.com" });
  expect(await launcher.ended).toBe(1);
  for (const name of ["APP_URL", "LOGTO_APP_ID", "LOGTO_APP_SECRET", "LOGTO_COOKIE_SECRET", "LOGTO_GPT_APP_ID"])
    expect(launcher.said).toMatch(new RegExp(`^${name} is missing: expected .+ Example: `, "m"));
  expect(readdirSync(dataDir)).toEqual([]);
});

test("the embedded identity server does not start with an address that others can reach", async ({
  launch,
  dataDir,
}) => {
  const launcher = launch({ APP_URL: "https://agenda.example.com" });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said).toContain("LOGTO_ENDPOINT is missing, though APP_URL is not an address of this machine");
  expect(readdirSync(dataDir)).toEqual([]);
});

test("an unsupported Node refuses to start and says what to do", async ({ launch }) => {
  const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'})";
  const launcher = launch({ NODE_OPTIONS: `--import "${older}"` });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said).toContain("This is Node 20.19.0");
  expect(launcher.said).toContain("npm ci");
});

test("with an external database and Logto, instances start at once, without any embedded part", async ({
  launch,
  dataDir,
}) => {
  const { database } = await launch().ready();
  await query(database.url, "CREATE DATABASE shared");
  const url = Object.assign(new URL(database.url), { pathname: "shared" }).href;
  const instances = [4, 5].map((offset) =>
    launch(
      {
        DATABASE_URL: url,
        PORT: String(FIRST_PORT + offset),
        APP_URL: `http://localhost:${FIRST_PORT + offset}`,
        LOGTO_ENDPOINT: "http://127.0.0.1:9",
        LOGTO_APP_ID: "web",
        LOGTO_APP_SECRET: "a-secret-of-ours",
        LOGTO_COOKIE_SECRET: "another-secret-of-ours-that-is-long-enough",
        LOGTO_GPT_APP_ID: "gpt",
      },
      path.join(dataDir, `instance-${offset}`),
    ),
  );
  for (const [index, instance] of instances.entries()) {
    expect(await instance.ready()).toEqual({
      url: `http://localhost:${FIRST_PORT + 4 + index}`,
      identity: { endpoint: "http://127.0.0.1:9" },
      gpt: { clientId: "gpt" },
      mcp: { url: `http://localhost:${FIRST_PORT + 4 + index}/mcp` },
      database: { url },
    });
    expect(descendantsOf(instance.pid)).toHaveLength(1);
    expect(existsSync(path.join(instance.dataDir, "pg"))).toBe(false);
    expect(instance.said).not.toMatch(/secret-of-ours/);
    expect(instance.said).toContain("Agenda Assistant runs, but is not ready: nobody can sign in.");
    expect(instance.said).toContain("Logto could not be reached at LOGTO_ENDPOINT.");
  }
  const applied = await query(url, "SELECT migration_name FROM _prisma_migrations");
  expect(applied).toHaveLength(readdirSync(path.join(root, "prisma/migrations")).length - 1);
});
