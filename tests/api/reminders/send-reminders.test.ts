import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { until } from "../../../dev/wait.ts";
import { browserOf, newcomer } from "../../harness/api.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { planAt, planMeanwhile, planNow, sendAt } from "./remind-now.ts";
import { day, dueMs, minuteMs, pushService, titles } from "./reminded.ts";

const { addTo, reminded, subscribe } = pushService();

test("a reminder reaches the browser encrypted and signed, once, when it is due and not before", async () => {
  const { gpt, item, text, device, web, userId } = await reminded({ location: "Room 2" });
  expect(await sendAt(userId, dueMs - 1)).toBeNull();
  expect(await sendAt(userId, dueMs)).toBe(1);
  expect(await sendAt(userId, dueMs + minuteMs)).toBeNull();
  await gpt.make({ ...day, text: "Something else" });
  await planAt(userId, dueMs + minuteMs);
  expect(await sendAt(userId, dueMs + 2 * minuteMs)).toBeNull();
  expect(device.pushed).toHaveLength(1);
  const [pushed] = device.pushed;
  expect(pushed?.message).toEqual({
    ...{ title: text, body: "10:00, Room 2", tag: item.id, id: item.id, url: `/?item=${item.id}` },
    acts: ["Done", "10 minutes later"],
  });
  expect(pushed).toMatchObject({ ttlSeconds: 14_400, urgency: "high", topic: expect.stringMatching(/^[\w-]{32}$/) });
  const { devices } = await web.call("listDevices");
  expect(devices[0]).toMatchObject({ name: "Chrome", on: true, reachedAt: expect.any(String) });
});

test("what was moved, ticked off, deleted or no longer reminds is not sent, and a moved one at its new time", async () => {
  const changes = [
    { done: true },
    { reminders: null },
    { reminders: ["5m"] },
    { startTime: "12:00" },
    { date: "2031-03-11" },
  ];
  const before = await reminded();
  const ids = [before.item.id];
  for (const text of ["Two", "Three", "Four", "Five"])
    ids.push((await before.gpt.make({ ...day, text, startTime: "10:00", reminders: ["30m"] })).id);
  await planAt(before.userId, dueMs - 60 * minuteMs);
  expect(await query(`SELECT 1 FROM "DueReminder" WHERE "userId" = $1`, [before.userId])).toHaveLength(5);
  for (const [index, change] of changes.entries())
    await before.gpt.call("updateItemById", { id: ids[index], ...change });
  // Even before anybody plans again.
  await sendAt(before.userId, dueMs);
  expect(titles(before.device)).toEqual([]);

  const { gpt, item, text, device, userId } = await reminded();
  await gpt.call("updateItemById", { id: item.id, startTime: "12:00" });
  await planAt(userId, dueMs);
  await sendAt(userId, dueMs + 120 * minuteMs);
  expect(titles(device)).toEqual([text]);
  await gpt.call("deleteItemById", { id: item.id });
  await gpt.call("undoChange", { last: true });
  await planAt(userId, dueMs + 120 * minuteMs);
  expect(await sendAt(userId, dueMs + 121 * minuteMs)).toBeNull();
});

test("an all-day item reminds in the person's zone, also after that changed, and each date of a series for itself", async () => {
  const series = { startTime: "10:00", recurrence: "FREQ=DAILY;COUNT=3", reminders: ["30m"] };
  const { gpt, text, device, userId } = await reminded(series);
  const other = await gpt.make({ ...day, text: "Rent", reminders: ["0d 09:00"] });
  await gpt.call("updateSettings", { timeZone: "America/New_York" });
  await planAt(userId, dueMs - 60 * minuteMs);
  await sendAt(userId, dueMs);
  expect(titles(device)).toEqual([text]);
  await sendAt(userId, Date.parse("2031-03-10T13:00:00Z"));
  expect(device.pushed[1]?.message).toMatchObject({ title: "Rent", tag: other.id });
  const dayMs = 1440 * minuteMs;
  await planAt(userId, dueMs + dayMs - minuteMs);
  await sendAt(userId, dueMs + dayMs);
  expect(device.pushed[2]?.message).toMatchObject({ title: text, tag: expect.stringContaining(".2031-03-11") });
});

test("after a time when nothing ran, what is late says when it was due, and what is very late comes in one", async () => {
  const { gpt, web, text, device, userId } = await reminded();
  await web.call("updateSettings", { locale: "en-US" });
  for (const startTime of ["08:00", "08:10"])
    await gpt.make({ ...day, text: `Early ${startTime}`, startTime, reminders: ["0m"] });
  await planAt(userId, Date.parse("2031-03-10T07:00:00Z"));
  await sendAt(userId, dueMs + 10 * minuteMs);
  expect(device.pushed.map(({ message }) => [message.title, message.body])).toEqual([
    ["2 reminders came late", "Early 08:00 (8:00 am), Early 08:10 (8:10 am)"],
    [text, "10:00 am, due at 9:30 am"],
  ]);
});

/** A process that sends these people's due reminders, and ends. */
const startInstanceOf = (userIds: readonly string[], nowMs: number) =>
  spawn(process.execPath, [`${import.meta.dirname}/remind-now.ts`, String(nowMs), ...userIds], { stdio: "ignore" });

