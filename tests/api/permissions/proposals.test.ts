import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { effectOf } from "../../../server/permissions/effects.ts";
import { type Api, browserOf, gptDoor, newcomer } from "../../harness/api.ts";
import { examples } from "../../harness/every-operation.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { type Assistant, assistantOf } from "../../mcp.ts";
import { gptOf } from "../../people.ts";

const program = running.gpt.clientId;
const dentist = { text: "Dentist", date: "2099-03-05", startTime: "09:00", endTime: "10:00" };

interface Story {
  readonly gpt: Api;
  readonly web: Api;
  readonly assistant: Assistant;
  /** The first program in another conversation. */
  readonly elsewhere: () => Promise<Api>;
  /** The person's last change. */
  readonly rev: () => Promise<number>;
}

/** A person whose two programs ask first. */
async function asking(): Promise<Story> {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const assistant = await assistantOf(person);
  await assistant.done("getContext");
  for (const each of [program, running.mcp.clientId])
    await web.call("updateAssistant", { program: each, level: "asks" });
  const elsewhere = async () => gptDoor(await gptOf(person));
  return { gpt, web, assistant, elsewhere, rev: async () => (await web.call("listChanges", { limit: 1 })).rev };
}

/** What a call proposes. */
async function proposed(gpt: Api, name: Parameters<Api["answer"]>[0], args: object): Promise<string> {
  const { status, body } = await gpt.answer(name, args);
  expect(status, `${name}: ${JSON.stringify(body)}`).toBe(202);
  const { proposal } = body as { proposal: { id: string; state: string } };
  expect(proposal).toEqual({ id: expect.stringMatching(/^[0-9a-z]{12}$/), state: "waiting" });
  expect(body).not.toHaveProperty("change");
  expect(body, name).toHaveProperty("summary", expect.stringMatching(/^Would/));
  return proposal.id;
}
const stateOf = async (api: Api, id: string) =>
  (await api.call("listProposals")).proposals.find((each) => each.id === id);

test("every operation that changes something is proposed instead of done, and accepted it is exactly that, by that program", async () => {
  const { gpt, web, rev } = await asking();
  const one = await web.make(dentist);
  const walk = await web.make({ ...dentist, text: "Walk", recurrence: "FREQ=DAILY;COUNT=9" });
  const gone = await web.make({ text: "Gone", date: "2099-03-06" });
  await web.call("deleteItemById", { id: gone.id });
  const { change } = await web.call("createItems", { items: [{ text: "To undo", date: "2099-03-07" }] });
  const calls = [
    [
      "createItems",
      {
        items: [
          { text: "Tea", date: "2099-03-05" },
          { ...dentist, text: "Walk 2", recurrence: "FREQ=DAILY" },
        ],
      },
    ],
    ["updateItemById", { id: one.id, text: "Doctor", notes: "Bring the card" }],
    [
      "updateItemById",
      { id: walk.id, scope: "following", occurrence: "2099-03-08", startTime: "11:00", endTime: "12:00" },
    ],
    ["rescheduleItems", { ids: [one.id], days: 2 }],
    ["completeItems", { occurrences: [{ id: walk.id, occurrence: "2099-03-06" }] }],
    ["restoreItem", { id: gone.id }],
    ["undoChange", { id: change.id }],
    ["updateSettings", { weekStart: "Sunday" }],
    ["deleteItems", { occurrences: [{ id: walk.id, occurrence: "2099-03-05" }] }],
    ["deleteItemById", { id: one.id }],
  ] as const;
  expect(new Set(calls.map(([name]) => name))).toEqual(
    new Set(Object.keys(effectOf).filter((name) => effectOf[name as keyof typeof effectOf] === "changes")),
  );
  for (const [name, args] of calls) {
    const before = await rev();
    const id = await proposed(gpt, name, args);
    expect(await rev(), name).toBe(before);
    const { proposals } = await web.call("listWaitingProposals");
    expect(proposals, name).toMatchObject([{ id, door: "gpt", program, summary: expect.stringMatching(/\w/) }]);
    const { decided } = await web.call("decideProposals", { accept: [id] });
    expect(decided, name).toEqual([{ id, state: "accepted", change: before + 1 }]);
    const [made] = (await web.call("listChanges", { order: "newest", limit: 1 })).changes;
    expect(made, name).toMatchObject({ id: before + 1, door: "gpt", program });
    expect(await stateOf(gpt, id), name).toMatchObject({ state: "accepted", change: before + 1 });
  }
  expect((await web.call("listWaitingProposals")).proposals).toEqual([]);
  // None of it came from a file.
  expect(JSON.stringify(await gpt.call("listProposals"))).not.toContain("imported");
  const last = await rev();
  await web.call("undoChange", { id: last });
  expect((await web.call("getItemById", { id: one.id })).item.text).toBe("Doctor");
});

