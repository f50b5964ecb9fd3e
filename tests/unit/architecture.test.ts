import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";

/** What most operations need. */
const operation = [
  ...["contract", "type messages", "agenda", "zod", "server/caller.ts", "server/in-slices.ts"],
  ...["server/once-per-process.ts", "server/storage", "server/limits", "server/write"],
];

/** What most parts of the page need. */
const part = [
  "type contract",
  "type messages",
  "agenda/time",
  "components/words",
  "components/time",
  "components/controls",
  "components/sync",
];

/** What rules about entries may know. */
const ofEntries = [
  ...["contract", "type messages", "agenda/steps.ts", "agenda/time"],
  ...["agenda/recurrence", "agenda/item", "agenda/series"],
];

/**
 * Which room may import what (docs/decisions/0009, 0225). A room may import itself and, of the others, only those above it, so
 * imports go one way. A house stands for all its rooms; `type X` allows type-only imports. You may change this table, but not
 * without a reason.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  "env.ts": ["zod"],
  "contract/languages.ts": [],
  // Texts for people, in each of their languages (docs/decisions/0274).
  messages: ["contract/languages.ts", "next-intl"],
  contract: ["zod", "@asteasolutions/zod-to-openapi", "yaml", "contract/languages.ts", "type messages"],

  "agenda/steps.ts": [],
  "agenda/time": ["contract", "type messages"],
  "agenda/recurrence": ["contract", "type messages", "agenda/time"],
  "agenda/item": ["contract", "type messages", "agenda/time", "agenda/recurrence"],
  "agenda/series": ["contract", "type messages", "agenda/time", "agenda/recurrence", "agenda/item"],
  "agenda/entries": ofEntries,
  "agenda/settings": ["contract", "type messages", "agenda/time", "agenda/item"],
  "agenda/history": [...ofEntries, "agenda/entries", "agenda/settings"],
  "agenda/planning": [...ofEntries, "agenda/entries", "agenda/settings", "type agenda/history"],
  // What a program may see and do (docs/decisions/0280).
  "agenda/programs": [
    ...["contract", "agenda/time", "agenda/recurrence", "agenda/item", "agenda/series", "agenda/history"],
    ...["agenda/steps.ts", "agenda/planning/day-hours.ts", "type agenda/settings"],
  ],
  "agenda/search": ["contract", "agenda/steps.ts", "agenda/time", "agenda/item", "agenda/series", "agenda/entries"],
  // chrono-node stays out of the browser, so the page may import only the line parser from this room.
  "agenda/phrases": ["contract", "agenda/time", "agenda/settings", "chrono-node"],
  // jCal is plain arrays: these rules need no library (docs/decisions/0162).
  "agenda/icalendar": [...ofEntries, "agenda/entries"],

  "server/caller.ts": ["type contract", "type agenda", "type messages"],
  "server/in-words.ts": ["contract", "agenda/time", "server/caller.ts"],
  "server/once-per-process.ts": [],
  "server/log-lines.ts": ["sonic-boom", "server/once-per-process.ts"],
  // No text, token or user id can get in: names and numbers only (docs/decisions/0295, 0311).
  "server/tracing.ts": ["@opentelemetry/api"],
  "server/trace-export.ts": [
    ...["@opentelemetry/exporter-trace-otlp-http", "@opentelemetry/resources", "@opentelemetry/sdk-trace-base"],
    "server/tracing.ts",
  ],
  "server/metrics.ts": ["prom-client", "server/tracing.ts"],
  "server/waiting.ts": ["server/once-per-process.ts"],
  // Long computations in slices, next to other requests (docs/decisions/0195).
  "server/in-slices.ts": ["agenda/steps.ts", "server/once-per-process.ts"],
  "server/signing.ts": ["env.ts"], // confirm tokens (docs/decisions/0131)
  "server/primary.ts": ["env.ts", "pg"], // which of several database hosts accepts writes (docs/decisions/0309)
  "server/storage": [
    ...["contract", "env.ts", "server/caller.ts", "@prisma/adapter-pg", "pg", "p-limit", "lru-cache"],
    ...["type agenda", "agenda/steps.ts", "server/in-slices.ts", "server/log-lines.ts", "server/primary.ts"],
    ...["server/metrics.ts", "server/once-per-process.ts", "server/tracing.ts"],
    "server/waiting.ts", // a request that waits for its turn takes no place (docs/decisions/0200)
    "agenda/search/search-text.ts", // the search text is stored with its row (docs/decisions/0095)
    ...["agenda/item/fields.ts", "agenda/item/field-values.ts"], // the columns of an item's fields (docs/decisions/0240)
    "agenda/series/stored-series.ts", // so are a series' first and last dates (docs/decisions/0110)
    "agenda/planning/due-reminders.ts", // how far ahead a reminder can be
  ],
  "server/feed": [
    ...["contract", "env.ts", "server/caller.ts", "server/log-lines.ts", "server/primary.ts", "pg", "p-limit"],
    "@nats-io/transport-node",
  ],
  // What the person lets a program do: identity knows who, this what they may (docs/decisions/0280).
  "server/permissions": ["contract", "server/caller.ts", "server/once-per-process.ts", "server/storage", "lru-cache"],
  "server/identity": [
    ...["contract", "env.ts", "server/caller.ts", "server/log-lines.ts", "server/waiting.ts", "server/storage"],
    ...["server/metrics.ts", "server/once-per-process.ts", "messages"],
    ...["@logto/next", "next", "react", "jose", "lru-cache", "p-limit", "zod"],
  ],
  // Converts between text and jCal.
  "server/icalendar": [
    ...["contract", "type messages", "agenda", "server/in-slices.ts", "server/once-per-process.ts"],
    ...["ical.js", "p-limit"],
  ],
  "server/push": ["env.ts", "web-push"], // the one room that sends anything to addresses that people name (docs/decisions/0287)
  "server/jobs": ["contract", "server/log-lines.ts", "server/storage"],
  "server/limits": ["contract", "server/caller.ts"],
  "server/write": [
    ...["contract", "type messages", "agenda", "server/caller.ts", "server/in-slices.ts", "server/signing.ts"],
    ...["server/storage", "server/feed"],
    "server/permissions", // a write that waited looks again at what its program may do (docs/decisions/0280)
  ],
  "server/entries": operation,
  "server/planning": [...operation, "server/entries"],
  "server/items": [...operation, "server/entries", "server/planning"],
  "server/bulk": [...operation, "server/entries", "server/planning", "server/items"],
  "server/history": [...operation, "server/feed"],
  "server/settings": operation,
  "server/calendars": [...operation, "server/icalendar"],
  "server/account": [...operation, "server/feed", "server/identity/logto/grants.ts"],
  "server/assistants": [...operation, "server/permissions", "server/identity/logto/grants.ts"],
  "server/reminders": [
    ...[...operation, "messages", "server/items", "server/push", "server/log-lines.ts", "server/metrics.ts"],
    ...["server/waiting.ts", "p-limit"],
  ],
  // What is accepted is carried out by the operations that it stands for.
  "server/proposals": [
    ...[...operation, "messages", "server/feed", "server/items", "server/bulk", "server/history", "server/settings"],
    "server/in-words.ts",
  ],
  "server/limited-reads.ts": [
    "server/proposals",
    ...["server/caller.ts", "server/storage", "server/items", "server/planning", "server/history", "server/settings"],
    ...["server/calendars", "server/account", "server/assistants", "server/reminders"],
  ],
  "server/operations.ts": [
    "server/proposals",
    ...["server/limited-reads.ts", "server/items", "server/bulk", "server/planning", "server/history"],
    ...["server/settings", "server/calendars", "server/account", "server/assistants", "server/reminders"],
  ],
  "server/http": [
    ...["contract", "type messages", "env.ts", "zod"],
    ...["server/caller.ts", "server/in-words.ts", "server/log-lines.ts", "server/waiting.ts", "server/identity"],
    "server/permissions",
    ...["lru-cache", "server/metrics.ts", "server/once-per-process.ts", "server/tracing.ts"],
    "server/signing.ts", // operators may ask for a slow answer (docs/decisions/0292)
  ],
  // Separate from http: another protocol, with the same checks, operations and refusals (docs/decisions/0150).
  "server/mcp": [
    ...["contract", "messages", "env.ts", "server/caller.ts", "server/http", "server/identity", "server/operations.ts"],
    ...["server/permissions", "zod", "mcp-handler", "@modelcontextprotocol/server"],
  ],
  // identity: when an account is deleted, every process drops its tokens.
  "server/start.ts": [
    ...["env.ts", "server/log-lines.ts", "server/feed", "server/http", "server/identity", "server/jobs"],
    ...["server/storage", "server/metrics.ts", "server/trace-export.ts", "server/waiting.ts", "server/reminders"],
  ],

  "components/words": ["messages"],
  "components/time": ["type contract", "agenda/time", "components/words/listed.ts"],
  "components/controls": ["type messages", "components/words"],
  "components/seen": [],
  "components/sync": [
    "type contract",
    "agenda/time",
    "agenda/planning/undone.ts",
    "components/words",
    "components/time",
    "components/seen",
    "swr",
  ],
  // Signing out asks about what waits to be sent, too.
  "components/unsaved": [
    ...["components/words", "components/controls", "components/sync"],
    ...["components/device/device-store.ts", "components/device/database-name.ts", "components/zone/zone-cookie.ts"],
  ],
  "components/zone": ["components/sync"],
  "components/timeline": part,
  // The table says which fields belong together.
  "components/draft": [...part, "agenda/item/fields.ts", "components/timeline", "components/unsaved"],
  "components/actions": [...part, "components/timeline", "type components/draft"],
  // The calendar knows words for days; nothing behind this one knows chrono-node.
  "components/calendar": [
    ...[...part, "agenda/phrases/line/day-heard.ts", "components/timeline", "components/actions"],
  ],
  "components/fields": [
    ...part,
    ...["agenda/phrases/line/day-heard.ts", "agenda/phrases/line/line-reminders.ts", "agenda/item/reminder-words.ts"],
    ...["components/timeline", "components/calendar"],
  ],
  "components/reminders": [
    ...["type contract", "agenda/time", "components/words", "components/time", "components/sync"],
    "components/entry/entry-words.ts",
  ],
  "components/repeats": [...part, "agenda/recurrence", "components/draft", "components/fields"],
  "components/scopes": [
    ...part,
    ...["agenda/recurrence", "agenda/series", "components/timeline", "components/draft", "components/repeats"],
    "components/actions",
  ],
  "components/entry": [...part, "components/timeline", "components/actions"],
  "components/add-line": [
    ...part,
    ...["agenda/recurrence", "components/timeline", "components/actions", "components/repeats", "components/entry"],
    ...["components/fields", "components/unsaved"],
    // Lines are parsed while typing; nothing behind these depends on chrono-node.
    ...["agenda/phrases/line/line.ts", "agenda/phrases/line/line-readings.ts", "type agenda/phrases/refusals.ts"],
    ...["agenda/item/reminder-words.ts", "components/reminders"],
  ],
  "components/day": [...part, "components/timeline", "components/actions", "components/entry", "components/add-line"],
  "components/select": [...part, "components/actions", "components/timeline"],
  // What past days left undone: the rule is the server's.
  "components/left": [
    ...[...part, "agenda/planning/undone.ts", "components/timeline", "components/actions", "components/entry"],
    ...["components/day", "components/select"],
  ],
  // What a device stores for offline use (docs/decisions/0301).
  "components/device": [...part, "components/timeline", "components/draft", "components/reminders", "idb"],
  "components/connect": ["type contract", "components/time", "components/sync", "tldts"],
  "components/your-data": [...part, "agenda/settings", "components/actions", "components/connect"],
  "components/first-steps": [
    ...part,
    ...["components/timeline", "components/actions", "components/zone", "components/day", "components/your-data"],
  ],
  "components/fortnight": [...part, "components/timeline"],
  "components/notices": [...part, "components/timeline", "components/actions"],
  "components/week": [
    ...part,
    ...["components/timeline", "components/actions", "components/add-line", "components/notices", "components/zone"],
    "type components/draft",
  ],
  "components/item": [
    ...part,
    ...["components/draft", "components/timeline", "components/repeats", "components/scopes", "components/actions"],
    ...["components/entry", "components/fields", "components/reminders", "agenda/item/reminder-words.ts", "linkifyjs"],
  ],
  "components/waiting": [...part, "components/draft", "components/device", "components/item"],
  "components/month": [
    ...[...part, "components/timeline", "components/actions", "components/add-line", "components/calendar"],
    ...["components/day", "components/notices"],
  ],
  "components/unread": ["type contract"],
  // Loaded only where something waits for the person.
  "components/proposals": [
    ...[...part, "components/notices", "components/fields", "components/timeline", "components/reminders"],
    ...["components/actions", "components/select"],
  ],
  "components/agenda": [
    "components/proposals",
    ...part,
    ...["components/zone", "components/timeline", "components/actions", "components/scopes", "components/add-line"],
    ...["components/day", "components/fortnight", "components/notices", "components/item", "components/draft"],
    ...["components/calendar", "components/month", "components/week", "components/left", "agenda/planning/undone.ts"],
    ...["components/first-steps", "components/select", "components/unsaved", "components/device", "components/seen"],
    ...["components/waiting", "components/entry"],
  ],
  "components/activity": [...part, "components/actions", "components/notices", "components/seen"],
  "components/search": [
    ...part,
    ...["components/timeline", "components/actions", "components/scopes", "components/entry", "components/notices"],
    ...["components/item", "components/agenda", "components/unsaved", "components/device", "components/waiting"],
    ...["agenda/search/search-query.ts", "agenda/search/search-text.ts"], // what is kept is searched here
  ],
  "components/trash": [...part, "components/actions", "components/search"],
  "components/assistants": [...part, "components/notices", "agenda/programs/hidden-items.ts"],
  "components/settings": [
    ...part,
    ...["components/zone", "components/actions", "components/fields", "components/reminders", "components/device"],
  ],
  "components/palette": [
    ...[...part, "agenda/recurrence", "components/timeline", "components/actions", "components/add-line"],
    "components/calendar",
  ],
  "components/shell": [
    ...part,
    ...["components/zone", "components/actions", "components/palette", "components/unsaved", "components/reminders"],
    ...["components/device", "components/seen"],
  ],
  "components/offline": [
    "messages",
    ...[...part, "components/actions", "components/agenda", "components/day", "components/device", "components/month"],
    ...["components/notices", "components/search", "components/shell", "components/week"],
  ],

  app: [
    ...["contract", "messages", "server/caller.ts", "server/in-words.ts", "server/identity", "server/http"],
    ...["server/operations.ts", "components", "@fontsource-variable"],
  ],
  "app/api/feed": ["server/feed", "server/http", "server/operations.ts", "server/identity"],
  "app/api/readyz": ["server/http", "server/jobs", "server/identity"],
  "app/mcp": ["server/http", "server/mcp"],
  "app/.well-known": ["server/http", "server/mcp"],
  "proxy.ts": ["env.ts", "next", "server/http/response/strict-transport.ts"], // one header, the same for pages and API answers
  "instrumentation.ts": ["server/start.ts"],
  "instrumentation-client.ts": ["components/shell/trusted-types.ts"],
};

/** What every part of the page may import. contract/ only without zod. */
const ofPages = [
  ...["react", "react-dom", "next", "next-intl", "@base-ui/react", "lucide-react", "contract/languages.ts"],
  ...["contract/first-limits.ts", "contract/limits.ts", "contract/addresses.ts", "contract/problems.ts"],
  "contract/reminder-times.ts",
];

