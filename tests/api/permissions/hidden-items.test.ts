import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { type Assistant, assistantOf } from "../../mcp.ts";

const programs = [running.gpt.clientId, running.mcp.clientId];
const on = (date: string, startTime?: string, endTime?: string) => ({ date, startTime, endTime });
/** What each hidden item says; none of these words is anywhere else. */
const secret = "quittenmus";

interface Story {
  readonly gpt: Api;
  readonly web: Api;
  readonly assistant: Assistant;
  readonly hidden: readonly string[];
}

/** An agenda of which two programs do not see what is tagged "private". */
async function hiding(): Promise<Story> {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const assistant = await assistantOf(person);
  await assistant.done("getContext");
  const tags = ["private"];
  const hidden = await web.makeAll([
    { text: `${secret} single`, ...on("2099-03-02", "09:00", "10:00"), tags },
    { text: `${secret} all day`, ...on("2099-03-02"), tags },
    { text: `${secret} series`, ...on("2099-03-02", "11:00", "12:00"), tags, recurrence: "FREQ=DAILY;COUNT=5" },
    { text: "Lunch", ...on("2099-03-02", "13:00", "14:00"), recurrence: "FREQ=DAILY;COUNT=5" },
    { text: `${secret} deleted`, ...on("2099-03-02"), tags },
  ]);
  const [, , , lunch = "", deleted = ""] = hidden;
  await web.call("updateItemById", {
    id: lunch,
    scope: "this",
    occurrence: "2099-03-04",
    text: `${secret} date`,
    tags,
  });
  await web.call("deleteItemById", { id: deleted });
  await web.makeAll([{ text: "Seen", ...on("2099-03-02", "15:00", "16:00"), tags: ["work"] }]);
  for (const program of programs) await web.call("updateAssistant", { program, hiddenTags: tags });
  return { gpt, web, assistant, hidden };
}

const window = { from: "2099-03-01", to: "2099-03-10" };
const reads = (id: string) =>
  [
    ["listItems", window],
    ["listItems", { ...window, tag: "private" }],
    ["listItems", { q: secret }],
    ["listItems", { q: "quittenmuz" }],
    ["listItems", { q: secret, order: "relevance" }],
    ["getItemById", { id }],
    ["getOverview", { date: "2099-03-02" }],
    ["getOverview", { date: "2099-03-02", span: "week" }],
    ["getContext", {}],
    ["findFreeTime", { lengthMinutes: 60, ...window }],
    ["listTrash", {}],
    ["listTrash", { q: secret }],
    ["listChanges", {}],
    ["listChanges", { order: "newest" }],
    ["getSettings", {}],
  ] as const;

