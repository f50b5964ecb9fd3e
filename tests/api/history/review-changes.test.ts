import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { EventStream } from "../../harness/event-stream.ts";
import { query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { Browser } from "../../people.ts";

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

test("a visit alone notifies nobody; seeing or keeping notifies every open page, in other processes too", async () => {
  const { person, web, one } = await withThree();
  const other = await startInstance();
  try {
    const [here, there] = [await Browser.of(person), await Browser.of(person, other.url)];
    const streams = [
      await EventStream.open(here.visitor.cookie),
      await EventStream.open(there.visitor.cookie, other.url),
    ];
    for (const stream of streams) await stream.tells(4);
    const { version: before } = await web.call("reviewChanges", { rev: 4 });
    const startedMs = performance.now();
    const { version } = await web.call("reviewChanges", { rev: 4, keep: [{ id: one, rev: 2 }] });
    expect(version).toBe(before + 1);
    for (const stream of streams)
      await expect.poll(() => stream.looks.at(-1), { timeout: 5_000, intervals: [10] }).toBe(version);
    console.log(`kept in one process, told in the other after ${Math.round(performance.now() - startedMs)} ms`);
    for (const stream of streams) {
      expect(stream.looks).toEqual([before, version]);
      expect(stream.revs).toEqual([4]); // nothing was written
      stream.close();
    }
  } finally {
    await other.stop();
  }
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
