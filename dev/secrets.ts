import { createECDH, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { writePrivately } from "./private-file.ts";

/** Secrets that the embedded default generates once and keeps, so that a restart signs nobody out. */
export interface Secrets {
  cookieSecret: string;
  databasePassword: string;
  /** Identifies this agenda to push services. Older data folders get one. */
  vapidPrivateKey: string;
}

/** The data folder's secrets, generated on first use. */
export function keepSecrets(dataDir: string): Secrets {
  const kept = readSecrets(dataDir);
  const { cookieSecret = random(), databasePassword = random(), vapidPrivateKey = makeVapidKey() } = kept;
  const secrets = { cookieSecret, databasePassword, vapidPrivateKey };
  if (kept.vapidPrivateKey === undefined) writePrivately(fileIn(dataDir), `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

const fileIn = (dataDir: string) => path.join(dataDir, "secrets.json");

/** The secrets stored so far. */
export const readSecrets = (dataDir: string): Partial<Secrets> =>
  existsSync(fileIn(dataDir)) ? JSON.parse(readFileSync(fileIn(dataDir), "utf8")) : {};

/** A new VAPID_PRIVATE_KEY. */
export function makeVapidKey(): string {
  const curve = createECDH("prime256v1");
  curve.generateKeys();
  const key = curve.getPrivateKey(); // without leading zeros
  return Buffer.concat([Buffer.alloc(32 - key.length), key]).toString("base64url");
}

const random = () => randomBytes(32).toString("hex");