test("hidden items are in no answer, at no door", async () => {
  const { gpt, assistant, hidden, web } = await hiding();
  for (const id of hidden)
    for (const [name, args] of reads(id)) {
      const asked = `${name} ${JSON.stringify(args)}`;
      const said = [(await gpt.answer(name, args)).body, await assistant.call(name, args)];
      for (const each of said) {
        // A cursor or an echo of what was asked tells nothing.
        const text = JSON.stringify(each).replaceAll(id, "asked").toLowerCase();
        expect(text, asked).not.toMatch(/quittenmus(?!")|quittenmus (single|all|series|date|deleted)|private/);
        for (const other of hidden) expect(text, asked).not.toContain(other);
      }
    }
  expect((await gpt.call("listItems", window)).items.map(({ text }) => text)).toEqual(["Seen"]);
  expect((await web.call("listItems", window)).items.length).toBeGreaterThan(10);
  expect((await assistant.done<{ results: unknown[] }>("search", { query: secret })).results).toEqual([]);
  expect((await assistant.call("fetch", { id: hidden[0] })).text).toMatch(/^item_not_found/);
  await assistant.close();
});

test("they count nowhere, but their time is taken, without words", async () => {
  const { gpt } = await hiding();
  const { days, spoken } = await gpt.call("getOverview", { date: "2099-03-02" });
  expect(days[0]).toMatchObject({ itemCount: 1, overlaps: [] });
  expect(spoken).toContain(": 1 item.");
  expect((await gpt.call("listItems", { ...window, from: "2099-03-10" })).itemsBefore).toBe(1);
  const hours = { earliest: "09:00", latest: "12:00", weekdays: ["Monday"] };
  const { slots } = await gpt.call("findFreeTime", {
    lengthMinutes: 60,
    from: "2099-03-02",
    to: "2099-03-02",
    ...hours,
  });
  expect(slots.map(({ startsAt }) => startsAt)).toEqual(["2099-03-02T10:00:00+01:00"]);
  const at = { text: "Call", ...on("2099-03-02", "09:30", "09:45") };
  const made = await gpt.call("createItems", { items: [at] });
  expect(made.conflicts).toMatchObject([{ text: "Busy" }]);
  expect(made.conflicts?.[0]).not.toHaveProperty("id");
  const refused = await gpt.refusal("createItems", { items: [at], avoidConflicts: true, allowDuplicates: true });
  expect(refused.code).toBe("time_taken");
  expect(refused.detail).toContain("‘Busy’");
  expect(JSON.stringify(refused)).not.toContain(secret);
});

test("they cannot be addressed, changed, brought back or made", async () => {
  const { gpt, web, hidden } = await hiding();
  const [id = "", , series = "", , deleted = ""] = hidden;
  const { rev } = await web.call("listChanges", { limit: 1 });
  for (const [name, args] of [
    ["updateItemById", { id, text: "Mine" }],
    ["deleteItemById", { id }],
    ["deleteItemById", { id: series, scope: "all" }],
    ["restoreItem", { id: deleted }],
    ["deleteItems", { ids: [id] }],
    ["completeItems", { occurrences: [{ id: series, occurrence: "2099-03-03" }] }],
    ["rescheduleItems", { ids: [id], days: 1 }],
  ] as const)
    expect((await gpt.refusal(name, args)).code, name).toBe("item_not_found");
  expect((await gpt.call("deleteItems", { filter: { q: secret } })).count).toBe(0);
  expect((await gpt.call("completeItems", { filter: { tag: "private", ...window } })).count).toBe(0);
  const seen = await gpt.call("listItems", window);
  for (const [name, args] of [
    ["createItems", { items: [{ text: "Diary", ...on("2099-03-02"), tags: ["private"] }] }],
    ["updateItemById", { id: seen.items[0]?.id, tags: ["private"] }],
  ] as const)
    expect(await gpt.refusal(name, args), name).toMatchObject({
      code: "not_permitted",
      detail: expect.stringContaining("“private”"),
    });
  expect((await web.call("listChanges", { limit: 1 })).rev).toBe(rev);
});

test("their history looks like one that is no longer kept, and cannot be undone", async () => {
  const { gpt, web } = await hiding();
  const whole = await web.call("listChanges");
  const told = await gpt.call("listChanges");
  expect(told.changes.map(({ id }) => id)).toEqual(whole.changes.map(({ id }) => id));
  const withItems = told.changes.filter(({ items }) => items && items.length > 0);
  expect(withItems.map(({ summary }) => summary)).toEqual([expect.stringContaining("Seen")]);
  const bulk = whole.changes.find(({ items }) => items?.length === 5);
  expect((await gpt.refusal("undoChange", { id: bulk?.id })).code).toBe("too_old_to_undo");
  // A change of both is told of what is seen, and is not undone by halves.
  const both = await web.call("completeItems", { filter: { ...window } });
  const [last] = (await gpt.call("listChanges", { order: "newest", limit: 1 })).changes;
  expect(last).toMatchObject({ id: both.change?.id, items: [{ text: "Seen" }] });
  expect(last?.summary).not.toContain("more");
  expect((await gpt.refusal("undoChange", { id: both.change?.id })).code).toBe("not_permitted");
});

test("an item that gets the tag vanishes from what the program did itself", async () => {
  const { gpt, web } = await hiding();
  const made = await gpt.call("createItems", { items: [{ text: "Diary", ...on("2099-03-05") }] });
  const [item] = made.items;
  await web.call("updateItemById", { id: item?.id, tags: ["private"] });
  expect((await gpt.refusal("getItemById", { id: item?.id })).code).toBe("item_not_found");
  expect(JSON.stringify(await gpt.call("listChanges"))).not.toContain("Diary");
  expect((await gpt.refusal("undoChange", { id: made.change.id })).code).toBe("too_old_to_undo");
  await web.call("updateItemById", { id: item?.id, tags: null });
  expect((await gpt.call("getItemById", { id: item?.id })).item.text).toBe("Diary");
});

test("a tag of a single date, or of something in the trash, can be chosen", async () => {
  const { web } = await hiding();
  const lunch = (await web.call("listItems", { ...window, q: "Lunch" })).items[0];
  const occurrence = "2099-03-05";
  await web.call("updateItemById", { id: lunch?.id, scope: "this", occurrence, tags: ["one date"] });
  const { id } = await web.make({ text: "Gone", ...on("2099-03-02"), tags: ["trash"] });
  await web.call("deleteItemById", { id });
  expect((await web.call("listAssistants")).tags).toEqual(["one date", "private", "trash", "work"]);
});

test("a refusal names the hidden tags that the program sent, and no other", async () => {
  const { gpt, web } = await hiding();
  await web.call("updateAssistant", { program: running.gpt.clientId, hiddenTags: ["private", "health", "divorce"] });
  const items = [{ text: "Diary", ...on("2099-03-02"), tags: ["private", "work"] }];
  const { detail } = await gpt.refusal("createItems", { items, previewOnly: true });
  expect(detail).toContain("“private”");
  expect(detail).not.toMatch(/health|divorce|work/);
});

test("leaving a hidden item out of free time does not tell where it is", async () => {
  const { gpt, hidden } = await hiding();
  const asked = { lengthMinutes: 30, from: "2099-03-02", to: "2099-03-02" };
  const slots = async (ignoreItem?: string) => (await gpt.call("findFreeTime", { ...asked, ignoreItem })).slots;
  expect(await slots(hidden[0])).toEqual(await slots());
});

test("the last change to undo is the last that the program sees", async () => {
  const { gpt, web } = await hiding();
  const seen = await gpt.call("createItems", { items: [{ text: "Tea", ...on("2099-03-05") }] });
  const made = await gpt.call("createItems", { items: [{ text: "Diary", ...on("2099-03-05") }] });
  await web.call("updateItemById", { id: made.items[0]?.id, tags: ["private"] });
  expect((await gpt.call("undoChange", { last: true })).undoes).toEqual([seen.change.id]);
});

test("the history of a person with a huge ledger costs a restricted program one page", async () => {
  const { gpt, web, hidden } = await hiding();
  const [row] = await query<{ userId: string }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [hidden[0]]);
  const { rev } = await web.call("listChanges", { limit: 1 });
  const most = 20_000;
  await query(
    `INSERT INTO "Change" ("userId", rev, at, door, items) SELECT $1, $2 + n, now(), 'web',
      (SELECT items FROM "Change" WHERE "userId" = $1 AND items @> '[{"kind": "created"}]' ORDER BY rev LIMIT 1)
      FROM generate_series(1, $3::int) AS n`,
    [row?.userId, rev, most],
  );
  await query(`UPDATE "User" SET rev = $2 WHERE id = $1`, [row?.userId, rev + most]);
  const timed = async () => {
    const startedMs = performance.now();
    const { changes } = await gpt.call("listChanges", { order: "newest", limit: 100 });
    return { changes, ms: performance.now() - startedMs };
  };
  await timed();
  const { changes, ms } = await timed();
  expect(changes).toHaveLength(100);
  expect(JSON.stringify(changes)).not.toContain(secret);
  expect(ms).toBeLessThan(1_500);
});
