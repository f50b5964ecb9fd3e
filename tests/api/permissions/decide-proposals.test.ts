import { expect, test } from "@playwright/test";
import type { Api } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { asking, dentist, program, proposed, stateOf } from "./asking.ts";

const hide = async (web: Api) => {
  for (const each of [program, running.mcp.clientId])
    await web.call("updateAssistant", { program: each, hiddenTags: ["private"] });
};

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

test("a proposal left undecided expires after two weeks, and one whose item has since been hidden is listed without its text", async () => {
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
