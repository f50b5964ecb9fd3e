import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../../dev/ports.ts";
import { type EmbeddedPostgres, startPostgres } from "../../dev/postgres/embedded-postgres.ts";
import { migrate } from "../../dev/postgres/migrate.ts";
import { freshName, query } from "./identity-door.ts";
import { running } from "./running.ts";

const migrations = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** A database for one test. */
export interface Database {
  readonly url: string;
  remove(): Promise<void>;
}

/** A database on the server that all tests share. */
interface SharedServerDatabase extends Database {
  /** Makes it anew, without any table. */
  empty(): Promise<void>;
}

/** A PostgreSQL that a test may stop, start and damage. */
export interface OwnDatabase extends Database {
  halt(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Stops all its processes as on a frozen machine: connections stay open and nothing answers. @returns a function to resume */
  freeze(): Promise<() => void>;
}

/** Makes what is needed once in a run: the first worker does, and the others wait. */
async function keep(name: string, isThere: () => Promise<boolean>, make: () => Promise<void>): Promise<void> {
  const client = new pg.Client(running.database.url);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    if (!(await isThere())) await make();
  } finally {
    await client.end();
  }
}

const urlOf = (name: string) => Object.assign(new URL(running.database.url), { pathname: `/${name}` }).href;

/** Creates a migrated database on the server that all tests share: a copy, which costs a third of migrating an empty one. */
export async function makeDatabase(): Promise<SharedServerDatabase> {
  const template = "migrated";
  await keep(
    template,
    async () => (await query("SELECT 1 FROM pg_database WHERE datname = $1", [template])).length > 0,
    async () => {
      const draft = freshName(template);
      await query(`CREATE DATABASE ${draft}`, []);
      await migrate({ url: urlOf(draft), directory: migrations });
      await query(`ALTER DATABASE ${draft} RENAME TO ${template}`, []);
    },
  );
  const name = freshName("agenda");
  await query(`CREATE DATABASE ${name} TEMPLATE ${template}`, []);
  const drop = () => query(`DROP DATABASE ${name} WITH (FORCE)`, []);
  return {
    url: urlOf(name),
    async empty() {
      await drop();
      await query(`CREATE DATABASE ${name}`, []);
    },
    async remove() {
      await drop();
    },
  };
}

const password = "of-this-test";

/** The data folder of a migrated PostgreSQL, at rest. To copy it costs a third of making it. */
async function keepDataFolder(): Promise<string> {
  const folder = path.resolve(process.env.AGENDA_DATA_DIR ?? ".data", "own-database");
  await keep(
    folder,
    async () => existsSync(folder),
    async () => {
      const draft = mkdtempSync(`${folder}.`);
      chmodSync(draft, 0o711);
      const postgres = await startPostgres({ dataDir: draft, port: await freePort(), password });
      await migrate({ url: postgres.url, directory: migrations });
      await postgres.stop();
      renameSync(draft, folder);
    },
  );
  return folder;
}

export async function startOwnDatabase(): Promise<OwnDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-database-"));
  chmodSync(folder, 0o711);
  const dataDir = path.join(folder, "data");
  cpSync(await keepDataFolder(), dataDir, { recursive: true });
  const port = await freePort();
  const start = () => startPostgres({ dataDir, port, password });
  let postgres: EmbeddedPostgres = await start();
  const { url } = postgres;
  return {
    url,
    halt: () => postgres.stop(),
    async resume() {
      postgres = await start();
      if (postgres.url !== url) throw new Error("The database came back on another port.");
    },
    async freeze() {
      const pids = await processesOf(url);
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      return () => {
        for (const pid of pids.toReversed()) process.kill(pid, "SIGCONT");
      };
    },
    async remove() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The postmaster first, so that no process is started after the list is made. */
async function processesOf(url: string): Promise<number[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ postmaster: string }>("SELECT pg_read_file('postmaster.pid') AS postmaster");
    const postmaster = Number(rows[0]?.postmaster.split("\n")[0]);
    process.kill(postmaster, "SIGSTOP");
    const children = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    );
    return [postmaster, ...children.rows.map(({ pid }) => pid)];
  } finally {
    await client.end();
  }
}