test("two instances at once send each reminder once", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => reminded()));
  const userIds = people.map(({ userId }) => userId);
  const ended = [1, 2].map(async () => (await once(startInstanceOf(userIds, dueMs), "exit"))[0]);
  expect(await Promise.all(ended)).toEqual([0, 0]);
  for (const { device, text } of people) expect(titles(device)).toEqual([text]);
  expect(await sendAt(userIds, dueMs + 2 * minuteMs)).toBeNull();
});

test("an instance killed between claiming and settling costs one repetition at most, with the same tag", async () => {
  const { device, userId } = await reminded();
  device.status = 0; // takes the message and never answers
  const kill = async (nowMs: number, count: number) => {
    const child = startInstanceOf([userId], nowMs);
    await until("Nothing arrived", () => device.pushed.length === count || undefined, { withinMs: 20_000 });
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  await kill(dueMs, 1);
  device.status = 201;
  expect(await sendAt(userId, dueMs + minuteMs - 1)).toBeNull();
  expect(await sendAt(userId, dueMs + minuteMs + 1)).toBe(1);
  expect(await sendAt(userId, dueMs + 3 * minuteMs)).toBeNull();
  const [first, again] = device.pushed;
  expect(again?.message).toEqual(first?.message);
  expect(again?.topic).toBe(first?.topic);
});

test("a push service that never ends its answer keeps nobody else waiting, and is given up", async () => {
  const drips = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 201 Created\r\nX-A: ");
    const timer = setInterval(() => socket.write("a"), 300);
    socket.on("close", () => clearInterval(timer));
  });
  await once(drips.listen(0, "127.0.0.1"), "listening");
  try {
    const [slow, quick] = [await reminded(), await reminded()];
    const { p256dh, auth } = subscribe();
    const endpoint = `http://127.0.0.1:${(drips.address() as AddressInfo).port}/slow`;
    await slow.web.call("removeDevice", { id: slow.deviceId });
    const { device } = await slow.web.call("addDevice", { endpoint, p256dh, auth, name: "Slow" });
    const startedMs = performance.now();
    const sending = sendAt([slow.userId, quick.userId], dueMs);
    const isSettled = () =>
      query(`SELECT 1 FROM "DueReminder" WHERE "userId" = $1 AND "sentAt" IS NOT NULL`, [quick.userId]);
    await expect.poll(async () => (await isSettled()).length, { timeout: 8_000 }).toBe(1);
    expect(titles(quick.device)).toEqual([quick.text]);
    expect(performance.now() - startedMs).toBeLessThan(9_000);
    expect(await sending).toBe(1); // the other is retried once
    expect(performance.now() - startedMs).toBeLessThan(13_000);
    expect(await slow.web.call("testDevice", { id: device.id })).toEqual({ delivery: "failed" });
  } finally {
    drips.close();
  }
});

test("a reminder that became due between its saving and its planning is sent, and says when it was due", async () => {
  const { gpt, device, userId } = await reminded();
  const text = freshName("Soon");
  const [date = "", time = ""] = new Date(Date.now() - 5 * minuteMs).toISOString().split("T");
  await gpt.call("createItems", { items: [{ text, date, startTime: time.slice(0, 5), reminders: ["0m"] }] });
  await planAt(userId, Date.now());
  // As if it had been saved before it was due, by an instance that was killed before it planned.
  await query(`UPDATE "Change" SET at = at - interval '11 minutes' WHERE "userId" = $1`, [userId]);
  await query(`UPDATE "ReminderPlan" SET rev = rev - 1, until = NULL WHERE "userId" = $1`, [userId]);
  await query(`UPDATE "User" SET "plannedRev" = rev - 1 WHERE id = $1`, [userId]);
  await planNow(userId); // or the instance that runs
  await sendAt(userId, Date.now()); // or the instance that runs
  const told = () => device.pushed.map(({ message }) => [message.title, message.body]);
  await expect.poll(told).toEqual([[text, expect.stringContaining(`due at ${time.slice(0, 5)}`)]]);
});

test("a change that is made while reminders are planned is planned for too, and neither keeps the other waiting", async () => {
  const { gpt, userId } = await reminded();
  const [date = "", time = ""] = new Date(Date.now() + 120 * minuteMs).toISOString().split("T");
  const made: string[] = [];
  const isPlanned = await planMeanwhile(userId, async () => {
    made.push((await gpt.make({ text: "Tea", date, startTime: time.slice(0, 5), reminders: ["0m"] })).id);
    expect(await planNow(userId), "while another instance is at it").toBe(false);
  });
  expect(isPlanned).toBe(true);
  const due = () => query(`SELECT "itemId" FROM "DueReminder" WHERE "userId" = $1`, [userId]);
  await expect.poll(due).toEqual([{ itemId: made[0] }]); // by the instance that runs

  const writer = new pg.Client(running.database.url);
  await writer.connect();
  await writer.query("BEGIN");
  await writer.query(`SELECT 1 FROM "User" WHERE id = $1 FOR UPDATE`, [userId]);
  const startedMs = performance.now();
  expect(await planMeanwhile(userId, async () => {})).toBe(false);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  await writer.end();
  expect(await due(), "what was planned stays").toHaveLength(1);
});

