import { expect, test } from "@playwright/test";
import type { OperationName } from "../../../contract/addresses.ts";
import { limits } from "../../../contract/limits.ts";
import { isForPrograms } from "../../../contract/operations.ts";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { everyOperation } from "../../harness/every-operation.ts";
import { query, userOf } from "../../harness/identity-door.ts";
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

/** An agenda that hides items tagged "private" from two programs. */
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
const busy = on("2099-03-02", "09:30", "09:45");

/** What a program may ask of a hidden item, or around it. */
const askedOf = (id: string): Readonly<Partial<Record<OperationName, readonly object[]>>> => ({
  getItemById: [{ id }],
  findFreeTime: [{ lengthMinutes: 60, ...window, ignoreItem: id }],
  updateItemById: [
    { id, text: "Mine" },
    ...["this", "all"].map((scope) => ({ id, occurrence: "2099-03-03", scope, notes: "x" })),
  ],
  deleteItemById: [{ id }, { id, scope: "all" }, { id, previewOnly: true }],
  restoreItem: [{ id }],
  rescheduleItems: [
    { ids: [id], days: 1 },
    { occurrences: [{ id, occurrence: "2099-03-03" }], days: 1, previewOnly: true },
  ],
  completeItems: [{ ids: [id] }, { occurrences: [{ id, occurrence: "2099-03-03" }] }],
  deleteItems: [{ ids: [id] }, { ids: [id], scope: "all", previewOnly: true }],
});

/** Everything else that it may ask. @param seen an item that it sees; @param changes of hidden items, at least in part */
const askedAnyway = (
  seen: string,
  changes: readonly number[],
): Readonly<Partial<Record<OperationName, readonly object[]>>> => ({
  getContext: [{}],
  resolveDates: [{ phrases: ["tomorrow"] }],
  getOverview: [{ date: "2099-03-02" }, { date: "2099-03-02", span: "week" }],
  findFreeTime: [
    { lengthMinutes: 60, ...window },
    { lengthMinutes: 600, from: "2099-03-02", to: "2099-03-02" },
  ],
  listItems: [
    window,
    { ...window, tag: "private" },
    { q: secret },
    { q: "quittenmuz" },
    { q: secret, order: "relevance" },
  ],
  createItems: [{}, { avoidConflicts: true }].map((how) => ({
    ...{ items: [{ text: "Call", ...busy }], allowDuplicates: true, previewOnly: true },
    ...how,
  })),
  updateItemById: [
    { id: seen, ...busy, previewOnly: true },
    { id: seen, ...busy, avoidConflicts: true },
    { id: seen, tags: ["private"] },
  ],
  rescheduleItems: [
    { filter: window, days: 1, previewOnly: true },
    { filter: { q: secret }, days: 1 },
  ],
  completeItems: [{ filter: window, previewOnly: true }, { filter: { ...window, tag: "private" } }],
  deleteItems: [{ filter: window, previewOnly: true }, { filter: { q: secret } }],
  listTrash: [{}, { q: secret }],
  listChanges: [{}, { order: "newest" }],
  undoChange: changes.flatMap((id) => [{ id }, { id, force: true }]),
  getSettings: [{}],
  updateSettings: [{ weekStart: "Sunday" }, { timeZone: "Europe/Paris" }],
  listProposals: [{}],
});

