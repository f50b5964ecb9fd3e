import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { readSettings } from "../../../dev/launch-settings.ts";
import {
  examineAddress,
  examineReachability,
  judgeRedirect,
  judgeRootDomain,
  judgeTransport,
} from "../../../tools/doctor/address.ts";
import { examineCollector } from "../../../tools/doctor/collector.ts";
import { describeFindings } from "../../../tools/doctor/doctor.ts";
import { examineDoors } from "../../../tools/doctor/doors.ts";
import type { Deployment, Finding } from "../../../tools/doctor/finding.ts";
import { examineLogto } from "../../../tools/doctor/logto.ts";
import { examineProxy } from "../../../tools/doctor/proxy.ts";
import { examineRegistration } from "../../../tools/doctor/registration-check.ts";
import { setUp } from "../../../tools/setup-logto/set-up.ts";
import { json, StandInAgenda } from "./stand-in-agenda.ts";
import { StandInTenant } from "./stand-in-tenant.ts";

let logto: StandInTenant;
let agenda: StandInAgenda;
let deployment: Deployment;

/** An agenda that was set up by setup:logto. Broken in each test in one place. */
test.beforeEach(async () => {
  logto = await StandInTenant.start();
  agenda = await new StandInAgenda(logto.endpoint).listen();
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-doctor-"));
  const envFile = path.join(folder, ".env");
  const appUrl = agenda.url;
  const silent = { say() {}, agree: async () => true };
  await setUp(
    { access: logto.access, appUrl, configured: {}, envFile, gptCallbacks: [], mcpCallbacks: [], showsSecrets: false },
    silent,
  );
  const source = { ...parseEnv(readFileSync(envFile, "utf8")), DATABASE_URL: "postgresql://a:b@127.0.0.1/c" };
  rmSync(folder, { recursive: true });
  deployment = {
    settings: readSettings(source) as Deployment["settings"],
    root: ".",
    dataDir: folder,
    envFile,
    backups: folder,
    hasOwnDatabase: false,
    management: logto.access,
    isSlow: false,
    nowMs: Date.now(),
  };
});
test.afterEach(() => Promise.all([logto.stop(), agenda.stop()]));

const having = (settings: Partial<Deployment["settings"]>): Deployment => ({
  ...deployment,
  settings: { ...deployment.settings, ...settings },
});

/** The problems, each with what to do. */
const complaints = (found: readonly Finding[]) =>
  found
    .filter(({ state }) => state === "failed" || state === "warning")
    .map(({ check, state, says, todo }) => {
      expect(todo, says).toMatch(/\.$/);
      return `${state} ${check}: ${says}`;
    });

test("what setup:logto registered is found to be well, on a private address but for the logout that Logto cannot send", async () => {
  expect(complaints(await examineLogto(deployment))).toEqual([
    expect.stringContaining("warning back-channel logout: 127.0.0.1 is a private address"),
  ]);
  const others = [examineRegistration, examineAddress, examineProxy, examineDoors].map((look) => look(deployment));
  expect(complaints((await Promise.all(others)).flat())).toEqual([]);
  expect(await examineReachability(deployment)).toMatchObject({ state: "ok" });
});

const brokenAtLogto: Readonly<
  Record<string, [breakIt: () => Partial<Deployment["settings"]> | undefined, complaint: string]>
> = {
  "does not answer": [
    () => ({ LOGTO_ENDPOINT: "http://127.0.0.1:9" }),
    "failed Logto: Logto could not be reached at http://127.0.0.1:9",
  ],
  "does not know the web page's application": [
    () => ({ LOGTO_APP_ID: "another" }),
    "failed web page's application: Logto knows no application with the id in LOGTO_APP_ID",
  ],
  "refuses its secret": [
    () => ({ LOGTO_APP_SECRET: "do-not-print" }),
    "failed its secret: Logto refuses LOGTO_APP_SECRET",
  ],
  "refuses the GPT's secret": [
    () => ({ source: { LOGTO_GPT_APP_SECRET: "do-not-print" } }),
    "failed GPT's secret: Logto refuses LOGTO_GPT_APP_SECRET",
  ],
  "lacks its redirect URI": [
    () => Object.assign(logto.applications[0]?.oidcClientMetadata ?? {}, { redirectUris: [] }) && undefined,
    "failed web page's application: it lacks the redirect URI",
  ],
  "does not know one of the GPTs' applications": [
    () => ({ LOGTO_GPT_APP_ID: [logto.applications[1]?.id ?? "", "another"] }),
    "failed GPT's application: Logto knows no application with an id in LOGTO_GPT_APP_ID: another",
  ],
  "does not know the application for MCP clients": [
    () => ({ LOGTO_MCP_APP_ID: "another" }),
    "failed MCP clients' application: Logto knows no application with an id in LOGTO_MCP_APP_ID: another",
  ],
  "lacks the API resource": [
    () => logto.resources.splice(0) && undefined,
    "failed API resource: Logto knows no API resource",
  ],
  "lets no MCP client in": [
    () => {
      logto.metadataDocuments = "off";
      return undefined;
    },
    "warning MCP clients: metadata documents are off",
  ],
  "refuses tokens in words of a proxy": [
    () => logto.faults.set("/oidc/me", [401, "<html>"]) && undefined,
    "failed refusal of a token: /oidc/me answered 401",
  ],
  "has no webhook's key": [
    () => ({ LOGTO_WEBHOOK_SIGNING_KEY: undefined }),
    "warning webhook: LOGTO_WEBHOOK_SIGNING_KEY is not set",
  ],
  "cannot find the app's address": [
    () => ({ APP_URL: "https://agenda.invalid" }),
    "failed back-channel logout: agenda.invalid has no address in DNS",
  ],
};
for (const [what, [breakIt, complaint]] of Object.entries(brokenAtLogto))
  test(`a Logto that ${what} is told`, async () => {
    const settings = breakIt() ?? {};
    const found = complaints(await examineLogto(having(settings)));
    expect(found).toContainEqual(expect.stringContaining(complaint));
    expect(found.join()).not.toContain("do-not-print");
  });

