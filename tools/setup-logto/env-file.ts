import { existsSync, readFileSync, realpathSync } from "node:fs";
import { parseEnv } from "node:util";
import { writePrivately } from "../../dev/private-file.ts";

type Values = Readonly<Record<string, string>>;

/** A `.env` file and what it should say. */
interface EnvFileChange {
  /** Names that it lacks, or has empty. */
  readonly added: readonly string[];
  /** Names that it has with another value. */
  readonly replaced: readonly string[];
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
};

export function compareEnvFile(file: string, values: Values): EnvFileChange {
  const has = parseEnv(read(file));
  const names = Object.keys(values);
  return {
    added: names.filter((name) => !has[name]),
    replaced: names.filter((name) => has[name] && has[name] !== values[name]),
  };
}

/**
 * Writes the values into the file, which only its owner may read then. Comments and everything else stay as they are.
 * @throws if the file would not be read back as meant; it is then left alone
 */
export function writeEnvFile(file: string, values: Values): void {
  const before = read(file);
  const wanted = { ...parseEnv(before), ...values };
  let text = before === "" || before.endsWith("\n") ? before : `${before}\n`;
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${/^[\w.:/,@+=-]*$/.test(value) ? value : `"${value}"`}`;
    const present = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, "m");
    text = present.test(text) ? text.replace(present, () => line) : `${text}${line}\n`;
  }
  const reread = parseEnv(text);
  const names = new Set([...Object.keys(wanted), ...Object.keys(reread)]);
  if ([...names].some((name) => reread[name] !== wanted[name]))
    throw new Error(`${file} is written in a way that cannot be changed safely here. It was left as it is.`);
  // What the file links to, or the link would be replaced and whoever reads the other name not know.
  writePrivately(existsSync(file) ? realpathSync(file) : file, text);
}
