import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Which rooms' messages each page must come with, found by its imports: those that its first render uses in the browser.
 * Keyed by the name that a page gives to `withWords`; "everywhere" for those that every page uses.
 */
export function pageRooms(root: string): Record<string, string[]> {
  const sources = new Map<string, string>();
  const sourceOf = (file: string): string => {
    const known = sources.get(file) ?? readFileSync(path.join(root, file), "utf8");
    sources.set(file, known);
    return known;
  };
  /** What a module's lazy part loads: `const lazyLeft = { load: () => import("…") }`. */
  const partNamed = (name: string, file: string): string | undefined => {
    const part = new RegExp(`const ${name}\\b[^;]*?load:\\s*\\(\\)\\s*=>\\s*import\\("(\\.[^"]+)"\\)`);
    const [, target] = part.exec(sourceOf(file)) ?? [];
    return target && path.posix.join(path.posix.dirname(file), target);
  };
  /** What is loaded with a module: its imports, and what is drawn at first though its script comes later. */
  const loadedWith = (file: string): string[] => {
    const source = sourceOf(file);
    const now = source.matchAll(/^(?:import|export)\s+(?!type\s)(?:[^"';]*?\sfrom\s+)?"(\.[^"]+\.tsx?)"/gm);
    const drawn = source.matchAll(/drawnWhenLoaded\(\s*\{\s*load:\s*\(\)\s*=>\s*import\("(\.[^"]+)"\)/g);
    const targets = [...now, ...drawn].map(([, target = ""]) => path.posix.join(path.posix.dirname(file), target));
    const named = [...source.matchAll(/drawnWhenLoaded\((\w+)\)/g)].flatMap(([, name = ""]) =>
      [file, ...targets].flatMap((at) => partNamed(name, at) ?? []),
    );
    return [...targets, ...named];
  };
  /** Everything that is loaded with these, and which of it the browser loads. */
  const reachedFrom = (files: readonly string[]) => {
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
  };
  const messages: Record<string, object> = JSON.parse(readFileSync(path.join(root, "messages/en.json"), "utf8"));
  /** Without what the server says later: `{ key: "…" }` (messages/said.ts). */
  const roomsSaidIn = (files: Iterable<string>): Set<string> =>
    new Set(
      [...files]
        .flatMap((file) => [...sourceOf(file).matchAll(/(?<!key: )"([\w-]+)\.(\w+)"/g)])
        .flatMap(([, room = "", key = ""]) => (key in (messages[room] ?? {}) ? [room] : [])),
    );

  const shell = reachedFrom(["app/layout.tsx", "app/error.tsx", "components/shell/app-shell.tsx"]);
  const everywhere = roomsSaidIn(shell.inBrowser);
  const pages = globSync("app/**/page.tsx", { cwd: root }).map((found) => {
    const { all, inBrowser } = reachedFrom([found.split(path.sep).join("/")]);
    const names = [...all].flatMap((file) => [...sourceOf(file).matchAll(/withWords\(\s*"([\w-]+)"/g)]);
    const said = new Set([...roomsSaidIn(inBrowser)].filter((room) => !everywhere.has(room)));
    if (names.length === 0 && said.size > 0) throw new Error(`${found} says ${[...said]}, and is no page withWords`);
    return { names: names.map(([, name = ""]) => name), said };
  });
  const rooms = new Map<string, Set<string>>();
  const leftFor = ({ names, said }: (typeof pages)[number]) =>
    names.reduce((left, name) => left.difference(rooms.get(name) ?? new Set()), said);
  const of = Map.groupBy(
    pages.flatMap((page) => page.names.map((name) => ({ name, page }))),
    ({ name }) => name,
  );
  // A name that several pages share brings what all of them use, and the name of a single page the rest.
  const widestFirst = [...of].sort(([, one], [, other]) => other.length - one.length);
  for (const [name, wrapped] of widestFirst)
    rooms.set(
      name,
      wrapped.map(({ page }) => leftFor(page)).reduce((all, left) => all.intersection(left)),
    );
  for (const [name, wrapped] of widestFirst.reverse())
    for (const { page } of wrapped) rooms.set(name, (rooms.get(name) ?? new Set()).union(leftFor(page)));
  const inOrder = [["everywhere", everywhere] as const, ...[...rooms].sort(([a], [b]) => (a < b ? -1 : 1))];
  return Object.fromEntries(inOrder.map(([name, rooms]) => [name, [...rooms].sort()]));
}
