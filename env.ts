import { z } from "zod";

/**
 * All configuration of the product. Nothing else reads `process.env`.
 *
 * Each entry has a description and an example, because a refused start prints both.
 */
const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine((value) =>
      addressesOf(value).every((each) => URL.canParse(each) && protocols.includes(new URL(each).protocol)),
    );

/** A connection string for each host that one names, separated by commas as libpq reads them. */
export function addressesOf(connection: string): string[] {
  const [, before = "", hosts = "", after = ""] = /^(\w+:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/s.exec(connection) ?? [];
  return hosts.includes(",") ? hosts.split(",").map((host) => `${before}${host}${after}`) : [connection];
}

const origin = z
  .string()
  .refine((value) => URL.canParse(value) && isOrigin(value))
  .transform((value) => new URL(value).origin);

/** Codes, tokens and cookies are sent to these addresses: plain http is allowed only on this machine. */
function isOrigin(value: string): boolean {
  const { protocol, hostname, pathname, search, hash, username } = new URL(value);
  const isPrivate = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isPrivate && pathname === "/" && !search && !hash && !username;
}

interface Entry<T extends z.ZodType> {
  readonly schema: T;
  readonly expected: string;
  readonly example: string;
}
const entry = <T extends z.ZodType>(schema: T, expected: string, example: string): Entry<T> => ({
  schema,
  expected,
  example,
});

export const entries = {
  APP_URL: entry(
    origin,
    "the address people open, without a path: https, or http on this machine only",
    "https://agenda.example.com",
  ),
  DATABASE_URL: entry(
    url(["postgres:", "postgresql:"]),
    "a PostgreSQL connection string (a pooler is fine); of several hosts, separated by commas, the one that accepts writes is used",
    "postgresql://agenda:secret@db.example.com:5432/agenda",
  ),
  DIRECT_DATABASE_URL: entry(
    url(["postgres:", "postgresql:"]).optional(),
    "a PostgreSQL connection string that goes past any pooler; DATABASE_URL when absent",
    "postgresql://agenda:secret@db.example.com:5432/agenda",
  ),
  HINTS_URL: entry(
    url(["nats:", "tls:"]).optional(),
    "a NATS server, by which processes tell each other of changes; by the database's NOTIFY when absent",
    "nats://agenda:secret@nats.example.com:4222",
  ),
  DATABASE_POOL_SIZE: entry(
    z.coerce.number().int().min(4).max(200).default(10),
    "how many database connections one process may hold, 4 to 200",
    "10",
  ),
  DATABASE_REPLICA_URL: entry(
    url(["postgres:", "postgresql:"]).optional(),
    "a PostgreSQL connection string of one streaming replica, which reads are spread to where it has all that the person wrote",
    "postgresql://agenda:secret@replica.example.com:5432/agenda",
  ),
  DATABASE_PREPARED: entry(
    z.enum(["on", "off"]).optional(),
    "on or off: whether database connections keep prepared statements; when absent, off behind a pooler that does not keep them",
    "off",
  ),
  TRUSTED_PROXY_HOPS: entry(
    z.coerce.number().int().min(0).max(10).default(0),
    "how many proxies of yours stand in front and append to X-Forwarded-For, 0 to 10; 0 when absent",
    "1",
  ),
  LOGTO_ENDPOINT: entry(
    origin,
    "the address of your Logto, without /oidc: https, or http on this machine only",
    "https://auth.example.com",
  ),
  LOGTO_APP_ID: entry(z.string().min(1), "the App ID of the web page's application in Logto", "m4q7x0d2kz81vbt6e9ahw"),
  LOGTO_APP_SECRET: entry(z.string().min(1), "the App secret of the same application", "9Zk3…"),
  LOGTO_COOKIE_SECRET: entry(
    z.string().min(32),
    "at least 32 random characters; it encrypts what a session keeps",
    "the output of: openssl rand -hex 32",
  ),
  LOGTO_COOKIE_SECRET_PREVIOUS: entry(
    z.string().min(32).optional(),
    "what LOGTO_COOKIE_SECRET was before it was changed, so that nobody is signed out; to be removed after 14 days",
    "the previous output of: openssl rand -hex 32",
  ),
  LOGTO_GPT_APP_ID: entry(
    z.string().transform((value, context) => {
      const ids = value
        .split(",")
        .map((id) => id.trim())
        .filter(Boolean);
      if (ids.length === 0) context.addIssue("empty");
      return ids;
    }),
    "the App ID of the GPT's application in Logto; several are separated by commas",
    "t0p2v9xk31m8q6nf4s7ba",
  ),
  LOGTO_MCP_APP_ID: entry(
    z.string().min(1).optional(),
    "the App ID of a native application for MCP clients that must be told one; shown at /connect, not needed otherwise",
    "k5w8c1zq07r3n6yd2j4ph",
  ),
  LOGTO_MCP_SCOPES: entry(
    z
      .string()
      .transform((value, context) => {
        const names = value.split(",").map((name) => name.trim());
        const areNames = names.every((name) => /^[!#-[\]-~]+$/.test(name)) && new Set(names).size === names.length;
        if (!areNames || names.length < 2 || names.length > 3) context.addIssue("malformed");
        return names;
      })
      .optional(),
    "the permissions of the MCP address in Logto by which a token reads only, or writes, with a comma; three where the second proposes",
    "agenda:read,agenda:write",
  ),
  LOGTO_M2M_APP_ID: entry(
    z.string().min(1).optional(),
    "the App ID of a machine-to-machine application with access to Logto's Management API, to revoke what a person disconnects; without it they are refused here only",
    "p3r8b1yk60w5m2zc7x9fd",
  ),
  LOGTO_M2M_APP_SECRET: entry(z.string().min(1).optional(), "the App secret of the same application", "4Jx8…"),
  LOGTO_MANAGEMENT_RESOURCE: entry(
    z.string().min(1).optional(),
    "the identifier of Logto's Management API; needed only for Logto Cloud at a domain of your own, where it names the tenant",
    "https://k2m9q4.logto.app/api",
  ),
  LOGTO_WEBHOOK_SIGNING_KEY: entry(
    z.string().min(16).optional(),
    "the signing key of Logto's webhook for User.Deleted and User.SuspensionStatus.Updated, at least 16 characters; the webhook is refused when absent",
    "the key that Logto shows beside the webhook",
  ),
  LOGTO_WEBHOOK_SIGNING_KEY_PREVIOUS: entry(
    z.string().min(16).optional(),
    "what LOGTO_WEBHOOK_SIGNING_KEY was before it was changed, while Logto may still sign with it",
    "the previous key that Logto showed beside the webhook",
  ),
  METRICS_TOKEN: entry(
    z.string().min(16).optional(),
    "at least 16 random characters; whoever sends them as a bearer token may read /api/metrics, which does not exist when absent",
    "the output of: openssl rand -hex 32",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: entry(
    url(["http:", "https:"]).optional(),
    "where traces are sent by OTLP over http, without /v1/traces; nothing is traced when absent",
    "http://collector.example.com:4318",
  ),
  OTEL_TRACES_SAMPLER: entry(
    z
      .enum([
        ...(["always_on", "always_off", "traceidratio", "parentbased_always_on"] as const),
        ...(["parentbased_always_off", "parentbased_traceidratio"] as const),
      ])
      .optional(),
    "which requests are traced, as OpenTelemetry names it; every tenth when absent",
    "always_on",
  ),
  VAPID_PRIVATE_KEY: entry(
    z
      .string()
      .regex(/^[\w-]{43}$/)
      .optional(),
    "43 characters of base64url, by which push services know this agenda; npm start keeps one of its own when absent",
    "a private key of P-256, made by the command in SECURITY.md",
  ),
  EMBEDDED_IDENTITY: entry(
    z.literal("1").optional(),
    "nothing: npm start sets it for the sign-in server that comes with the agenda",
    "1",
  ),
} as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535);

/** Variables that only the launcher (dev/) uses: ports and folders. */
export const launchEntries = {
  HOST: entry(
    z
      .string()
      .regex(/^[\w.:-]+$/)
      .default("127.0.0.1"),
    "the address of this machine that the app listens on; this machine only when absent",
    "0.0.0.0",
  ),
  PORT: entry(port.optional(), "the app's port, 1 to 65535; 3000 when absent", "8080"),
  IDENTITY_PORT: entry(port.default(3001), "the embedded identity server's port, 1 to 65535", "3001"),
  EMBEDDED_PG_PORT: entry(port.default(54_329), "the embedded PostgreSQL's port, 1 to 65535", "54329"),
  DATA_DIR: entry(z.string().default(".data"), "the folder in which the embedded parts keep their data", ".data"),
} as const;

type Entries = typeof entries;
type LaunchEntries = typeof launchEntries;
/** The product's configuration. `LOGTO_GPT_APP_ID` is a list; origins have no trailing slash. */
export type Env = { readonly [K in keyof Entries]: z.output<Entries[K]["schema"]> };

export type LaunchEnv = { readonly [K in keyof LaunchEntries]: z.output<LaunchEntries[K]["schema"]> };
export type EnvName = keyof Entries | keyof LaunchEntries;
type Source = Readonly<Record<string, string | undefined>>;

/** The configuration is invalid: lists every missing or malformed variable and what was expected. */
export class EnvError extends Error {
  override name = "EnvError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads and validates a configuration.
 * @param source names and values, usually `process.env`; an empty string counts as absent
 * @throws EnvError naming every missing or malformed variable, with what was expected and an example; never a value
 */
export function readEnv(source: Source): Env {
  return read(entries, source, []) as Env;
}

/**
 * Reads and validates the settings of a start by the same rules, including the launcher's own variables.
 * @param supplied variables that the embedded default supplies: optional, but validated if set
 * @throws EnvError as readEnv
 */
export function readLaunchEnv(source: Source, supplied: readonly EnvName[]): Partial<Env> & LaunchEnv {
  return read({ ...entries, ...launchEntries }, source, supplied) as Partial<Env> & LaunchEnv;
}

function read(table: Readonly<Record<string, Entry<z.ZodType>>>, source: Source, supplied: readonly string[]): object {
  const problems: string[] = [];
  const values = Object.entries(table).map(([name, { schema }]) => {
    const value = source[name] || undefined;
    if (value === undefined && supplied.includes(name)) return [name, undefined];
    const result = schema.safeParse(value);
    if (!result.success)
      problems.push(describeProblem(name as EnvName, value === undefined ? "is missing" : "is malformed"));
    return [name, result.data];
  });
  if (problems.length > 0) throw new EnvError(problems);
  return Object.fromEntries(values);
}

/** One problem with one variable, as a refused start prints it. */
export function describeProblem(name: EnvName, problem: string): string {
  const { expected, example } = { ...entries, ...launchEntries }[name];
  return `${name} ${problem}: expected ${expected}. Example: ${example}`;
}

let checked: Env | undefined;

/** The configuration of this process, validated on first use. */
export function env(): Env {
  checked ??= readEnv(process.env);
  return checked;
}

/** Whether this is `next dev`, whose pages need a less strict content security policy. Only Next sets it. */
export const isDevelopment = process.env.NODE_ENV === "development";

/** Whether a host name refers to this machine only. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