const root = path.resolve(import.meta.dirname, "../..");
const list = (pattern: string | string[]) =>
  globSync(pattern, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !file.startsWith("server/storage/generated/"));

const sources = list([
  "{app,components,contract,messages,agenda,server}/**/*.{ts,tsx}",
  "{env,proxy,instrumentation,instrumentation-client}.ts",
]);
const allCode = [...sources, ...list("{dev,tools,tests}/**/*.{ts,tsx,js}")];

const names = Object.keys(rooms);
const roomOf = (file: string) =>
  names.filter((room) => file === room || file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];

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
  if (target.startsWith("server/storage/generated/")) return room === "server/storage";
  const targetRoom = roomOf(target);
  if (target.endsWith(".css") || targetRoom === room) return true;
  // Code that makes words takes a translator.
  if (isType && target === "messages/translator.ts") return true;
  if (/^(app|components)\b/.test(room) && ofPages.includes(target)) return true;
  return (rooms[room] ?? []).some((entry) => {
    if (entry.startsWith("type ") && !isType) return false;
    const allowed = entry.replace("type ", "");
    return target === allowed || targetRoom === allowed || target.startsWith(`${allowed}/`);
  });
}

test("every import is listed in the table", () => {
  const imports = sources.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(200);
  const refused = imports
    .filter((each) => !isAllowed(each))
    .map(({ file, target, isType }) => `${file} → ${isType ? "type " : ""}${target}`);
  expect(refused).toEqual([]);
});

