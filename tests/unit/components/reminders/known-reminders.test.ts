import { expect, test } from "@playwright/test";
import { answerEntry } from "../../../../agenda/entries/answer-item.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { remindersIn } from "../../../../agenda/planning/due-reminders.ts";
import { offlineReminders } from "../../../../components/reminders/known-reminders.ts";
import { t } from "../../messages/catalogs.ts";

const timeZone = "Europe/Paris";
const ranges = [{ from: "2026-10-24", to: "2026-10-25" }];
const nowMs = Date.parse("2026-10-24T10:00:00Z");

const stored = (id: string, more: object): StoredItem => ({
  ...buildItem({ text: id, date: "2026-10-25", ...more }, timeZone, []),
  ...{ id, version: 1, createdBy: "web", createdAtMs: 0, updatedAtMs: 0, deletedAtMs: null },
});
const known = (item: StoredItem) =>
  answerEntry({ item, content: item, occurrence: null, isChanged: false }, { t, readIn: timeZone });
const told = (reminders: readonly { readonly dueAt: string; readonly item: { readonly text: string } }[]) =>
  reminders.map(({ dueAt, item }) => `${item.text} ${new Date(dueAt).toISOString()}`);

test("without a network a page reminds when the server would: across a clock change, in other zones, and of whole days", () => {
  const items = [
    stored("timed", { startTime: "12:00", reminders: ["1d", "1d 18:00", "30m"] }),
    stored("away", { startTime: "09:00", timeZone: "Asia/Tokyo", reminders: ["0m", "1d 20:00"] }),
    stored("whole day", { reminders: ["0d 02:30", "0d 09:00", "1d 12:30"] }),
    stored("just past", { date: "2026-10-24", startTime: "11:30", reminders: ["10m", "2h"] }),
    stored("without", { startTime: "12:00" }),
  ];
  const span = { fromMs: nowMs - 3_600_000, toMs: nowMs + 86_400_000, zone: timeZone };
  const servers = items
    .flatMap((item) => remindersIn(item, span))
    .sort((one, other) => one.dueAtMs - other.dueAtMs)
    .map(({ entry, dueAtMs }) => `${entry.content.text} ${new Date(dueAtMs).toISOString()}`);
  expect(servers).toHaveLength(8);
  expect(told(offlineReminders([], { items: items.map(known), ranges, timeZone, nowMs }))).toEqual(servers);
});

test("what was put off stays as it was read; what was ticked off or moved here since does not", () => {
  const [call, gym, lunch] = ["call", "gym", "lunch"].map((text) =>
    known(stored(text, { date: "2026-10-24", startTime: "12:30", reminders: ["30m"] })),
  );
  if (!call || !gym || !lunch) throw new Error("There are three.");
  const read = [call, gym, lunch].map((item) => ({ item, dueAt: "2026-10-24T10:00:00Z", message: `of ${item.text}` }));
  const putOff = { item: lunch, dueAt: "2026-10-24T10:07:00Z", message: "again" };
  const moved = { ...gym, startsAt: "2026-10-24T11:00:00Z" };
  const now = offlineReminders([...read, putOff], { items: [moved, lunch], ranges, timeZone, nowMs });
  expect(now.map(({ item, dueAt, message }) => [item.text, dueAt.slice(11, 16), message])).toEqual([
    ["lunch", "10:00", "of lunch"],
    ["lunch", "10:07", "again"],
    ["gym", "10:30", undefined],
  ]);
});

test("what was read stays if its day is not known here; each goes an hour after it was due", () => {
  const on = (text: string, date: string, startTime: string) =>
    known(stored(text, { date, startTime, reminders: ["30m", "1d"] }));
  const [far, gone, lunch] = [
    on("far", "2026-10-26", "09:00"),
    on("gone", "2026-10-25", "12:00"),
    on("lunch", "2026-10-24", "12:30"),
  ];
  const read = [
    { item: far, dueAt: "2026-10-25T08:00:00Z" },
    { item: gone, dueAt: "2026-10-25T10:30:00Z" },
    { item: lunch, dueAt: "2026-10-24T10:00:00Z" },
    { item: lunch, dueAt: "2026-10-24T10:07:00Z" },
  ];
  const namesAt = (time: string) =>
    offlineReminders(read, { items: [lunch], ranges, timeZone, nowMs: Date.parse(`2026-10-24T${time}Z`) }).map(
      ({ item, dueAt }) => `${item.text} ${dueAt.slice(11, 16)}`,
    );
  expect(["10:30", "11:00", "11:01", "11:08"].map(namesAt)).toEqual([
    ["lunch 10:00", "lunch 10:07", "far 08:00"],
    ["lunch 10:00", "lunch 10:07", "far 08:00"],
    ["lunch 10:07", "far 08:00"],
    ["far 08:00"],
  ]);
});
