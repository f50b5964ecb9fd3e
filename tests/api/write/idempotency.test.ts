import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { eraseNow } from "../../harness/erase-now.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";

const item = { text: "Dentist", date: "2027-03-05" };
const countOf = async (gpt: Api) =>
  (await gpt.call("listItems", { from: "2027-01-01", to: "2027-12-31" })).items.length;
const revOf = async (gpt: Api) => (await gpt.call("listChanges")).rev;

/** Calls with a custom header, which no assistant can send. */
async function withHeader(gpt: Awaited<ReturnType<typeof newcomer>>, key: string, body: object) {
  const response = await fetch(new URL("/api/items", running.url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${await gpt.client.accessToken()}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** The expected answer to a retry: identical, except that it is marked as repeated. */
const again = <T extends object>(first: T) => ({ ...first, repeated: true });

test("every write operation answers a retry like the first call, marked, and does nothing again", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  for (const door of [gpt, await browserOf(person)]) {
    const key = () => ({ idempotencyKey: randomUUID() });
    const [id] = await door.makeAll([item]);
    const [gone] = await door.makeAll([item]);
    const calls = [
      ["createItems", { items: [item], allowDuplicates: true, ...key() }],
      ["updateItemById", { id, text: "Renamed", ...key() }],
      ["deleteItemById", { id: gone, ...key() }],
      ["restoreItem", { id: gone, ...key() }],
      ["updateSettings", { timeZone: door === gpt ? "Asia/Tokyo" : "Europe/Paris", ...key() }],
      ["undoChange", { last: true, ...key() }],
    ] as const;
    for (const [name, args] of calls) {
      const first = await door.answer(name, args);
      expect(first.status, name).toBeLessThan(300);
      const rev = await revOf(gpt);
      expect(first.body, name).not.toHaveProperty("repeated");
      const { status, body } = await door.answer(name, args);
      expect({ name, status, body }).toEqual({ name, status: 200, body: again(first.body) });
      expect(await revOf(gpt)).toBe(rev);
    }
  }
});

test("a retry gets the first answer even if the agenda has changed", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const rename = { id, text: "Doctor", idempotencyKey: "rename-1" };
  const first = await gpt.call("updateItemById", rename);
  await gpt.call("deleteItemById", { id });
  expect(await gpt.call("updateItemById", rename)).toEqual(again(first));
  expect(await gpt.refusal("getItemById", { id })).toMatchObject({ status: 404 });
});

test("ten identical concurrent calls with one key make one change and get the same answer", async () => {
  const { gpt } = await newcomer();
  const call = { items: [item], allowDuplicates: true, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.answer("createItems", call)));
  const first = answers.find(({ status }) => status === 201);
  const repeats = answers.filter((answer) => answer !== first);
  expect(repeats.map(({ status }) => status)).toEqual(Array(9).fill(200));
  for (const { body } of repeats) expect(body).toEqual(again(first?.body ?? {}));
  expect(await countOf(gpt)).toBe(1);
  expect(await revOf(gpt)).toBe(1);
});

test("ten blind retries of undoing the last change undo one", async () => {
  const { gpt } = await newcomer();
  await gpt.makeAll([item]);
  await gpt.makeAll([item]);
  const call = { last: true, idempotencyKey: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.call("undoChange", call)));
  expect(new Set(answers.map(({ change }) => change.id))).toEqual(new Set([3]));
  expect(await countOf(gpt)).toBe(1);
});

test("a call that changed nothing is remembered too", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const call = { id, text: item.text, idempotencyKey: randomUUID() };
  const first = await gpt.call("updateItemById", call);
  expect(first).not.toHaveProperty("change");
  await gpt.call("updateItemById", { id, text: "Other" });
  expect(await gpt.call("updateItemById", call)).toEqual(again(first));
  expect((await gpt.call("getItemById", { id })).item.text).toBe("Other");
});