test("the GPT's secret, where it is set, is taken by one of the GPTs' applications", async () => {
  const [, gpt] = logto.applications;
  const before = [...logto.changes];
  const found = await examineLogto(
    having({
      LOGTO_GPT_APP_ID: [logto.applications[0]?.id ?? "", gpt?.id ?? ""],
      source: { LOGTO_GPT_APP_SECRET: logto.secrets.get(gpt?.id ?? "") },
    }),
  );
  expect(found).toContainEqual({ check: "GPT's secret", state: "ok", says: "taken by Logto" });
  expect(JSON.stringify(found)).not.toContain("do-not-print");
  expect(logto.changes).toEqual(before);
});

test("what is missing at Logto, and cannot be seen from outside, is told through the Management API", async () => {
  Object.assign(logto.applications[1] ?? {}, { customClientMetadata: {} });
  Object.assign(logto.applications[0]?.oidcClientMetadata ?? {}, {
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
  });
  Object.assign(logto.hooks[0] ?? {}, { events: ["User.Deleted"], signingKey: "do-not-print" });
  const before = [...logto.changes];
  const found = complaints(await examineRegistration(deployment)).join("\n");
  for (const words of ["always issue refresh token", "post sign-out redirect URI", "back-channel logout URI"])
    expect(found).toContain(words);
  expect(found).toContain("User.SuspensionStatus.Updated");
  expect(found).toContain("LOGTO_WEBHOOK_SIGNING_KEY is not the webhook's signing key");
  expect(found).not.toContain("do-not-print");
  expect(logto.changes).toEqual(before);
  expect(await examineRegistration({ ...deployment, management: undefined })).toMatchObject([{ state: "skipped" }]);
  const refused = await examineRegistration({ ...deployment, management: { ...logto.access, appSecret: "wrong" } });
  expect(complaints(refused)).toEqual([
    expect.stringContaining("refuses the machine-to-machine application's id or secret"),
  ]);
});

test("an app that does not answer, and one that is not ready, are told", async () => {
  agenda.faults.set("/api/healthz", json(502, {}));
  const reasons = ["Logto refuses LOGTO_APP_SECRET."];
  agenda.faults.set("/api/readyz", json(503, { checks: { database: "unavailable", logto: "unavailable" }, reasons }));
  expect(complaints([await examineReachability(deployment)])).toEqual([
    expect.stringContaining("/api/healthz answered 502"),
  ]);
  expect(complaints(await examineAddress(deployment))).toEqual([
    "failed readiness: the running app says: database: unavailable",
    "failed readiness: the running app says: Logto refuses LOGTO_APP_SECRET.",
  ]);
  const nobody = having({ APP_URL: "http://127.0.0.1:9" });
  expect(complaints([await examineReachability(nobody)])).toEqual([
    expect.stringContaining("the app does not answer at http://127.0.0.1:9: fetch failed"),
  ]);
});

const held = (response: Parameters<Parameters<typeof agenda.faults.set>[1]>[0]) =>
  void setTimeout(() => response.writeHead(200).end("first\nlast\n"), 100);
const brokenProxies: Readonly<Record<string, [path: string, say: Parameters<typeof agenda.faults.set>[1], string]>> = {
  "hides the Host": [
    "/mcp",
    json(403, { code: "cross_site_request" }),
    "failed Host header: the app sees another Host",
  ],
  "does not pass /mcp on": ["/mcp", json(404, {}), "failed Host header: /mcp answered 404"],
  "answers large bodies in words of its own": [
    "/api/import",
    json(502, "<html>"),
    "warning bodies of 5 MB: /api/import answered 502",
  ],
  "keeps the app's streams to itself": [
    "/api/probe",
    json(502, "<html>"),
    "warning event streams: /api/probe answered 502",
  ],
  "cuts large bodies": ["/api/import", json(413, "<html>"), "failed bodies of 5 MB: the proxy cuts them"],
  "holds back streams": ["/api/probe", held, "failed event streams: the proxy holds them back"],
  "leads to an app with another secret": [
    "/api/probe",
    json(404, {}),
    "failed event streams: the running app does not know",
  ],
};
for (const [what, [path, say, complaint]] of Object.entries(brokenProxies))
  test(`a proxy that ${what} is told`, async () => {
    agenda.faults.set(path, say);
    expect(complaints(await examineProxy(deployment))).toEqual([expect.stringContaining(complaint)]);
  });

