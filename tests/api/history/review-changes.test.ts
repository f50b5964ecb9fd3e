import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

const item = { date: "2027-03-05", startTime: "14:00" };

async function withThree() {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await web.call("reviewChanges", { rev: 1 });
  const ids = [];
  for (const text of ["One", "Two", "Three"]) ids.push((await gpt.make({ ...item, text })).id);
  const [one = "", two = "", three = ""] = ids;
  return { person, gpt, web, one, two, three };
}

test("keeping on one device keeps on the other, and new changes are listed since the last visit", async () => {
  const { person, gpt, web, one, two, three } = await withThree();
  const other = await browserOf(person);
  expect((await other.call("listFreshChanges")).looked).toMatchObject({ rev: 1 });
  const { version } = await web.call("reviewChanges", {
    rev: 4,
    keep: [{ id: two, rev: 3 }],
    seen: [{ id: one, rev: 2 }],
  });
  const after = await other.call("listFreshChanges");
  expect(after.version).toBe(version);
  expect(after.marks).toMatchObject([
    { id: one, seen: true },
    { id: three, seen: false },
  ]);
  await other.call("reviewChanges", { rev: 4, keepAll: true });
  await gpt.make({ ...item, text: "Four" });
  const { marks, looked } = await web.call("listFreshChanges");
  expect([marks.map((mark) => mark.item.text), looked?.rev]).toEqual([["Four"], 4]);
});

test("keep all keeps what was looked at, not what came meanwhile", async () => {
  const { web, three } = await withThree();
  await web.call("reviewChanges", { rev: 3, keepAll: true });
  expect((await web.call("listFreshChanges")).marks).toMatchObject([{ id: three }]);
});

test("seen ink dries after a day", async () => {
  const { web, one, two, three } = await withThree();
  await web.call("reviewChanges", { rev: 4, seen: [{ id: one, rev: 2 }] });
  await query(
    `UPDATE "Look" SET marks = jsonb_set(marks, ARRAY[$1, 'seenAtMs'], to_jsonb((marks #>> ARRAY[$1, 'seenAtMs'])::float8 - 86400000))
      WHERE marks ? $1`,
    [one],
  );
  expect((await web.call("listFreshChanges")).marks).toMatchObject([{ id: two }, { id: three }]);
});

test("two devices that keep different things at once lose nothing", async () => {
  const { person, web, one, two, three } = await withThree();
  const other = await browserOf(person);
  await Promise.all([
    web.call("reviewChanges", { rev: 4, keep: [{ id: one, rev: 2 }] }),
    other.call("reviewChanges", { rev: 4, keep: [{ id: three, rev: 4 }] }),
  ]);
  expect((await web.call("listFreshChanges")).marks).toMatchObject([{ id: two }]);
});

test("what cannot be right is refused with words", async () => {
  const { web, one } = await withThree();
  expect(await web.refusal("reviewChanges", { rev: -1 })).toMatchObject({ status: 422, code: "invalid_input" });
  expect(
    (await web.refusal("reviewChanges", { rev: 4, seen: [{ id: "no" }] })).errors?.map(({ pointer }) => pointer),
  ).toEqual(["#/seen/0/id", "#/seen/0/rev"]);
  const many = Array.from({ length: 201 }, () => ({ id: one, rev: 2 }));
  expect((await web.refusal("reviewChanges", { rev: 4, keep: many })).code).toBe("invalid_input");
});