test("of several due at once, the one that no device took is tried once more, alone", async () => {
  const { gpt, device, text, userId } = await reminded();
  const other = freshName("Pills");
  await gpt.make({ ...day, text: other, startTime: "10:00", reminders: ["30m"] });
  await planAt(userId, dueMs - minuteMs);
  device.statusOf = { [other]: 503 };
  expect(await sendAt(userId, dueMs)).toBe(1);
  device.statusOf = {};
  expect(await sendAt(userId, dueMs + 61_000)).toBe(1);
  expect(await sendAt(userId, dueMs + 3 * minuteMs)).toBeNull();
  expect(titles(device).filter((title) => title === text)).toHaveLength(1);
  expect(titles(device).filter((title) => title === other)).toHaveLength(2);
});

test("proposals are pushed at once to a device that wants them, in one message and by one instance", async () => {
  const { person, gpt } = await newcomer("UTC");
  const web = await browserOf(person);
  const { device, id } = await addTo(web);
  const { device: other } = await addTo(web);
  const propose = async (input: object) => expect((await gpt.answer("createItems", input)).status).toBe(202);
  await gpt.call("listItems");
  await web.call("updateAssistant", { program: running.gpt.clientId, level: "asks" });
  await propose({ items: [{ text: "Before", ...day }] });
  expect((await web.call("updateDevice", { id, proposals: true })).device).toMatchObject({ proposals: true, on: true });
  await propose({ items: [{ text: "Tea", ...day }] });
  await expect.poll(() => device.pushed.length).toBeGreaterThan(0);
  const told = () => JSON.stringify(device.pushed.map(({ message }) => message));
  expect(device.pushed[0]?.message).toMatchObject({ tag: "proposals", url: "/assistants/proposals" });
  expect(device.pushed[0]?.message.title).toMatch(/^ChatGPT proposes/);
  expect(told()).toContain("Tea");
  expect(await web.call("listWaitingProposals")).not.toHaveProperty("discreet");
  expect((await web.call("updateDevice", { id, discreet: true })).device).toMatchObject({ discreet: true });
  expect((await web.call("listWaitingProposals")).discreet).toBe("An assistant asks you");
  await propose({ items: [{ text: "Coffee", ...day }] });
  await expect.poll(() => titles(device).at(-1)).toBe("An assistant asks you");
  expect(told()).not.toContain("Coffee");
  expect(told().match(/Tea/g)).toHaveLength(1);
  expect(other.pushed).toEqual([]);
  await web.call("updateDevice", { id, discreet: false });
  await web.call("updateSettings", { language: "de", locale: "de-AT" });
  await propose({ items: [{ text: "Kaffee", date: "2031-01-10" }] });
  await expect.poll(() => told()).toContain("Kaffee");
  expect(device.pushed.at(-1)?.message).toMatchObject({
    title: "ChatGPT schlägt etwas vor",
    body: expect.stringContaining("Freitag, 10. Jänner 2031"),
  });
});

test("a reminder can be put off for what is still open", async () => {
  const { gpt, web, item, text, device, deviceId, userId } = await reminded();
  const before = Date.now();
  const { dueAt } = await web.call("snoozeReminder", { id: item.id, minutes: 10 });
  expect(Date.parse(dueAt)).toBeGreaterThanOrEqual(before + 10 * minuteMs - 1000);
  const { reminders } = await web.call("listReminders");
  expect(reminders.map((each) => [each.dueAt.slice(0, 16), each.item.text])).toEqual([[dueAt.slice(0, 16), text]]);
  await gpt.make({ ...day, text: "Something else" });
  await planAt(userId, before);
  await sendAt(userId, before + 11 * minuteMs);
  expect(titles(device)).toEqual([text]);
  // A page that has to notify by itself says the same, and no words where they are hidden.
  expect(reminders[0]?.message).toEqual(device.pushed[0]?.message);
  const hide = (discreet: boolean) => web.call("updateDevice", { id: deviceId, discreet });
  await hide(true);
  expect((await web.call("listReminders")).reminders[0]?.message).toEqual({
    ...reminders[0]?.message,
    ...{ title: "You have a reminder", body: "" },
  });
  await hide(false);
  // A page goes on showing it for an hour, like any other.
  const shownWhenDue = async (minutesAgo: number) => {
    await query(`UPDATE "DueReminder" SET "dueAt" = $2 WHERE "userId" = $1`, [
      userId,
      new Date(Date.now() - minutesAgo * minuteMs),
    ]);
    return (await web.call("listReminders")).reminders.map((each) => each.item.text);
  };
  expect(await shownWhenDue(1)).toEqual([text]);
  expect(await shownWhenDue(61)).toEqual([]);
  await gpt.call("updateItemById", { id: item.id, done: true });
  const refused = await web.refusal("snoozeReminder", { id: item.id, minutes: 10 });
  expect(refused).toMatchObject({ status: 404, code: "item_not_found" });
});
