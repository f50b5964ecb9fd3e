import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isDevelopment } from "../../env.ts";

/** The build as the service worker keeps it. */
interface BuiltFiles {
  readonly id: string;
  /** URL paths, of scripts, styles and fonts. */
  readonly files: readonly string[];
}

let known: Promise<BuiltFiles> | undefined;

/** The id and files of the running build; in development, where files change under the same name, none. */
export function builtFiles(): Promise<BuiltFiles> {
  known ??= isDevelopment ? Promise.resolve({ id: "development", files: [] }) : readBuild();
  return known;
}

async function readBuild(): Promise<BuiltFiles> {
  const build = path.join(/* turbopackIgnore: true */ process.cwd(), ".next");
  const folder = path.join(build, "static");
  const [id, found] = await Promise.all([
    readFile(path.join(build, "BUILD_ID"), "utf8"),
    readdir(folder, { withFileTypes: true, recursive: true }),
  ]);
  const files = found
    .filter((entry) => entry.isFile() && /\.(js|css|woff2)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  return { id: id.trim(), files: files.sort().map((file) => `/_next/static/${file}`) };
}