test("a program cannot accept anything, neither its own proposal nor by asking again", async () => {
  const { gpt, web, assistant, rev } = await asking();
  const before = await rev();
  const id = await proposed(gpt, "createItems", { items: [dentist] });
  expect((await gpt.refusal("decideProposals", { accept: [id] })).code).toBe("web_only");
  expect((await gpt.refusal("listWaitingProposals")).code).toBe("web_only");
  await expect(assistant.call("decideProposals", { accept: [id] })).rejects.toThrow();
  expect((await gpt.call("listProposals", { state: "waiting" })).proposals).toMatchObject([{ id }]);
  expect((await assistant.done<{ proposals: unknown[] }>("listProposals")).proposals).toEqual([]); // another program's
  const preview = await gpt.call("createItems", { items: [{ ...dentist, text: "Tea" }], previewOnly: true });
  expect(preview).not.toHaveProperty("proposal");
  expect((await gpt.call("listProposals")).proposals).toHaveLength(1);
  const confirmed = { items: [{ ...dentist, text: "Tea" }], confirm: preview.confirm };
  await proposed(gpt, "createItems", confirmed);
  expect(await rev()).toBe(before);
  const { text, fields } = await assistant.call("createItems", { items: [{ text: "By MCP", date: "2099-03-05" }] });
  expect(text).toContain("Nothing is done yet: the person has to accept it");
  expect(fields).toMatchObject({ proposal: { state: "waiting" }, items: [{ text: "By MCP" }] });
  expect((await web.call("listWaitingProposals")).proposals.map(({ door }) => door)).toEqual(["gpt", "gpt", "mcp"]);
});

test("the same call is the same proposal, with a key and without, and keys stay theirs", async () => {
  const { gpt, web, elsewhere } = await asking();
  const idempotencyKey = randomUUID();
  const id = await proposed(gpt, "createItems", { items: [dentist], idempotencyKey });
  expect(await gpt.answer("createItems", { items: [dentist], idempotencyKey })).toMatchObject({
    status: 202,
    body: { repeated: true, proposal: { id } },
  });
  expect(await gpt.answer("createItems", { items: [dentist] })).toMatchObject({
    status: 202,
    body: { repeated: true, proposal: { id } },
  });
  expect((await gpt.refusal("createItems", { items: [{ ...dentist, text: "Tea" }], idempotencyKey })).code).toBe(
    "key_reused",
  );
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => gpt.answer("createItems", { items: [{ ...dentist, text: "Five" }] })),
  );
  expect(new Set(answers.map(({ body }) => (body as { proposal?: { id: string } }).proposal?.id)).size).toBe(1);
  // The same words about what was changed meanwhile are another proposal: the first can no longer be carried out.
  const [tea] = await web.makeAll([{ ...dentist, date: "2099-04-01", text: "Tea" }]);
  const move = { id: tea, date: "2099-04-02" };
  const first = await proposed(gpt, "updateItemById", move);
  expect(await proposed(gpt, "updateItemById", move)).toBe(first);
  await web.call("updateItemById", { id: tea, startTime: "11:00", endTime: "12:00" });
  expect(await proposed(gpt, "updateItemById", move)).not.toBe(first);
  await web.call("decideProposals", { accept: [id] });
  // The last change of one conversation is not that of another.
  const last = { last: true };
  const other = await elsewhere();
  const theirs = await proposed(other, "createItems", { items: [{ ...dentist, text: "Theirs", date: "2099-05-01" }] });
  await web.call("decideProposals", { accept: [theirs] });
  expect(await proposed(other, "undoChange", last)).not.toBe(await proposed(gpt, "undoChange", last));
  // What exists is not proposed again; what would overlap it is proposed or refused, just as it would be done.
  expect(await gpt.answer("createItems", { items: [dentist] })).toMatchObject({
    status: 200,
    body: { repeated: true },
  });
  const clash = { items: [{ ...dentist, text: "Clash" }] };
  expect((await gpt.refusal("createItems", { ...clash, avoidConflicts: true })).code).toBe("time_taken");
  expect((await gpt.answer("createItems", clash)).body).toMatchObject({ conflicts: [{ text: "Dentist" }] });
});

