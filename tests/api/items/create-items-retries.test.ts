import { expect, test } from "@playwright/test";
import { type Api, browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { gptOf } from "../../people.ts";

const dentist = { text: "Dentist", date: "2027-03-05", startTime: "14:00", tags: ["health"], notes: "Bring the card" };
const holiday = { text: "Holiday", date: "2027-03-08", endDate: "2027-03-12" };
const retried = { items: [dentist, holiday] };

/** Moves a user's ledger into the past, as if that much time had passed. */
async function age(gpt: Api, seconds: number): Promise<void> {
  const { changes } = await gpt.call("listChanges");
  const last = await (await gpt.call("listItems", { from: "2027-01-01", to: "2027-12-31" })).items[0]?.id;
  const userId = await userOf(last);
  const sql = `UPDATE "Change" SET at = at - make_interval(secs => $2) WHERE "userId" = $1 RETURNING rev`;
  expect(await query(sql, [userId, seconds])).toHaveLength(changes.length);
}

const countOf = async (gpt: Api) =>
  (await gpt.call("listItems", { from: "2027-01-01", to: "2027-12-31" })).items.length;

test("a repeated call answers 200 with the existing items, marked, and stores nothing", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const first = await gpt.answer("createItems", retried);
  const again = await gpt.answer("createItems", retried);
  expect(first.status).toBe(201);
  expect(first.body.repeated).toBeUndefined();
  expect(again.status).toBe(200);
  expect(again.body).toEqual({ ...first.body, repeated: true });
  expect(await countOf(gpt)).toBe(2);
  expect((await gpt.call("listChanges")).rev).toBe(2); // the zone, and the items once
});

test("another conversation of the same program is recognized too", async () => {
  const { person, gpt } = await newcomer();
  await gpt.call("createItems", retried);
  expect((await gptDoor(gptOf(person)).answer("createItems", retried)).status).toBe(200);
});

test("a retry finds an item that the user has moved, and returns its current state", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const { items } = await gpt.call("createItems", retried);
  await web.call("updateItemById", { id: items[0]?.id, date: "2027-04-01", text: "Dentist (moved)" });
  const { status, body } = await gpt.answer("createItems", retried);
  expect(status).toBe(200);
  expect(body.items[0]).toMatchObject({ id: items[0]?.id, date: "2027-04-01", text: "Dentist (moved)", version: 2 });
  expect(await countOf(gpt)).toBe(2);
});

test("once the program itself has moved or deleted the item, the same call means a new one", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const [moved] = (await gpt.call("createItems", retried)).items;
  await gpt.call("updateItemById", { id: moved?.id, date: "2027-04-01" });
  const second = await gpt.answer("createItems", { items: [dentist] });
  expect({ status: second.status, repeated: second.body.repeated }).toEqual({ status: 201, repeated: undefined });
  expect(await countOf(gpt)).toBe(3);
  // Its own retry counts as one again; so does a retry of what it restored.
  expect((await gpt.answer("createItems", { items: [dentist] })).body.items[0]?.id).toBe(second.body.items[0]?.id);
  await gptDoor(gptOf(person)).call("rescheduleItems", { ids: [second.body.items[0]?.id ?? ""], days: 1 });
  expect((await gpt.answer("createItems", { items: [dentist] })).status).toBe(201);
  await gpt.call("updateItemById", { id: moved?.id, date: dentist.date });
  expect((await gpt.answer("createItems", retried)).status).toBe(200);
  const { items } = await gpt.call("listItems", { from: holiday.date, to: holiday.date });
  await gpt.call("deleteItemById", { id: items[0]?.id });
  expect((await gpt.answer("createItems", { items: [holiday] })).status).toBe(201);
});

