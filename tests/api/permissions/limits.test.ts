import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";

const program = running.gpt.clientId;
const daily = { text: "Walk", date: "2027-03-01", startTime: "08:00", endTime: "08:30", recurrence: "FREQ=DAILY" };

/** A program that never deletes, and the person's page. */
async function careful(): Promise<{ gpt: Api; web: Api }> {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  await web.call("updateAssistant", { program, deletes: false });
  return { gpt, web };
}

test("what takes something off the agenda is proposed, by whatever operation, and everything else is done", async () => {
  const { gpt, web } = await careful();
  const dentist = await gpt.make({ text: "Dentist", date: "2027-03-05" });
  const walk = await gpt.make(daily);
  const own = await gpt.call("createItems", { items: [{ text: "Tea", date: "2027-03-05" }] });
  const restored = await web.make({ text: "Restored", date: "2027-03-06" });
  await web.call("deleteItemById", { id: restored.id });
  const back = await gpt.call("restoreItem", { id: restored.id });
  const occurrences = [{ id: walk.id, occurrence: "2027-03-03" }];
  const { rev } = await gpt.call("listChanges", { limit: 1 });
  for (const [name, args] of [
    ["deleteItemById", { id: dentist.id }],
    ["deleteItemById", { id: walk.id, occurrence: "2027-03-03", scope: "this" }],
    ["deleteItems", { ids: [dentist.id] }],
    ["deleteItems", { occurrences }],
    ["undoChange", { id: own.change.id }],
    ["undoChange", { last: true }],
    ["undoChange", { id: back.change?.id }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: null }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;COUNT=3" }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;UNTIL=20270401", text: "Walk on" }],
    ["updateItemById", { id: walk.id, scope: "following", occurrence: "2027-03-03", recurrence: "FREQ=DAILY;COUNT=1" }],
  ] as const)
    expect(await gpt.answer(name, args), `${name} ${JSON.stringify(args)}`).toMatchObject({
      status: 202,
      body: { proposal: { state: "waiting" } },
    });
  expect(await gpt.call("deleteItems", { ids: [dentist.id], previewOnly: true })).not.toHaveProperty("proposal");
  expect((await web.call("listChanges", { limit: 1 })).rev).toBe(rev);
  await gpt.call("updateItemById", { id: dentist.id, text: "Doctor", date: "2027-03-04" });
  await gpt.call("undoChange", { last: true });
  await gpt.call("updateItemById", { id: walk.id, scope: "all", startTime: "09:00" });
  await gpt.call("updateItemById", { id: walk.id, scope: "following", occurrence: "2027-03-03", text: "Run" });
  await gpt.call("rescheduleItems", { ids: [dentist.id], days: -2 });
  await gpt.call("completeItems", { ids: [dentist.id] });
  await web.call("deleteItemById", { id: dentist.id }); // the person may do everything
  const { proposals } = await web.call("listWaitingProposals");
  const asked = proposals.find(({ summary }) => summary.includes("Tea"));
  const { decided } = await web.call("decideProposals", { accept: [asked?.id] });
  expect(decided).toMatchObject([{ state: "accepted" }]);
});

test("a series that moves or gets more dates loses none", async () => {
  const { gpt } = await careful();
  const walk = await gpt.make({ ...daily, recurrence: "FREQ=DAILY;UNTIL=20270310" });
  await gpt.call("rescheduleItems", { ids: [walk.id], scope: "all", days: -7 });
  await gpt.call("updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;UNTIL=20270401" });
  const single = await gpt.make({ text: "Once", date: "2027-03-05" });
  await gpt.call("updateItemById", { id: single.id, recurrence: "FREQ=WEEKLY" });
});

test("of a series a program may be held to single dates, and anywhere to the working hours", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const walk = await gpt.make({ ...daily, startTime: "10:00", endTime: "11:00", recurrence: "FREQ=DAILY;COUNT=5" });
  const limited = { program, changesSeries: false, outsideHours: false };
  await web.call("updateAssistant", limited);
  const status = async (name: Parameters<Api["answer"]>[0], args: object) => (await gpt.answer(name, args)).status;
  const one = { id: walk.id, occurrence: "2027-03-02", scope: "this" }; // a Tuesday
  expect(await status("updateItemById", { ...one, text: "Run" })).toBe(200);
  expect(await status("completeItems", { occurrences: [{ id: walk.id, occurrence: "2027-03-03" }] })).toBe(200);
  expect(await status("updateItemById", { ...one, startTime: "18:00", endTime: "19:00" })).toBe(202);
  expect(await status("updateItemById", { id: walk.id, scope: "all", text: "Run" })).toBe(202);
  expect(await status("updateItemById", { ...one, scope: "following", text: "Run" })).toBe(202);
  expect(await status("deleteItemById", { id: walk.id, scope: "all" })).toBe(202);
  const made = (more: object) => status("createItems", { items: [{ text: "Tea", date: "2027-03-05", ...more }] });
  expect(await made({ startTime: "16:00", endTime: "17:00" })).toBe(201);
  expect(await made({ startTime: "16:00", endTime: "17:15" })).toBe(202);
  expect(await made({ date: "2027-03-06", text: "Saturday" })).toBe(202);
  expect(await made({ recurrence: "FREQ=DAILY;COUNT=3", text: "Into the weekend" })).toBe(202);
  expect(await made({ startTime: "09:00", timeZone: "America/New_York", text: "There" })).toBe(201);
  expect(await status("updateSettings", { workingHours: [{ days: ["Sunday"], from: "09:00", to: "17:00" }] })).toBe(
    202,
  );
  const { assistants } = await web.call("updateAssistant", { newChangesSeries: false, newOutsideHours: false });
  expect(assistants).toMatchObject([{ ...limited, deletes: true }]);
  expect(await web.call("listAssistants")).toMatchObject({ newChangesSeries: false, newOutsideHours: false });
});
