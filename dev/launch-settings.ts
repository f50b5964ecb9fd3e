import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import {
  describeProblem,
  type Env,
  EnvError,
  type EnvName,
  isLoopback,
  type LaunchEnv,
  readLaunchEnv,
} from "../env.ts";

/** The settings given at start, validated before anything runs; what the embedded default supplies is still absent. */
export type Settings = Partial<Env> &
  LaunchEnv & {
    /** The variables as set, for the app's own process. */
    readonly source: Readonly<Record<string, string | undefined>>;
  };

type Source = Settings["source"];
const logtoNames = ["LOGTO_APP_ID", "LOGTO_APP_SECRET", "LOGTO_GPT_APP_ID"] as const;

/**
 * Validates the configuration of a start: each value, and that it is complete.
 * @throws EnvError with every problem at once
 */
export function readSettings(source: Source): Settings {
  const supplied: EnvName[] = [];
  if (!source.DATABASE_URL) supplied.push("DATABASE_URL");
  if (!source.LOGTO_ENDPOINT) supplied.push("APP_URL", "LOGTO_ENDPOINT", "LOGTO_COOKIE_SECRET", ...logtoNames);
  const problems = findContradictions(source);
  try {
    const settings = readLaunchEnv(source, supplied);
    if (problems.length === 0) return { ...settings, source };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    problems.push(...error.problems);
  }
  throw new EnvError(problems);
}

/** Incomplete combinations that would start something other than intended. */
function findContradictions(source: Source): string[] {
  const problems: string[] = [];
  if (source.DIRECT_DATABASE_URL && !source.DATABASE_URL)
    problems.push(describeProblem("DATABASE_URL", "is missing, though DIRECT_DATABASE_URL is set"));
  if (source.LOGTO_ENDPOINT) return problems;
  const half = logtoNames.find((name) => source[name]);
  if (half) problems.push(describeProblem("LOGTO_ENDPOINT", `is missing, though ${half} is set`));
  const isPublic = source.APP_URL && URL.canParse(source.APP_URL) && !isLoopback(new URL(source.APP_URL).hostname);
  if (isPublic && !half)
    problems.push(
      `${describeProblem("LOGTO_ENDPOINT", "is missing, though APP_URL is not an address of this machine")}\n` +
        "  The embedded identity server is for this machine only. Set up a Logto and its variables, or leave APP_URL unset.",
    );
  return problems;
}

/** The process's variables, overriding those in a `.env` file, as Next reads them. @param file where it is, from the root */
export function withEnvFile(root: string, source: Source, file = ".env"): Source {
  try {
    return { ...parseEnv(readFileSync(path.resolve(root, file), "utf8")), ...source };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return source;
    throw error;
  }
}

/** Creates the data folder. Others may traverse it, because under root PostgreSQL runs as nobody; its contents are private. */
export function openDataFolder(root: string, dataDir: string): string {
  const folder = path.resolve(root, dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return realpathSync(folder);
}
