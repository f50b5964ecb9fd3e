import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { DCLinter } from "dclint";
import { parse, parseAllDocuments } from "yaml";
import { entries, launchEntries } from "../../../env.ts";
import { judgePushKey } from "../../../tools/doctor/local.ts";
import { exceptions } from "../../statements/one-person.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const variables = new Set(Object.keys({ ...entries, ...launchEntries }));

/** An image of one version: a movable tag is another image tomorrow. */
const isPinned = (image: string) => /:\d+(\.\d+)+[\w.-]*$/.test(image);

test("the Dockerfile keeps the rules: pinned, not root, exec form, no package lists left, and copies what exists", () => {
  const instructions = read("Dockerfile")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => ({ verb: line.trim().split(" ")[0] ?? "", rest: line.trim().replace(/^\S+\s+/, "") }));
  const all = (verb: string) => instructions.filter((each) => each.verb === verb).map(({ rest }) => rest);
  expect(
    all("FROM")
      .map((from) => from.split(" ")[0] ?? "")
      .filter((image) => !isPinned(image)),
  ).toEqual([]);
  expect(all("ADD")).toEqual([]);
  expect(all("USER").at(-1)).toMatch(/^[1-9]\d+:[1-9]\d+$/);
  for (const form of [...all("ENTRYPOINT"), ...all("CMD")]) expect(JSON.parse(form)).toEqual(expect.any(Array));
  for (const run of all("RUN").filter((each) => each.includes("apt-get install")))
    expect(run).toMatch(/--no-install-recommends .*rm -rf \/var\/lib\/apt\/lists/);
  const copied = all("COPY")
    .filter((copy) => !copy.startsWith("--from"))
    .flatMap((copy) => copy.split(" ").slice(0, -1));
  expect(copied.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  const kept = [".env", "backups", "logto.sql"]; // what README has an operator keep in this folder
  expect(read(".dockerignore").split("\n"), "people's data is in no layer").toEqual(expect.arrayContaining(kept));
  const [, script] = JSON.parse(all("CMD").at(-1) ?? "[]") as string[];
  expect(existsSync(path.join(root, script ?? ""))).toBe(true);
  const env = all("ENV")
    .join(" ")
    .matchAll(/(\w+)=/g);
  const others = ["NODE_ENV", "NEXT_TELEMETRY_DISABLED", "AGENDA_IMAGE"];
  expect(
    [...env].map(([, name = ""]) => name).filter((name) => !variables.has(name) && !others.includes(name)),
  ).toEqual([]);
});

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly unknown[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
}

test("compose.yaml: every image is pinned and watched, databases and console are not public, and .env.example has what it asks for", () => {
  const { services, volumes } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<string, Service>;
    volumes: object;
  };
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  expect(images.filter((image) => !isPinned(image))).toEqual([]);
  // A word with " : " in it is a mapping unless it is quoted.
  const words = Object.values(services).flatMap(({ healthcheck }) => healthcheck?.test ?? []);
  expect(words.filter((word) => typeof word !== "string")).toEqual([]);
  const unwatched = Object.entries(services).filter(([name, { healthcheck }]) => !healthcheck && name !== "app");
  expect(unwatched, "the app's check is in its Dockerfile").toEqual([]);
  const published = Object.values(services).flatMap(({ ports = [] }) => ports);
  expect(published).toEqual(["127.0.0.1:3002:3002", "80:80", "443:443", "443:443/udp"]);
  for (const setting of ["log_error_verbosity=terse", "log_min_error_statement=panic"])
    expect(services.db?.command, "no texts in the database's log").toContain(setting);
  expect(services.app).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
  const asked = [...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  expect(Object.keys(parseEnv(read(".env.example"))).sort()).toEqual([...new Set(asked)].sort());
  expect(Object.keys(services.app?.environment ?? {}).filter((name) => !variables.has(name))).toEqual([]);
  const mounted = Object.values(services).flatMap((service) =>
    (service.volumes ?? []).map((each) => each.split(":")[0] ?? ""),
  );
  const isThere = (source: string) =>
    source.startsWith(".") ? existsSync(path.join(root, source)) : source in volumes;
  expect(mounted.filter((source) => !isThere(source))).toEqual([]);
});