test("what was changed since is not done but told, and the others of the conversation are", async () => {
  const { gpt, web } = await asking();
  const [moved, deleted, kept] = await web.makeAll([
    dentist,
    { ...dentist, text: "Tea" },
    { ...dentist, text: "Kept" },
  ]);
  const ids = [
    await proposed(gpt, "updateItemById", { id: moved, date: "2099-03-09" }),
    await proposed(gpt, "updateItemById", { id: deleted, text: "Tea with Ada" }),
    await proposed(gpt, "completeItems", { ids: [kept] }),
    await proposed(gpt, "createItems", { items: [{ text: "New", date: "2099-03-05" }] }),
  ];
  await web.call("updateItemById", { id: moved, startTime: "11:00", endTime: "12:00" });
  await web.call("deleteItemById", { id: deleted });
  const { decided } = await web.call("decideProposals", { accept: ids.slice(0, 3), decline: ids.slice(3) });
  expect(decided).toEqual([
    { id: ids[0], state: "overtaken", reason: expect.stringContaining("“Dentist” was changed since") },
    { id: ids[1], state: "overtaken", reason: expect.stringContaining("trash") },
    { id: ids[2], state: "accepted", change: expect.any(Number) },
    { id: ids[3], state: "declined" },
  ]);
  expect((await web.call("getItemById", { id: moved })).item).toMatchObject({ date: "2099-03-05", startTime: "11:00" });
  expect(await stateOf(gpt, ids[0] ?? "")).toMatchObject({
    state: "overtaken",
    reason: expect.stringContaining("since"),
  });
  expect(await stateOf(gpt, ids[3] ?? "")).toMatchObject({ state: "declined" });
  const again = await web.call("decideProposals", { accept: [ids[3]], decline: [ids[2]] });
  expect(again.decided.map(({ state }) => state)).toEqual(["ended", "ended"]);
});

test("one is edited before it is accepted, and an edit that cannot be is refused while it waits on", async () => {
  const { gpt, web } = await asking();
  const id = await proposed(gpt, "createItems", { items: [{ ...dentist, weekday: "Thursday" }] });
  expect((await web.call("listWaitingProposals")).proposals).toMatchObject([{ id, editable: true }]);
  const wrong = { accept: [id], edit: { date: "2099-02-30" } };
  expect((await web.refusal("decideProposals", wrong)).code).toBe("invalid_input");
  expect(await stateOf(gpt, id)).toMatchObject({ state: "waiting" });
  const edit = { text: "Doctor", date: "2099-03-06", startTime: "11:00", endTime: "11:30" };
  const { decided } = await web.call("decideProposals", { accept: [id], edit });
  expect(decided).toMatchObject([{ state: "accepted" }]);
  const { items } = await web.call("listItems", { from: "2099-03-01", to: "2099-03-31" });
  expect(items).toMatchObject([edit]);
  const timed = await proposed(gpt, "createItems", { items: [{ ...dentist, text: "Untimed", date: "2099-03-08" }] });
  await web.call("decideProposals", { accept: [timed], edit: { startTime: null, endTime: null } });
  const [untimed] = (await web.call("listItems", { from: "2099-03-08", to: "2099-03-08" })).items;
  expect(untimed).not.toHaveProperty("startTime");
  const cleared = await proposed(gpt, "updateItemById", { id: untimed?.id, startTime: "09:00", endTime: "10:00" });
  await web.call("decideProposals", { accept: [cleared], edit: { endTime: null } });
  expect((await web.call("getItemById", { id: untimed?.id })).item).toMatchObject({ startTime: "09:00" });
  const late = await proposed(gpt, "updateItemById", { id: untimed?.id, startTime: "23:00", endTime: "23:30" });
  const overnight = { endDate: "2099-03-09", endTime: "01:00" };
  await web.call("decideProposals", { accept: [late], edit: overnight });
  expect((await web.call("getItemById", { id: untimed?.id })).item).toMatchObject(overnight);
  const both = { accept: [id, await proposed(gpt, "createItems", { items: [dentist] })], edit };
  expect((await web.refusal("decideProposals", both)).code).toBe("invalid_input");
  const settings = await proposed(gpt, "updateSettings", { weekStart: "Sunday" });
  expect((await web.refusal("decideProposals", { accept: [settings], edit })).code).toBe("invalid_input");
});

