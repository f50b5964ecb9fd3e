import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { writePrivately } from "./private-file.ts";

/** Secrets that the embedded default generates once and keeps, so that a restart signs nobody out. */
export interface Secrets {
  cookieSecret: string;
  databasePassword: string;
}

/** The data folder's secrets, generated on first use. */
export function keepSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secrets = { cookieSecret: random(), databasePassword: random() };
  writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

const random = () => randomBytes(32).toString("hex");
