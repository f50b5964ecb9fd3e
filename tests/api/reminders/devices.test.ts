import { expect, test } from "@playwright/test";
import { readAppEnv } from "../../../dev/running-file.ts";
import { makeVapidKey } from "../../../dev/secrets.ts";
import { browserOf, newcomer, plainDoor } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { running } from "../../harness/running.ts";
import { Browser } from "../../people.ts";
import { askAboutReminded, planAt, sendAt } from "./remind-now.ts";
import { dueMs, minuteMs, pushService, titles } from "./reminded.ts";

const { addTo, reminded, subscribe } = pushService();

test("a browser that takes reminders stays signed in though nobody opens the agenda there, and is asked about once a day", async () => {
  const [alone, suspended, off, today] = await Promise.all([reminded(), reminded(), reminded(), reminded()]);
  await off.web.call("updateDevice", { id: off.deviceId, on: false });
  await query(`UPDATE "Session" SET "expiresAt" = now() + interval '12 days' WHERE "userId" = ANY ($1)`, [
    [alone.userId, suspended.userId, off.userId],
  ]);
  await query("UPDATE embedded_identity.person SET suspended = true WHERE id = ANY ($1)", [
    [suspended.userId, today.userId],
  ]);
  await askAboutReminded();
  const left = await query<{ userId: string; days: number }>(
    `SELECT "userId", round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "Session" WHERE "userId" = ANY ($1)`,
    [[alone, suspended, off, today].map(({ userId }) => userId)],
  );
  expect(new Map(left.map(({ userId, days }) => [userId, days]))).toEqual(
    new Map([
      [alone.userId, 14],
      [off.userId, 12],
      [today.userId, 14],
    ]),
  );
  await sendAt([alone.userId, suspended.userId], dueMs);
  expect([alone, suspended].map(({ device }) => titles(device))).toEqual([[alone.text], []]);
});

test("where words were hidden, a browser that signs in anew is sent none", async () => {
  const { web, deviceId, userId, device, person } = await reminded();
  await web.call("updateDevice", { id: deviceId, discreet: true });
  await query(`DELETE FROM "Session" WHERE "userId" = $1`, [userId]);
  const again = await browserOf(person);
  const { device: renewed } = await addTo(again);
  await planAt(userId, dueMs - 60 * minuteMs);
  await sendAt(userId, dueMs);
  expect(titles(device)).toEqual([]);
  expect(titles(renewed)).toEqual(["You have a reminder"]);
});

test("a device that the push service does not know is sent nothing until it subscribes anew, one that fails is tried once more", async () => {
  const { device, web, userId, deviceId } = await reminded();
  const { device: gone, id: goneId } = await addTo(web);
  gone.status = 404;
  device.status = 503;
  expect(await sendAt(userId, dueMs)).toBe(0);
  const listed = async () => {
    const answer = await web.call("listDevices");
    return { devices: answer.devices.map(({ id }) => id), gone: answer.gone };
  };
  expect(await listed()).toEqual({ devices: [deviceId], gone: [goneId] });
  [device.status, gone.status] = [201, 201];
  expect(await sendAt(userId, dueMs + 61_000)).toBe(1);
  expect([device.pushed.length, gone.pushed.length]).toEqual([2, 0]);
  const { endpoint, p256dh, auth } = gone;
  await web.call("addDevice", { endpoint, p256dh, auth, name: "Chrome" });
  expect(await listed()).toEqual({ devices: [deviceId, goneId], gone: [] });
});

