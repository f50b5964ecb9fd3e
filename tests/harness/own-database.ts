import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { reservePort } from "../../dev/ports.ts";
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

/** A PostgreSQL that a test may stop, start and damage. */
export interface OwnDatabase extends Database {
  /** An empty database besides the migrated one. */
  empty(): Promise<string>;
  halt(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Stops all its processes as on a frozen machine: connections stay open and nothing answers. @returns a function to resume */
  freeze(): Promise<() => void>;
}

/** Creates a migrated database on the server that all tests share, in a fraction of the time that starting a server takes. */
export async function makeDatabase(): Promise<Database> {
  const name = freshName("agenda");
  await query(`CREATE DATABASE ${name}`, []);
  const url = Object.assign(new URL(running.database.url), { pathname: `/${name}` }).href;
  await migrate({ url, directory: migrations });
  return {
    url,
    async remove() {
      await query(`DROP DATABASE ${name} WITH (FORCE)`, []);
    },
  };
}

export async function startOwnDatabase(): Promise<OwnDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-database-"));
  const dataDir = path.join(folder, "data");
  mkdirSync(dataDir, { mode: 0o711 });
  chmodSync(folder, 0o711);
  const reserved = await reservePort(0, "127.0.0.1");
  await reserved.release();
  const start = () => startPostgres({ dataDir, port: reserved.port, password: "of-this-test" });
  let postgres: EmbeddedPostgres = await start();
  const { url } = postgres;
  await migrate({ url, directory: migrations });
  return {
    url,
    empty: async () => Object.assign(new URL(url), { pathname: "/template1" }).href,
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