test("a proxy that does not wait is told, if asked to find out", async () => {
  const slow = { ...deployment, isSlow: true };
  expect(complaints(await examineProxy(slow))).toEqual([]);
  agenda.faults.set("/api/probe", (response) => {
    response.writeHead(200).write("first\n");
    setTimeout(() => response.end(), 300);
  });
  expect(complaints(await examineProxy(slow))).toEqual([
    expect.stringContaining("warning slow answers: the proxy gives up"),
  ]);
});

test("what assistants read is told when it leads elsewhere", async () => {
  const other = having({ LOGTO_ENDPOINT: "https://auth.example.com" });
  expect(complaints(await examineDoors(other))).toEqual([
    "failed /openapi.yaml: it does not lead to https://auth.example.com for signing in",
    "failed MCP metadata: /.well-known/oauth-protected-resource names other addresses",
    "failed MCP metadata: /.well-known/oauth-protected-resource/mcp names other addresses",
  ]);
  const openapi = async (text: string) => {
    agenda.faults.set("/openapi.yaml", (response) => response.end(text));
    return complaints(await examineDoors(deployment))[0];
  };
  expect(await openapi("servers: [{url: https://other.example.com}]")).toContain("it names https://other.example.com");
  const auth = `${logto.endpoint}/oidc/auth`;
  const noId = `servers: [{url: "${agenda.url}"}]\npaths: {/x: {get: {summary: "${auth}"}}}`;
  expect(await openapi(noId)).toContain("ChatGPT's importer would refuse it: GET /x has no operationId.");
  expect(await openapi("<html>")).toContain("failed /openapi.yaml");
  agenda.faults.set("/openapi.yaml", json(502, {}));
  agenda.faults.set("/.well-known/oauth-protected-resource", json(404, {}));
  expect(complaints(await examineDoors(deployment))).toEqual([
    "failed /openapi.yaml: answered 502",
    "failed MCP metadata: /.well-known/oauth-protected-resource answered 404",
  ]);
});

test("a collector that does not take traces is told; where nothing is traced, none is asked", async () => {
  expect(await examineCollector(deployment)).toEqual([]);
  const traced = having({ OTEL_EXPORTER_OTLP_ENDPOINT: agenda.url });
  expect(complaints(await examineCollector(traced))).toEqual([expect.stringContaining("/v1/traces answered 404")]);
  agenda.faults.set("/v1/traces", json(200, {}));
  expect(await examineCollector(traced)).toMatchObject([{ state: "ok" }]);
});

test("addresses that assistants cannot use, http that stays http, and missing HSTS are told", () => {
  const at = (APP_URL: string, LOGTO_ENDPOINT: string) => judgeRootDomain({ APP_URL, LOGTO_ENDPOINT });
  expect(at("https://agenda.example.com", "https://auth.example.com")).toMatchObject({ state: "ok" });
  expect(at("http://localhost:3000", "http://localhost:3001")).toMatchObject({ state: "skipped" });
  expect(complaints([at("https://agenda.example.com", "https://auth.example.org")])).toEqual([
    expect.stringContaining("warning root domain: agenda.example.com and auth.example.org share none"),
  ]);
  expect(complaints([at("https://agenda.example.com:8443", "https://auth.example.com")])).toHaveLength(1);
  const answer = (status: number, headers: Record<string, string>) => ({
    status,
    headers: new Headers(headers),
    text: "",
  });
  const url = "https://agenda.example.com";
  expect(judgeRedirect(url, answer(308, { location: `${url}/` }))).toMatchObject({ state: "ok" });
  expect(judgeRedirect(url, { failure: "refused" })).toMatchObject({ state: "ok" });
  expect(complaints([judgeRedirect(url, answer(200, {}))])).toEqual([
    "warning plain http: answered 200 and does not lead to https",
  ]);
  expect(judgeTransport(url, answer(200, { "strict-transport-security": "max-age=63072000" }))).toMatchObject([
    { state: "ok" },
  ]);
  expect(complaints(judgeTransport(url, answer(200, {})))).toEqual(["warning HSTS: the header does not arrive"]);
});

test("each finding is a line, with what to do below it, and the last line sums up", () => {
  const found: Finding[] = [
    { check: "Node", state: "ok", says: "26.10.0" },
    { check: "time zones", state: "warning", says: "old", todo: "Update." },
  ];
  expect(describeFindings(found).split("\n")).toEqual([
    "ok       Node        26.10.0",
    "warning  time zones  old",
    "                     → Update.",
    "",
    "0 failed, 1 to look at.",
  ]);
});
