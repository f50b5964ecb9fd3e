import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Tokens } from "./oauth.ts";

/** Where one client's tokens, or whatever else it must not lose, are kept. */
export interface Kept<T> {
  read(): T | undefined;
  write(kept: T | undefined): void;
}

/**
 * Keeps tokens between runs in a file that only its owner reads.
 * @param key whose tokens: endpoint, client and person
 */
export function tokenFile<T = Tokens>(file: string, key: string): Kept<T> {
  const readAll = (): Record<string, T> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, T>;
    } catch {
      return {}; // No file yet, or one that was cut off: signing in again makes it whole.
    }
  };
  return {
    read: () => readAll()[key],
    write(tokens) {
      const { [key]: _old, ...others } = readAll();
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(tokens ? { ...others, [key]: tokens } : others), { mode: 0o600 });
      renameSync(draft, file);
    },
  };
}
