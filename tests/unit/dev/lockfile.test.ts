import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
}
const lockfile = path.resolve(import.meta.dirname, "../../../package-lock.json");
const { packages } = JSON.parse(readFileSync(lockfile, "utf8")) as { readonly packages: Record<string, Locked> };

test("every package is locked with an integrity hash, and no registry's address", () => {
  const entries = Object.entries(packages).filter(([place]) => place !== "");
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([place]) => place)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
});