test("the check works: an import that the table does not list is found", () => {
  const isValueAllowed = (file: string, target: string) => isAllowed({ file, target, isType: false });
  expect(isValueAllowed("components/day/day.tsx", "server/storage/items/items.ts")).toBe(false);
  expect(isValueAllowed("components/day/day.tsx", "contract/operations.ts")).toBe(false);
  expect(isValueAllowed("components/day/day.tsx", "agenda/phrases/resolve.ts")).toBe(false);
  expect(isValueAllowed("server/items/x.ts", "server/identity/authenticate.ts")).toBe(false);
  expect(isValueAllowed("agenda/time/dates.ts", "agenda/item/item-content.ts")).toBe(false);
  expect(isValueAllowed("agenda/time/dates.ts", "pg")).toBe(false);
  expect(isValueAllowed("app/api/items/route.ts", "server/storage/items/items.ts")).toBe(false);
});

test("a room imports only rooms above it", () => {
  const upwards = names.flatMap((room, index) =>
    (rooms[room] ?? [])
      .map((entry) => entry.replace("type ", ""))
      .filter((entry) => names.some((each, at) => at >= index && (each === entry || each.startsWith(`${entry}/`))))
      .map((entry) => `${room} → ${entry}`),
  );
  expect(upwards).toEqual([]);
});

