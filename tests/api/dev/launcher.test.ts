import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type Running, readRunning } from "../../../dev/running-file.ts";
import { isRunning } from "../../../dev/wait.ts";
import { entries, launchEntries } from "../../../env.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { running as shared } from "../../harness/running.ts";
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
    await Promise.race([expect.poll(() => this.said, { timeout: 50_000 }).toMatch(/is (not )?ready/), this.ended]);
    const running = readRunning(this.dataDir);
    if (!running) throw new Error(`It did not become ready:\n${this.said}`);
    return running;
  }
}

const launchers: Launcher[] = [];
const folders: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-launcher-"));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

function launch(dataDir: string, variables?: Record<string, string>): Launcher {
  const launcher = new Launcher(dataDir, variables);
  launchers.push(launcher);
  return launcher;
}

test.afterAll(async () => {
  for (const launcher of launchers) launcher.process.kill("SIGTERM");
  await Promise.all(launchers.map((launcher) => launcher.ended));
  for (const folder of folders) {
    await endOrphan(folder);
    rmSync(folder, { recursive: true, force: true });
  }
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

const isAlive = (url: string) =>
  fetch(`${url}/api/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

test.describe("a data folder's life", () => {
  test.describe.configure({ mode: "serial" });
  let dataDir: string;
  let launcher: Launcher;
  let first: Running;
  test.beforeAll(() => {
    dataDir = makeFolder();
  });

  test("a start publishes what runs, to the owner only", async () => {
    launcher = launch(dataDir);
    first = await launcher.ready();
    expect(first).toEqual({
      url: `http://localhost:${FIRST_PORT}`,
      identity: { endpoint: `http://localhost:${FIRST_PORT + 1}` },
      gpt: { clientId: expect.any(String), clientSecret: expect.any(String), redirectUri: expect.any(String) },
      mcp: { url: `http://localhost:${FIRST_PORT}/mcp`, clientId: expect.any(String) },
      person: { username: expect.any(String), password: expect.any(String) },
      database: { url: expect.stringContaining(`@127.0.0.1:${FIRST_PORT + 2}/`) },
    });
    for (const name of ["running.json", "app-env.json", "secrets.json"])
      expect(statSync(path.join(dataDir, name)).mode & 0o777, name).toBe(0o600);
    for (const told of [first.url, first.person?.password, first.gpt.clientSecret, first.mcp.url, dataDir])
      expect(launcher.said).toContain(told);
    expect(await isAlive(first.url)).toBe(true);
  });

  test("nothing listens beyond this machine", () => {
    for (const table of ["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync)) {
      const listening = readFileSync(table, "utf8")
        .split("\n")
        .map((line) => /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) \S+ 0A /.exec(line))
        .filter((match) => match && [0, 1, 2].includes(Number.parseInt(match[2] ?? "", 16) - FIRST_PORT));
      for (const match of listening) expect(match?.[1]).toBe("0100007F");
      expect(listening).toHaveLength(table.endsWith("6") ? 0 : 3);
    }
  });

  test("a second start in the same folder reports that one is already running and where, and disturbs nothing", async () => {
    const second = launch(dataDir);
    expect(await second.ended).toBe(1);
    expect(second.said).toContain(`already runs in this folder (process ${launcher.pid}): open ${first.url}`);
    expect(await isAlive(first.url)).toBe(true);
    expect(readRunning(dataDir)?.url).toBe(first.url);
  });

  const survivors = async ({ database }: Running) =>
    (await query<{ id: string }>(`SELECT id FROM "User" ORDER BY id`, [], database.url)).map(({ id }) => id);
  const addSurvivor = (id: string, { database }: Running) =>
    query(`INSERT INTO "User" (id) VALUES ($1)`, [id], database.url);

  test("after kill -9 of the launcher the app exits, and the next start adopts the database with everything acknowledged", async () => {
    const app = appOf(launcher);
    await addSurvivor("1", first);
    launcher.process.kill("SIGKILL");
    await expect.poll(() => isRunning(app)).toBe(false);
    expect(await isAlive(first.url)).toBe(false);
    const postmaster = postmasterOf(dataDir);

    launcher = launch(dataDir);
    const { url, gpt, person } = first;
    const running = await launcher.ready();
    expect(postmasterOf(dataDir)).toBe(postmaster);
    expect(running).toMatchObject({ url, gpt, person });
    expect(await survivors(running)).toEqual(["1"]);
  });

  /** Kills one part, upon which the launcher ends the others, also a PostgreSQL that it adopted. */
  async function killPart(part: string, pid: number) {
    await addSurvivor(part, readRunning(dataDir) as Running);
    const everyone = [...descendantsOf(launcher.pid), postmasterOf(dataDir) ?? Number.NaN];
    process.kill(pid, "SIGKILL");
    expect(await launcher.ended).toBe(1);
    expect(launcher.said).toContain(`${part} ended unexpectedly (SIGKILL)`);
    await expect.poll(() => everyone.filter(isRunning)).toEqual([]);
  }

  test("when the app is killed, the launcher reports it, stops the rest, and the next start finds its database", async () => {
    await killPart("The app", appOf(launcher));
    launcher = launch(dataDir);
    expect(await survivors(await launcher.ready())).toEqual(["1", "The app"]);
  });

  test("when PostgreSQL is killed, the launcher reports it and stops the rest; the next start finds its database, and other ports where its own are taken", async () => {
    await killPart("PostgreSQL", postmasterOf(dataDir) ?? Number.NaN);
    const own = [FIRST_PORT, FIRST_PORT + 1, FIRST_PORT + 2];
    const taken = own.map((port) => net.createServer().listen(port, "127.0.0.1"));
    await Promise.all(taken.map((server) => once(server, "listening")));
    try {
      launcher = launch(dataDir);
      const running = await launcher.ready();
      const addresses = [running.url, running.identity.endpoint, running.database.url];
      const ports = addresses.map((address) => Number(new URL(address).port));
      expect(ports.filter((port) => own.includes(port))).toEqual([]);
      expect(new Set(ports).size).toBe(3);
      expect(await isAlive(running.url)).toBe(true);
      expect(await survivors(running)).toEqual(["1", "PostgreSQL", "The app"]);
    } finally {
      for (const server of taken) server.close();
    }
  });

  test("SIGTERM stops every process within 5 s and removes what was published", async () => {
    const everyone = descendantsOf(launcher.pid);
    expect(everyone.length).toBeGreaterThan(2);
    const stoppedAt = performance.now();
    launcher.process.kill("SIGTERM");
    expect(await launcher.ended).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
    expect(everyone.filter(isRunning)).toEqual([]);
    for (const name of ["running.json", "app-env.json"]) expect(existsSync(path.join(dataDir, name)), name).toBe(false);
  });
});