test("of two devices that accept one at once, one does it", async () => {
  const { gpt, web } = await asking();
  const id = await proposed(gpt, "createItems", { items: [dentist] });
  const answers = await Promise.all(Array.from({ length: 4 }, () => web.call("decideProposals", { accept: [id] })));
  const states = answers.map(({ decided }) => decided[0]?.state);
  expect(states.filter((state) => state === "accepted")).toHaveLength(1);
  expect((await web.call("listItems", { from: "2099-03-05", to: "2099-03-05" })).items).toHaveLength(1);
  expect(await stateOf(gpt, id)).toMatchObject({ state: "accepted" });
});

test("one that nobody decides ends after two weeks, and what is hidden since is told without words", async () => {
  const { gpt, web } = await asking();
  const item = await web.make(dentist);
  const id = await proposed(gpt, "updateItemById", { id: item.id, text: "Doctor" });
  await web.call("updateItemById", { id: item.id, tags: ["private"] });
  await web.call("updateAssistant", { program, hiddenTags: ["private"] });
  const told = await stateOf(gpt, id);
  expect(told).toMatchObject({ state: "waiting" });
  expect(told).not.toHaveProperty("summary");
  await query(`UPDATE "Proposal" SET at = at - interval '14 days' WHERE id = $1`, [id]);
  expect(await stateOf(gpt, id)).toMatchObject({ state: "ended" });
  expect((await web.call("listWaitingProposals")).proposals).toEqual([]);
  expect((await web.call("decideProposals", { accept: [id] })).decided).toMatchObject([{ state: "ended" }]);
  const again = await proposed(gpt, "createItems", { items: [dentist] });
  expect((await gpt.call("listProposals", { state: "waiting" })).proposals.map((each) => each.id)).toEqual([again]);
});

test("so many wait at most, and an open page hears of each at once", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  await web.call("updateAssistant", { program, level: "asks" });
  const { version } = await web.call("listFreshChanges");
  await proposed(gpt, "createItems", { items: [dentist] });
  expect(await web.call("listFreshChanges")).toMatchObject({ version: version + 1, proposals: 1 });
  await query(
    `INSERT INTO "Proposal" SELECT ("userId"), 'many' || lpad(n::text, 8, '0'), at, program, door, "clientId", "clientName", conversation,
      operation, input, 'hash' || n, summary, items, settings, state FROM "Proposal" CROSS JOIN generate_series(1, 99) AS n
      WHERE program = $1 AND "userId" = (SELECT "userId" FROM "Proposal" ORDER BY at DESC LIMIT 1)`,
    [program],
  );
  expect((await gpt.refusal("createItems", { items: [{ ...dentist, text: "One more" }] })).code).toBe("not_permitted");
});

test("what an operation refuses is refused instead of proposed", async () => {
  const { gpt } = await asking();
  expect((await gpt.refusal("updateItemById", examples.updateItemById)).code).toBe("item_not_found");
  expect((await gpt.refusal("createItems", { items: [{ text: "x", date: "2099-02-30" }] })).code).toBe("invalid_input");
  expect((await gpt.call("listProposals")).proposals).toEqual([]);
});

