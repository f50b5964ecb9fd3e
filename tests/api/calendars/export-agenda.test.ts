import { expect, test } from "@playwright/test";
import fc from "fast-check";
import ICAL from "ical.js";
import { newcomer } from "../../harness/api.ts";
import {
  calendar,
  download,
  event,
  everything,
  mover,
  saidBy,
  sendFile,
  takeIn,
} from "../../harness/calendar-files.ts";
import { running } from "../../harness/running.ts";
import { agendasOf, write } from "../../unit/agenda/icalendar/any-agenda.ts";
import { faultsOf } from "../../unit/agenda/icalendar/strict-reader.ts";

const own = [
  {
    text: "Dentist",
    date: "2027-03-05",
    startTime: "09:00",
    endTime: "10:00",
    notes: "one\ntwo, three; \\ four",
    tags: ["a,b", "c"],
  },
  { text: "Whole days", date: "2027-03-10", endDate: "2027-03-12", done: true },
  {
    text: "Tokyo",
    date: "2027-03-05",
    startTime: "22:00",
    endDate: "2027-03-06",
    endTime: "01:00",
    timeZone: "Asia/Tokyo",
    location: "Shibuya",
  },
  { text: "UTC", date: "2027-03-05", startTime: "09:00", timeZone: "UTC", url: "https://example.com/x" },
  {
    text: "Runs",
    date: "2027-03-01",
    startTime: "07:00",
    endTime: "07:45",
    recurrence: "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=30",
  },
  { text: `明日の会議は東京駅で ${"é🎉".repeat(100)}`, date: "2027-03-06", notes: "x".repeat(4000) },
];

test("ical.js and a strict RFC 5545 validator find no fault in the calendar file", async () => {
  const { browser, gpt } = await mover("Europe/Paris");
  await gpt.makeAll(own);
  await takeIn(browser, everything);
  const { headers, text } = await download(browser, "agenda.ics");
  expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="agenda.ics"');
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(faultsOf(text)).toEqual([]);
  const parsed = new ICAL.Component(ICAL.parse(text));
  expect(parsed.getAllSubcomponents("vevent").length).toBe(own.length + 5);
  expect(parsed.getAllSubcomponents("vtodo").length).toBe(1);
});

test("importing one's own export into an empty agenda reproduces the agenda, and a second import changes nothing", async () => {
  const one = await mover("Europe/Paris");
  await one.gpt.makeAll(own);
  await takeIn(one.browser, everything);
  // Plus forty items of every kind, different ones in each run.
  const seed = Date.now() % 2 ** 31;
  const [agenda = []] = fc.sample(agendasOf(40, 40), { seed, numRuns: 1 });
  await takeIn(one.browser, write(agenda));
  const { text } = await download(one.browser, "agenda.ics");
  expect(faultsOf(text), `seed ${seed}`).toEqual([]);
  const other = await mover("America/New_York");
  const done = await takeIn(other.browser, text);
  expect(done, `seed ${seed}`).toMatchObject({ added: own.length + 45, changed: 0, same: 0, refused: 0 });
  expect(await saidBy(other.browser), `seed ${seed}`).toEqual(await saidBy(one.browser));
  expect((await download(other.browser, "agenda.ics")).text.match(/^UID:.*/gm)?.sort()).toEqual(
    text.match(/^UID:.*/gm)?.sort(),
  );
});

test("scoped changes to an imported series survive export and import, and stay marked", async () => {
  const { browser, gpt } = await mover("Europe/Paris");
  await takeIn(browser, everything);
  const { items } = await gpt.call("listItems", { from: "2027-01-01", to: "2027-01-31" });
  const id = items.find(({ text }) => text === "Choir")?.id;
  await gpt.call("updateItemById", { id, occurrence: "2027-01-07", scope: "this", done: true });
  await gpt.call("updateItemById", {
    id,
    occurrence: "2027-02-04",
    scope: "this",
    date: "2027-02-05",
    startTime: "18:00",
  });
  await gpt.call("deleteItemById", { id, occurrence: "2027-02-11", scope: "this" });
  await gpt.call("updateItemById", { id, occurrence: "2027-03-04", scope: "following", text: "Choir, in the hall" });
  const after = await gpt.call("listItems", { from: "2027-01-01", to: "2027-03-31", limit: 200 });
  expect(new Set(after.items.filter(({ text }) => /Choir/.test(text)).map((item) => item.id)).size).toBe(2);
  expect(after.items.filter(({ imported }) => imported !== true)).toEqual([]);
  const { text } = await download(browser, "agenda.ics");
  expect(faultsOf(text)).toEqual([]);
  expect((await sendFile(browser, text)).body).toMatchObject({ added: 0, changed: 0, same: 6, refused: 0 });
  const other = await mover("Europe/Paris");
  await takeIn(other.browser, text);
  expect(await saidBy(other.browser)).toEqual(await saidBy(browser));
});

