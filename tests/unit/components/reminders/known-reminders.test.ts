import { expect, test } from "@playwright/test";
import { answerEntry } from "../../../../agenda/entries/answer-item.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import type { StoredItem } from "../../../../agenda/item/item-content.ts";
import { remindersIn } from "../../../../agenda/planning/due-reminders.ts";
import { remindersWithout } from "../../../../components/reminders/known-reminders.ts";
import { t } from "../../messages/catalogs.ts";

const timeZone = "Europe/Paris";
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
  expect(told(remindersWithout([], { items: items.map(known), timeZone, nowMs }))).toEqual(servers);
});

test("what was put off stays as it was read; what was ticked off or moved here since does not", () => {
  const [call, gym, lunch] = ["call", "gym", "lunch"].map((text) =>
    known(stored(text, { date: "2026-10-24", startTime: "12:30", reminders: ["30m"] })),
  );
  if (!call || !gym || !lunch) throw new Error("There are three.");
  const read = [call, gym, lunch].map((item) => ({ item, dueAt: "2026-10-24T10:00:00Z", message: `of ${item.text}` }));
  const putOff = { item: lunch, dueAt: "2026-10-24T10:07:00Z", message: "again" };
  const moved = { ...gym, startsAt: "2026-10-24T11:00:00Z" };
  const now = remindersWithout([...read, putOff], { items: [moved, lunch], timeZone, nowMs });
  expect(now.map(({ item, dueAt, message }) => [item.text, dueAt.slice(11, 16), message])).toEqual([
    ["lunch", "10:00", "of lunch"],
    ["lunch", "10:07", "again"],
    ["gym", "10:30", undefined],
  ]);
});