test("every operation, at every door, says nothing of hidden items and leaves them as they are", async () => {
  const { gpt, assistant, hidden, web } = await hiding();
  const allow = async (rights: object) => {
    for (const program of programs) await web.call("updateAssistant", { program, ...rights });
  };
  // Of what was proposed before it was hidden, too.
  await allow({ level: "asks", hiddenTags: [] });
  expect((await gpt.answer("updateItemById", { id: hidden[0], location: `${secret} date` })).status).toBe(202);
  expect(await assistant.call("deleteItemById", { id: hidden[1] })).toMatchObject({ isError: false });
  await allow({ level: "writes", hiddenTags: ["private"] });
  const [seen] = (await gpt.call("listItems", window)).items;
  const whole = await web.call("listChanges", { limit: 20 });
  const mixed = await web.call("tagItems", { ids: [hidden[0], seen?.id], add: ["mixed"] });
  const changes = [
    ...whole.changes.map(({ id, items }) => (items?.length === 5 ? id : 0)).filter(Boolean),
    mixed.change?.id ?? 0,
  ];
  expect(changes).toHaveLength(2);
  const before = (await web.call("listItems", window)).items;

  const rows = [askedAnyway(seen?.id ?? "", changes), ...hidden.map(askedOf)];
  expect([...new Set(rows.flatMap((row) => Object.keys(row)))].sort()).toEqual(
    everyOperation
      .filter(isForPrograms)
      .map(({ name }) => name)
      .sort(),
  );
  for (const [index, row] of rows.entries())
    for (const [name, all] of Object.entries(row) as [OperationName, readonly object[]][])
      for (const args of all) {
        const asked = `${name} ${JSON.stringify(args)}`;
        const said = [(await gpt.answer(name, { ...args })).body, await assistant.call(name, { ...args })];
        for (const each of said) {
          // A cursor or an echo of the request reveals nothing.
          const own = hidden[index - 1] ?? "nothing";
          const tag = JSON.stringify(args).includes("private") ? "“private”" : "nothing";
          const text = JSON.stringify(each).replaceAll(own, "asked").replaceAll(tag, "").toLowerCase();
          expect(text, asked).not.toMatch(/quittenmus(?!")|quittenmus (single|all|series|date|deleted)|private/);
          for (const other of hidden) expect(text, asked).not.toContain(other);
        }
      }
  expect((await web.call("listItems", window)).items).toEqual(before);
  expect((await gpt.call("listItems", window)).items.map(({ text }) => text)).toEqual(["Seen"]);
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

test("their history does not exist, and cannot be undone", async () => {
  const { gpt, web } = await hiding();
  const whole = await web.call("listChanges");
  const told = await gpt.call("listChanges");
  expect(told.changes.map(({ summary }) => summary)).toEqual([
    expect.stringContaining("Europe/Paris"),
    expect.stringContaining("Seen"),
  ]);
  expect(told).toMatchObject({ complete: true, rev: whole.rev });
  const bulk = whole.changes.find(({ items }) => items?.length === 5);
  expect((await gpt.refusal("undoChange", { id: bulk?.id })).code).toBe("change_not_found");
  // A change of both shows only what is visible, and is not half undone.
  const both = await web.call("completeItems", { filter: { ...window } });
  const [last] = (await gpt.call("listChanges", { order: "newest", limit: 1 })).changes;
  expect(last).toMatchObject({ id: both.change?.id, items: [{ text: "Seen" }] });
  expect(last?.summary).not.toContain("more");
  expect((await gpt.refusal("undoChange", { id: both.change?.id })).code).toBe("not_permitted");
  // A change to hidden items alone raises the revision for nobody else.
  await web.make({ text: `${secret} later`, ...on("2099-03-07"), tags: ["private"] });
  for (const [name, args] of [
    ["listChanges", { limit: 1 }],
    ["listItems", window],
    ["getContext", {}],
    ["getOverview", {}],
  ] as const)
    expect(await gpt.call(name, args), name).toMatchObject({ rev: both.change?.id });
  const since = { since: both.change?.id };
  expect(await gpt.call("listChanges", since)).toEqual({ rev: both.change?.id, complete: true, changes: [] });
  await query(
    `UPDATE "Change" SET items = NULL WHERE "userId" = (SELECT "userId" FROM "Change" WHERE items @> $1::jsonb) AND rev < $2`,
    [JSON.stringify([{ id: (both.items ?? [])[0]?.id, kind: "created" }]), both.change?.id],
  );
  expect(await gpt.call("listChanges")).toMatchObject({ complete: false, changes: [{ id: both.change?.id }] });
});

test("a tag is hidden however it is written, of an item, a single date and in the history", async () => {
  const { gpt, web } = await hiding();
  const [, series] = await web.makeAll([
    { text: `${secret} upper`, ...on("2099-03-06"), tags: ["PRIVATE"] },
    { text: "Yoga", ...on("2099-03-06", "18:00", "19:00"), recurrence: "FREQ=DAILY;COUNT=3" },
  ]);
  const occurrence = { id: series, scope: "this", occurrence: "2099-03-07" };
  await web.call("updateItemById", { ...occurrence, text: `${secret} date`, tags: ["Private"] });
  const { items } = await gpt.call("listItems", { from: "2099-03-06", to: "2099-03-09" });
  expect(items).toEqual([]);
  expect(JSON.stringify(await gpt.call("listChanges"))).not.toMatch(/quittenmus|Yoga/);
  const own = { items: [{ text: "Mine", ...on("2099-03-06"), tags: ["PrivatE"] }] };
  expect((await gpt.refusal("createItems", own)).code).toBe("not_permitted");
});

test("a tag is hidden as it is written, whatever a database makes of its letters", async () => {
  const { gpt, web } = await hiding();
  for (const tag of ["İş", "ΔΟΥΛΕΙΕΣ", "Ärztin", "Straße"]) {
    await web.make({ text: `${secret} ${tag}`, ...on("2099-03-06"), tags: [tag] });
    await web.call("updateAssistant", { program: running.gpt.clientId, hiddenTags: [tag, "private"] });
    expect((await gpt.call("listItems", { from: "2099-03-06", to: "2099-03-06", tag })).items, tag).toEqual([]);
    expect((await gpt.call("listItems", { q: tag })).items, tag).toEqual([]);
    const [last] = (await gpt.call("listChanges", { order: "newest", limit: 1 })).changes;
    expect(JSON.stringify(last), tag).not.toContain(tag);
  }
});

test("how full the agenda is, and what a zone settles, is said without numbers that include them", async () => {
  const { gpt, web } = await hiding();
  const [{ userId = "" } = {}] = await query<{ userId: string }>(
    `SELECT "userId" FROM "Item" WHERE text = $1 ORDER BY "createdAt" DESC LIMIT 1`,
    [`${secret} single`],
  );
  const { rev } = await web.call("listChanges", { limit: 1 });
  await query(
    `INSERT INTO "Item" ("userId", id, text, date, "createdBy", "createdAt", "updatedAt", tags) SELECT $1, 'full' || lpad(n::text, 8, '0'), 'x', '2099-04-01', 'web', now(), now(), '{private}'
      FROM generate_series(1, $2::int) AS n`,
    [userId, limits.itemsKept - 10],
  );
  await query(`UPDATE "User" SET rev = rev + 1, "timeZone" = NULL WHERE id = $1`, [userId]);
  await query(
    `INSERT INTO "Change" ("userId", rev, at, door, items) VALUES ($1, $2::int + 1, now(), 'web', '[{"id": "full00000001", "kind": "updated", "before": {"tags": ["private"]}, "after": {"tags": ["private"]}}]')`,
    [userId, rev],
  );
  const { almostFull } = await gpt.call("getContext");
  expect(almostFull).toMatch(/almost/);
  expect(almostFull?.replace(/At most [\d,]+/, "")).not.toMatch(/\d/);
  expect((await web.call("getContext")).almostFull).toMatch(/only \d+ more/);
  const many = { items: Array.from({ length: 20 }, (_, n) => ({ text: `Tea ${n}`, ...on("2099-03-06") })) };
  const refused = await gpt.refusal("createItems", many);
  expect(refused.code).toBe("agenda_full");
  expect(refused.detail?.replace(/at most [\d,]+/, "")).not.toMatch(/\d/);
  await query(`UPDATE "Item" SET "timeZone" = NULL WHERE "userId" = $1`, [userId]);
  const { meaning } = await gpt.call("updateSettings", { timeZone: "Europe/Paris" });
  expect(meaning).toContain("1 item without a zone is in Europe/Paris now");
});

test("an item that gets the tag vanishes from what the program did itself", async () => {
  const { gpt, web } = await hiding();
  const made = await gpt.call("createItems", { items: [{ text: "Diary", ...on("2099-03-05") }] });
  const [item] = made.items;
  await web.call("updateItemById", { id: item?.id, tags: ["private"] });
  expect((await gpt.refusal("getItemById", { id: item?.id })).code).toBe("item_not_found");
  expect(JSON.stringify(await gpt.call("listChanges"))).not.toContain("Diary");
  expect((await gpt.refusal("undoChange", { id: made.change.id })).code).toBe("change_not_found");
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
  expect((await gpt.call("undoChange", { conversation: "this" })).undoes).toEqual([1]); // the zone
});

test("the history of a person with a huge ledger costs a restricted program one page", async () => {
  const { gpt, web, hidden } = await hiding();
  const userId = await userOf(hidden[0]);
  const { rev } = await web.call("listChanges", { limit: 1 });
  const most = 20_000;
  await query(
    `INSERT INTO "Change" ("userId", rev, at, door, items) SELECT $1, $2 + n, now(), 'web',
      (SELECT items FROM "Change" WHERE "userId" = $1 AND items @> '[{"kind": "created"}]' ORDER BY rev LIMIT 1)
      FROM generate_series(1, $3::int) AS n`,
    [userId, rev, most],
  );
  await query(`UPDATE "User" SET rev = $2 WHERE id = $1`, [userId, rev + most]);
  const timed = async () => {
    const startedMs = performance.now();
    const { changes } = await gpt.call("listChanges", { order: "newest", limit: 100 });
    return { changes, ms: performance.now() - startedMs };
  };
  await timed();
  const { changes, ms } = await timed();
  expect(changes).toEqual([{ id: expect.any(Number), at: expect.any(String), door: "web", items: [] }]); // where to continue
  expect(ms).toBeLessThan(1_500);
});
