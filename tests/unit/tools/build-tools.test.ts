import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { buildToolsIn } from "../../../tools/rehearse/build-tools.ts";

test("what an image has no use for is found at every depth, and what it runs with is not", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-image-"));
  try {
    const packages = ["pg", "next", "@prisma/client", "@prisma/adapter-pg", "zod", "typescript-free"];
    for (const name of packages) mkdirSync(path.join(folder, "node_modules", name, "dist"), { recursive: true });
    expect(buildToolsIn(folder)).toEqual([]);
    for (const place of [
      "node_modules/@playwright/test/lib",
      "node_modules/next/node_modules/typescript",
      ".next/node_modules/esbuild",
      "node_modules/@biomejs/biome",
      "node_modules/npm",
      "node_modules/@prisma/engines",
    ])
      mkdirSync(path.join(folder, place), { recursive: true });
    expect(buildToolsIn(folder)).toEqual([
      ...["@biomejs/biome", "@playwright/test", "@prisma/engines", "esbuild", "npm", "typescript"],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