/** Import cycles, including type imports. */
function circlesIn(files: readonly string[], next: (file: string) => readonly string[]): string[] {
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
      return;
    }
    state.set(file, "open");
    for (const target of next(file)) visit(target, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return circles;
}

test("there are no import cycles, not even for types", () => {
  const known = new Set(allCode);
  const targets = new Map(
    allCode.map((file) => [file, importsOf(file).flatMap(({ target }) => (known.has(target) ? [target] : []))]),
  );
  expect(circlesIn(allCode, (file) => targets.get(file) ?? [])).toEqual([]);
  expect(circlesIn(["a", "b"], (file) => (file === "a" ? ["b"] : ["a"]))).toEqual(["a → b → a"]);
});

test("a folder can be scanned: it holds at most 20 files", () => {
  const counts = Map.groupBy(list("{app,components,contract,agenda,server,dev,tools,tests,prisma,bench}/**"), (file) =>
    path.posix.dirname(file),
  );
  expect([...counts].filter(([, files]) => files.length > 20).map(([folder]) => folder)).toEqual([]);
});

test("within a house, file names are unique", () => {
  const houses = ["agenda", "components", "contract", "server", "dev", "tools"];
  const twice = houses.flatMap((house) => {
    const files = allCode.filter((file) => file.startsWith(`${house}/`) && !/\/main\.ts$/.test(file));
    return [...Map.groupBy(files, (file) => path.posix.basename(file).replace(/\.\w+$/, "")).values()]
      .filter((same) => same.length > 1)
      .map((same) => same.join(" "));
  });
  expect(twice).toEqual([]);
});

test("only env.ts reads the environment, except for Next's own runtime variable", () => {
  const readers = sources.filter((file) =>
    readFileSync(path.join(root, file), "utf8").replaceAll("process.env.NEXT_RUNTIME", "").includes("process.env"),
  );
  expect(readers).toEqual(["env.ts"]);
});

test("only the storage room imports Prisma, and only the identity room Logto's packages", () => {
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

test("every file and room that a guide names exists", () => {
  const guides = ["README.md", "CONTRIBUTING.md", "docs/architecture.md"];
  const named = guides.flatMap((guide) =>
    [...readFileSync(path.join(root, guide), "utf8").matchAll(/`([\w.-]+(?:\/[\w.[\]-]+)+\/?)`/g)].map(
      ([, file = ""]) => file,
    ),
  );
  const own = named.filter((file) =>
    /^(agenda|app|components|contract|dev|docs|prisma|server|tests|tools)\//.test(file),
  );
  expect(own.length).toBeGreaterThan(50);
  // A decision may be referred to by its number alone.
  const isThere = (file: string) =>
    existsSync(path.join(root, file)) || globSync(`${file}-*.md`, { cwd: root }).length > 0;
  expect(own.filter((file) => !isThere(file))).toEqual([]);
});