test("an empty agenda exports as an empty calendar, without the trash", async () => {
  const { browser, gpt } = await mover();
  expect(faultsOf((await download(browser, "agenda.ics")).text)).toEqual([]);
  const { id } = await gpt.make({ text: "Thrown away", date: "2027-03-05" });
  await gpt.call("deleteItemById", { id });
  expect((await download(browser, "agenda.ics")).text).not.toContain("Thrown away");
  const { trash, items } = JSON.parse((await download(browser, "agenda.json")).text) as {
    trash: { text: string }[];
    items: object[];
  };
  expect({ trash: trash.map(({ text }) => text), items }).toEqual({ trash: ["Thrown away"], items: [] });
});

test("the JSON file contains all stored data: settings, items, trash and history", async () => {
  const { browser, gpt, web } = await mover("Europe/Paris");
  const item = await gpt.make(own[0] ?? {});
  await web.call("updateItemById", { id: item.id, text: "Dentist, later" });
  await web.call("reviewChanges", { rev: 3, keepAll: true });
  const { headers, text } = await download(browser, "agenda.json");
  expect(headers.get("content-disposition")).toBe('attachment; filename="agenda.json"');
  const all = JSON.parse(text) as Record<string, unknown> & {
    items: object[];
    changes: { rev: number; door: string; items: object[] }[];
  };
  expect(all).toMatchObject({
    format: "agenda-assistant",
    formatVersion: 1,
    rev: 3,
    look: { keptRev: 3, looks: [[3, expect.any(Number)]], marks: {} },
  });
  expect(all.settings, "without our own bookkeeping").toEqual({
    ...{ timeZone: "Europe/Paris", firstSteps: [], hidesWords: false },
    ...{ newDeletes: true, newHiddenTags: [], newOutsideHours: true, newChangesSeries: true },
  });
  expect(all.items).toEqual([
    expect.objectContaining({ id: item.id, text: "Dentist, later", startsAt: "2027-03-05T08:00:00Z", version: 2 }),
  ]);
  expect(all.changes.map(({ rev, door }) => [rev, door])).toEqual([
    [1, "gpt"],
    [2, "gpt"],
    [3, "web"],
  ]);
  expect(all.changes[2]?.items).toEqual([
    expect.objectContaining({ before: expect.objectContaining({ text: "Dentist" }) }),
  ]);
});

test("a large agenda is exported completely, however much else is asked meanwhile", async () => {
  const { browser, gpt } = await mover("Europe/Paris");
  const many = Array.from({ length: 1_250 }, (_, n) =>
    event(`many-${n}@test`, `SUMMARY:Number ${n}`, "DTSTART;TZID=Europe/Paris:20270305T090000"),
  ).flat();
  expect(await takeIn(browser, calendar(...many))).toMatchObject({ added: 1_250 });
  let isDone = false;
  // No more than may wait: with more, the export itself could be refused with 429.
  const asking = Array.from({ length: 45 }, async () => {
    while (!isDone) await gpt.answer("listItems", { from: "2027-03-06", to: "2027-03-06" });
  });
  expect((await download(browser, "agenda.ics")).text.match(/^SUMMARY:/gm)).toHaveLength(1_250);
  isDone = true;
  await Promise.all(asking);
  expect((JSON.parse((await download(browser, "agenda.json")).text) as { items: object[] }).items).toHaveLength(1_250);
});

test("only the user gets the files: not without a session, not with an assistant's token", async () => {
  const { client } = await newcomer();
  for (const name of ["agenda.ics", "agenda.json"]) {
    const address = new URL(`/api/export/${name}`, running.url);
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers: { authorization: `Bearer ${await client.accessToken()}` } })).status).toBe(
      401,
    );
    expect((await fetch(address, { method: "POST" })).status).toBe(405);
  }
});
