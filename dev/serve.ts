// What the image runs: applies the migrations, then serves, in one process that gets the container's signals.
import path from "node:path";
import { EnvError, readEnv, readLaunchEnv } from "../env.ts";
import { checkDatabase } from "./postgres/check-database.ts";
import { migrate } from "./postgres/migrate.ts";

const root = path.resolve(import.meta.dirname, "..");

function refuse(message: string): never {
  console.error(message);
  process.exit(1);
}

async function prepareDatabase(url: string): Promise<void> {
  await checkDatabase(url, { name: "DATABASE_URL", withinMs: 60_000 });
  const warn = (message: string) => console.log(JSON.stringify({ level: "warn", message }));
  const applied = await migrate({ url, directory: path.join(root, "prisma/migrations"), warn });
  if (applied.length > 0) console.log(JSON.stringify({ level: "info", migrations: applied }));
}

try {
  const { DATABASE_URL, DIRECT_DATABASE_URL } = readEnv(process.env);
  const { HOST, PORT } = readLaunchEnv({ HOST: "0.0.0.0", ...process.env }, []);
  await prepareDatabase(DIRECT_DATABASE_URL ?? DATABASE_URL);
  // Containers set their own HOSTNAME, which Next would listen on.
  Object.assign(process.env, { HOSTNAME: HOST, PORT: String(PORT ?? 3_000), NODE_ENV: "production" });
  process.env.AGENDA_QUIET_BANNER = "1";
  await import(path.join(root, "dev/exit-with-parent-preload.js"));
} catch (error) {
  if (error instanceof EnvError)
    refuse(`Agenda Assistant does not start with this configuration.\n\n${error.message}\n`);
  refuse((error as Error).message);
}
await import(path.join(root, "server.js"));
