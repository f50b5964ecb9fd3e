import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type pg from "pg";
import { z } from "zod";
import { PrimaryClient } from "../../server/primary.ts";
import { writePrivately } from "../private-file.ts";
import { migrate, withoutTimeLimits } from "./migrate.ts";
import { type Content, intoTable, readTables, rowsOf, Summing, sameText, type Table } from "./table-copies.ts";

const manifestSchema = z.object({
  format: z.literal(1),
  /** ISO 8601: the moment of the snapshot. */
  createdAt: z.string(),
  /** The migrations that the database had. */
  migrations: z.array(z.string()),
  /** In the order in which they can be filled. `file` is relative to the manifest. */
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      file: z.string().regex(/^[\w.-]+$/),
      rows: z.number(),
      hash: z.string(),
    }),
  ),
});
export type Manifest = z.output<typeof manifestSchema>;

const manifestFile = "manifest.json";

/**
 * Writes a consistent snapshot of a database into a new folder that only its owner can read, and reads it back. Does not block
 * writes.
 * @param options `url` a direct connection; `folder` must not exist: it appears whole, or not at all
 * @see docs/decisions/0290-backups-by-copy.md
 */
export async function backUp({ url, folder }: { url: string; folder: string }): Promise<Manifest> {
  const draft = `${folder}.partial`;
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    const manifest = await connected(url, async (client) => {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      const applied = await readMigrations(client);
      const [first] = applied;
      if (!first) throw new Error("The database holds no agenda");
      const tables = [];
      for (const table of await readTables(client)) {
        const file = `${table.name.replaceAll('"', "")}.copy.gz`;
        const summing = new Summing();
        await pipeline(
          rowsOf(client, table),
          summing,
          createGzip(),
          createWriteStream(path.join(draft, file), { mode: 0o600, flush: true }),
        );
        tables.push({ ...table, columns: [...table.columns], file, ...summing.content });
      }
      return {
        format: 1 as const,
        createdAt: first.now.toISOString(),
        migrations: applied.map(({ name }) => name),
        tables,
      };
    });
    for (const table of manifest.tables)
      requireSame(table, await contentOfFile(draft, table), "was not written as it was read");
    writePrivately(path.join(draft, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(draft, folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Fills an empty database with a backup, in one transaction, and compares what it then holds. Migrations that are newer than the
 * backup are applied afterwards.
 * @param options `url` a direct connection; `migrations` Prisma's folder; `prepare` creates tables that no migration creates
 * @throws if the database is not empty, or the backup is damaged or made by a newer version; nothing is stored then
 */
export async function restore(options: {
  url: string;
  folder: string;
  migrations: string;
  prepare: (manifest: Manifest) => Promise<void>;
}): Promise<Manifest> {
  const { url, folder, migrations } = options;
  const manifest = await readManifest(folder);
  for (const table of manifest.tables) requireSame(table, await contentOfFile(folder, table), "is damaged");
  await connected(url, requireEmpty);
  await migrate({ url, directory: migrations, only: manifest.migrations });
  await options.prepare(manifest);
  await connected(url, async (client) => {
    await requireFitting(client, manifest);
    await client.query("BEGIN");
    for (const table of manifest.tables) {
      await pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), intoTable(client, table));
      const stored = new Summing();
      await pipeline(rowsOf(client, table), stored, nowhere());
      requireSame(table, stored.content, "was not stored as it was backed up");
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
  });
  await migrate({ url, directory: migrations });
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, manifestFile);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`There is no backup in ${folder}: ${manifestFile} is missing`);
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${file} is damaged, or of a version that this one cannot read`);
  }
}

async function contentOfFile(folder: string, { file }: Manifest["tables"][number]): Promise<Content> {
  const summing = new Summing();
  try {
    await pipeline(createReadStream(path.join(folder, file)), createGunzip(), summing, nowhere());
    return summing.content;
  } catch (error) {
    throw new Error(`The backup's ${file} is damaged: ${(error as Error).message}`);
  }
}

function requireSame(table: Table & Content, found: Content, otherwise: string): void {
  if (found.rows !== table.rows || found.hash !== table.hash)
    throw new Error(`The backup's table ${table.name} ${otherwise} (${found.rows} of ${table.rows} rows)`);
}

async function requireEmpty(client: pg.Client): Promise<void> {
  for (const { name } of await readTables(client)) {
    const { rowCount } = await client.query(`SELECT FROM ${name} LIMIT 1`);
    if (rowCount)
      throw new Error(`The database is not empty: ${name} has rows. A backup is restored into a new database`);
  }
}

/** Migrations newer than the backup were applied to empty tables: what they do to rows would be missed. */
async function requireFitting(client: pg.Client, { migrations, tables }: Manifest): Promise<void> {
  const applied = (await readMigrations(client)).map(({ name }) => name);
  if (applied.join() !== migrations.join())
    throw new Error("The database has other migrations than the backup. A backup is restored into a new database");
  const present = await readTables(client);
  for (const { name, columns } of tables) {
    const table = present.find((one) => one.name === name);
    if (!columns.every((column) => table?.columns.includes(column)))
      throw new Error(`The backup's ${manifestFile} is damaged: the database has no such table as ${name}`);
  }
}

/** The applied migrations, in order, and the transaction's time. */
async function readMigrations(client: pg.Client): Promise<readonly { readonly name: string; readonly now: Date }[]> {
  const { rows } = await client.query<{ name: string; now: Date }>(
    `SELECT migration_name AS name, now() FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  return rows;
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new PrimaryClient({ connectionString: url });
  client.on("error", () => {}); // a lost connection also fails the running query
  await client.connect();
  try {
    await client.query(sameText);
    await client.query(withoutTimeLimits);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