test("a key used with another call is refused, and the call is not made", async () => {
  const { gpt } = await newcomer();
  const idempotencyKey = randomUUID();
  const { items } = await gpt.call("createItems", { items: [item], idempotencyKey });
  const id = items[0]?.id;
  const refused = { status: 422, code: "key_reused", detail: expect.stringContaining("Send a new key") };
  expect(await gpt.refusal("createItems", { items: [{ ...item, text: "Other" }], idempotencyKey })).toMatchObject(
    refused,
  );
  for (const [name, args] of [
    ["updateItemById", { id, text: "Other" }],
    ["deleteItemById", { id }],
    ["restoreItem", { id }],
    ["undoChange", { last: true }],
    ["updateSettings", { timeZone: "Europe/Paris" }],
  ] as const)
    expect(await gpt.refusal(name, { ...args, idempotencyKey }), name).toMatchObject(refused);
  expect(await revOf(gpt)).toBe(1);
});

test("the same fields in another order or spelling are the same call", async () => {
  const me = await newcomer();
  const first = await withHeader(me, '"k"', { items: [{ text: "a", date: "2027-03-05", notes: "n" }] });
  const second = await withHeader(me, '"k"', { items: [{ notes: " n", date: "2027-03-05", text: "a " }] });
  expect(first.status).toBe(201);
  expect(second).toEqual({ status: 200, body: again(first.body) });
});

test("a refusal is not stored: the same key may try again", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const { item: current } = await gpt.call("updateItemById", { id, text: "b" });
  const call = { id, text: "c", idempotencyKey: randomUUID() };
  expect(await gpt.refusal("updateItemById", { ...call, version: 1 })).toMatchObject({ code: "version_conflict" });
  expect((await gpt.call("updateItemById", { ...call, version: current.version })).item.text).toBe("c");
});

test("the header equals the field: quoted, plain, or both the same", async () => {
  const me = await newcomer();
  const ids = new Set<string>();
  for (const [header, field] of [
    ['"8e03978e"', undefined],
    ["8e03978e", undefined],
    ['"8e03978e"; a=1', undefined],
    ["8e03978e", "8e03978e"],
    ['"8e03978e"', "8e03978e"],
  ] as const) {
    const answer = await withHeader(me, header, { items: [item], allowDuplicates: true, idempotencyKey: field });
    expect(answer.status, header).toBe(ids.size === 0 ? 201 : 200);
    ids.add(answer.body.items[0].id);
  }
  expect(ids.size).toBe(1);
  const escaped = await withHeader(me, '"a\\"b\\\\c"', { items: [item], allowDuplicates: true });
  const spelt = await me.gpt.call("createItems", { items: [item], allowDuplicates: true, idempotencyKey: 'a"b\\c' });
  expect(spelt).toEqual(again(escaped.body));
});

test("the header also works for deletions, which have no body", async () => {
  const { client, gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const headers = { authorization: `Bearer ${await client.accessToken()}`, "idempotency-key": '"delete-1"' };
  const send = (address: string) => fetch(new URL(`/api/items/${address}`, running.url), { method: "DELETE", headers });
  const first = await (await send(id)).json();
  const second = await send(id);
  expect({ status: second.status, body: await second.json() }).toEqual({ status: 200, body: again(first) });
  expect((await send(`${id}?idempotencyKey=other`)).status).toBe(422);
  expect((await gpt.call("listChanges")).rev).toBe(2);
});

test("a header that contradicts the field, or is malformed, is refused with advice", async () => {
  const me = await newcomer();
  const call = { items: [item] };
  const other = await withHeader(me, "one", { ...call, idempotencyKey: "other" });
  expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/idempotencyKey" }] } });
  for (const header of ['"open', '"a" b', '"a\\b"', '"'])
    expect(await withHeader(me, header, call), header).toMatchObject({
      status: 400,
      body: { code: "malformed_request", detail: expect.stringContaining("double quotes") },
    });
  for (const header of ["a b", "one, other", "ü", "x".repeat(256), '""', '"a b"'])
    expect(await withHeader(me, header, call), header).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "#/idempotencyKey" }] },
    });
  for (const key of ["", " ", "a b", "é", "x".repeat(256), 7, null])
    expect(await me.gpt.refusal("createItems", { ...call, idempotencyKey: key }), `${key}`).toMatchObject({
      status: 422,
      errors: [{ pointer: "#/idempotencyKey" }],
    });
  expect((await withHeader(me, "x".repeat(255), call)).status).toBe(201);
  expect(await countOf(me.gpt)).toBe(1);
});