test("keys, duplicates, previews, avoided conflicts and the end after two weeks hold together", async () => {
  const { gpt, web } = await asking();
  const idempotencyKey = randomUUID();
  const tea = { items: [{ ...dentist, text: "Tea" }], avoidConflicts: true };
  const keyed = { ...tea, idempotencyKey };
  // A preview under the key leaves nothing, so the key is still free.
  expect(await gpt.call("createItems", { ...keyed, previewOnly: true })).not.toHaveProperty("proposal");
  const id = await proposed(gpt, "createItems", keyed);
  const again = { status: 202, body: { repeated: true, proposal: { id } } };
  expect(await gpt.answer("createItems", tea)).toMatchObject(again);
  // Two intended duplicates are two proposals, and both can be accepted.
  const twice = { items: [{ text: "Stamp", date: "2099-03-05" }], allowDuplicates: true };
  const both = [await proposed(gpt, "createItems", twice), await proposed(gpt, "createItems", twice)];
  expect(new Set(both).size).toBe(2);
  // The time was free when it was proposed and is taken when it is accepted.
  await web.make(dentist);
  const { decided } = await web.call("decideProposals", { accept: [id, ...both] });
  expect(decided).toMatchObject([
    { id, state: "overtaken", reason: expect.stringContaining("Dentist") },
    { state: "accepted" },
    { state: "accepted" },
  ]);
  expect((await web.call("listItems", { from: "2099-03-05", to: "2099-03-05" })).items.map(({ text }) => text)).toEqual(
    [...["Stamp", "Stamp", "Dentist"]],
  );
  // The key repeats its answer whatever became of it; without a key it is tried again, and now refused.
  expect(await gpt.answer("createItems", keyed)).toMatchObject(again);
  expect((await gpt.refusal("createItems", tea)).code).toBe("time_taken");
  // An ended one is not repeated, but its key still is.
  const later = { ...tea, items: [{ ...dentist, text: "Tea", date: "2099-03-06" }], idempotencyKey: randomUUID() };
  const ended = await proposed(gpt, "createItems", later);
  await query(`UPDATE "Proposal" SET at = at - interval '14 days' WHERE id = $1`, [ended]);
  const { idempotencyKey: _, ...unkeyed } = later;
  expect(await proposed(gpt, "createItems", unkeyed)).not.toBe(ended);
  expect(await gpt.answer("createItems", later)).toMatchObject({ status: 202, body: { proposal: { id: ended } } });
  expect((await web.call("decideProposals", { accept: [ended] })).decided).toMatchObject([{ state: "ended" }]);
});

test("what must be previewed is confirmed first and proposed then, and accepted without another", async () => {
  const { gpt, web } = await asking();
  const many = Array.from({ length: 12 }, (_, n) => ({ text: `Old ${n}`, date: "2099-03-05" }));
  const ids = await web.makeAll(many);
  expect((await gpt.refusal("deleteItems", { ids })).code).toBe("confirmation_needed");
  const { confirm } = await gpt.call("deleteItems", { ids, previewOnly: true });
  const id = await proposed(gpt, "deleteItems", { ids, confirm });
  expect((await web.call("decideProposals", { accept: [id] })).decided).toMatchObject([{ id, state: "accepted" }]);
  const others = await web.makeAll(many);
  const late = await gpt.call("deleteItems", { ids: others, previewOnly: true });
  await web.make(dentist);
  const refused = await gpt.refusal("deleteItems", { ids: others, confirm: late.confirm });
  expect(refused.code).toBe("changed_since_preview");
  expect((await web.call("listWaitingProposals")).proposals).toEqual([]);
});

/** Hides items tagged "private" from both programs. */
const hide = async (web: Api) => {
  for (const each of [program, running.mcp.clientId])
    await web.call("updateAssistant", { program: each, hiddenTags: ["private"] });
};

test("a proposal that cannot be carried out: the person gets the full reason, the program one that quotes no other item", async () => {
  const { gpt, web, assistant } = await asking();
  await hide(web);
  const call = { items: [{ ...dentist, text: "Call" }], avoidConflicts: true };
  const other = { items: [{ ...dentist, text: "Call", date: "2099-03-06" }], avoidConflicts: true };
  const byTool = await assistant.done<{ proposal: { id: string } }>("createItems", other);
  const ids = [await proposed(gpt, "createItems", call), byTool.proposal.id];
  const oncologist = { ...dentist, text: "Oncologist", tags: ["private"] };
  await web.makeAll([oncologist, { ...oncologist, date: "2099-03-06" }]);
  const { change, items } = await web.call("createItems", { items: [{ text: "Walk", date: "2099-03-07" }] });
  ids.push(await proposed(gpt, "undoChange", { id: change.id }));
  await web.call("updateItemById", { id: items[0]?.id, text: "Oncologist" });
  const { decided } = await web.call("decideProposals", { accept: ids });
  const reason = expect.stringContaining("Oncologist");
  expect(decided).toEqual(ids.map((id) => ({ id, state: "overtaken", reason })));
  const told = JSON.stringify([await gpt.call("listProposals"), await assistant.call("listProposals")]);
  expect(told).not.toContain("Oncologist");
  const { proposals } = await gpt.call("listProposals");
  expect(proposals.map((each) => each.reason)).toEqual([
    "Something was changed since, so nothing was undone.",
    "That time is taken, so nothing was stored.",
  ]);
  expect(JSON.stringify(await assistant.call("listProposals"))).toContain("That time is taken");
});

