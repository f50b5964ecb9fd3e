import { execFile } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer } from "node:tls";
import { expect, test } from "@playwright/test";
import { makeVapidKey } from "../../../dev/secrets.ts";
import { examineCertificate } from "../../../tools/doctor/address.ts";
import {
  type DatabaseFacts,
  examineDatabase,
  examineSpace,
  judgeDatabase,
  judgeHosts,
  judgePooling,
  judgeSpace,
} from "../../../tools/doctor/database.ts";
import { examine } from "../../../tools/doctor/doctor.ts";
import type { Deployment, Finding } from "../../../tools/doctor/finding.ts";
import { examineGrowth, judgeReplica } from "../../../tools/doctor/growth-check.ts";
import { examineLocal, judgeEnvFile, judgeNode, judgePushKey, judgeZones } from "../../../tools/doctor/local.ts";
import { judgeVariables } from "../../../tools/doctor/variables.ts";
import { startNats } from "../server/stand-in-nats.ts";
import { certificate, key } from "./localhost-certificate.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");
const dayMs = 86_400_000;

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "agenda-doctor-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deployment = (settings: object = {}): Deployment => ({
  settings: {
    APP_URL: "https://agenda.example.com",
    TRUSTED_PROXY_HOPS: 1,
    DATABASE_POOL_SIZE: 10,
    ...settings,
  } as Deployment["settings"],
  root: ".",
  dataDir: folder,
  envFile: path.join(folder, ".env"),
  backups: path.join(folder, "backups"),
  hasOwnDatabase: true,
  management: undefined,
  isSlow: false,
  nowMs,
});

const words = (found: readonly Finding[]) =>
  found.filter(({ state }) => state !== "ok").map(({ check, state, says }) => `${state} ${check}: ${says}`);

test("an old Node, old zone data, a file that others can read and a proxy that is not counted are told", () => {
  expect(words([judgeNode("26.10.0"), judgeZones("2026a", nowMs), judgeZones("2025c", nowMs)])).toEqual([]);
  expect(words([judgeNode("20.19.0"), judgeZones("2024b", nowMs), judgeZones("", nowMs)])).toEqual([
    "failed Node: 20.19.0, and 26 is needed",
    "warning time zones: data of 2024b: governments have moved clocks since",
    "warning time zones: Node has no zone data of its own",
  ]);
  const { envFile } = deployment();
  expect(words([judgeEnvFile(envFile)])).toEqual([]);
  writeFileSync(envFile, "", { mode: 0o600 });
  expect(words([judgeEnvFile(envFile)])).toEqual([]);
  chmodSync(envFile, 0o640);
  expect(words([judgeEnvFile(envFile)])).toEqual(["failed .env: others on this machine can read it (640)"]);
  expect(words(examineLocal(deployment({ TRUSTED_PROXY_HOPS: 0 })))).toContainEqual(
    expect.stringContaining("warning client addresses: TRUSTED_PROXY_HOPS is 0"),
  );
});

test("the variables that are set are named, and those that nothing reads, with the name that was probably meant", () => {
  const source = {
    ...{ APP_URL: "do-not-print", PORT: "do-not-print", HINTS_URL: "", LOGTO_GPT_APP_SECRET: "do-not-print" },
    ...{ OTEL_SERVICE_NAME: "do-not-print", AGENDA_HOST: "do-not-print", LOGTO_POSTGRES_PASSWORD: "do-not-print" },
    ...{ PATH: "do-not-print", HOSTNAME: "do-not-print", DATADOG_URL: "do-not-print", npm_config_yes: "do-not-print" },
  };
  expect(judgeVariables(source)).toEqual([
    { check: "variables", state: "ok", says: "set: APP_URL, LOGTO_GPT_APP_SECRET, PORT" },
  ]);
  expect(judgeVariables({}).map(({ says }) => says)).toEqual(["none is set: everything is the default"]);
  const misspelt = {
    ...{ LOGTO_APP_SECRT: "do-not-print", DATABSE_URL: "do-not-print", LOGTO_TENANT: "do-not-print" },
    ...{ VAPID_PRIVATEKEY: "do-not-print", AGENDA_COLOR: "do-not-print", TRUSTED_PROXIES: "" },
  };
  const [set, ...others] = judgeVariables(misspelt);
  expect(set?.says).toBe("none is set: everything is the default");
  expect(others.map(({ state, check, says }) => `${state} ${check}: ${says}`)).toEqual([
    "warning variables: nothing reads AGENDA_COLOR",
    "warning variables: nothing reads DATABSE_URL: is DATABASE_URL meant?",
    "warning variables: nothing reads LOGTO_APP_SECRT: is LOGTO_APP_SECRET meant?",
    "warning variables: nothing reads LOGTO_TENANT",
    "warning variables: nothing reads VAPID_PRIVATEKEY: is VAPID_PRIVATE_KEY meant?",
  ]);
  expect(words(examineLocal(deployment({ source: misspelt })))).toContainEqual(
    "warning variables: nothing reads LOGTO_TENANT",
  );
});

