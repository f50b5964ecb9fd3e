import { execFile } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { readSettings } from "../../../dev/launch-settings.ts";
import { type Operator, type SetupOptions, setUp } from "../../../tools/setup-logto/set-up.ts";
import { StandInTenant } from "./stand-in-tenant.ts";

const appUrl = "https://agenda.example.com";

let logto: StandInTenant;
let folder: string;
let envFile: string;
test.beforeEach(async () => {
  logto = await StandInTenant.start();
  folder = mkdtempSync(path.join(tmpdir(), "agenda-setup-"));
  envFile = path.join(folder, ".env");
});
test.afterEach(async () => {
  await logto.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One run, as from the command line in the folder. */
async function run(
  given: Partial<SetupOptions> = {},
  answers: Partial<Record<Parameters<Operator["agree"]>[0], boolean>> = { change: true },
) {
  const said: string[] = [];
  const asked: string[] = [];
  const before = logto.changes.length;
  const isDone = await setUp(
    {
      access: logto.access,
      appUrl,
      configured: existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {},
      envFile,
      gptCallbacks: [],
      mcpCallbacks: [],
      showsSecrets: false,
      ...given,
    },
    {
      say: (line) => said.push(line),
      async agree(kind, question) {
        asked.push(question);
        return answers[kind] ?? false;
      },
    },
  );
  return { isDone, said: said.join("\n"), asked, changes: logto.changes.slice(before) };
}

const settings = () => parseEnv(readFileSync(envFile, "utf8"));

test("a first run shows what it will do, does it when agreed, and writes a configuration that starts", async () => {
  const { isDone, said, asked, changes } = await run();
  expect(isDone).toBe(true);
  expect(asked).toEqual(["\nDo this at Logto?"]);
  expect(changes).toEqual([
    "POST /applications",
    "POST /applications",
    "POST /resources",
    "PATCH /configs/cimd",
    "POST /hooks",
  ]);
  const [web, gpt] = logto.applications;
  expect(web).toMatchObject({
    type: "Traditional",
    oidcClientMetadata: {
      redirectUris: [`${appUrl}/callback`],
      postLogoutRedirectUris: [`${appUrl}/`],
      backchannelLogoutUri: `${appUrl}/backchannel-logout`,
      backchannelLogoutSessionRequired: true,
    },
  });
  expect(gpt).toMatchObject({ type: "Traditional", customClientMetadata: { alwaysIssueRefreshToken: true } });
  expect(logto.resources).toMatchObject([{ indicator: `${appUrl}/mcp` }]);
  expect(logto.hooks).toMatchObject([
    { config: { url: `${appUrl}/api/webhooks/logto` }, events: ["User.Deleted", "User.SuspensionStatus.Updated"] },
  ]);
  for (const line of ["/callback", "back-channel logout URI", "/mcp", "User.Deleted"]) expect(said).toContain(line);
  const written = settings();
  expect(written).toMatchObject({
    APP_URL: appUrl,
    LOGTO_APP_ID: web?.id,
    LOGTO_APP_SECRET: logto.secrets.get(web?.id ?? ""),
    LOGTO_GPT_APP_ID: gpt?.id,
    LOGTO_WEBHOOK_SIGNING_KEY: logto.hooks[0]?.signingKey,
  });
  expect(readSettings(written).LOGTO_ENDPOINT).toBe(logto.endpoint);
  expect(statSync(envFile).mode & 0o777).toBe(0o600);
});

test("a second run changes nothing and says so", async () => {
  await run();
  const before = readFileSync(envFile, "utf8");
  const { isDone, said, asked, changes } = await run();
  expect({ isDone, asked, changes }).toEqual({ isDone: true, asked: [], changes: [] });
  expect(said).toContain("Logto has everything already. Nothing is changed there.");
  expect(said).toContain(`${envFile} has everything already. Nothing is changed there.`);
  expect(readFileSync(envFile, "utf8")).toBe(before);
});

test("without a yes nothing is changed, at Logto or here", async () => {
  const { isDone, changes, said } = await run({}, {});
  expect({ isDone, changes, exists: existsSync(envFile) }).toEqual({ isDone: false, changes: [], exists: false });
  expect(said).toContain("Nothing was changed.");
});

test("no secret is printed unless it is asked for, and then only the one that the GPT editor needs", async () => {
  const first = await run();
  expect(first.said).not.toContain("do-not-print");
  for (const ours of [settings().LOGTO_COOKIE_SECRET, settings().VAPID_PRIVATE_KEY]) {
    expect(ours).toMatch(/.{32}/);
    expect(first.said).not.toContain(ours);
  }
  const { said } = await run({ showsSecrets: true });
  expect(said.match(/\S*do-not-print/g)).toEqual([logto.secrets.get(logto.applications[1]?.id ?? "")]);
});

test("what others set at Logto stays, and only what is missing is added", async () => {
  await run();
  const [web, gpt] = logto.applications;
  Object.assign(web ?? {}, {
    oidcClientMetadata: {
      redirectUris: ["https://other.example.com/callback"],
      postLogoutRedirectUris: [],
      logoUri: "x",
    },
    customClientMetadata: { corsAllowedOrigins: ["https://other.example.com"] },
  });
  Object.assign(gpt ?? {}, { customClientMetadata: { idTokenTtl: 60 } });
  Object.assign(logto.hooks[0] ?? {}, { events: ["User.Created", "User.Deleted"], enabled: false });
  const { changes, said } = await run();
  expect(changes).toHaveLength(3);
  expect(said).not.toContain("create");
  expect(web).toMatchObject({
    oidcClientMetadata: {
      redirectUris: ["https://other.example.com/callback", `${appUrl}/callback`],
      postLogoutRedirectUris: [`${appUrl}/`],
      backchannelLogoutUri: `${appUrl}/backchannel-logout`,
      logoUri: "x",
    },
    customClientMetadata: { corsAllowedOrigins: ["https://other.example.com"] },
  });
  expect(gpt).toMatchObject({ customClientMetadata: { idTokenTtl: 60, alwaysIssueRefreshToken: true } });
  expect(logto.hooks[0]).toMatchObject({
    events: ["User.Created", "User.Deleted", "User.SuspensionStatus.Updated"],
    enabled: true,
  });
});

test("the callback that the GPT editor shows takes the place of every GPT's", async () => {
  await run();
  const callback = "https://chatgpt.com/aip/g-1/oauth/callback";
  const { said } = await run({ gptCallbacks: [callback] });
  expect(said).toContain("remove the redirect URI https://chatgpt.com/aip/*/oauth/callback");
  expect(logto.applications[1]).toMatchObject({ oidcClientMetadata: { redirectUris: [callback] } });
  expect((await run()).changes).toEqual([]);
  expect((await run({ gptCallbacks: [callback] })).changes).toEqual([]);
});

for (const metadataDocuments of ["absent", "not allowed"] as const)
  test(`where metadata documents are ${metadataDocuments}, MCP clients get an application, once`, async () => {
    logto.metadataDocuments = metadataDocuments;
    await run();
    expect(logto.applications[2]).toMatchObject({
      type: "Native",
      oidcClientMetadata: { redirectUris: expect.arrayContaining(["https://claude.ai/api/mcp/auth_callback"]) },
    });
    expect(settings().LOGTO_MCP_APP_ID).toBe(logto.applications[2]?.id);
    expect((await run()).changes).toEqual([]);
  });

test("what the file says otherwise is replaced only when agreed; the rest of it stays as it is", async () => {
  const text = "# ours\nexport LOGTO_APP_ID='another'\nDATABASE_URL=postgresql://a:b@c/d # kept\nLOGTO_COOKIE_SECRET=";
  const shared = path.join(folder, "shared.env");
  writeFileSync(shared, text, { mode: 0o644 });
  symlinkSync(shared, envFile); // as where the service reads the same file
  const kept = await run();
  expect(kept.asked[1]).toContain("says something else for LOGTO_APP_ID. Replace it?");
  expect(kept.isDone).toBe(false);
  expect(settings().LOGTO_APP_ID).toBe("another");
  const replaced = await run({}, { replace: true });
  expect(replaced).toMatchObject({ isDone: true, changes: [] });
  expect(settings()).toMatchObject({ LOGTO_APP_ID: logto.applications[0]?.id, DATABASE_URL: "postgresql://a:b@c/d" });
  expect(settings().LOGTO_COOKIE_SECRET).toHaveLength(64);
  const [comment, ...lines] = readFileSync(envFile, "utf8").split("\n");
  expect([comment, lines[1]]).toEqual(["# ours", "DATABASE_URL=postgresql://a:b@c/d # kept"]);
  expect(statSync(shared).mode & 0o777).toBe(0o600);
  expect(realpathSync(envFile)).toBe(realpathSync(shared));
});

test("what keeps Logto from being used is said, with what to do", async () => {
  const said = (access: object) =>
    run({ access: { ...logto.access, ...access } }).catch((error: Error) => error.message);
  expect(await said({ appSecret: "wrong" })).toContain("refuses the machine-to-machine application's id or secret");
  expect(await said({ resource: "https://other.logto.app/api" })).toContain("pass it with --resource");
  expect(await said({ endpoint: "http://127.0.0.1:9" })).toContain("http://127.0.0.1:9 could not be reached");
  logto.mayManage = false;
  expect(await said({})).toContain('the role "Logto Management API access"');
  expect(logto.changes).toEqual([]);
});

test("the command takes its credentials from the environment, tells by its exit status how it went, and has the doctor look at what it wrote", async () => {
  const env = { ...process.env, LOGTO_M2M_APP_ID: "m2m", LOGTO_M2M_APP_SECRET: logto.credentials.appSecret };
  const call = (...options: string[]) =>
    new Promise<{ status: number; words: string }>((resolve) => {
      const given = [
        "--endpoint",
        logto.endpoint,
        "--app-url",
        "https://agenda.invalid",
        "--output",
        envFile,
        ...options,
      ];
      const command = ["dev/run.js", "tools/setup-logto/main.ts", ...given];
      const child = execFile(process.execPath, command, { env }, (_error, stdout, stderr) =>
        resolve({ status: child.exitCode ?? -1, words: stdout + stderr }),
      );
    });
  writeFileSync(envFile, "DATABASE_URL=postgresql://a:b@127.0.0.1:9/of-the-file\n");
  const [refused, wrong] = await Promise.all([call(), call("--no-such-option")]);
  expect(refused).toMatchObject({ status: 1, words: expect.stringContaining("pass --yes to agree") });
  expect(wrong).toMatchObject({ status: 2, words: expect.stringContaining("--show-secrets") });
  const done = await call("--yes");
  expect(done.status).toBe(0);
  expect(done.words).not.toContain("do-not-print");
  const [, doctor] = done.words.split("What npm run doctor says:");
  expect(doctor).toContain("no PostgreSQL answered at 127.0.0.1:9/of-the-file");
  expect(doctor).toMatch(/^ok +web page's application +known to Logto$/m);
  expect(settings().LOGTO_APP_ID).toBe(logto.applications[0]?.id);
  const before = readFileSync(envFile, "utf8");
  expect(await call()).toMatchObject({
    status: 0,
    words: expect.stringContaining(`${envFile} has everything already.`),
  });
  expect(readFileSync(envFile, "utf8")).toBe(before);
});
