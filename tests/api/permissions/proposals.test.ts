import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { effectOf } from "../../../server/permissions/effects.ts";
import { browserOf, newcomer } from "../../harness/api.ts";
import { examples } from "../../harness/every-operation.ts";
import { query } from "../../harness/identity-door.ts";
import { asking, dentist, program, proposed, stateOf } from "./asking.ts";

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
