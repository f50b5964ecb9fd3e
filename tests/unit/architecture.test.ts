import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";

/**
 * Which room may import what (docs/decisions/0009). `type X` allows type-only imports. A room may always import itself.
 * Changing this table is allowed; doing it without a reason is not.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  contract: ["zod", "@asteasolutions/zod-to-openapi", "yaml"],
  agenda: ["contract"],
  // jCal is plain arrays: these rules need no library (docs/decisions/0162)
  "agenda/icalendar": ["contract", "agenda"],
  "agenda/phrases": ["contract", "agenda", "chrono-node"],
  "server/storage": [
    "contract",
    "env.ts",
    "@prisma/adapter-pg",
    "pg",
    "p-limit",
    "lru-cache",
    "server/in-slices.ts",
    "type agenda",
    "agenda/steps.ts",
    "agenda/search/search-text.ts", // what a row is found by is made where rows are made (docs/decisions/0095)
    "agenda/series/stored-series.ts", // so is between which dates (docs/decisions/0110)
    "type server/identity",
    "server/log-lines.ts", // what its jobs did
    "server/waiting.ts", // who waits for a turn keeps nobody out (docs/decisions/0200)
  ],
  "server/icalendar": ["contract", "agenda", "agenda/icalendar", "ical.js", "p-limit"], // between text and jCal; the only one that knows ical.js
  "server/feed": ["contract", "env.ts", "pg", "p-limit", "type server/identity"],
  "server/identity": [
    "contract",
    "env.ts",
    "server/storage",
    "server/log-lines.ts",
    "server/waiting.ts",
    "@logto/next",
    "next",
    "jose",
    "lru-cache",
    "p-limit",
  ],
  "server/operations": [
    "contract",
    "agenda",
    "agenda/icalendar",
    "agenda/phrases",
    "server/icalendar",
    "server/storage",
    "server/feed",
    "server/in-slices.ts", // long computations beside other people's requests (docs/decisions/0195)
    "server/signing.ts", // confirm tokens (docs/decisions/0131)
    "zod",
    "type server/identity",
  ],
  "server/signing.ts": ["env.ts"],
  "server/in-slices.ts": ["type agenda"],
  "server/log-lines.ts": ["sonic-boom"],
  "server/waiting.ts": [],
  "server/http": ["contract", "env.ts", "server/identity", "server/log-lines.ts", "server/waiting.ts", "zod"],
  // A door of its own: it speaks another protocol than http, but checks, runs and refuses as http does (docs/decisions/0150).
  "server/mcp": [
    "contract",
    "env.ts",
    "server/http",
    "server/identity",
    "server/operations",
    "zod",
    "mcp-handler",
    "@modelcontextprotocol/server",
  ],
  // identity: what is known of a person's tokens is forgotten in every process when the account is deleted
  "server/start.ts": [
    "env.ts",
    "server/feed",
    "server/http",
    "server/identity",
    "server/log-lines.ts",
    "server/storage",
  ],
  components: [
    "type contract",
    "agenda",
    "react",
    "react-dom",
    "swr",
    "@base-ui/react",
    "lucide-react",
    "next",
    "tldts",
  ],
  app: ["contract", "server/http", "server/operations", "server/identity", "components", "react", "next", "geist"],
  "app/mcp": ["server/http", "server/mcp"],
  "app/.well-known": ["server/http", "server/mcp"],
  "app/api/feed": ["server/feed", "server/http", "server/operations", "server/identity"],
  "env.ts": ["zod"],
  "proxy.ts": ["env.ts", "next", "server/http/response/strict-transport.ts"], // one header, the same on pages and answers
  "instrumentation.ts": ["server/start.ts"],
};

/** Values of contract/ without zod, which the page may therefore load. */
const light = ["contract/limits.ts", "contract/addresses.ts", "contract/problems.ts"];

const root = path.resolve(import.meta.dirname, "../..");
const sources = globSync(["{app,components,contract,agenda,server}/**/*.{ts,tsx}", "{env,proxy,instrumentation}.ts"], {
  cwd: root,
})
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => !file.startsWith("server/storage/generated/"));

const roomOf = (file: string) =>
  Object.keys(rooms)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(path.join(root, file), "utf8");
  const statements = source.matchAll(
    /^(import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...statements].map(([text, , type, from, dynamic]) => {
    const specifier = from ?? dynamic ?? "";
    const target = specifier.startsWith(".")
      ? path.posix.join(path.posix.dirname(file), specifier)
      : packageOf(specifier);
    const named =
      /\{([^}]*)\}/
        .exec(text)?.[1]
        ?.split(",")
        .filter((name) => name.trim()) ?? [];
    const isType = Boolean(type) || (named.length > 0 && named.every((name) => name.trim().startsWith("type ")));
    return { file, target, isType };
  });
}

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function isAllowed({ file, target, isType }: Import): boolean {
  const room = roomOf(file);
  if (room === undefined) return false;
  if (target.startsWith("node:")) return room.startsWith("server/");
  const targetRoom = roomOf(target);
  if (/\.css$/.test(target) || targetRoom === room || target.startsWith("server/storage/generated"))
    return room === "server/storage" || !target.includes("generated");
  if (room === "components" && light.includes(target)) return true;
  const allowed = rooms[room] ?? [];
  const name = targetRoom ?? target;
  return allowed.includes(name) || allowed.includes(target) || (isType && allowed.includes(`type ${name}`));
}

test("every import is one that the table lists", () => {
  const imports = sources.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(200);
  const refused = imports
    .filter((each) => !isAllowed(each))
    .map(({ file, target, isType }) => `${file} → ${isType ? "type " : ""}${target}`);
  expect(refused).toEqual([]);
});

test("the table itself is tried: an import that it does not list is found", () => {
  expect(isAllowed({ file: "components/day/day.tsx", target: "server/storage/items/items.ts", isType: false })).toBe(
    false,
  );
  expect(isAllowed({ file: "components/day/day.tsx", target: "contract/operations.ts", isType: false })).toBe(false);
  // chrono-node stays out of the browser.
  expect(isAllowed({ file: "components/day/day.tsx", target: "agenda/phrases/resolve.ts", isType: false })).toBe(false);
  expect(isAllowed({ file: "server/operations/x.ts", target: "server/identity/authenticate.ts", isType: false })).toBe(
    false,
  );
  expect(isAllowed({ file: "agenda/time/dates.ts", target: "pg", isType: false })).toBe(false);
  expect(isAllowed({ file: "app/api/items/route.ts", target: "server/storage/items/items.ts", isType: false })).toBe(
    false,
  );
});

test("only env.ts reads the environment, beside Next's own word for its runtime", () => {
  const readers = sources.filter((file) =>
    readFileSync(path.join(root, file), "utf8").replaceAll("process.env.NEXT_RUNTIME", "").includes("process.env"),
  );
  expect(readers).toEqual(["env.ts"]);
});

test("only the storage room knows Prisma, and only the identity room knows Logto's packages", () => {
  const users = (target: RegExp) =>
    new Set(
      sources
        .flatMap(importsOf)
        .filter((each) => target.test(each.target))
        .map(({ file }) => roomOf(file)),
    );
  expect([...users(/prisma|storage\/generated/)]).toEqual(["server/storage"]);
  expect([...users(/^@logto/)]).toEqual(["server/identity"]);
});
