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

test("what takes something off the agenda is refused, by whatever operation, and everything else is not", async () => {
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
    ["deleteItems", { ids: [dentist.id], previewOnly: true }],
    ["undoChange", { id: own.change.id }],
    ["undoChange", { last: true }],
    ["undoChange", { id: back.change?.id, previewOnly: true }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: null }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;COUNT=3" }],
    ["updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;UNTIL=20270401", text: "Walk on" }],
    ["updateItemById", { id: walk.id, scope: "following", occurrence: "2027-03-03", recurrence: "FREQ=DAILY;COUNT=1" }],
  ] as const)
    expect(await gpt.refusal(name, args), `${name} ${JSON.stringify(args)}`).toMatchObject({
      code: "not_permitted",
      status: 403,
    });
  expect((await web.call("listChanges", { limit: 1 })).rev).toBe(rev);
  await gpt.call("updateItemById", { id: dentist.id, text: "Doctor", date: "2027-03-04" });
  await gpt.call("undoChange", { last: true });
  await gpt.call("updateItemById", { id: walk.id, scope: "all", startTime: "09:00" });
  await gpt.call("updateItemById", { id: walk.id, scope: "following", occurrence: "2027-03-03", text: "Run" });
  await gpt.call("rescheduleItems", { ids: [dentist.id], days: -2 });
  await gpt.call("completeItems", { ids: [dentist.id] });
  await web.call("deleteItemById", { id: dentist.id }); // the person may do everything
});

test("a series that moves or gets more dates loses none", async () => {
  const { gpt } = await careful();
  const walk = await gpt.make({ ...daily, recurrence: "FREQ=DAILY;UNTIL=20270310" });
  await gpt.call("rescheduleItems", { ids: [walk.id], scope: "all", days: -7 });
  await gpt.call("updateItemById", { id: walk.id, scope: "all", recurrence: "FREQ=DAILY;UNTIL=20270401" });
  const single = await gpt.make({ text: "Once", date: "2027-03-05" });
  await gpt.call("updateItemById", { id: single.id, recurrence: "FREQ=WEEKLY" });
});
