import { expect, test } from "@playwright/test";
import { isRedirectUriAllowed } from "../../../dev/identity/clients.ts";

const registered = [
  "http://127.0.0.1:3002/aip/g-local/oauth/callback",
  "https://chatgpt.com/aip/*/oauth/callback",
  "https://*.preview.example.com/callback",
];
const allowed = (uri: string) => isRedirectUriAllowed(uri, registered);

test("a registered address is allowed, and one with any difference is not", () => {
  expect(allowed("http://127.0.0.1:3002/aip/g-local/oauth/callback")).toBe(true);
  expect(allowed("http://127.0.0.1:3003/aip/g-local/oauth/callback")).toBe(false);
  expect(allowed("http://127.0.0.1:3002/aip/g-local/oauth/callback?next=1")).toBe(false);
});

test("a star matches one part of a path or host, never more", () => {
  expect(allowed("https://chatgpt.com/aip/g-0123abc/oauth/callback")).toBe(true);
  expect(allowed("https://branch-1.preview.example.com/callback")).toBe(true);
  for (const uri of [
    "https://chatgpt.com/aip/a/b/oauth/callback",
    "https://chatgpt.com/aip//oauth/callback",
    "https://chatgpt.com.evil.example/aip/g-1/oauth/callback",
    "https://evil.example/aip/g-1/oauth/callback",
    "https://chatgpt.com@evil.example/aip/g-1/oauth/callback",
    "https://user@chatgpt.com/aip/g-1/oauth/callback",
    "https://chatgpt.com/aip/g-1/oauth/callback#fragment",
    "http://chatgpt.com/aip/g-1/oauth/callback",
    "https://a.b.preview.example.com/callback",
    "https://preview.example.com/callback",
    "not an address",
  ])
    expect(allowed(uri), uri).toBe(false);
});