test("a read-only operation takes no key, and ignores the header", async () => {
  const { client, gpt } = await newcomer();
  const headers = { authorization: `Bearer ${await client.accessToken()}`, "idempotency-key": '"open' };
  expect((await fetch(new URL("/api/settings", running.url), { headers })).status).toBe(200);
  expect(await gpt.refusal("getSettings", { idempotencyKey: "a" })).toMatchObject({ status: 422 });
});

test("a key belongs to one user and one program: nobody else's call gets its answer", async () => {
  const [one, other] = await Promise.all([newcomer(), newcomer()]);
  const call = { items: [item], allowDuplicates: true, idempotencyKey: "the-same" };
  const doors = [one.gpt, other.gpt, await browserOf(one.person)];
  const ids = [];
  for (const door of doors) ids.push((await door.call("createItems", call)).items[0]?.id);
  expect(new Set(ids).size).toBe(3);
  expect([await countOf(one.gpt), await countOf(other.gpt)]).toEqual([2, 1]);
});

test("after 24 hours a key counts as new, and the erasing job removes the old answer", async () => {
  const { gpt } = await newcomer();
  const call = { items: [item], allowDuplicates: true, idempotencyKey: randomUUID() };
  const first = await gpt.call("createItems", call);
  const id = first.items[0]?.id ?? "";
  const age = (time: string) =>
    query(`UPDATE "Answer" SET at = now() - $2::interval WHERE body LIKE '%' || $1 || '%'`, [id, time]);
  const left = () => query(`SELECT 1 FROM "Answer" WHERE body LIKE '%' || $1 || '%'`, [id]);
  await age("23 hours 59 minutes");
  await eraseNow();
  expect(await gpt.call("createItems", call)).toEqual(again(first));
  await age("24 hours 1 second");
  const anew = await gpt.call("createItems", call); // although the old answer is still stored
  expect(anew.items[0]?.id).not.toBe(id);
  expect(await gpt.call("createItems", call)).toEqual(again(anew));
  const kept = { items: [item], allowDuplicates: true, idempotencyKey: randomUUID() };
  const last = (await gpt.call("createItems", kept)).items[0]?.id;
  await query(`UPDATE "Answer" SET at = now() - interval '25 hours' WHERE body LIKE '%' || $1 || '%'`, [last]);
  await eraseNow();
  expect(await query(`SELECT 1 FROM "Answer" WHERE body LIKE '%' || $1 || '%'`, [last])).toEqual([]);
  expect(await left()).toEqual([]);
});

test("only the most recent keys are kept, up to a limit", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make(item);
  const userId = await userOf(id);
  const keyed = () => ({ items: [item], allowDuplicates: true, idempotencyKey: randomUUID() });
  const [oldest, newest] = [keyed(), keyed()];
  const first = await gpt.call("createItems", oldest);
  await query(
    `INSERT INTO "Answer" ("userId", "keyHash", "inputHash", body, at)
      SELECT $1, lpad(n::text, 43, 'k'), lpad('', 43, 'i'), '{}', clock_timestamp() FROM generate_series(1, 999) n`,
    [userId],
  );
  expect(await gpt.call("createItems", oldest)).toEqual(again(first)); // the thousandth is still there
  const last = await gpt.call("createItems", newest);
  const kept = await query(`SELECT 1 FROM "Answer" WHERE "userId" = $1`, [userId]);
  expect(kept).toHaveLength(1_000);
  expect(await gpt.call("createItems", newest)).toEqual(again(last));
  expect((await gpt.call("createItems", oldest)).items).not.toEqual(first.items); // gone, so it is a new call
});

