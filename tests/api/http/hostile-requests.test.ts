import { expect, test } from "@playwright/test";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { sendRaw } from "../../harness/raw-http.ts";
import { gptOf, makePerson } from "../../people.ts";

// docs/decisions/0060-before-any-handler.md explains what is decided before any handler.

let gpt: GptClient;
let authorization: string;
test.beforeAll(async () => {
  gpt = gptOf(await makePerson());
  authorization = `Authorization: Bearer ${await gpt.accessToken()}`;
});
const rev = async () => ((await gpt.call("listChanges")).body as { rev: number }).rev;
test.afterEach(async () => expect(await rev(), "something was stored").toBe(0));

/** A request with a valid token. */
const send = (line: string, headers: readonly string[] = [], body?: string) =>
  sendRaw([`${line} HTTP/1.1`, authorization, ...headers], body);

/** Our own refusal: a problem with everything that RFC 9457 and the contract require. */
async function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, code: string, what: string) {
  expect({ status: answer.status, type: answer.headers.get("content-type") }, what).toEqual({
    status,
    type: "application/problem+json",
  });
  const problem = JSON.parse(answer.body);
  expect(problem, what).toMatchObject({ type: `/problems#${code}`, status, code, title: expect.any(String) });
  expect(problem.detail, what).toEqual(expect.any(String));
  expect(problem.requestId, what).toBe(answer.headers.get("x-request-id"));
}

const takes: Record<string, string> = {
  "/api/items": "GET, HEAD, POST",
  "/api/items/01kaqv7m3x9d": "GET, HEAD, PATCH, DELETE",
  "/api/items/01kaqv7m3x9d/restore": "POST",
  "/api/changes": "GET, HEAD",
  "/api/settings": "GET, HEAD, PATCH",
  "/api/feed": "GET, HEAD",
  "/api/healthz": "GET, HEAD",
  "/api/readyz": "GET, HEAD",
  "/api/probe": "GET, HEAD",
  "/api/metrics": "GET, HEAD",
};

for (const [path, allow] of Object.entries(takes))
  test(`${path} accepts ${allow} and answers every other method with 405 and Allow`, async () => {
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "SEARCH", "QUERY", "PURGE"];
    for (const method of methods.filter((each) => !allow.split(", ").includes(each))) {
      const answer = await send(`${method} ${path}`, ["Content-Type: application/json", "Content-Length: 2"], "{}");
      await expectProblem(answer, 405, "method_not_allowed", method);
      expect(answer.headers.get("allow"), method).toBe(allow);
    }
    const options = await send(`OPTIONS ${path}`);
    expect({ status: options.status, allow: options.headers.get("allow"), body: options.body }).toEqual({
      status: 204,
      allow: `${allow}, OPTIONS`,
      body: "",
    });
    const head = await send(`HEAD ${path}`);
    expect(head.body).toBe("");
    expect(head.status === 405).toBe(!allow.includes("HEAD"));
  });

test("unknown paths give 404 for every method", async () => {
  const paths = ["/api", "/api/nothing", "/api/items/a/b", "/api/items.json", "/api/items/a/restore/b", "/api/%00"];
  for (const path of paths)
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
      await expectProblem(
        await send(`${method} ${path}`, ["Content-Length: 0"]),
        404,
        "not_found",
        `${method} ${path}`,
      );
});

test("an impossible id counts as an item that does not exist", async () => {
  for (const id of ["x", "..%2f..%2fetc", "%20", "%F0%9F%98%80", "__proto__", "null", "x".repeat(10_000), "'--", "{}"])
    for (const method of ["GET", "DELETE"])
      await expectProblem(await send(`${method} /api/items/${id}`), 404, "item_not_found", id);
  await expectProblem(await send("GET /api/items/%00"), 400, "malformed_request", "NUL");
});

test("malformed percent-encoding gives 404 in a path, and 400 in a query", async () => {
  for (const path of [
    "/api/items/%",
    "/api/items/%ff",
    "/api/items/%E0%A4%A",
    "/api/items/%ED%A0%80",
    "/api/items/%zz?limit=1",
  ])
    await expectProblem(await send(`GET ${path}`), 404, "item_not_found", path);
  await expectProblem(await send("GET /api/%ff"), 404, "not_found", "catch-all");
  for (const search of ["tag=%ff", "tag=%E0%A4%A", "tag=%ED%A0%80"])
    await expectProblem(await send(`GET /api/items?${search}`), 400, "malformed_request", search);
  await expectProblem(await send("GET /api/items?%ff=1"), 422, "invalid_input", "a name");
});

test("a duplicate query parameter is refused, even with the same value", async () => {
  for (const search of ["limit=5&limit=5", "from=2026-01-01&from=2026-01-02", "tag=a&tag=b", "x=1&x=2", "tag=&tag="])
    await expectProblem(await send(`GET /api/items?${search}`), 400, "malformed_request", search);
  await expectProblem(
    await send("DELETE /api/items/01kaqv7m3x9d?version=1&version=2"),
    400,
    "malformed_request",
    "DELETE",
  );
});

