import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram, type Program } from "./debian.ts";
import { NotHere } from "./rehearsal.ts";
import type { Rehearsed } from "./rehearsed.ts";

const root = path.resolve(import.meta.dirname, "../..");
const unitName = "agenda-assistant.service";

/** What the programs that will read the files in deploy/ say about them. Starts nothing. */
export async function rehearseDeploy(): Promise<Rehearsed> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-deploy-"));
  try {
    const told = [
      tell("alerts.yaml", "promtool", ["prometheus"], (promtool) =>
        run(promtool, ["check", "rules", "deploy/alerts.yaml"]),
      ),
      tell("Caddyfile", "caddy", ["caddy"], (caddy) =>
        run(caddy, ["validate", "--adapter", "caddyfile", "--config", "deploy/Caddyfile"], {
          AGENDA_HOST: "agenda.example.com",
          AUTH_HOST: "auth.example.com",
          XDG_DATA_HOME: folder,
          XDG_CONFIG_HOME: folder,
        }),
      ),
      tell(unitName, "systemd-analyze", ["systemd", "libsystemd-shared"], (analyze) => verifyUnit(analyze, folder)),
    ];
    return { what: "deploy", told: told.join("") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param check returns what the program complains of, if anything
 * @throws Error with that
 */
function tell(file: string, name: string, packages: readonly string[], check: (program: Program) => string): string {
  let program: Program;
  try {
    program = findProgram(name, packages);
  } catch (thrown) {
    if (thrown instanceof NotHere) return `\n    ${file.padEnd(25)} not tried: ${thrown.message}`;
    throw thrown;
  }
  const complaint = check(program);
  if (complaint) throw new Error(`${name} says of deploy/${file}:\n${complaint}`);
  return `\n  ✓ ${file.padEnd(25)} taken by ${name}`;
}

/** @returns what it said if it failed */
function run(
  { file, env }: Program,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): string {
  const how = { cwd: root, env: { ...env, ...variables }, encoding: "utf8" } as const;
  const { status, stdout, stderr, error } = spawnSync(file, parameters, how);
  if (error) throw error;
  return status === 0 ? "" : `${stdout}${stderr}`;
}

/** As if this repository were in /opt. An unknown setting is a warning to systemd, and a fault here. */
function verifyUnit({ file, env }: Program, folder: string): string {
  const unit = path.join(folder, unitName);
  writeFileSync(
    unit,
    readFileSync(path.join(root, "deploy", unitName), "utf8").replaceAll("/opt/agenda-assistant", root),
  );
  const others = ["lib", "usr/lib"].map((each) => path.resolve(file, "../../..", each, "systemd/system")).join(":");
  const { stdout, stderr, error } = spawnSync(file, ["verify", "--man=no", unit], {
    env: { ...env, SYSTEMD_UNIT_PATH: others },
    encoding: "utf8",
  });
  if (error) throw error;
  const lines = `${stdout}${stderr}`.split("\n");
  return lines.filter((line) => line.includes(unitName)).join("\n");
}
