import { expect, test } from "@playwright/test";
import { running } from "../../harness/running.ts";
import { Browser, makePerson } from "../../people.ts";

let cookie: string;
test.beforeAll(async () => {
  cookie = (await Browser.of(await makePerson())).visitor.cookie;
});

const item = JSON.stringify({ items: [{ text: "Dentist", date: "2026-11-27" }] });
const own = running.url;

async function send(path: string, headers: Record<string, string>, method = "POST", body?: string) {
  const response = await fetch(running.url + path, {
    method,
    headers: { cookie, ...headers },
    redirect: "manual",
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, code: text.startsWith("{") ? JSON.parse(text).code : undefined };
}
const rev = async () => {
  const response = await fetch(`${running.url}/api/changes`, { headers: { cookie } });
  return ((await response.json()) as { rev: number }).rev;
};

const foreign: Record<string, Record<string, string>> = {
  "from another site": { "sec-fetch-site": "cross-site" },
  "from a sibling domain": { "sec-fetch-site": "same-site" },
  "from the address bar": { "sec-fetch-site": "none" },
  "with a foreign Origin": { origin: "https://evil.example" },
  "with an Origin that begins like ours": { origin: `${own}.evil.example` },
  "with our host on another scheme": { origin: own.replace("http:", "https:") },
  "with a null Origin": { origin: "null" },
  "that says neither where it comes from": {},
  "from another site that names our Origin": { "sec-fetch-site": "cross-site", origin: own },
};

for (const [how, headers] of Object.entries(foreign))
  test(`a browser's write ${how} is refused and stores nothing`, async () => {
    const before = await rev();
    const refused = { status: 403, code: "cross_site_request" };
    const json = { "content-type": "application/json" };
    expect(await send("/api/items", { ...json, ...headers }, "POST", item)).toEqual(refused);
    expect(await send("/api/items/000000000000", { ...json, ...headers }, "PATCH", '{"text":"x"}')).toEqual(refused);
    expect(await send("/api/items/000000000000", headers, "DELETE")).toEqual(refused);
    expect(await send("/api/items/000000000000/restore", headers)).toEqual(refused);
    const zone = '{"timeZone":"Asia/Tokyo"}';
    expect(await send("/api/settings", { ...json, ...headers }, "PATCH", zone)).toEqual(refused);
    expect(await send("/sign-out", headers)).toEqual(refused);
    expect(await rev()).toBe(before); // and still signed in
  });

test("a browser's write from our own page is accepted, identified by either header", async () => {
  const json = { "content-type": "application/json" };
  expect(await send("/api/items", { ...json, "sec-fetch-site": "same-origin" }, "POST", item)).toMatchObject({
    status: 201,
  });
  expect(await send("/api/items", { ...json, origin: own }, "POST", item)).toMatchObject({ status: 201 });
});

test("content types that a form can send are not JSON and are refused", async () => {
  const before = await rev();
  const same = { "sec-fetch-site": "same-origin" };
  const types = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "text/json",
    "x",
  ];
  for (const type of types)
    expect(await send("/api/items", { ...same, "content-type": type }, "POST", item), type).toEqual({
      status: 415,
      code: "unsupported_media_type",
    });
  expect(await rev()).toBe(before);
});

test("signing out by GET is refused: a prefetched link signs nobody out", async () => {
  const response = await fetch(`${running.url}/sign-out`, { headers: { cookie, "sec-fetch-site": "same-origin" } });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST");
  await response.body?.cancel();
  expect(await rev()).toBeGreaterThanOrEqual(0);
});

test("no other site may read an answer: there are no CORS headers", async () => {
  const origin = "https://evil.example";
  const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
  for (const method of ["GET", "OPTIONS"]) {
    const response = await fetch(`${running.url}/api/items`, { method, headers: { cookie, ...asked } });
    await response.body?.cancel();
    for (const [name] of response.headers) expect(name).not.toMatch(/^access-control/);
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});