test("what is hidden stays as it is when what a program proposed without naming it is accepted", async () => {
  const { gpt, web } = await asking();
  const day = { date: "2099-03-05" };
  await web.makeAll([{ text: "Seen", ...day }]);
  await web.makeAll([{ text: "Oncologist", ...day, tags: ["private"] }]);
  await hide(web);
  const filter = { from: day.date, to: day.date };
  const done = await proposed(gpt, "completeItems", { filter });
  expect((await web.call("decideProposals", { accept: [done] })).decided).toMatchObject([{ state: "accepted" }]);
  const isDone = async () =>
    new Map((await web.call("listItems", filter)).items.map((each) => [each.text, each.done] as const));
  expect(await isDone()).toEqual(new Map(Object.entries({ Oncologist: false, Seen: true })));
  // The last change that the program sees is not the last that there is.
  const last = await proposed(gpt, "undoChange", { last: true });
  await web.make({ text: "Oncologist again", ...day, tags: ["private"] });
  expect((await web.call("decideProposals", { accept: [last] })).decided).toMatchObject([{ state: "accepted" }]);
  expect([...(await isDone()).values()]).toEqual([false, false, false]);
});

test("one edited to a time that is taken is refused while it waits on", async () => {
  const { gpt, web } = await asking();
  const id = await proposed(gpt, "createItems", { items: [{ ...dentist, text: "Call" }], avoidConflicts: true });
  await web.make({ ...dentist, startTime: "11:00", endTime: "12:00" });
  const refused = await web.refusal("decideProposals", {
    accept: [id],
    edit: { startTime: "11:30", endTime: "12:30" },
  });
  expect(refused).toMatchObject({ status: 409, code: "time_taken", detail: expect.stringContaining("Dentist") });
  expect(await stateOf(gpt, id)).toMatchObject({ state: "waiting" });
  const { decided } = await web.call("decideProposals", {
    accept: [id],
    edit: { startTime: "12:00", endTime: "13:00" },
  });
  expect(decided).toMatchObject([{ state: "accepted" }]);
});

test("a key that came with what waits already is remembered too", async () => {
  const { gpt, web } = await asking();
  const item = await web.make(dentist);
  const later = (idempotencyKey: string) => ({ ids: [item.id], days: 1, idempotencyKey });
  const [first, second] = [randomUUID(), randomUUID()];
  const id = await proposed(gpt, "rescheduleItems", later(first));
  const again = { status: 202, body: { repeated: true, proposal: { id } } };
  expect(await gpt.answer("rescheduleItems", later(second))).toMatchObject(again);
  await web.call("decideProposals", { accept: [id] });
  for (const key of [first, second]) expect(await gpt.answer("rescheduleItems", later(key))).toMatchObject(again);
  expect((await web.call("listWaitingProposals")).proposals).toEqual([]);
});

test("what waits is bounded in size too, and one alone may be too large", async () => {
  const { gpt, web } = await asking();
  const notes = "n".repeat(1_800);
  const many = (text: string) => Array.from({ length: 50 }, (_, n) => ({ ...dentist, text: `${text} ${n}`, notes }));
  const ids: string[] = [];
  for (let round = 0; ; round++) {
    const { status, body } = await gpt.answer("createItems", { items: many(`Round ${round}`) });
    if (status !== 202) {
      expect(body).toMatchObject({ code: "not_permitted", detail: expect.stringContaining("wait for the person") });
      break;
    }
    ids.push((body as { proposal: { id: string } }).proposal.id);
    expect(ids.length).toBeLessThan(30);
  }
  expect(ids.length).toBeGreaterThan(3);
  await web.call("decideProposals", { decline: ids });
  await proposed(gpt, "createItems", { items: many("After") });
  const full = many("Kept").map((each) => ({ ...each, notes: "n".repeat(limits.notes) }));
  const all = await web.makeAll(Array.from({ length: 8 }, () => full).flat());
  const move = { ids: all, days: 1 };
  const { confirm } = await gpt.call("rescheduleItems", { ...move, previewOnly: true });
  const refused = await gpt.refusal("rescheduleItems", { ...move, confirm });
  expect(refused).toMatchObject({ code: "not_permitted", detail: expect.stringContaining("fewer") });
});
