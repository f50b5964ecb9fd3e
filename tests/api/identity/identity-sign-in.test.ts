import { expect, test } from "@playwright/test";
import { Visitor } from "../../../tools/gpt/visitor.ts";
import { authorize, endpoint, freshName, freshPerson, query, registerTestClient } from "../../harness/identity-door.ts";

test("a wrong password is refused; for an unknown username the page says so, or why it cannot be registered", async () => {
  const client = await registerTestClient();
  const person = freshPerson();
  await authorize(client, new Visitor(), person);
  const attempt = (username: string) => authorize(client, new Visitor(), { username, password: "wrong-password" });
  await expect(attempt(person.username)).rejects.toThrow("Username or password is wrong. (422)");
  await expect(attempt(person.username.toUpperCase())).rejects.toThrow("Username or password is wrong. (422)");
  const nobody = freshName("nobody");
  await expect(attempt(nobody)).rejects.toThrow(`There is no account ${nobody} here yet. (422)`);
  await expect(attempt("ann@example.com")).rejects.toThrow("There is no such account here. A username starts with");
});

test("after ten wrong passwords even the right one has to wait, for this username only", async () => {
  const client = await registerTestClient();
  const { username, password } = freshPerson();
  await authorize(client, new Visitor(), { username, password, register: true });
  for (let n = 0; n < 10; n++)
    await expect(authorize(client, new Visitor(), { username, password: `wrong-${n}` })).rejects.toThrow("(422)");
  await expect(authorize(client, new Visitor(), { username, password })).rejects.toThrow("Too many tries");
  expect((await authorize(client, new Visitor(), freshPerson())).get("code")).toBeTruthy();
});

test("a registration says what is wrong: taken, too short, invalid", async () => {
  const client = await registerTestClient();
  const person = freshPerson();
  await authorize(client, new Visitor(), person);
  const attempt = (change: { username?: string; password?: string }) =>
    authorize(client, new Visitor(), { ...freshPerson(), ...change });
  await expect(attempt({ username: person.username.toUpperCase() })).rejects.toThrow("This username is taken.");
  await expect(attempt({ password: "seven77" })).rejects.toThrow("8 to 256 characters");
  await expect(attempt({ username: "two words" })).rejects.toThrow("starts with a letter");
});

test("passwords are stored as salted scrypt hashes", async () => {
  const client = await registerTestClient();
  const people = [freshPerson(), { ...freshPerson(), password: "the same password" }];
  people.push({ ...freshPerson(), password: "the same password" });
  for (const person of people) await authorize(client, new Visitor(), person);
  const rows = await query<{ password_hash: string }>(
    "select password_hash from embedded_identity.person where username = any($1)",
    [people.map(({ username }) => username)],
  );
  const hashes = rows.map((row) => row.password_hash);
  expect(hashes).toHaveLength(3);
  for (const hash of hashes) expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(new Set(hashes).size).toBe(3);
});

test("the sign-in form accepts nothing from another origin, another browser or another sign-in", async () => {
  const client = await registerTestClient();
  const start = async (visitor: Visitor) => {
    const url = new URL("/oidc/auth", endpoint);
    const { clientId, redirectUri } = client;
    url.search = `?client_id=${clientId}&redirect_uri=${redirectUri}&response_type=code&scope=openid&state=s`;
    const location = (await visitor.visit(url)).headers.get("location") ?? "";
    return new URL(location, endpoint);
  };
  const body = () => new URLSearchParams({ ...freshPerson(), register: "true", action: "register" });
  const visitor = new Visitor();
  const [mine, other] = [await start(visitor), await start(new Visitor())];
  expect((await visitor.visit(other, { method: "POST", body: body() })).status, "another sign-in").toBe(400);
  expect((await new Visitor().visit(mine, { method: "POST", body: body() })).status, "another browser").toBe(400);
  const foreign: Record<string, string>[] = [{ "sec-fetch-site": "same-site" }, { origin: "http://localhost:1" }];
  for (const headers of foreign)
    expect((await visitor.visit(mine, { method: "POST", body: body(), headers })).status, "another origin").toBe(400);
  expect((await visitor.visit(mine, { method: "POST", body: body() })).status, "its own").toBe(303);
});

test("every page forbids framing, foreign content and caching", async () => {
  const response = await fetch(endpoint);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("only its own host is accepted, whatever the Host header says", async ({ playwright }) => {
  const { port } = new URL(endpoint);
  const elsewhere = await playwright.request.newContext({ extraHTTPHeaders: { host: "rebound.example" } });
  const answer = await elsewhere.get(`http://127.0.0.1:${port}/oidc/.well-known/openid-configuration`);
  expect(answer.status()).toBe(421);
  await elsewhere.dispose();
});