test("a push key that is missing, or is none, is told without its words", () => {
  expect(words(judgePushKey({ VAPID_PRIVATE_KEY: makeVapidKey() }))).toEqual([]);
  expect(words(judgePushKey({ VAPID_PRIVATE_KEY: undefined }))).toEqual([
    "warning push key: VAPID_PRIVATE_KEY is not set: no reminder reaches a browser that is closed",
  ]);
  const tooLarge = `${"_".repeat(42)}8`;
  expect(words(judgePushKey({ VAPID_PRIVATE_KEY: tooLarge }))).toEqual([
    "failed push key: VAPID_PRIVATE_KEY is not a key of P-256: no reminder can be sent",
  ]);
});

test("a replica that is down, behind or none, and a NATS server that does not answer, are told", async () => {
  expect(words([judgeReplica({ isReplica: true, behindSeconds: 0.2 })])).toEqual([]);
  expect(words([judgeReplica({ isReplica: true, behindSeconds: null })])).toEqual([]);
  expect(
    words([judgeReplica({ isReplica: true, behindSeconds: 90 }), judgeReplica({ isReplica: false, behindSeconds: 0 })]),
  ).toEqual([
    "warning DATABASE_REPLICA_URL: it is 90 s behind: the primary answers most",
    expect.stringContaining("warning DATABASE_REPLICA_URL: this server is no replica"),
  ]);
  const nobody = { DATABASE_REPLICA_URL: "postgresql://a:b@127.0.0.1:9/c", HINTS_URL: "nats://127.0.0.1:9" };
  expect(words(await examineGrowth(deployment(nobody)))).toEqual([
    "warning DATABASE_REPLICA_URL: it does not answer: the primary answers everything",
    expect.stringMatching(/^warning HINTS_URL: the server does not let us in/),
  ]);
  const nats = await startNats();
  try {
    const found = await examineGrowth(deployment({ HINTS_URL: `nats://agenda:do-not-print@127.0.0.1:${nats.port}` }));
    expect(found).toMatchObject([{ check: "HINTS_URL", state: "ok" }]);
    expect(nats.logins).toHaveLength(1);
  } finally {
    await nats.close();
  }
});

test("no backup, and one that is old, are told", () => {
  const told = () => words(examineLocal(deployment())).filter((each) => each.includes("backups"));
  expect(told()).toEqual([`warning backups: none in ${deployment().backups}`]);
  const write = (name: string, createdAt: string) => {
    mkdirSync(path.join(deployment().backups, name), { recursive: true });
    writeFileSync(path.join(deployment().backups, name, "manifest.json"), JSON.stringify({ createdAt }));
  };
  write("broken", "never");
  write("old", new Date(nowMs - 3 * dayMs).toISOString());
  expect(told()).toEqual(["warning backups: the newest is 3 days old"]);
  write("new", new Date(nowMs - dayMs).toISOString());
  expect(told()).toEqual([]);
});

