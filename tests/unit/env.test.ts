import { expect, test } from "@playwright/test";
import { readSettings } from "../../dev/launch-settings.ts";
import { addressesOf, EnvError, entries, isLoopback, readEnv } from "../../env.ts";

const whole = {
  APP_URL: "https://agenda.example.com/",
  DATABASE_URL: "postgresql://agenda:do-not-print@db.example.com/agenda",
  LOGTO_ENDPOINT: "https://auth.example.com",
  LOGTO_APP_ID: "web",
  LOGTO_APP_SECRET: "do-not-print",
  LOGTO_COOKIE_SECRET: "do-not-print".repeat(3),
  LOGTO_GPT_APP_ID: "gpt, another",
};

/** The message for a configuration that is refused. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "nothing was refused";
}

test("a complete configuration is read: origins without a slash, lists as lists, defaults filled in", () => {
  expect(readEnv(whole)).toMatchObject({
    APP_URL: "https://agenda.example.com",
    LOGTO_GPT_APP_ID: ["gpt", "another"],
    DATABASE_POOL_SIZE: 10,
    TRUSTED_PROXY_HOPS: 0,
    DIRECT_DATABASE_URL: undefined,
  });
});

for (const name of Object.keys(whole) as (keyof typeof whole)[])
  test(`without ${name}, or with it empty, the refusal names it with what was expected and an example`, () => {
    const { expected, example } = entries[name];
    const line = `${name} is missing: expected ${expected}. Example: ${example}`;
    expect(refusal(() => readEnv({ ...whole, [name]: undefined }))).toBe(line);
    expect(refusal(() => readEnv({ ...whole, [name]: "" }))).toBe(line);
  });

test("every problem is reported at once, and no value is printed", () => {
  const message = refusal(() =>
    readEnv({
      ...whole,
      APP_URL: "https://do-not-print.example.com/path",
      DATABASE_URL: "mysql://u:do-not-print@h/d",
      DIRECT_DATABASE_URL: "do-not-print",
      DATABASE_POOL_SIZE: "do-not-print",
      DATABASE_PREPARED: "do-not-print",
      TRUSTED_PROXY_HOPS: "do-not-print",
      LOGTO_COOKIE_SECRET: "do-not-print",
    }),
  );
  for (const name of [
    "APP_URL",
    "DATABASE_URL",
    "DIRECT_DATABASE_URL",
    "DATABASE_POOL_SIZE",
    "DATABASE_PREPARED",
    "TRUSTED_PROXY_HOPS",
    "LOGTO_COOKIE_SECRET",
  ])
    expect(message).toContain(`${name} is malformed: expected`);
  expect(message).not.toContain("do-not-print");
});

for (const name of ["APP_URL", "LOGTO_ENDPOINT"] as const)
  test(`${name} is https, or http on this machine only`, () => {
    for (const host of ["agenda.example.com", "10.0.0.1", "logto:3001", "localhost.example.com", "0.0.0.0:3000"])
      expect(
        refusal(() => readEnv({ ...whole, [name]: `http://${host}` })),
        host,
      ).toBe(`${name} is malformed: expected ${entries[name].expected}. Example: ${entries[name].example}`);
    for (const value of ["https://10.0.0.1", "http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
      expect(readEnv({ ...whole, [name]: value })[name]).toBe(value);
    for (const value of ["ftp://localhost", "ws://localhost", "localhost:3000", "https://a.example/oidc"])
      expect(
        refusal(() => readEnv({ ...whole, [name]: value })),
        value,
      ).toContain(`${name} is malformed`);
  });

test("a start without any variable uses the embedded default, on this machine only", () => {
  expect(readSettings({})).toMatchObject({
    HOST: "127.0.0.1",
    PORT: undefined,
    IDENTITY_PORT: 3001,
    DATABASE_URL: undefined,
    LOGTO_ENDPOINT: undefined,
  });
});

test("an external Logto requires its other variables", () => {
  const message = refusal(() => readSettings({ LOGTO_ENDPOINT: whole.LOGTO_ENDPOINT }));
  for (const name of ["APP_URL", "LOGTO_APP_ID", "LOGTO_APP_SECRET", "LOGTO_COOKIE_SECRET", "LOGTO_GPT_APP_ID"])
    expect(message).toContain(`${name} is missing: expected`);
  expect(message).not.toContain("DATABASE_URL");
});

test("an incomplete configuration is refused with the name of what is missing", () => {
  expect(refusal(() => readSettings({ LOGTO_APP_ID: "web" }))).toContain(
    "LOGTO_ENDPOINT is missing, though LOGTO_APP_ID",
  );
  expect(refusal(() => readSettings({ DIRECT_DATABASE_URL: whole.DATABASE_URL }))).toContain(
    "DATABASE_URL is missing, though DIRECT_DATABASE_URL",
  );
});

test("the embedded identity server is refused together with an address that others can reach", () => {
  expect(refusal(() => readSettings({ APP_URL: "https://agenda.example.com" }))).toContain("LOGTO_ENDPOINT is missing");
  for (const APP_URL of ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])
    expect(readSettings({ APP_URL })).toMatchObject({ APP_URL });
  for (const hostname of ["localhost.example.com", "127.0.0.1.example.com", "10.0.0.1", "0.0.0.0"])
    expect(isLoopback(hostname), hostname).toBe(false);
});

for (const PORT of ["0", "65536", "-1", "3e3", "0x50", " 80", "http"])
  test(`"${PORT}" is not a port`, () => {
    for (const name of ["PORT", "IDENTITY_PORT", "EMBEDDED_PG_PORT"])
      expect(refusal(() => readSettings({ [name]: PORT }))).toContain(`${name} is malformed: expected`);
  });

test("a connection string may name several hosts, and each must be one", () => {
  const several = "postgresql://agenda:sec,ret@one.example.com:5432,two.example.com:5433/agenda?sslmode=require";
  expect(addressesOf(several)).toEqual([
    "postgresql://agenda:sec,ret@one.example.com:5432/agenda?sslmode=require",
    "postgresql://agenda:sec,ret@two.example.com:5433/agenda?sslmode=require",
  ]);
  expect(addressesOf(whole.DATABASE_URL)).toEqual([whole.DATABASE_URL]);
  expect(readEnv({ ...whole, DATABASE_URL: several }).DATABASE_URL).toBe(several);
  const broken = { ...whole, DATABASE_URL: "postgresql://one.example.com:5432,two:port/agenda" };
  expect(refusal(() => readEnv(broken))).toContain("DATABASE_URL is malformed");
});

test("scopes are two or three different words, and anything else is refused", () => {
  expect(readEnv({ ...whole, LOGTO_MCP_SCOPES: "agenda:read, agenda:write" }).LOGTO_MCP_SCOPES).toEqual([
    "agenda:read",
    "agenda:write",
  ]);
  for (const wrong of ["read", "read,read", "read,", "a,b,c,d", "re ad,write"])
    expect(
      refusal(() => readEnv({ ...whole, LOGTO_MCP_SCOPES: wrong })),
      wrong,
    ).toContain("LOGTO_MCP_SCOPES is malformed");
});
