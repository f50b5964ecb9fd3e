import { expect, test } from "@playwright/test";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { Browser, makePerson, type Person } from "../../people.ts";

const https = "https://agenda.example.test";
let app: Instance;
let person: Person;
let cookie: string;
test.beforeAll(async () => {
  person = await makePerson();
  cookie = (await Browser.of(person)).visitor.cookie;
  app = await startInstance({ appUrl: https });
});
test.afterAll(() => app.stop());

const pages = ["/", "/privacy", "/connect", "/problems", "/sign-in-failed?reason=expired", "/nothing-here"];
const steps = ["/sign-in", "/callback?code=x&state=y", "/sign-out", "/openapi.yaml", "/backchannel-logout"];
const api = ["/api/items", "/api/changes", "/api/settings", "/api/items/000000000000", "/api/nothing", "/api"];
const probes = ["/api/healthz", "/api/readyz"];

async function headersOf(path: string, at = running.url, headers: Record<string, string> = { cookie }) {
  const response = await fetch(at + path, { headers, redirect: "manual" });
  const text = await response.text();
  return { headers: response.headers, text };
}

for (const path of [...pages, ...steps])
  test(`${path} has the headers a browser needs to protect the page`, async () => {
    const { headers, text } = await headersOf(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toContain("no-store");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("strict-transport-security")).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/object-src 'none'/);
    expect(policy).toMatch(/base-uri 'none'/);
    const [, nonce] = /script-src 'self' 'nonce-([0-9a-f]{32})' 'strict-dynamic'(?:;|$)/.exec(policy) ?? [];
    expect(nonce).toBeTruthy();
    for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect((await headersOf(path)).headers.get("content-security-policy")).not.toContain(nonce);
  });

for (const path of [...api, ...probes, "/api/feed"])
  test(`${path} is not cached, framed or sniffed`, async () => {
    const abort = new AbortController();
    const response = await fetch(running.url + path, { headers: { cookie }, signal: abort.signal });
    const { headers } = response;
    abort.abort();
    expect(headers.get("cache-control")).toMatch(/^no-store/);
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

test("if the address is https, every answer has the same HSTS header", async () => {
  for (const path of [...pages, ...steps, ...api, ...probes]) {
    const { headers } = await headersOf(path, app.url, {});
    expect(headers.get("strict-transport-security"), path).toBe("max-age=63072000");
  }
});

test("the session cookie is inaccessible to scripts and other sites, and Secure if the address is https", async () => {
  const plain = await setCookiesOfSignIn(running.url);
  const secure = await setCookiesOfSignIn(app.url);
  expect(plain.length).toBeGreaterThan(0);
  expect(secure.length).toBeGreaterThan(0);
  for (const line of [...plain, ...secure]) {
    expect(line).toMatch(/; HttpOnly(;|$)/);
    expect(line).toMatch(/; SameSite=lax(;|$)/i);
    expect(line).toMatch(/; Path=\/(;|$)/);
    expect(line).not.toMatch(/; Domain=/i);
  }
  for (const line of plain) expect(line).not.toMatch(/; Secure/);
  for (const line of secure) expect(line).toMatch(/; Secure(;|$)/);
});

/** Every session cookie that a sign-in sets, at its start and at its end. */
async function setCookiesOfSignIn(at: string): Promise<string[]> {
  const visitor = new Visitor();
  const start = await visitor.visit(new URL("/sign-in", at));
  const authorize = new URL(start.headers.get("location") ?? "");
  const callback = await signInAtEmbedded(authorize, { ...person, visitor });
  const end = await visitor.visit(new URL(callback.pathname + callback.search, at));
  expect(end.headers.get("location")).toBe("/");
  const ours = [start, end].map((response) =>
    response.headers.getSetCookie().find((line) => line.startsWith("logto_")),
  );
  expect(ours[1]).toMatch(/^logto_\w+=s\./);
  return ours.map((line) => line ?? "");
}