test("a missing variable stops the start with its name before anything runs", async () => {
  const dataDir = makeFolder();
  const launcher = launch(dataDir, { LOGTO_ENDPOINT: "https://auth.example.com" });
  expect(await launcher.ended).toBe(1);
  for (const name of ["APP_URL", "LOGTO_APP_ID", "LOGTO_APP_SECRET", "LOGTO_COOKIE_SECRET", "LOGTO_GPT_APP_ID"])
    expect(launcher.said).toMatch(new RegExp(`^${name} is missing: expected .+ Example: `, "m"));
  expect(readdirSync(dataDir)).toEqual([]);
});

test("the embedded identity server does not start with an address that others can reach", async () => {
  const dataDir = makeFolder();
  const launcher = launch(dataDir, { APP_URL: "https://agenda.example.com" });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said).toContain("LOGTO_ENDPOINT is missing, though APP_URL is not an address of this machine");
  expect(readdirSync(dataDir)).toEqual([]);
});

test("an unsupported Node refuses to start and says what to do", async () => {
  const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'})";
  const launcher = launch(makeFolder(), { NODE_OPTIONS: `--import "${older}"` });
  expect(await launcher.ended).toBe(1);
  expect(launcher.said).toContain("This is Node 20.19.0");
  expect(launcher.said).toContain("npm ci");
});

test("with an external database and Logto, instances start at once, without any embedded part", async () => {
  const name = freshName("shared");
  await query(`CREATE DATABASE ${name}`, []);
  const url = Object.assign(new URL(shared.database.url), { pathname: name }).href;
  const dataDir = makeFolder();
  const instances = [4, 5].map((offset) =>
    launch(path.join(dataDir, `instance-${offset}`), {
      DATABASE_URL: url,
      PORT: String(FIRST_PORT + offset),
      APP_URL: `http://localhost:${FIRST_PORT + offset}`,
      LOGTO_ENDPOINT: "http://127.0.0.1:9",
      LOGTO_APP_ID: "web",
      LOGTO_APP_SECRET: "a-secret-of-ours",
      LOGTO_COOKIE_SECRET: "another-secret-of-ours-that-is-long-enough",
      LOGTO_GPT_APP_ID: "gpt",
    }),
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
  const applied = await query("SELECT migration_name FROM _prisma_migrations", [], url);
  expect(applied).toHaveLength(readdirSync(path.join(root, "prisma/migrations")).length - 1);
  for (const instance of instances) instance.process.kill("SIGTERM");
  expect(await Promise.all(instances.map(({ ended }) => ended))).toEqual([0, 0]);
  await query(`DROP DATABASE ${name}`, []);
});
