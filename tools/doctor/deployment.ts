import { existsSync } from "node:fs";
import path from "node:path";
import { readSettings, withEnvFile } from "../../dev/launch-settings.ts";
import { readAppEnv, readRunning } from "../../dev/running-file.ts";
import { readSecrets } from "../../dev/secrets.ts";
import type { Env } from "../../env.ts";
import { managementAccessIn } from "../../server/identity/logto/management-api.ts";
import type { Deployment } from "./finding.ts";

type Source = Readonly<Record<string, string | undefined>>;

/**
 * What the environment and `.env` configure; what `npm start` supplies comes from what it wrote down.
 * @param options `backups` the folder with the backups, `envFile` the file with the variables, if they are not the usual ones
 * @returns undefined if the embedded parts are to be used and do not run
 * @throws EnvError if the configuration is invalid
 */
export function readDeployment(
  root: string,
  processEnv: Source,
  options: { backups?: string | undefined; envFile?: string | undefined; isSlow: boolean },
): Deployment | undefined {
  const { envFile = path.join(root, ".env") } = options;
  const source = withEnvFile(root, processEnv, envFile);
  const given = readSettings(source);
  const dataDir = path.resolve(root, given.DATA_DIR);
  const settings = readSettings({
    ...source,
    ...(!given.LOGTO_ENDPOINT && readAppEnv(dataDir)),
    VAPID_PRIVATE_KEY: given.VAPID_PRIVATE_KEY ?? readSecrets(dataDir).vapidPrivateKey,
    DATABASE_URL: given.DATABASE_URL ?? readRunning(dataDir)?.database.url,
  });
  if (!isComplete(settings)) return undefined;
  return {
    settings: { ...settings, source },
    root,
    dataDir,
    envFile,
    backups: path.resolve(options.backups ?? path.join(dataDir, "backups")),
    hasOwnDatabase: !source.DATABASE_URL && existsSync(dataDir),
    management: managementAccessIn(settings),
    isSlow: options.isSlow,
    nowMs: Date.now(),
  };
}

function isComplete(settings: ReturnType<typeof readSettings>): settings is ReturnType<typeof readSettings> & Env {
  return settings.DATABASE_URL !== undefined && settings.LOGTO_ENDPOINT !== undefined;
}
