import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "../..");

/** Declarations that name a physical side. `inset 3px 0 0` draws a bar at the left. */
const physicalSides = [
  /(?<![\w.-])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)[\w-]*): [^;]*/g,
  /(?<![\w-])text-align: (?:left|right);/g,
  /(?<![\w-])inset -?[1-9][\w.]* 0 [^;]*/g,
];
const fourSides = /(?<![\w-])(?:margin|padding|inset): (\S+) (\S+) (\S+) (\S+);/g;

function physicalIn(css: string): string[] {
  const found = physicalSides.flatMap((pattern) => css.match(pattern) ?? []);
  const unequal = [...css.matchAll(fourSides)].filter(([, , right, , left]) => right !== left).map(([whole]) => whole);
  return [...found, ...unequal];
}

test("styles name sides by the direction of writing", () => {
  expect(
    physicalIn("a { padding: 1px 2px 3px 4px; box-shadow: inset 3px 0 0 red; left: 0; margin-left: 1px; }"),
  ).toHaveLength(4);
  const found = globSync("{app,components}/**/*.css", { cwd: root }).flatMap((file) =>
    physicalIn(readFileSync(path.join(root, file), "utf8")).map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});

test("a search field shows no cross of the browser's own, which is blue", () => {
  const isSearch = (file: string) => readFileSync(path.join(root, file), "utf8").includes('type="search"');
  const rooms = globSync("components/**/*.tsx", { cwd: root })
    .filter(isSearch)
    .map((file) => path.dirname(file));
  expect(rooms).not.toEqual([]);
  for (const room of new Set(rooms)) {
    const styles = globSync(`${room}/*.css`, { cwd: root }).map((file) => readFileSync(path.join(root, file), "utf8"));
    expect(styles.join(), room).toMatch(/::-webkit-search-cancel-button \{\s*appearance: none;/);
  }
});
