import { expect, test } from "@playwright/test";
import pg from "pg";
import { browserOf, newcomer } from "../../harness/api.ts";
import { userOf } from "../../harness/identity-door.ts";
import { insertMany } from "../../harness/many-items.ts";
import { running } from "../../harness/running.ts";

test("while unknown, the zone is UTC, and the answer says that it is a default", async () => {
  const { person, gpt } = await newcomer();
  const unknown = { timeZone: "UTC", timeZoneSource: "unknown" };
  expect(await gpt.call("getSettings")).toMatchObject(unknown);
  expect(await (await browserOf(person)).call("getSettings")).toMatchObject(unknown);
});

test("a zone that was set is known over both interfaces, in canonical case", async () => {
  const { person, gpt } = await newcomer();
  const set = await gpt.call("updateSettings", { timeZone: "america/argentina/buenos_aires" });
  const settings = { timeZone: "America/Argentina/Buenos_Aires", timeZoneSource: "settings" };
  expect(set).toMatchObject({ ...settings, change: { id: 1, summary: `Set the time zone to ${settings.timeZone}` } });
  expect(await gpt.call("getSettings")).toMatchObject(settings);
  expect(await (await browserOf(person)).call("getSettings")).toMatchObject(settings);
});

test("UTC set explicitly is a known zone", async () => {
  const { gpt } = await newcomer();
  expect(await gpt.call("updateSettings", { timeZone: "UTC" })).toMatchObject({
    timeZoneSource: "settings",
    change: { id: 1 },
  });
});

test("setting the same zone again changes nothing", async () => {
  const { gpt } = await newcomer("Asia/Tokyo");
  expect(await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" })).not.toHaveProperty("change");
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

test("floating items get the learned zone, at the same local time", async () => {
  const { gpt } = await newcomer();
  const floating = await gpt.make({ text: "floats", date: "2027-07-01", startTime: "09:00", endTime: "10:00" });
  const trashed = await gpt.make({ text: "trashed", date: "2027-07-01", startTime: "09:00" });
  await gpt.call("deleteItemById", { id: trashed.id });
  const others = await gpt.makeAll([
    { text: "all day", date: "2027-07-01" },
    { text: "named", date: "2027-07-01", startTime: "09:00", timeZone: "America/New_York" },
  ]);
  const { change } = await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  const { item } = await gpt.call("getItemById", { id: floating.id });
  expect(item).toEqual({
    ...floating,
    timeZone: "Asia/Tokyo",
    startsAt: "2027-07-01T09:00:00+09:00",
    endsAt: "2027-07-01T10:00:00+09:00",
    version: 2,
    updatedAt: item.updatedAt,
  });
  for (const id of others) expect((await gpt.call("getItemById", { id })).item.version).toBe(1);
  expect((await gpt.call("restoreItem", { id: trashed.id })).item).toMatchObject({ timeZone: "Asia/Tokyo" });
  const { changes } = await gpt.call("listChanges", { since: (change?.id ?? 0) - 1, limit: 1 });
  expect(changes[0]?.items).toMatchObject([{ id: floating.id, kind: "updated" }]);
});

test("thousands of floating items get the zone in one change, and float again when it is undone", async () => {
  test.setTimeout(120_000);
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "first", date: "2027-07-01" });
  const userId = await userOf(id);
  const client = new pg.Client(running.database.url);
  await client.connect();
  try {
    await insertMany(client, userId, 5_000); // a tenth of them all-day
    await client.query('UPDATE "Item" SET "timeZone" = NULL WHERE "userId" = $1', [userId]);
    const countOf = async (zone: string | null, version: number) => {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM "Item" WHERE "userId" = $1 AND "timeZone" IS NOT DISTINCT FROM $2 AND version = $3
           AND "startsAt" = (date || ' ' || "startTime")::timestamp AT TIME ZONE coalesce($2, 'UTC')`,
        [userId, zone, version],
      );
      return rows[0]?.count;
    };
    expect(await countOf(null, 1)).toBe(4_500);
    const { change } = await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
    expect(await countOf("Asia/Tokyo", 2)).toBe(4_500);
    await gpt.call("undoChange", { id: change?.id });
    expect(await countOf(null, 3)).toBe(4_500);
  } finally {
    await client.end();
  }
});

test("a floating item that falls in a DST gap moves forward by the gap instead of failing", async () => {
  const { gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-03-28", startTime: "02:30" });
  await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({
    startTime: "02:30",
    startsAt: "2027-03-28T03:30:00+02:00",
  });
});

test("a different zone moves neither timed nor all-day items", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const timed = await gpt.make({ text: "timed", date: "2027-07-01", startTime: "09:00" });
  const allDay = await gpt.make({ text: "all day", date: "2027-07-01" });
  const { change } = await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  expect((await gpt.call("getItemById", { id: timed.id })).item).toEqual({
    ...timed,
    local: { date: "2027-07-01", weekday: "Thursday", startTime: "16:00" },
  });
  expect((await gpt.call("getItemById", { id: allDay.id })).item).toEqual(allDay);
  expect((await gpt.call("listChanges", { since: (change?.id ?? 0) - 1 })).changes[0]?.items).toEqual([]);
  expect(await gpt.make({ text: "new", date: "2027-07-01", startTime: "09:00" })).toMatchObject({
    timeZone: "Asia/Tokyo",
  });
});

test("hundreds of floating items get their zone in one change", async () => {
  const { gpt } = await newcomer();
  const ids = await gpt.makeAll(
    Array.from({ length: 300 }, (_, n) => ({ text: `${n}`, date: "2027-07-01", startTime: "09:00" })),
  );
  const { change } = await gpt.call("updateSettings", { timeZone: "Asia/Tokyo" });
  const { changes } = await gpt.call("listChanges", { since: (change?.id ?? 0) - 1 });
  expect(new Set(changes[0]?.items?.map(({ id }) => id))).toEqual(new Set(ids));
});

test("an invalid zone is refused with a suggestion, and nothing is set", async () => {
  const { gpt } = await newcomer();
  const wrong: [unknown, string][] = [
    ["Europe/Pari", "Did you mean Europe/Paris?"],
    ["New York", "Did you mean America/New_York?"],
    ["+02:00", "is an offset, not a time zone"],
    ["", "timeZone"],
    ["x".repeat(65), "timeZone"],
    [null, "Must be text."],
    [7, "Must be text."],
  ];
  for (const [timeZone, words] of wrong) {
    const refused = await gpt.refusal("updateSettings", { timeZone });
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/timeZone" }] });
    expect(refused.detail).toContain(words);
  }
  for (const nothing of [{}, { idempotencyKey: "k" }])
    expect((await gpt.refusal("updateSettings", nothing)).detail).toContain("Send at least one setting to change");
  const unknown = await gpt.refusal("updateSettings", { timeZone: "UTC", colour: "red" });
  expect(unknown).toMatchObject({
    errors: [
      {
        pointer: "#/colour",
        detail:
          "There is no such field. Fields: timeZone, weekStart, workingHours, defaultDurationMinutes, locale, showOverdue, timedReminders, allDayReminders, mapService, language, idempotencyKey.",
      },
    ],
  });
  expect(await gpt.refusal("getSettings", { verbose: true })).toMatchObject({ errors: [{ pointer: "#/verbose" }] });
  expect(await gpt.call("getSettings")).toMatchObject({ timeZoneSource: "unknown" });
  expect((await gpt.call("listChanges")).rev).toBe(0);
});