test("after a change of VAPID_PRIVATE_KEY the old subscription is refused, and a new one is reached", async () => {
  const { person } = await newcomer("UTC");
  const browser = await Browser.of(person);
  const { visitor } = browser;
  const headers = { cookie: visitor.cookie, "sec-fetch-site": "same-origin" };
  const subscribeAt = async (door: ReturnType<typeof plainDoor>) => {
    const { pushKey } = await door.call("listDevices");
    const device = subscribe(pushKey);
    const { endpoint, p256dh, auth } = device;
    const { id } = (await door.call("addDevice", { endpoint, p256dh, auth, name: "Chrome" })).device;
    return { pushKey, device, id };
  };
  const before = await subscribeAt(plainDoor({ app: running.url, headers }));
  const { LOGTO_APP_ID = "", LOGTO_APP_SECRET = "" } = readAppEnv(process.env.AGENDA_DATA_DIR ?? "") ?? {};
  const env = { LOGTO_APP_ID, LOGTO_APP_SECRET, VAPID_PRIVATE_KEY: makeVapidKey() };
  const changed = await startInstance({ env }); // as after a restart: the browser is still signed in
  try {
    const door = plainDoor({ app: changed.url, headers });
    expect((await door.call("testDevice", { id: before.id })).delivery).toBe("gone");
    expect((await door.call("listDevices")).devices).toEqual([]);
    const after = await subscribeAt(door);
    expect(after.pushKey).not.toBe(before.pushKey);
    expect((await door.call("testDevice", { id: after.id })).delivery).toBe("reached");
    expect([before.device.pushed.length, after.device.pushed.length]).toEqual([0, 1]);
  } finally {
    await changed.stop();
  }
});

test("a device that is off gets nothing, a discreet one no words, and a test reaches it at once", async () => {
  const { device, web, userId, deviceId, text } = await reminded();
  const { device: hidden, id: hiddenId } = await addTo(web);
  const { device: off, id: offId } = await addTo(web);
  expect((await web.call("updateDevice", { id: hiddenId, discreet: true })).device).toMatchObject({ discreet: true });
  expect((await web.call("updateDevice", { id: offId, on: false })).device).toMatchObject({ on: false });
  await sendAt(userId, dueMs);
  expect([device, hidden, off].map(titles)).toEqual([[text], ["You have a reminder"], []]);
  expect(hidden.pushed[0]?.message.body).toBe("");
  expect(await web.call("testDevice", { id: deviceId })).toEqual({ delivery: "reached" });
  expect(titles(device)).toEqual([text, "Reminders arrive here"]);
  device.status = 410;
  expect(await web.call("testDevice", { id: deviceId })).toEqual({ delivery: "gone" });
  for (const name of ["testDevice", "updateDevice"] as const)
    expect(await web.refusal(name, { id: deviceId })).toMatchObject({ status: 404, code: "not_found" });
  await web.call("removeDevice", { id: hiddenId });
  expect((await web.call("listDevices")).devices.map(({ id }) => id)).toEqual([offId]);
});

test("devices are of one person and one session, and an endpoint of one person only", async () => {
  const { person, gpt } = await newcomer("UTC");
  const web = await browserOf(person);
  const { device, id } = await addTo(web);
  const other = await browserOf((await newcomer("UTC")).person);
  expect(await other.refusal("updateDevice", { id, on: false })).toMatchObject({ status: 404 });
  expect(await other.refusal("testDevice", { id })).toMatchObject({ status: 404 });
  await other.call("removeDevice", { id });
  expect((await web.call("listDevices")).devices).toHaveLength(1);
  expect(await gpt.refusal("listDevices", {})).toMatchObject({ status: 403, code: "web_only" });
  const { endpoint, p256dh, auth } = device;
  await other.call("addDevice", { endpoint, p256dh, auth, name: "Chrome" });
  expect((await web.call("listDevices")).devices).toEqual([]);
  await addTo(web);
  await query(`DELETE FROM "Session" WHERE "userId" IN (SELECT "userId" FROM "PushDevice" WHERE id = $1)`, [id]);
  expect(await query(`SELECT 1 FROM "PushDevice" WHERE id = $1`, [id])).toEqual([]);
});

test("an address that is not a push service's is refused, and keys that are none", async () => {
  const web = await browserOf((await newcomer("UTC")).person);
  const { p256dh, auth } = subscribe();
  const others = ["https://10.0.0.1/a", "http://push.example.com/a", "https://169.254.169.254/", "https://[fd00::1]/"];
  for (const endpoint of [...others, "nonsense"]) {
    const refused = await web.refusal("addDevice", { endpoint, p256dh, auth, name: "Chrome" });
    expect(refused, endpoint).toMatchObject({ status: 422, errors: [{ pointer: "#/endpoint" }] });
  }
  const endpoint = "https://push.example.com/a";
  for (const keys of [
    { p256dh: auth, auth },
    { p256dh, auth: p256dh },
    { p256dh: "?", auth },
  ])
    expect(await web.refusal("addDevice", { endpoint, ...keys, name: "Chrome" })).toMatchObject({ status: 422 });
});
