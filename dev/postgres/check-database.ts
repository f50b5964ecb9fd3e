import { addressesOf } from "../../env.ts";
import { PrimaryClient } from "../../server/primary.ts";
import { until } from "../wait.ts";

const OLDEST_MAJOR = 14;
/** Not listening yet, or starting up: worth retrying. */
const NOT_YET = new Set(["ECONNREFUSED", "57P03"]);

/**
 * Waits until PostgreSQL answers and checks its version.
 * @param options `name` the variable it came from, for the message; `withinMs` how long to wait for it to come up
 * @returns its version, such as "18.4"
 * @throws with the address and what went wrong; never a user or a password
 */
export async function checkDatabase(
  url: string,
  options: { name: string; withinMs: number; signal?: AbortSignal | undefined },
): Promise<string> {
  const placeOf = ({ hostname, port, pathname }: URL) => `${hostname}:${port || 5432}${pathname}`;
  const where = addressesOf(url)
    .map((address) => placeOf(new URL(address)))
    .join(" or ");
  let last = "no answer";
  const { version, number } = await until(
    `${options.name}: no PostgreSQL answered at ${where}`,
    async () => {
      try {
        return await askVersion(url);
      } catch (error) {
        last = reasonOf(error);
        if (NOT_YET.has(codeOf(error))) return undefined;
        throw new Error(`${options.name}: the PostgreSQL at ${where} cannot be used: ${last}`);
      }
    },
    { withinMs: options.withinMs, everyMs: 100, signal: options.signal },
  ).catch((error) => {
    throw error instanceof Error && error.message.includes("no PostgreSQL answered")
      ? new Error(`${error.message} (${last}). Is it running, and is the address right?`)
      : error;
  });
  if (number < OLDEST_MAJOR * 10_000)
    throw new Error(
      `${options.name}: the server at ${where} is PostgreSQL ${version}; ${OLDEST_MAJOR} or later is needed`,
    );
  return version;
}

async function askVersion(url: string): Promise<{ version: string; number: number }> {
  const client = new PrimaryClient({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: number }>(
      "SELECT split_part(current_setting('server_version'), ' ', 1) AS version, current_setting('server_version_num')::int AS number",
    );
    if (!rows[0]) throw new Error("it does not tell its version");
    return rows[0];
  } finally {
    await client.end().catch(() => {});
  }
}

/** PostgreSQL's or the system's code of an error; a host with several addresses fails with one error per address. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === "28P01" || code === "28000") return `it refused the user or the password (${code})`;
  if (code === "3D000") return `it has no such database (${code})`;
  return code || (error instanceof Error ? error.message : String(error));
}
