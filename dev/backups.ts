// `npm run backup` and `npm run restore`: the database that DATABASE_URL names, else the embedded one, running or not.
import path from "node:path";
import { createSchema, openPool } from "./identity/identity-database.ts";
import { openDataFolder, readSettings, withEnvFile } from "./launch-settings.ts";
import { AlreadyRuns, lockFolder } from "./lock.ts";
import { backUp, type Manifest, restore } from "./postgres/backup.ts";
import { checkDatabase } from "./postgres/check-database.ts";
import { startPostgres } from "./postgres/embedded-postgres.ts";
import { readRunning } from "./running-file.ts";
import { keepSecrets } from "./secrets.ts";

const usage = `npm run backup               writes a backup into a new folder below ${path.join(".data", "backups")}
npm run backup -- <folder>   writes it into a new folder below that one
npm run restore -- <backup>  fills an empty database with it: the one of DATABASE_URL, else a new embedded one`;

const root = path.resolve(import.meta.dirname, "..");
const [command, argument, ...others] = process.argv.slice(2);

async function main(): Promise<void> {
  const settings = readSettings(withEnvFile(root, process.env));
  const dataDir = openDataFolder(root, settings.DATA_DIR);
  if (command === "backup") {
    const name = `agenda-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
    const folder = path.resolve(argument ?? path.join(dataDir, "backups"), name);
    const manifest = await withDatabase(settings, dataDir, readRunning(dataDir)?.database.url, (url) =>
      backUp({ url, folder }),
    );
    console.log(`Backed up ${summaryOf(manifest)} to ${folder}. It was read back and is whole.`);
  } else {
    const folder = path.resolve(argument ?? "");
    const manifest = await withDatabase(settings, dataDir, undefined, (url) =>
      restore({ url, folder, migrations: path.join(root, "prisma/migrations"), prepare: (of) => prepare(url, of) }),
    );
    console.log(
      `Restored ${summaryOf(manifest)}, as of ${manifest.createdAt}. The database holds exactly what was backed up.`,
    );
  }
}

/** @param running the embedded database's address if it runs and may be used meanwhile; else the data folder must not be in use */
async function withDatabase<T>(
  settings: ReturnType<typeof readSettings>,
  dataDir: string,
  running: string | undefined,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const external = settings.DIRECT_DATABASE_URL ?? settings.DATABASE_URL;
  if (external) {
    await checkDatabase(external, { name: "DATABASE_URL", withinMs: 10_000 });
    return work(external);
  }
  try {
    lockFolder(dataDir);
  } catch (thrown) {
    if (thrown instanceof AlreadyRuns && running) return work(running);
    throw thrown;
  }
  const password = keepSecrets(dataDir).databasePassword;
  const postgres = await startPostgres({ dataDir, port: settings.EMBEDDED_PG_PORT, password });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** The embedded sign-in server makes its own tables. */
async function prepare(url: string, { tables }: Manifest): Promise<void> {
  if (!tables.some(({ name }) => name.startsWith("embedded_identity."))) return;
  const pool = openPool(url);
  await createSchema(pool).finally(() => pool.end());
}

function summaryOf({ tables }: Manifest): string {
  const rows = (name: string) => (tables.find((table) => table.name === name)?.rows ?? 0).toLocaleString("en");
  return `${rows('public."User"')} people with ${rows('public."Item"')} items and ${rows('public."Change"')} changes`;
}

if (others.length > 0 || (command === "restore" && argument === undefined)) {
  console.error(usage);
  process.exitCode = 2;
} else
  await main().catch((error: Error) => {
    console.error(
      error instanceof AlreadyRuns ? `${error.message}: stop it first, or set DATABASE_URL` : error.message,
    );
    process.exitCode = 1;
  });