test("an unknown query parameter is named, along with the known ones", async () => {
  for (const name of ["form", "constructor", "toString", "hasOwnProperty", "limit[]", "limit%5B0%5D"]) {
    const answer = await send(`GET /api/items?${name}=1`);
    await expectProblem(answer, 422, "invalid_input", name);
    const [error] = JSON.parse(answer.body).errors;
    expect(decodeURIComponent(error.pointer)).toBe(`#/${decodeURIComponent(name)}`);
    expect(error.detail).toContain("from");
  }
});

test("query values that are not numbers, dates or booleans, or out of range, are refused by name", async () => {
  const wrong = [
    "limit=0",
    "limit=201",
    "limit=1e2",
    "limit=-1",
    "limit=1.5",
    "limit=",
    "limit=NaN",
    "limit=99999999999999999999",
  ];
  wrong.push(
    "from=2026-02-30",
    "from=today",
    "from=",
    "to=99999-01-01",
    "from=-000001-01-01",
    "done=1",
    "done=TRUE",
    "done=",
  );
  wrong.push(
    "timeZone=Mars/Olympus",
    "timeZone=",
    "cursor=",
    "cursor=x",
    `cursor=${"A".repeat(501)}`,
    `tag=${"x".repeat(51)}`,
    "tag=%00",
  );
  for (const search of wrong) {
    const answer = await send(`GET /api/items?${search}`);
    if (search === "tag=%00") await expectProblem(answer, 400, "malformed_request", search);
    else {
      await expectProblem(answer, 422, "invalid_input", search);
      expect(JSON.parse(answer.body).errors[0].pointer, search).toBe(`#/${search.split("=")[0]}`);
    }
  }
  for (const since of ["-1", "1.5", "x", "9007199254740993"])
    await expectProblem(await send(`GET /api/changes?since=${since}`), 422, "invalid_input", since);
});

test("Node refuses invalid HTTP and closes the connection", async () => {
  const json = ["Content-Type: application/json"];
  const refused: [number, string, readonly string[]][] = [
    [400, "FOO /api/items", []],
    [400, "GET /api/items/\u00fc", []],
    [400, "GET /api/items", ["no colon here"]],
    [400, "GET /api/items", ["X-Control: a\u0001b"]],
    [400, "POST /api/items", [...json, "Content-Length: abc"]],
    [400, "POST /api/items", [...json, "Content-Length: 2", "Content-Length: 3"]],
    [400, "POST /api/items", [...json, "Content-Length: 2", "Transfer-Encoding: chunked"]],
    [417, "POST /api/items", [...json, "Expect: a-miracle", "Content-Length: 0"]],
    [431, `GET /api/items?tag=${"x".repeat(20_000)}`, []],
    [431, "GET /api/items", Array.from({ length: 2_500 }, (_, n) => `X-${n}: 1`)],
  ];
  for (const [status, line, headers] of refused) {
    const answer = await send(line, headers, "{}");
    expect({ status: answer.status, body: answer.body }, `${line.slice(0, 40)} ${headers[0]}`).toEqual({
      status,
      body: "",
    });
  }
});

test("a very long query is refused as input, up to the length Node accepts", async () => {
  await expectProblem(await send(`GET /api/items?tag=${"x".repeat(10_000)}`), 422, "invalid_input", "long");
  const many = Array.from({ length: 1_000 }, (_, n) => `a${n}=1`).join("&");
  await expectProblem(await send(`GET /api/items?${many}`), 422, "invalid_input", "many");
});

test("two Authorization headers are refused, even if one is valid", async () => {
  for (const other of ["Authorization: Bearer garbage", "authorization: Basic eDp4", authorization])
    for (const headers of [
      [authorization, other],
      [other, authorization],
    ])
      for (const line of ["GET /api/items", "POST /mcp"])
        await expectProblem(await sendRaw([`${line} HTTP/1.1`, ...headers]), 400, "malformed_request", line);
});

test("extra slashes redirect on this host, and /API is not /api", async () => {
  for (const path of ["/api/items/", "/api//items", "//api/items", "/api\\items"]) {
    const answer = await send(`GET ${path}`);
    expect([answer.status, answer.headers.get("location")], path).toEqual([308, "/api/items"]);
  }
  expect((await send("GET /API/items")).status).toBe(404);
});

test("headers that control Next internally give no access without a token", async () => {
  for (const header of [
    "x-middleware-subrequest: proxy:proxy:proxy:proxy:proxy",
    "x-invoke-path: /api/items",
    "x-matched-path: /api/items",
    "x-now-route-matches: 1",
    "Next-Action: x",
    "x-forwarded-user: demo",
  ]) {
    const answer = await sendRaw(["GET /api/items HTTP/1.1", header]);
    await expectProblem(answer, 401, "unauthorized", header);
  }
});