test("stored answers are deleted with the account, and a call without a key stores none", async () => {
  const { gpt } = await newcomer();
  await gpt.call("createItems", { items: [item], idempotencyKey: randomUUID() });
  const { id } = await gpt.make(item);
  const userId = await userOf(id);
  const kept = () => query(`SELECT 1 FROM "Answer" WHERE "userId" = $1`, [userId]);
  expect(await kept()).toHaveLength(1);
  await query(`DELETE FROM "User" WHERE id = $1`, [userId]);
  expect(await kept()).toEqual([]);
});

test("a long answer is kept as it is sent, whatever the items hold, done and proposed", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const two = (number: number) => String(number).padStart(2, "0");
  const dates = Array.from({ length: 50 }, (_, n) => `2027-${two(1 + (n % 12))}-${two(1 + (n % 28))}`);
  const fifty = (fields: object) => dates.map((date) => ({ ...item, ...fields, date }));
  const long = { notes: "n".repeat(1_800) };
  // Quotation marks take two characters each.
  const words = { text: '"'.repeat(500), reminders: ["5m", "10m", "15m", "30m", "1h"] };
  const times = { startTime: "09:00", endTime: "10:00", timeZone: "America/Argentina/Buenos_Aires" };
  const rule = { recurrence: `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 366 }, (_, day) => day + 1).join(",")}` };
  const asked = [long, { ...words, ...times, endTimeZone: "Europe/Paris", endTime: "20:00" }, { ...times, ...rule }];
  for (const level of ["writes", "asks"] as const) {
    await web.call("updateAssistant", { program: running.gpt.clientId, level });
    for (const [index, fields] of asked.entries()) {
      const call = { items: fifty({ ...fields, location: level }), idempotencyKey: randomUUID() };
      const rev = await revOf(gpt);
      const first = await gpt.answer("createItems", call);
      expect(first.status, `${level} ${index}: ${JSON.stringify(first.body).slice(0, 300)}`).toBe(
        level === "asks" ? 202 : 201,
      );
      expect(JSON.stringify(first.body).length).toBeLessThan(100_000);
      if (fields === long) expect(first.body.items).toHaveLength(50);
      expect((await gpt.answer("createItems", call)).body).toEqual(again(first.body));
      const [made] = (await web.call("listChanges", { since: rev })).changes;
      if (level === "writes") expect(made?.items).toHaveLength(50);
    }
  }
});

test("what was moved leaves room in the answer for what it meets", async () => {
  const { gpt } = await newcomer("America/Argentina/Buenos_Aires");
  const at = { date: "2027-03-05", startTime: "09:00", endTime: "23:00", endTimeZone: "America/New_York" };
  const many = (count: number, fields: object) =>
    gpt.makeAll(Array.from({ length: count }, () => ({ ...at, ...fields })));
  await many(20, { text: '"'.repeat(500) });
  const ids = await many(200, { text: '"'.repeat(100), date: "2027-03-12" });
  const call = { ids, days: -7, idempotencyKey: randomUUID() };
  const { confirm } = await gpt.call("rescheduleItems", { ...call, previewOnly: true });
  const first = await gpt.call("rescheduleItems", { ...call, confirm });
  expect(first).toMatchObject({ count: 200, conflicts: Array(20).fill({ text: expect.any(String) }) });
  expect(JSON.stringify(first).length).toBeLessThan(100_000);
  expect(await gpt.call("rescheduleItems", { ...call, confirm })).toEqual(again(first));
});