test("a certificate that is not trusted, that ends soon or has ended, and a port where nobody answers are told", async () => {
  const server = createServer({ cert: certificate, key }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const told = async (options: object, atMs = nowMs) => {
    const found = await examineCertificate({ host: "localhost", port, ...options }, atMs);
    return `${found.state}: ${found.says}`;
  };
  const end = Date.parse("2126-11-05T00:00:00Z");
  expect(await told({ ca: certificate })).toMatch(
    /^ok: TLSv1.3, the certificate of Agenda tests is good for \d+ days$/,
  );
  expect(await told({})).toMatch(/^failed: the certificate is not trusted: .*(self|SELF)/);
  expect(await told({ ca: certificate }, end - 5 * dayMs)).toMatch(/^warning: the certificate expires in \d+ days$/);
  expect(await told({ ca: certificate }, end + 2 * dayMs)).toMatch(/^failed: the certificate has expired/);
  await new Promise((resolve) => server.close(resolve));
  expect(await told({})).toMatch(/^failed: no connection to localhost/);
});

const ours = [
  { name: "1_agenda", checksum: "a" },
  { name: "2_words", checksum: "b" },
];
const facts: DatabaseFacts = {
  isReplica: false,
  isReadOnly: false,
  encoding: "UTF8",
  maxConnections: 100,
  clockAheadMs: 40,
  limits: { statement_timeout: 0, idle_session_timeout: 0 },
  missingExtensions: [],
  undistributed: [],
  migrations: ours.map((each) => ({ ...each, isFinished: true })),
};
const brokenDatabases: Readonly<Record<string, [Partial<DatabaseFacts>, string]>> = {
  "is a replica": [{ isReplica: true }, "failed writing: this server is a replica"],
  "is read-only": [{ isReadOnly: true }, "failed writing: the database is read-only"],
  "has another encoding": [{ encoding: "SQL_ASCII" }, "failed encoding: SQL_ASCII"],
  "has too few connections": [
    { maxConnections: 12 },
    "failed connections: one process may hold 10, but the server allows 12 in all",
  ],
  "lacks an extension": [
    { missingExtensions: [{ name: "pg_trgm", isAvailable: true }] },
    "failed extensions: pg_trgm is not created",
  ],
  "cannot have an extension": [
    { missingExtensions: [{ name: "btree_gin", isAvailable: false }] },
    "failed extensions: btree_gin is not installed at the server",
  ],
  "has a clock of its own": [{ clockAheadMs: -90_000 }, "failed clocks: ours and the database's differ by 90 s"],
  "has a slow clock": [{ clockAheadMs: 12_000 }, "warning clocks: ours and the database's differ by 12 s"],
  "cuts statements off": [
    { limits: { statement_timeout: 5_000, idle_session_timeout: 0 } },
    "warning time-outs: statement_timeout is 5 s for this user and database",
  ],
  "is Citus, and does not distribute a table": [
    { undistributed: ["Note"] },
    "failed distribution: Note is not distributed, and accounts that are deleted leave their rows there",
  ],
  "lacks a migration": [{ migrations: facts.migrations.slice(0, 1) }, "failed migrations: not applied: 2_words"],
  "has a newer migration": [
    { migrations: [...facts.migrations, { name: "3_more", checksum: "c", isFinished: true }] },
    "warning migrations: unknown to this version: 3_more",
  ],
  "has a migration that failed": [
    { migrations: facts.migrations.map((each) => ({ ...each, isFinished: each.name !== "2_words" })) },
    "failed migrations: not finished: 2_words",
  ],
  "has another migration of that name": [
    { migrations: facts.migrations.map((each) => ({ ...each, checksum: "a" })) },
    "warning migrations: other than when they were applied: 2_words",
  ],
};

test("a database that is well is told so", () => {
  expect(words(judgeDatabase(facts, ours, deployment()))).toEqual([]);
  expect(words([...judgePooling("none", "none", undefined), ...judgePooling("transaction", "session", "off")])).toEqual(
    [],
  );
  expect(words([judgeSpace(20e9, deployment())])).toEqual([]);
});

for (const [what, [broken, complaint]] of Object.entries(brokenDatabases))
  test(`a database that ${what} is told`, () => {
    expect(words(judgeDatabase({ ...facts, ...broken }, ours, deployment()))).toEqual([complaint]);
  });

test("poolers that break something, and a disk that is nearly full, are told", () => {
  expect(words(judgePooling("statement", "none", undefined))).toEqual([
    "failed pooler: in statement mode: it refuses transactions",
  ]);
  expect(words(judgePooling("transaction", "none", "on"))).toEqual([
    "warning pooler: in transaction mode, and DATABASE_PREPARED is on",
  ]);
  expect(words(judgePooling("transaction", "transaction", undefined))).toEqual([
    expect.stringContaining("failed direct connection: behind a pooler in transaction mode"),
  ]);
  const elsewhere = { ...deployment(), hasOwnDatabase: false };
  expect(words([judgeSpace(1e9, deployment()), judgeSpace(1e8, deployment()), judgeSpace(1e9, elsewhere)])).toEqual([
    `warning free space: 1.0 GB in ${folder}: PostgreSQL stops when the disk is full`,
    `failed free space: 0.1 GB in ${folder}: PostgreSQL stops when the disk is full`,
    `warning free space: 1.0 GB in ${folder}, on this machine and not the database's: backups may not fit`,
  ]);
});

test("beside a database elsewhere, the disk of the data folder is measured, and where there is no folder, none", async () => {
  const elsewhere = { ...deployment(), hasOwnDatabase: false };
  const { says } = await examineSpace(elsewhere);
  expect(says).toContain(` GB in ${folder}, on this machine and not the database's`);
  const nowhere = path.join(folder, "nowhere");
  expect(await examineSpace({ ...elsewhere, dataDir: nowhere })).toMatchObject({
    state: "skipped",
    says: expect.stringContaining(`there is no ${nowhere}`),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test("of several hosts, one that is down and a second that accepts writes are told", () => {
  const [one, two] = ["one:5432", "two:5432"];
  const told = (first: "primary" | "standby", second: "primary" | "standby" | "unreachable") =>
    words(
      judgeHosts([
        { name: one, role: first },
        { name: two, role: second },
      ]),
    );
  expect(told("standby", "primary")).toEqual([]);
  expect(told("primary", "unreachable")).toEqual([
    "warning database hosts: two:5432 cannot be reached: nothing takes over if one:5432 fails",
  ]);
  expect(told("primary", "primary")).toEqual([
    expect.stringContaining("failed database hosts: one:5432 and two:5432 both accept writes"),
  ]);
});

test("an unreachable database is reported under its variable's name, without user or password", async () => {
  const url = "postgresql://secret:do-not-print@127.0.0.1:9/agenda";
  const [alone, both] = await Promise.all([
    examineDatabase(deployment({ DATABASE_URL: url })),
    examineDatabase(deployment({ DATABASE_URL: url, DIRECT_DATABASE_URL: url })),
  ]);
  const failedAt = (name: string) =>
    expect.stringMatching(new RegExp(`^failed ${name}: no PostgreSQL answered at 127\\.0\\.0\\.1:9/agenda`));
  expect(words(alone)).toEqual([failedAt("DATABASE_URL")]);
  expect(words(both)).toEqual([failedAt("DATABASE_URL"), failedAt("DIRECT_DATABASE_URL")]);
  expect(JSON.stringify([alone, both])).not.toMatch(/do-not-print|secret/);
});

test("a check that fails by itself is told by its kind, without the words of its error, and ends no other one", async () => {
  const nowhere = "http://127.0.0.1:9";
  const found = await examine(
    deployment({
      ...{
        APP_URL: nowhere,
        LOGTO_ENDPOINT: nowhere,
        LOGTO_GPT_APP_ID: [],
        DATABASE_URL: "postgresql://127.0.0.1:9/a",
      },
      OTEL_EXPORTER_OTLP_ENDPOINT: nowhere,
      source: { OTEL_EXPORTER_OTLP_HEADERS: "authorization=%do-not-print" }, // cannot be decoded
    }),
  );
  expect(words(found)).toEqual(
    expect.arrayContaining([
      "failed traces: could not be examined: URIError",
      ...["DATABASE_URL", "Logto", "APP_URL"].map((check) => expect.stringContaining(`failed ${check}: `)),
    ]),
  );
  expect(JSON.stringify(found)).not.toContain("do-not-print");
});

test("the command tells of every variable that is wrong, and by its exit status; where nothing runs, it says so", async () => {
  const call = (env: Record<string, string>, ...options: string[]) =>
    new Promise<{ status: number; words: string }>((resolve) => {
      const command = ["dev/run.js", "tools/doctor/main.ts", ...options];
      const child = execFile(
        process.execPath,
        command,
        { env: { ...process.env, DATA_DIR: folder, ...env } },
        (_e, out, err) => resolve({ status: child.exitCode ?? -1, words: out + err }),
      );
    });
  const broken = {
    ...{ LOGTO_ENDPOINT: "http://auth.example.com", APP_URL: "do-not-print", DATABASE_POOL_SIZE: "3" },
    LOGTO_APP_SECRT: "do-not-print",
  };
  const [wrong, idle, misused] = await Promise.all([call(broken, "--json"), call({}), call({}, "--no-such-option")]);
  expect(wrong.status).toBe(1);
  const { isWell, findings } = JSON.parse(wrong.words) as { isWell: boolean; findings: Finding[] };
  expect(isWell).toBe(false);
  expect(findings.map(({ check, state }) => `${state} ${check}`)).toEqual(
    expect.arrayContaining([
      "failed APP_URL",
      "failed LOGTO_ENDPOINT",
      "failed LOGTO_APP_SECRET",
      "failed DATABASE_POOL_SIZE",
      "warning variables",
    ]),
  );
  expect(wrong.words).not.toContain("do-not-print");
  expect(idle).toMatchObject({ status: 0, words: expect.stringContaining("not running here") });
  expect(misused).toMatchObject({ status: 2, words: expect.stringContaining("--json") });
});