test("ten identical concurrent calls make one item", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const answers = await Promise.all(Array.from({ length: 10 }, () => gpt.answer("createItems", { items: [dentist] })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
  expect(new Set(answers.map(({ body }) => body.items[0]?.id)).size).toBe(1);
  expect(new Set(answers.map(({ body }) => body.change.id)).size).toBe(1);
  expect(await countOf(gpt)).toBe(1);
});

test("allowDuplicates adds the items anyway, every time", async () => {
  const { gpt } = await newcomer();
  await gpt.call("createItems", retried);
  for (const count of [4, 6]) {
    const { status, body } = await gpt.answer("createItems", { ...retried, allowDuplicates: true });
    expect({ status, repeated: body.repeated }).toEqual({ status: 201, repeated: undefined });
    expect(await countOf(gpt)).toBe(count);
  }
  expect((await gpt.answer("createItems", { ...retried, allowDuplicates: false })).status).toBe(200);
});

test("the same item twice within one call makes two items, and its retry returns both", async () => {
  const { gpt } = await newcomer();
  const first = await gpt.answer("createItems", { items: [dentist, dentist] });
  expect(first.status).toBe(201);
  expect(new Set(first.body.items.map(({ id }) => id)).size).toBe(2);
  const again = await gpt.answer("createItems", { items: [dentist, dentist] });
  expect(again.status).toBe(200);
  expect(new Set(again.body.items.map(({ id }) => id))).toEqual(new Set(first.body.items.map(({ id }) => id)));
});

test("one item after another, then both in one call: both are recognized", async () => {
  const { gpt } = await newcomer();
  await gpt.call("createItems", { items: [dentist] });
  const second = await gpt.call("createItems", { items: [holiday] });
  const again = await gpt.answer("createItems", retried);
  expect({ status: again.status, change: again.body.change }).toEqual({ status: 200, change: second.change });
});

test("a call with anything new is stored completely", async () => {
  const { gpt } = await newcomer();
  await gpt.call("createItems", { items: [dentist] });
  expect((await gpt.answer("createItems", retried)).status).toBe(201);
  expect(await countOf(gpt)).toBe(3);
});

test("a part of an earlier call counts as a repetition of that part", async () => {
  const { gpt } = await newcomer();
  const first = await gpt.call("createItems", retried);
  const again = await gpt.answer("createItems", { items: [holiday] });
  expect({ status: again.status, ids: again.body.items.map(({ id }) => id) }).toEqual({
    status: 200,
    ids: [first.items[1]?.id],
  });
});

test("any differing field makes it another item", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.call("createItems", { items: [dentist] });
  const others = [
    { text: "dentist" },
    { date: "2027-03-06" },
    { startTime: "14:01" },
    { endTime: "15:00" },
    { timeZone: "Europe/Berlin" },
    { notes: "Bring the card." },
    { location: "Here" },
    { url: "https://example.com" },
    { tags: ["health", "care"] },
    { tags: undefined },
    { done: true },
  ];
  for (const other of others)
    expect((await gpt.answer("createItems", { items: [{ ...dentist, ...other }] })).status).toBe(201);
  // Stating defaults makes no difference.
  const same = { ...dentist, weekday: "Friday", timeZone: "Europe/Paris", done: false };
  expect((await gpt.answer("createItems", { items: [same] })).status).toBe(200);
});

test("the page's call is never taken for a retry, nor is the assistant's for one of the page's", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  for (let call = 0; call < 2; call++) expect((await web.answer("createItems", retried)).status).toBe(201);
  expect((await gpt.answer("createItems", retried)).status).toBe(201);
  expect((await web.answer("createItems", retried)).status).toBe(201);
  expect(await countOf(gpt)).toBe(8);
});

test("what was deleted is created again; what was restored is recognized", async () => {
  const { gpt } = await newcomer();
  const { items } = await gpt.call("createItems", { items: [dentist] });
  await gpt.call("deleteItemById", { id: items[0]?.id });
  const anew = await gpt.answer("createItems", { items: [dentist] });
  expect(anew.status).toBe(201);
  await gpt.call("deleteItemById", { id: anew.body.items[0]?.id });
  await gpt.call("restoreItem", { id: items[0]?.id });
  const again = await gpt.answer("createItems", { items: [dentist] });
  expect({ status: again.status, id: again.body.items[0]?.id }).toEqual({ status: 200, id: items[0]?.id });
});

test("a retry counts within ten minutes, not after", async () => {
  const { gpt } = await newcomer();
  await gpt.call("createItems", retried);
  await age(gpt, 9 * 60);
  expect((await gpt.answer("createItems", retried)).status).toBe(200);
  await age(gpt, 61);
  expect((await gpt.answer("createItems", retried)).status).toBe(201);
  expect(await countOf(gpt)).toBe(4);
});

test("another program's items do not count as duplicates", async () => {
  const { gpt } = await newcomer();
  const { items } = await gpt.call("createItems", retried);
  const sql = `UPDATE "Change" SET "clientId" = 'another-program' WHERE items @> jsonb_build_array(jsonb_build_object('id', $1::text))`;
  await query(sql, [items[0]?.id]);
  expect((await gpt.answer("createItems", retried)).status).toBe(201);
});

test("another user's identical items do not count as duplicates", async () => {
  const [one, other] = await Promise.all([newcomer(), newcomer()]);
  await one.gpt.call("createItems", retried);
  expect((await other.gpt.answer("createItems", retried)).status).toBe(201);
});

test("a retry is recognized even if the user's zone became known in between", async () => {
  const { gpt } = await newcomer();
  const { items } = await gpt.call("createItems", retried);
  await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  const again = await gpt.answer("createItems", retried);
  expect(again.status).toBe(200);
  expect(again.body.items).toEqual([
    { ...items[0], version: 2, timeZone: "Europe/Paris", startsAt: "2027-03-05T14:00:00+01:00" },
    items[1],
  ]);
});
