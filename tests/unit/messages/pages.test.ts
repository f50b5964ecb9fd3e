import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { everywhere } from "../../../app/reading/rooms-everywhere.ts";
import { catalogs } from "./catalogs.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const sources = new Map<string, string>();
const sourceOf = (file: string): string => {
  const known = sources.get(file) ?? readFileSync(path.join(root, file), "utf8");
  sources.set(file, known);
  return known;
};

/** What is loaded with a module: what it imports, and what is drawn at first though its script comes later. */
function loadedWith(file: string): string[] {
  const source = sourceOf(file);
  const now = source.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^"';]*?\sfrom\s+)?"(\.[^"]+\.tsx?)"/gm);
  const drawn = source.matchAll(/drawnWhenLoaded\(\s*\{\s*load:\s*\(\)\s*=>\s*import\("(\.[^"]+)"\)/g);
  return [...now, ...drawn].map(([, target = ""]) => path.posix.join(path.posix.dirname(file), target));
}

/** Everything that is loaded with these, and of it what the browser loads, too. */
function reachedFrom(files: readonly string[]): { readonly all: Set<string>; readonly inBrowser: Set<string> } {
  const all = new Set<string>();
  const inBrowser = new Set<string>();
  const visit = (file: string, isClient: boolean) => {
    const isOne = isClient || sourceOf(file).startsWith('"use client"');
    if (isOne ? inBrowser.has(file) : all.has(file)) return;
    all.add(file);
    if (isOne) inBrowser.add(file);
    for (const target of loadedWith(file)) visit(target, isOne);
  };
  for (const file of files) visit(file, false);
  return { all, inBrowser };
}

const messages: Readonly<Record<string, object>> = catalogs.en;
const roomsSaidIn = (files: Iterable<string>): Set<string> =>
  new Set(
    [...files]
      .flatMap((file) => [...sourceOf(file).matchAll(/"([\w-]+)\.(\w+)"/g)])
      .flatMap(([, room = "", key = ""]) => (key in (messages[room] ?? {}) ? [room] : [])),
  );

const shell = reachedFrom(["app/layout.tsx", "app/error.tsx", "components/shell/app-shell.tsx"]);

test("what comes with every page are the rooms that every page speaks with", () => {
  expect([...everywhere].sort()).toEqual([...roomsSaidIn(shell.inBrowser)].sort());
});

test("a page comes with the messages of its first picture, and no others", () => {
  const pages = globSync("app/**/page.tsx", { cwd: root }).map((file) => file.split(path.sep).join("/"));
  expect(pages.length).toBeGreaterThan(10);
  const shared: ReadonlySet<string> = new Set(everywhere);
  const rooms = pages.map((page) => {
    const { all, inBrowser } = reachedFrom([page]);
    const listed = [...all].flatMap((file) => [...sourceOf(file).matchAll(/withWords\(\s*\[([^\]]*)\]/g)]);
    const brought = listed.flatMap(([, names = ""]) => [...names.matchAll(/"([\w-]+)"/g)].map(([, room]) => room));
    const said = [...roomsSaidIn(inBrowser)].filter((room) => !shared.has(room));
    return { page, brought: brought.sort(), said: said.sort() };
  });
  expect(rooms.map(({ page, brought }) => `${page}: ${brought.join(" ")}`)).toEqual(
    rooms.map(({ page, said }) => `${page}: ${said.join(" ")}`),
  );
});
