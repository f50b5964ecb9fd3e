import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync } from "node:fs";
import path from "node:path";
import { NotHere } from "./rehearsal.ts";

/** A program, and how to start it. */
export interface Program {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * A program of the machine, else of Debian's packages, unpacked in our own folder: nothing is installed, and root is not needed.
 * @param packages the program's own first, then the libraries that may be missing
 * @throws NotHere
 */
export function findProgram(name: string, packages: readonly string[]): Program {
  const places = (root: string) => ["usr/sbin", "usr/bin"].map((folder) => path.join(root, folder, name));
  const own = places("/").find((file) => existsSync(file));
  if (own) return { file: own, env: process.env };
  const folder = path.resolve(import.meta.dirname, "../../.data/packages", packages[0] ?? name);
  if (!existsSync(folder)) unpack(folder, packages);
  const file = places(folder).find((each) => existsSync(each));
  if (!file) throw new NotHere(`${name} is in none of ${packages.join(", ")}`);
  const libraries = globSync(path.join(folder, "usr/lib/*-linux-gnu{,/systemd}")).join(":");
  return { file, env: { ...process.env, LD_LIBRARY_PATH: libraries } };
}

function unpack(folder: string, packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const run = (command: string, parameters: readonly string[]) => {
    const { status, stderr } = spawnSync(command, parameters, { cwd: folder, encoding: "utf8" });
    if (status !== 0)
      throw new NotHere(`${command} ${parameters.join(" ")}: ${stderr?.trim().split("\n").at(-1) ?? "is not here"}`);
  };
  run("apt-get", ["download", ...packages]);
  for (const file of globSync(path.join(folder, "*.deb"))) run("dpkg-deb", ["-x", file, "."]);
}
