import { expect, test } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import { limits } from "../../../contract/limits.ts";
import { browserOf, newcomer } from "../../harness/api.ts";
import { calendar, event, mover, takeIn } from "../../harness/calendar-files.ts";

async function somebody() {
  const { person, gpt } = await newcomer("Europe/Paris");
  const { today } = await gpt.call("getContext");
  const ago = (days: number) => addDays(today.date, -days);
  return { gpt, web: await browserOf(person), ago };
}

test("the page lists what past days left undone, the oldest first, and the overview calls just that overdue", async () => {
  const { gpt, web, ago } = await somebody();
  await gpt.makeAll([
    { text: "Yesterday", date: ago(1) },
    { text: "A week ago", date: ago(7) },
    { text: "Long ago", date: ago(31) },
    { text: "With a time", date: ago(1), startTime: "09:00" },
    { text: "Done", date: ago(2), done: true },
    { text: "Goes on", date: ago(3), endDate: ago(0) },
    { text: "Visit", date: ago(5), endDate: ago(3) },
    { text: "Bins", date: ago(16), recurrence: "FREQ=WEEKLY" },
    { text: "Plants", date: ago(16), recurrence: "FREQ=DAILY" },
    { text: "Birthday", date: ago(4), recurrence: "FREQ=YEARLY" },
    { text: "Today", date: ago(0) },
  ]);
  const { rev, today, isShown, count, items } = await web.call("listLeftUndone");
  expect({ rev, today, isShown, count }).toEqual({ rev: 2, today: ago(0), isShown: true, count: 4 });
  expect(items.map(({ text, occurrence }) => [text, occurrence])).toEqual([
    ["A week ago", undefined],
    ["Visit", undefined],
    ["Bins", ago(2)],
    ["Yesterday", undefined],
  ]);
  const { overdue, spoken } = await gpt.call("getOverview");
  expect(overdue.count).toBe(4);
  expect(overdue.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id).toReversed());
  expect(spoken).toContain("4 items of the last 30 days are overdue");
});

test("a date of a series that is ticked off or let go is no longer left, and brings back none before it", async () => {
  const { gpt, web, ago } = await somebody();
  const made = await gpt.makeAll(["Bins", "Paper"].map((text) => ({ text, date: ago(16), recurrence: "FREQ=WEEKLY" })));
  const [bins, paper] = made.map((id) => ({ id, occurrence: ago(2), scope: "this" as const }));
  await web.call("updateItemById", { ...bins, done: true });
  await web.call("deleteItemById", { ...paper });
  expect(await web.call("listLeftUndone")).toMatchObject({ count: 0, items: [] });
  await web.call("updateItemById", { ...bins, done: false });
  expect(await web.call("listLeftUndone")).toMatchObject({ count: 1, items: [{ text: "Bins", occurrence: ago(2) }] });
});

test("more than a page shows are counted, and the oldest of them listed", async () => {
  const { gpt, web, ago } = await somebody();
  const many = Array.from({ length: limits.leftUndone + 5 }, (_, index) => ({ text: `${index}`, date: ago(1) }));
  await gpt.makeAll([{ text: "Oldest", date: ago(20) }, ...many]);
  const { count, items } = await web.call("listLeftUndone");
  expect([count, items.length, items[0]?.text]).toEqual([limits.leftUndone + 6, limits.leftUndone, "Oldest"]);
});

test("other people's holidays take no room, however many, and notes are as short as in lists", async () => {
  const { browser, web, gpt } = await mover("Europe/Paris");
  const { today } = await gpt.call("getContext");
  const ago = (days: number) => addDays(today.date, -days);
  const holidays = Array.from({ length: limits.countMost }, (_, index) =>
    event(`holiday${index}@test`, `SUMMARY:Holiday ${index}`, `DTSTART;VALUE=DATE:${ago(1).replaceAll("-", "")}`),
  );
  await takeIn(browser, calendar(...holidays.flat()));
  await gpt.make({ text: "Milk", date: ago(2), notes: "n".repeat(limits.notes) });
  const { count, items } = await web.call("listLeftUndone");
  expect([count, items]).toEqual([
    1,
    [expect.objectContaining({ text: "Milk", notes: "n".repeat(limits.notesInLists), notesShortened: true })],
  ]);
  expect((await gpt.call("getOverview")).overdue.count).toBe(1);
});

test("whoever does not want to see it is told nothing; assistants are still told what is overdue", async () => {
  const { gpt, web, ago } = await somebody();
  await gpt.make({ text: "Milk", date: ago(1) });
  const { change } = await web.call("updateSettings", { showOverdue: false });
  expect(change?.summary).toBe("Set what is left from before to hidden");
  expect(await web.call("getSettings")).toMatchObject({ showOverdue: false });
  expect(await web.call("listLeftUndone")).toMatchObject({ isShown: false, count: 0, items: [] });
  expect((await gpt.call("getOverview")).overdue.count).toBe(1);
  await web.call("undoChange", { id: change?.id });
  expect(await web.call("listLeftUndone")).toMatchObject({ isShown: true, count: 1 });
});

test("it is the person's own, and for their page only", async () => {
  const [one, other] = [await somebody(), await somebody()];
  await one.gpt.make({ text: "Secret", date: one.ago(1) });
  expect(JSON.stringify(await other.web.call("listLeftUndone"))).not.toContain("Secret");
  expect(await one.gpt.refusal("listLeftUndone")).toMatchObject({ status: 403, code: "web_only" });
});
