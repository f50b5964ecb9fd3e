import { expect, test } from "@playwright/test";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { sendRaw } from "../../harness/raw-http.ts";
import { gptOf, makePerson } from "../../people.ts";

let gpt: GptClient;
let authorization: string;
let id: string;
let before: { rev: number };

test.beforeAll(async () => {
  gpt = gptOf(await makePerson());
  authorization = `Authorization: Bearer ${await gpt.accessToken()}`;
  const { body } = await gpt.call("createItems", { items: [{ text: "Dentist", date: "2026-11-27" }] });
  id = (body as { items: [{ id: string }] }).items[0].id;
});
const read = async () => (await gpt.call("listChanges")).body as { rev: number };
test.beforeEach(async () => {
  before = await read();
});
test.afterEach(async () => expect(await read(), "something was stored").toEqual(before));

const type = "Content-Type: application/json";
const good = '{"items":[{"text":"Zahnarzt","date":"2026-11-27"}]}';

async function send(body: string | Uint8Array, headers: readonly string[] = [type], line = "POST /api/items") {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return sendRaw([`${line} HTTP/1.1`, authorization, length, ...headers], body);
}

/** Checks the refusal and returns its field errors by pointer. */
async function refused(answer: Awaited<ReturnType<typeof send>>, status: number, code: string, what: string) {
  expect({ status: answer.status, type: answer.headers.get("content-type") }, what).toEqual({
    status,
    type: "application/problem+json",
  });
  const problem = JSON.parse(answer.body);
  expect(problem, what).toMatchObject({ type: `/problems#${code}`, status, detail: expect.any(String) });
  expect(problem.requestId, what).toBe(answer.headers.get("x-request-id"));
  const errors = (problem.errors ?? []) as { pointer: string; detail: string }[];
  return Object.fromEntries(errors.map(({ pointer, detail }) => [decodeURIComponent(pointer), detail]));
}

test("a body that is not JSON is refused", async () => {
  for (const body of [
    "",
    " ",
    "{",
    "{'items':[]}",
    good.slice(0, -1),
    `${good},`,
    "NaN",
    "undefined",
    "<a/>",
    '{"a":01}',
  ])
    await refused(await send(body), 400, "malformed_request", body);
  const line = `PATCH /api/items/${id}`;
  await refused(await send("{", [type], line), 400, "malformed_request", "PATCH");
});

test("JSON that is not an object is refused", async () => {
  for (const body of ["null", "[]", "1", '"text"', "true", `[${good}]`])
    expect(await refused(await send(body), 422, "invalid_input", body)).toEqual({ "#": "Must be an object." });
});

test("another content type, or none, is refused", async () => {
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ];
  types.push(
    "application/json; charset=latin1",
    "application/json; charset=utf-16",
    "application/jsonx",
    "text/json",
    "*/*",
  );
  for (const each of types)
    await refused(await send(good, [`Content-Type: ${each}`]), 415, "unsupported_media_type", each);
  await refused(await send(good, []), 415, "unsupported_media_type", "none");
  await refused(
    await send("x=1", [type.replace("json", "json5")], "PATCH /api/settings"),
    415,
    "unsupported_media_type",
    "PATCH",
  );
});

test("a body above a megabyte is refused, with or without Content-Length", async () => {
  const large = `{"items":[{"text":"x","date":"2026-11-27","notes":"${"x".repeat(1_000_001)}"}]}`;
  await refused(await send(large), 413, "content_too_large", "told");
  const chunk = (size: number) => `${size.toString(16)}\r\n${"x".repeat(size)}\r\n`;
  const chunked = `${chunk(60_000).repeat(17)}0\r\n\r\n`;
  const head = ["POST /api/items HTTP/1.1", authorization, type, "Transfer-Encoding: chunked"];
  await refused(await sendRaw(head, chunked), 413, "content_too_large", "chunked");
  const lying = ["POST /api/items HTTP/1.1", authorization, type, "Content-Length: 4000000000"];
  await refused(await sendRaw(lying), 413, "content_too_large", "announced only");
});

test("a body that is not UTF-8 is refused", async () => {
  const [start = "", end = ""] = good.split("Zahnarzt");
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
    const body = Buffer.concat([Buffer.from(start), Buffer.from(bytes), Buffer.from(end)]);
    await refused(await send(body), 400, "malformed_request", bytes.join());
  }
  await refused(await send(Buffer.from(good, "utf16le")), 400, "malformed_request", "UTF-16");
});

test("NUL and lone surrogates are refused anywhere", async () => {
  for (const bad of ["\\u0000", "\\ud800", "\\udc00", "\\ude00\\ud83d"]) {
    await refused(await send(good.replace("Zahnarzt", bad)), 400, "malformed_request", `text ${bad}`);
    await refused(await send(good.replace('"date"', `"${bad}":1,"date"`)), 400, "malformed_request", `key ${bad}`);
    await refused(await send(`{"notes":"${bad}"}`, [type], `PATCH /api/items/${id}`), 400, "malformed_request", bad);
  }
});

