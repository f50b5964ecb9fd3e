import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { calendar, download, event, mover, sendFile, takeIn } from "../../harness/calendar-files.ts";
import { query } from "../../harness/identity-door.ts";

let gpt: Api;
let web: Api;
test.beforeAll(async () => {
  const { person, gpt: assistant } = await newcomer("Europe/Paris");
  gpt = assistant;
  web = await browserOf(person);
});

const call = { text: "Call", date: "2027-03-01", startTime: "10:00" };

test("reminders are stored, read through every door, changed, cleared and brought back", async () => {
  const { items } = await gpt.call("createItems", { items: [{ ...call, reminders: ["60m", "15m"] }] });
  expect(items[0]).toMatchObject({ reminders: ["1h", "15m"] });
  const id = items[0]?.id;
  expect((await web.call("getItemById", { id })).item).toMatchObject({ reminders: ["1h", "15m"] });
  await web.call("updateItemById", { id, reminders: ["1d 18:00"] });
  const cleared = await gpt.call("updateItemById", { id, reminders: null });
  expect(cleared.item).not.toHaveProperty("reminders");
  expect(cleared.change?.summary).toBe("Changed the reminders of Call");
  await gpt.call("undoChange", { id: cleared.change?.id });
  expect((await gpt.call("getItemById", { id })).item.reminders).toEqual(["1d 18:00"]);
  const { changes } = await gpt.call("listChanges", { order: "newest", limit: 2 });
  expect(changes[1]?.items?.[0]).toMatchObject({ was: "reminder the day before at 18:00", is: "no reminders" });
});

test("an occurrence has reminders of its own", async () => {
  const { id } = await gpt.make({ ...call, text: "Choir", recurrence: "FREQ=WEEKLY", reminders: ["2h"] });
  const changed = await gpt.call("updateItemById", { id, occurrence: "2027-03-08", scope: "this", reminders: [] });
  expect(changed.item).toMatchObject({ differs: "no reminders" });
  const listed = await gpt.call("listItems", { from: "2027-03-01", to: "2027-03-15" });
  const choir = listed.items.filter((item) => item.id === id);
  expect(choir.map(({ reminders }) => reminders)).toEqual([["2h"], undefined, ["2h"]]);
});

test("new items take the person's usual reminders unless they say others or none", async () => {
  const set = await gpt.call("updateSettings", { timedReminders: ["15m"], allDayReminders: ["0d 09:00", "1d 18:00"] });
  expect(set).toMatchObject({ timedReminders: ["15m"], allDayReminders: ["0d 09:00", "1d 18:00"] });
  expect(set.change?.summary).toBe(
    "Set the usual reminders to 15 minutes before and the usual reminders of all-day items to on the day at 09:00, the day before at 18:00",
  );
  const { startTime, ...allDay } = call;
  const remindersOf = async (fields: object) => (await gpt.make({ ...call, text: "Usual", ...fields })).reminders;
  expect(await remindersOf({ date: "2027-04-01" })).toEqual(["15m"]);
  expect(await remindersOf({ date: "2027-04-02", reminders: [] })).toBeUndefined();
  expect(await remindersOf({ date: "2027-04-03", reminders: ["1w"] })).toEqual(["1w"]);
  expect((await gpt.make({ ...allDay, text: startTime })).reminders).toEqual(["0d 09:00", "1d 18:00"]);
  const undone = await gpt.call("undoChange", { id: set.change?.id });
  expect(undone.change).toBeDefined();
  expect(await gpt.call("getSettings")).toMatchObject({ timedReminders: [], allDayReminders: [] });
});

test("what is no reminder is refused with what would be right, and nothing is stored", async () => {
  const refusalOf = async (fields: object) => {
    const refused = await gpt.refusal("createItems", { items: [{ text: "a", date: "2027-01-01", ...fields }] });
    expect(refused).toMatchObject({ status: 422, code: "invalid_input" });
    return (refused.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join();
  };
  expect(await refusalOf({ startTime: "10:00", reminders: ["half an hour"] })).toContain(
    "#/items/0/reminders/0: Must be a time before the start, such as 30m",
  );
  expect(await refusalOf({ startTime: "10:00", reminders: ["29d"] })).toContain("at most 4 weeks");
  expect(await refusalOf({ startTime: "10:00", reminders: ["1m", "2m", "3m", "4m", "5m", "6m"] })).toContain("5");
  expect(await refusalOf({ reminders: ["0d 09:00", "30m"] })).toContain("#/items/0/reminders/1: All-day items have no");
  const refused = await gpt.refusal("updateSettings", { allDayReminders: ["30m"] });
  expect(refused).toMatchObject({ status: 422, errors: [{ pointer: "#/allDayReminders/0" }] });
});

test("alarms of calendar files are reminders, there and back", async () => {
  const alarm = (trigger: string) => [
    ...["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", `TRIGGER:${trigger}`, "END:VALARM"],
  ];
  const file = calendar(
    ...event("a@test", "DTSTART:20270501T090000", "SUMMARY:Timed", ...alarm("-PT30M"), ...alarm("-P1D")),
    ...event("b@test", "DTSTART;VALUE=DATE:20270502", "SUMMARY:Day", ...alarm("-PT6H")),
  );
  const from = await mover("Europe/Paris");
  await takeIn(from.browser, file);
  const { items } = await from.gpt.call("listItems", { from: "2027-05-01", to: "2027-05-02" });
  expect(items.map(({ text, reminders }) => [text, reminders])).toEqual([
    ["Timed", ["30m", "1d"]],
    ["Day", ["1d 18:00"]],
  ]);
  const { text } = await download(from.browser, "agenda.ics");
  expect(text.match(/(?<=TRIGGER:)\S+/g)).toEqual(["-PT30M", "-P1D", "-PT6H"]);
  expect((await sendFile(from.browser, text)).body).toMatchObject({ same: 2 });
});

test("the database takes as many reminders as the contract, in their form only", async () => {
  const userId = `reminders-${randomUUID()}`;
  await query(`INSERT INTO "User" (id) VALUES ($1)`, [userId]);
  const set = (reminders: (string | null)[]) =>
    query(
      `INSERT INTO "Item" ("userId", id, text, date, "createdBy", "createdAt", "updatedAt", reminders)
       VALUES ($1, '000000000000', 'a', '2027-01-01', 'gpt', now(), now(), $2)
       ON CONFLICT ("userId", id) DO UPDATE SET reminders = EXCLUDED.reminders`,
      [userId, reminders],
    );
  await set(["0m", "4w", "1d 18:00", "28d 23:59", "40320m"]);
  for (const bad of [["1m", "2m", "3m", "4m", "5m", "6m"], ["30"], ["30m\n"], ["1d 18"], [""], [null]])
    await expect(set(bad)).rejects.toThrow("Item_reminders_check");
  await query(`DELETE FROM "User" WHERE id = $1`, [userId]);
});
