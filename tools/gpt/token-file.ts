import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Tokens } from "./oauth.ts";

/** Storage for one client's tokens, or anything else it must not lose. */
export interface Kept<T> {
  read(): T | undefined;
  write(kept: T | undefined): void;
}

/**
 * Keeps tokens between runs in a file readable only by its owner.
 * @param key whose tokens: endpoint, client and user
 */
export function tokenFile<T = Tokens>(file: string, key: string): Kept<T> {
  const readAll = (): Record<string, T> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, T>;
    } catch {
      return {}; // No file yet, or a truncated one: signing in again restores it.
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
