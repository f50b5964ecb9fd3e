import { expect, test } from "@playwright/test";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { ExceptionRecord, StoredItem } from "../../../../agenda/item/item-content.ts";
import { dueAtMs, entryOfPlanned, remindersIn, snoozed } from "../../../../agenda/planning/due-reminders.ts";
import {
  discreet,
  reminderMessages as grouped,
  proposalMessage,
} from "../../../../agenda/planning/reminder-message.ts";
import { t, translatorOf } from "../../messages/catalogs.ts";

const zone = "Europe/Paris";
const item = (more: object, exceptions: ExceptionRecord | null = null): StoredItem => ({
  ...buildItem({ text: "Call", date: "2026-11-27", ...more }, zone, []),
  ...(exceptions && { exceptions }),
  ...{ id: "000000000001", version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
});
const at = (iso: string) => Date.parse(iso);
const dueOf = (one: StoredItem, from: string, to: string, own = zone) =>
  remindersIn(one, { fromMs: at(from), toMs: at(to), zone: own }).map(({ entry, reminder, dueAtMs: ms }) => [
    entry.occurrence,
    reminder,
    new Date(ms).toISOString(),
  ]);

test("minutes count from the start in time, a time of the day is on the wall of the item", () => {
  const due = (reminder: string, more: object, own = zone) =>
    new Date(dueAtMs(reminder, item(more), own) ?? 0).toISOString();
  expect(due("30m", { startTime: "09:00" })).toBe("2026-11-27T07:30:00.000Z");
  expect(due("1d 18:00", { startTime: "09:00", timeZone: "Asia/Tokyo" })).toBe("2026-11-26T09:00:00.000Z");
  expect(due("1d 18:00", {})).toBe("2026-11-26T17:00:00.000Z");
  expect(due("1d 18:00", {}, "America/New_York")).toBe("2026-11-26T23:00:00.000Z");
  // A day before is 24 hours, across a clock change too; the evening before is at six on either side of it.
  expect(due("1d", { date: "2026-10-25", startTime: "12:00" })).toBe("2026-10-24T11:00:00.000Z");
  expect(due("1d 12:00", { date: "2026-10-25", startTime: "12:00" })).toBe("2026-10-24T10:00:00.000Z");
  // 02:30 does not exist on that day: the time moves later by the gap.
  expect(due("0d 02:30", { date: "2027-03-28" })).toBe("2027-03-28T01:30:00.000Z");
});

test("each reminder is found once, in whichever span it falls, however long before its item", () => {
  const one = item({ startTime: "09:00", reminders: ["4w", "30m", "0m"] });
  expect(dueOf(one, "2026-11-27T07:00Z", "2026-11-27T08:00Z")).toEqual([[null, "30m", "2026-11-27T07:30:00.000Z"]]);
  expect(dueOf(one, "2026-11-27T08:00Z", "2026-11-27T09:00Z")).toEqual([[null, "0m", "2026-11-27T08:00:00.000Z"]]);
  expect(dueOf(one, "2026-10-30T08:00Z", "2026-10-30T08:01Z")).toEqual([[null, "4w", "2026-10-30T08:00:00.000Z"]]);
  expect(dueOf({ ...one, done: true }, "2026-10-01T00:00Z", "2026-12-01T00:00Z")).toEqual([]);
});

test("a series reminds of each occurrence, moved ones at their new time, done and cancelled ones not at all", () => {
  const choir = item(
    { startTime: "19:00", recurrence: "FREQ=DAILY", reminders: ["1h"] },
    {
      "2026-11-28": { kind: "cancelled" },
      "2026-11-29": { kind: "changed", changed: { done: true } },
      "2026-11-30": { kind: "changed", changed: { reminders: ["1d 18:00", "10m"] } },
      "2026-12-01": {
        kind: "changed",
        changed: { when: { ...item({ date: "2026-12-02", startTime: "08:00" }), endTimeZone: null } },
      },
    },
  );
  expect(dueOf(choir, "2026-11-27T00:00Z", "2026-12-03T00:00Z")).toEqual([
    ["2026-11-27", "1h", "2026-11-27T17:00:00.000Z"],
    ["2026-11-30", "1d 18:00", "2026-11-29T17:00:00.000Z"],
    ["2026-11-30", "10m", "2026-11-30T17:50:00.000Z"],
    ["2026-12-01", "1h", "2026-12-02T06:00:00.000Z"],
    ["2026-12-02", "1h", "2026-12-02T17:00:00.000Z"],
  ]);
  // Four weeks before, the span holds only that day's.
  const early = item({ startTime: "19:00", recurrence: "FREQ=DAILY", reminders: ["4w"] });
  expect(dueOf(early, "2026-11-01T00:00Z", "2026-11-02T00:00Z")).toEqual([
    ["2026-11-29", "4w", "2026-11-01T18:00:00.000Z"],
  ]);
});

test("what was planned is no longer due once its item was moved, done, deleted or remade", () => {
  const planned = { itemId: "000000000001", occurrence: "", reminder: "30m", dueAtMs: at("2026-11-27T07:30Z") };
  const one = item({ startTime: "09:00", reminders: ["30m"] });
  expect(entryOfPlanned(one, planned, zone)?.content.text).toBe("Call");
  for (const changed of [
    item({ startTime: "09:01", reminders: ["30m"] }),
    item({ startTime: "09:00", reminders: ["31m"] }),
    { ...one, done: true },
    { ...one, deletedAtMs: 1 },
    item({ startTime: "09:00", recurrence: "FREQ=DAILY", reminders: ["30m"] }),
    undefined,
  ])
    expect(entryOfPlanned(changed, planned, zone)).toBeUndefined();
  const later = { ...planned, reminder: snoozed };
  expect(entryOfPlanned(item({ startTime: "10:00" }), later, zone)).toBeDefined();
  expect(entryOfPlanned({ ...one, done: true }, later, zone)).toBeUndefined();
});

const reminderMessages = (...given: Parameters<typeof grouped>) => grouped(...given).map(({ message }) => message);
const telling = { nowMs: at("2026-11-27T07:30:01Z"), zone, t };
const dueAt = (one: StoredItem, iso: string) => ({
  entry: { item: one, content: one, occurrence: null, isChanged: false },
  dueAtMs: at(iso),
});

test("a message says what, when and where, and how late it is", () => {
  const one = item({ startTime: "09:00", endTime: "09:45", location: "Room 2" });
  const [now] = reminderMessages([dueAt(one, "2026-11-27T07:30:00Z")], telling);
  expect(now).toEqual({
    ...{ title: "Call", body: "09:00–09:45, Room 2", tag: "000000000001", id: "000000000001" },
    url: "/?item=000000000001",
    acts: ["Done", "10 minutes later"],
  });
  const [late] = reminderMessages([dueAt(one, "2026-11-27T07:00:00Z")], telling);
  expect(late?.body).toBe("09:00–09:45, Room 2, due at 08:00");
  const [tomorrow] = reminderMessages([dueAt(item({ date: "2026-11-28" }), "2026-11-27T07:30:00Z")], telling);
  expect(tomorrow?.body).toBe("tomorrow");
  expect(now && discreet(now, t)).toMatchObject({ title: "You have a reminder", body: "", tag: "000000000001" });
});

test("a message is written in the language of its person, also its buttons and what says nothing", () => {
  const german = { ...telling, t: translatorOf("de") };
  const one = item({ startTime: "09:00", endTime: "09:45" });
  const [late] = reminderMessages([dueAt(one, "2026-11-27T07:00:00Z")], german);
  expect(late).toMatchObject({ body: "09:00–09:45, fällig: 08:00", acts: ["Erledigt", "10 Minuten später"] });
  expect(late && discreet(late, german.t).title).toBe("Du hast eine Erinnerung");
  const two = [one, item({ startTime: "10:00" })].map((each) => dueAt(each, "2026-11-27T04:00Z"));
  const arabic = { ...telling, t: translatorOf("ar") };
  const here = dueAt({ ...one, location: "Room 2" }, "2026-11-27T07:30Z");
  expect(reminderMessages([here], arabic)[0]?.body).toBe("09:00–09:45، Room 2");
  const american = { ...telling, t: translatorOf("en", "12", "en-US") };
  const days = [one, one].map((each) => dueAt(each, "2026-11-26T07:00Z"));
  expect(reminderMessages([dueAt(one, "2026-11-27T07:30Z"), ...days], american).map(({ body }) => body)).toEqual([
    "Call (Thursday November 26 8:00 am), Call (Thursday November 26 8:00 am)",
    "9:00 am–9:45 am",
  ]);
  expect(reminderMessages(two, german)[0]?.title).toBe("2 Erinnerungen kamen zu spät");
});

test("what is over an hour late is told in one message, a single one by itself", () => {
  const one = item({ startTime: "09:00" });
  const missed = ["2026-11-26T07:00Z", "2026-11-27T04:00Z", "2026-11-27T05:00Z"].map((iso) => dueAt(one, iso));
  const messages = reminderMessages([...missed, dueAt(one, "2026-11-27T07:30Z")], telling);
  expect(messages.map(({ title, body }) => [title, body])).toEqual([
    ["3 reminders came late", "Call (Thursday 26 November 08:00), Call (05:00), Call (06:00)"],
    ["Call", "09:00"],
  ]);
  expect(reminderMessages(missed.slice(0, 1), telling).map(({ title }) => title)).toEqual(["Call"]);
});

test("proposals come in one message, by the name that is known, and without words where that is wanted", () => {
  const tea = { clientName: "Claude", door: "mcp", summary: "Added Tea on Friday" };
  const one = proposalMessage([tea], t);
  expect(one).toMatchObject({ title: "Claude proposes", body: "Added Tea on Friday", url: "/assistants/proposals" });
  expect(proposalMessage([tea, { ...tea, summary: "Moved Yoga" }], t)).toMatchObject({
    ...{ title: "Claude proposes 2 changes", body: "Added Tea on Friday, Moved Yoga" },
  });
  // Nobody checks what a GPT calls itself.
  expect(proposalMessage([{ ...tea, door: "gpt" }], t)?.title).toBe("ChatGPT proposes");
  expect(proposalMessage([tea, { ...tea, door: "gpt" }], t)?.title).toBe("Assistants propose 2 changes");
  expect(proposalMessage([], t)).toBeUndefined();
  expect(one && discreet(one, t)).toMatchObject({ title: "An assistant asks you", body: "" });
});
