import { createECDH } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isLoopback } from "../../env.ts";
import { type Deployment, type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { judgeVariables } from "./variables.ts";

const dayMs = 86_400_000;

/** What runs here: Node, its zones, the configuration's file, the backups. */
export function examineLocal(deployment: Deployment): Finding[] {
  return [
    judgeNode(process.versions.node),
    judgeZones(process.versions.tz ?? "", deployment.nowMs),
    judgeEnvFile(deployment.envFile),
    ...judgeVariables(deployment.settings.source),
    ...judgeProxyHops(deployment),
    ...judgePushKey(deployment.settings),
    judgeBackups(deployment),
  ];
}

export function judgeNode(version: string): Finding {
  return Number.parseInt(version, 10) >= 26
    ? ok("Node", version)
    : failed("Node", `${version}, and 26 is needed`, "Run it through npm, after npm ci with optional dependencies.");
}

/** @param version such as 2026a: the year, and which of its releases */
export function judgeZones(version: string, nowMs: number): Finding {
  const age = new Date(nowMs).getUTCFullYear() - Number.parseInt(version, 10);
  return age <= 1
    ? ok("time zones", `data of ${version}`)
    : warning(
        "time zones",
        version ? `data of ${version}: governments have moved clocks since` : "Node has no zone data of its own",
        "Update to a newer version of this product, which brings a newer Node.",
      );
}

export function judgeEnvFile(file: string): Finding {
  if (!existsSync(file)) return ok(".env", "none: the variables come from the environment");
  const mode = statSync(file).mode & 0o777;
  return mode & 0o077
    ? failed(".env", `others on this machine can read it (${mode.toString(8)})`, `Run: chmod 600 ${file}`)
    : ok(".env", "only its owner can read it");
}

function judgeProxyHops({ settings }: Deployment): Finding[] {
  const { APP_URL, TRUSTED_PROXY_HOPS } = settings;
  if (APP_URL.startsWith("http:") || isLoopback(new URL(APP_URL).hostname)) return [];
  return [
    TRUSTED_PROXY_HOPS > 0
      ? ok("client addresses", `from ${TRUSTED_PROXY_HOPS} proxies of yours`)
      : warning(
          "client addresses",
          "TRUSTED_PROXY_HOPS is 0, so everybody behind your proxy counts as one client",
          "Set TRUSTED_PROXY_HOPS to the number of proxies that append to X-Forwarded-For, usually 1.",
        ),
  ];
}

/** Whether reminders can be signed: not every number of that length is a key. */
export function judgePushKey({ VAPID_PRIVATE_KEY }: Pick<Deployment["settings"], "VAPID_PRIVATE_KEY">): Finding[] {
  const check = "push key";
  const todo = "Set VAPID_PRIVATE_KEY to a new key: SECURITY.md has a command that makes one.";
  if (VAPID_PRIVATE_KEY === undefined)
    return [warning(check, "VAPID_PRIVATE_KEY is not set: no reminder reaches a browser that is closed", todo)];
  try {
    createECDH("prime256v1").setPrivateKey(VAPID_PRIVATE_KEY, "base64url");
    return [ok(check, "reminders can be signed")];
  } catch {
    return [failed(check, "VAPID_PRIVATE_KEY is not a key of P-256: no reminder can be sent", todo)];
  }
}

function judgeBackups({ backups, nowMs }: Deployment): Finding {
  const newest = (existsSync(backups) ? readdirSync(backups) : [])
    .map((name) => readCreation(path.join(backups, name, "manifest.json")))
    .filter((createdAtMs) => createdAtMs > 0)
    .sort((a, b) => b - a)[0];
  const todo = "Run npm run backup every day, for instance by cron, and copy its folder to another machine.";
  if (newest === undefined) return warning("backups", `none in ${backups}`, todo);
  const days = Math.floor((nowMs - newest) / dayMs);
  return days < 2
    ? ok("backups", `the newest is of ${new Date(newest).toISOString()}`)
    : warning("backups", `the newest is ${days} days old`, todo);
}

function readCreation(manifest: string): number {
  try {
    return Date.parse(JSON.parse(readFileSync(manifest, "utf8")).createdAt);
  } catch {
    return Number.NaN;
  }
}

export const nothingRuns = skipped("agenda", "not running here, so there is nothing else to look at: npm start");