test("nesting a hundred thousand levels deep is refused promptly", async () => {
  const [open, close] = ["[".repeat(100_000), "]".repeat(100_000)];
  const startedMs = performance.now();
  await refused(await send(`{"items":${open}${close}}`), 400, "malformed_request", "lists");
  await refused(await send(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`), 400, "malformed_request", "objects");
  await refused(
    await send(`{"items":[{"text":${open}${close},"date":"2026-11-27"}]}`),
    400,
    "malformed_request",
    "text",
  );
  await refused(await send(open), 400, "malformed_request", "never closed");
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});

test("unknown fields are named along with the known ones; names of JavaScript built-ins are nothing special", async () => {
  for (const name of ["title", "constructor", "toString", "hasOwnProperty", "prototype", "id", "userId", "version"]) {
    const item = await refused(await send(good.replace('"date"', `"${name}":"x","date"`)), 422, "invalid_input", name);
    expect(item[`#/items/0/${name}`], name).toContain("There is no such field. Fields: text, date");
    const top = await refused(await send(good.replace("{", `{"${name}":"x",`)), 422, "invalid_input", name);
    expect(top[`#/${name}`], name).toContain("items, allowDuplicates");
  }
  const pollution = '{"__proto__":{"done":true},"items":[{"text":"x","date":"2026-11-27"}]}';
  expect(await refused(await send(pollution), 422, "invalid_input", "__proto__")).toHaveProperty("#/__proto__");
  const inside = good.replace('"date"', '"__proto__":{"done":true},"date"');
  expect(await refused(await send(inside), 422, "invalid_input", "inside")).toHaveProperty("#/__proto__");
  const many = `{${Array.from({ length: 9_000 }, (_, n) => `"f${n}":1`).join()}}`;
  expect(Object.keys(await refused(await send(many), 422, "invalid_input", "many"))).toHaveLength(100);
});

test("lists and objects in place of text, and numbers out of range, are refused by name", async () => {
  const wrong = ["1", "[]", '["x"]', "{}", '{"toString":"x"}', "true", "null", "1e400", "-0"];
  for (const field of ["text", "date", "startTime", "timeZone", "notes", "location", "url", "tags", "weekday"])
    for (const value of wrong) {
      const base: Record<string, string> = { text: '"x"', date: '"2026-11-27"', [field]: value };
      const item = `{${Object.entries(base)
        .map(([name, json]) => `"${name}":${json}`)
        .join()}}`;
      if (field === "tags" && value.startsWith("[")) continue; // lists are allowed there
      const errors = await refused(await send(`{"items":[${item}]}`), 422, "invalid_input", item);
      expect(Object.keys(errors)[0], item).toBe(`#/items/0/${field}`);
    }
  for (const version of ["0", "-1", "1.5", "1e400", "9007199254740993", '"1"', "null", "[]", "{}"]) {
    const answer = await send(`{"text":"y","version":${version}}`, [type], `PATCH /api/items/${id}`);
    expect(await refused(answer, 422, "invalid_input", version), version).toHaveProperty("#/version");
  }
});

test("no items, too many items, and one bad item among good ones store nothing", async () => {
  const items = (count: number) => `{"items":[${Array.from({ length: count }, () => good.slice(10, -2)).join()}]}`;
  for (const count of [0, 51, 3_000])
    expect(await refused(await send(items(count)), 422, "invalid_input", `${count}`)).toHaveProperty("#/items");
  const mixed = items(50).replace(/2026-11-27"\}\]\}$/, '2026-02-30"}]}');
  expect(Object.keys(await refused(await send(mixed), 422, "invalid_input", "mixed"))).toEqual(["#/items/49/date"]);
});

test("a path field in the body, and a body field in the query, are refused", async () => {
  const inBody = await send('{"id":"01kaqv7m3x9d","text":"y"}', [type], `PATCH /api/items/${id}`);
  expect(await refused(inBody, 422, "invalid_input", "id")).toEqual({ "#/id": "Belongs in the address only." });
  const inQuery = await send(good, [type], "POST /api/items?allowDuplicates=true");
  expect(await refused(inQuery, 422, "invalid_input", "query")).toHaveProperty("#/allowDuplicates");
});

test("a body that ends early or is aborted is not stored", async () => {
  const head = ["POST /api/items HTTP/1.1", authorization, type];
  const badChunk = await sendRaw([...head, "Transfer-Encoding: chunked"], `zz\r\n${good}\r\n0\r\n\r\n`);
  expect(badChunk.status).toBe(400); // from Node itself
});