/** What dclint finds, which has the Compose specification's schema; its taste in order and quotes is not ours. */
function composeErrors(text: string): string[] {
  const file = test.info().outputPath("compose.yaml");
  writeFileSync(file, text);
  const [result] = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] }).lintFiles([file], false);
  return (result?.messages ?? [])
    .filter(({ type }) => type === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

test("compose.yaml follows the Compose specification, and only Caddy's ports are open to all", () => {
  const text = read("compose.yaml");
  const open = ["80:80", "443:443", "443:443/udp"].map((port) =>
    expect.stringContaining(`"caddy" is exporting port "${port}"`),
  );
  expect(composeErrors(text)).toEqual(open);
  for (const [right, wrong] of [
    ["read_only: true", "readonly: true"],
    ["condition: service_healthy", "condition: healthy"],
    ["cap_drop: [ALL]", "cap_drop: ALL"],
  ] as const)
    expect(composeErrors(text.replace(right, wrong))).toContainEqual(expect.stringContaining("invalid-schema"));
});

test("the Caddyfile serves both hosts from services that exist, lets 5 MB through, waits, and buffers no stream", () => {
  const text = read("deploy/Caddyfile");
  const targets = [...text.matchAll(/reverse_proxy (\w+):(\d+)/g)].map(([, name]) => name);
  expect(targets).toEqual(["app", "logto"]);
  expect(text, "a calendar's address is its key").toMatch(
    /^\{[^}]*log default \{[^}]*format filter \{[^}]*request>uri delete\s/,
  );
  const { services } = parse(read("compose.yaml")) as { services: object };
  expect(targets.every((name) => name && name in services)).toBe(true);
  for (const words of [
    "{$AGENDA_HOST} {",
    "{$AUTH_HOST} {",
    "max_size 6MB",
    "flush_interval -1",
    "response_header_timeout 130s",
  ])
    expect(text).toContain(words);
  expect(text.split("{").length).toBe(text.split("}").length);
});

test("the Kubernetes manifests: probes that exist, no rights, two replicas of which one stays, and a service that finds them", () => {
  const documents = parseAllDocuments(read("deploy/kubernetes.yaml"));
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  const kinds = Object.fromEntries(documents.map((document) => [document.toJS().kind, document.toJS()]));
  expect(documents.map((document) => document.toJS().kind)).toEqual([
    ...["Deployment", "PodDisruptionBudget", "Service", "Ingress", "Ingress"],
  ]);
  const { spec } = kinds.Deployment;
  const pod = spec.template.spec;
  const [app] = pod.containers;
  const labels = { "app.kubernetes.io/name": "agenda-assistant" };
  expect(spec.template.metadata.labels).toEqual(labels);
  for (const selector of [
    spec.selector.matchLabels,
    kinds.Service.spec.selector,
    kinds.PodDisruptionBudget.spec.selector.matchLabels,
  ])
    expect(selector).toEqual(labels);
  expect(spec.replicas).toBeGreaterThan(kinds.PodDisruptionBudget.spec.minAvailable);
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
  expect(app.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  const probes = [app.startupProbe, app.livenessProbe, app.readinessProbe].map(({ httpGet }) => httpGet.path);
  expect(probes, "if Logto is away, no instance leaves the service").toEqual([
    ...["/api/healthz", "/api/healthz", "/api/readyz?for=traffic"],
  ]);
  for (const probe of probes) expect(existsSync(path.join(root, `app${probe.split("?")[0]}/route.ts`))).toBe(true);
  expect(app.env.map(({ name }: { name: string }) => name).filter((name: string) => !variables.has(name))).toEqual([]);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(app.lifecycle.preStop.sleep.seconds + 30);
  const mounts = app.volumeMounts.map(({ name }: { name: string }) => name);
  expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual([...new Set(mounts)]);
  const ingresses = documents.map((document) => document.toJS()).filter(({ kind }) => kind === "Ingress");
  const logs = "nginx.ingress.kubernetes.io/enable-access-log";
  const logged = ingresses.map(({ metadata, spec: { rules } }) => [
    rules[0].host,
    rules[0].http.paths[0].path,
    metadata.annotations[logs],
  ]);
  expect(logged, "a calendar's address is its key").toEqual([
    ["agenda.example.com", "/", undefined],
    ["agenda.example.com", "/api/calendar/", "false"],
  ]);
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What TypeScript finds in manifests by the types of Kubernetes' API, which know every field: a schema check that refuses unknown ones. */
function manifestErrors(manifests: readonly Manifest[]): string[] {
  const file = test.info().outputPath("manifests.mts"); // not .ts, which `npm run types` would read
  const lines = manifests.map((manifest, index) => {
    const [version = "", group = "core"] = manifest.apiVersion.split("/").reverse();
    const types = path.join(root, "node_modules/kubernetes-types", group.split(".")[0] ?? "", version);
    return `export const manifest${index}: import("${types}").${manifest.kind} = ${JSON.stringify(manifest)};`;
  });
  writeFileSync(file, lines.join("\n"));
  const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--types", "", "--pretty", "false"];
  const { stdout } = spawnSync(path.join(root, "node_modules/.bin/tsc"), [...options, file], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes("error"));
}

test("the Kubernetes manifests follow Kubernetes' API", () => {
  const manifests = parseAllDocuments(read("deploy/kubernetes.yaml")).map((document) => document.toJS() as Manifest);
  const wrong = parse(read("deploy/kubernetes.yaml").split("---")[0]?.replace("livenessProbe", "livenesProbe") ?? "");
  expect(manifestErrors([...manifests, wrong])).toEqual([
    expect.stringMatching(/manifests\.mts\(6,.*livenesProbe.* does not exist in type 'Container'/),
  ]);
});

test("the systemd unit starts what npm start starts, as a user without rights", () => {
  const unit = read("deploy/agenda-assistant.service");
  const [, command = ""] = /^ExecStart=\/opt\/agenda-assistant\/(.*)$/m.exec(unit) ?? [];
  const [node = "", ...files] = command.split(" ");
  expect([node, ...files].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  const writable = /^ReadWritePaths=(.*)$/m.exec(unit)?.[1]?.split(" ");
  expect(writable, "what a start after an upgrade builds").toEqual(
    [".next", "server/storage/generated", "next-env.d.ts"].map((folder) => `/opt/agenda-assistant/${folder}`),
  );
  for (const line of ["User=agenda", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="])
    expect(unit.split("\n")).toContain(line);
  expect(unit, "npm run backup, restore and doctor see only .env").not.toMatch(/^(Pass)?Environment/m);
  expect(unit).toContain(`DATA_DIR=/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}`);
});

test("what operators are told to run for a new push key makes one, with Node alone", () => {
  const security = read("SECURITY.md");
  expect(security, "the image has no npx").not.toContain("npx");
  const [, program = ""] = /node -e '([^']*)'/.exec(security) ?? [];
  const key = execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
  expect(judgePushKey({ VAPID_PRIVATE_KEY: key.trim() })).toMatchObject([{ state: "ok" }]);
});

/** What a program imports at startup, by file: sources, and the packages that they need. */
function closureOf(entry: string, seen: Map<string, string[]>): Map<string, string[]> {
  if (seen.has(entry)) return seen;
  const statements = read(entry).matchAll(
    /^(?:import|export)\s(?!type)(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  const targets = [...statements].map(([, from = "", dynamic = ""]) => from || dynamic);
  seen.set(
    entry,
    targets.filter((target) => !/^(\.|node:)/.test(target)),
  );
  for (const target of targets.filter((each) => each.startsWith(".")))
    closureOf(path.posix.join(path.posix.dirname(entry), target), seen);
  return seen;
}

test("the image has the sources of what runs from sources there, and their packages", async () => {
  process.env.AGENDA_IMAGE = "1";
  const { default: config } = (await import("../../../next.config.js")) as {
    default: { outputFileTracingIncludes: Record<string, string[]> };
  };
  delete process.env.AGENDA_IMAGE;
  const globs = config.outputFileTracingIncludes["/*"] ?? [];
  const programs = [
    "dev/serve.ts",
    "tools/doctor/main.ts",
    "tools/setup-logto/main.ts",
    "dev/backups.ts",
    "server/icalendar/import-worker.ts",
  ];
  const closure = new Map<string, string[]>();
  for (const program of programs) closureOf(program, closure);
  const isIncluded = (file: string) => globs.some((glob) => path.matchesGlob(`./${file}`, glob));
  expect(closure.size).toBeGreaterThan(40);
  expect([...closure.keys()].filter((file) => !isIncluded(file))).toEqual([]);
  const traced = ["pg", "next", "jose", "@nats-io/transport-node"]; // by Next itself, for the app
  const packages = new Set([...closure.values()].flat().map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name));
  const missing = [...packages].filter(
    (name) => !traced.includes(name) && !isIncluded(`node_modules/${name}/package.json`),
  );
  expect(missing).toEqual([]);
  expect(globSync("node_modules/{zod,yaml,ical.js,pg-copy-streams}/package.json", { cwd: root })).toHaveLength(4);
});

test("every migration has its line on how to go back", () => {
  const names = globSync("prisma/migrations/*/", { cwd: root }).map((folder) => path.basename(folder));
  expect(names.length).toBeGreaterThan(10);
  expect(
    names.filter((name) => !read("docs/upgrades.md").includes(`| \`${name}\` |`) && name !== "migration_lock.toml"),
  ).toEqual([]);
});

test("docs/scale.md lists every statement that may concern several people", () => {
  const [, section = ""] = read("docs/scale.md").split("### Statements that concern everybody");
  const [list = ""] = section.split("\n#");
  const listed = [...list.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, words = ""]) => words.replaceAll(/\n\s+/g, " "));
  expect(listed).toEqual(exceptions.map(({ reason }) => reason));
});

test("npm run sbom lists what is shipped, as CycloneDX, without what only developers need", () => {
  const command = ["dev/run.js", "tools/write-sbom.ts"];
  const said = execFileSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer: 64e6 });
  const { bomFormat, components } = JSON.parse(said) as { bomFormat: string; components: Record<string, unknown>[] };
  expect(bomFormat).toBe("CycloneDX");
  const { version } = JSON.parse(read("node_modules/pg/package.json")) as { version: string };
  expect(components.find(({ name }) => name === "pg")).toMatchObject({
    purl: `pkg:npm/pg@${version}`,
    licenses: [{ expression: "MIT" }],
    hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
  });
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["next", "pg", "zod"]));
  expect(names).not.toContain("lighthouse");
});
