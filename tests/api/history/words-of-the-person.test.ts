import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

test("a person reads changes, rules and failures in their own language, also old ones; their GPT reads English", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const { id } = await gpt.make({ text: "Physio", date: "2027-03-04", startTime: "17:00" });
  await gpt.call("updateItemById", { id, date: "2027-03-05", startTime: "18:00" });
  const page = await browserOf(person);
  const english = "Moved Physio from Thursday 4 March, 17:00 to Friday 5 March, 18:00";
  const newest = { order: "newest", limit: 1 } as const;
  expect((await page.call("listChanges", newest)).changes[0]).toMatchObject({ summary: english });

  await page.call("updateSettings", { language: "de" });
  const { changes } = await page.call("listChanges", { order: "newest" });
  expect(changes.map(({ summary }) => summary)).toEqual([
    "Eingestellt: Sprache auf Deutsch",
    "Verschoben: Physio von Donnerstag, 4. März, 17:00 auf Freitag, 5. März, 18:00",
    "Hinzugefügt: Physio am Donnerstag, 4. März 2027 um 17:00",
    expect.stringMatching(/^Eingestellt: Zeitzone auf Europe\/Paris/),
  ]);
  expect(changes[1]?.items?.[0]).toMatchObject({ was: "Donnerstag, 4. März 2027, 17:00" });
  const rule = { text: "Standup", date: "2027-03-05", recurrence: "FREQ=WEEKLY;BYDAY=FR" };
  expect((await page.call("createItems", { items: [rule] })).items[0]).toMatchObject({
    recurrenceText: "jeden Freitag",
  });
  expect(await page.refusal("getItemById", { id: "000000000000" })).toMatchObject({
    code: "item_not_found",
    title: "There is no such item.",
    detail: "Diesen Eintrag gibt es nicht (mehr).",
  });
  const backwards = { text: "", date: "2027-03-05", startTime: "17:00", endTime: "16:00" };
  expect(await page.refusal("createItems", { items: [backwards] })).toMatchObject({
    detail: "Die Angaben stimmen so nicht.",
    errors: [{ pointer: "#/items/0/text", detail: "Hier muss etwas stehen." }],
  });
  expect(await page.refusal("createItems", { items: [{ ...backwards, text: "Physio" }] })).toMatchObject({
    detail: "Das Ende liegt vor dem Beginn. Endet es am Tag danach, wähle Samstag, 6. März 2027 als letzten Tag.",
  });
  expect(await gpt.refusal("createItems", { items: [{ ...backwards, text: "Physio" }] })).toMatchObject({
    detail: expect.stringContaining("send endDate 2027-03-06"),
  });

  await page.call("updateSettings", { locale: "en-US" });
  expect((await page.call("listChanges", { order: "newest" })).changes[3]).toMatchObject({
    summary: "Verschoben: Physio von Donnerstag, 4. März, 5:00 PM auf Freitag, 5. März, 6:00 PM",
  });

  await page.call("updateSettings", { language: "en" });
  const american = (await page.call("listChanges", { order: "newest" })).changes[4];
  expect(american).toMatchObject({
    summary: "Moved Physio from Thursday March 4, 5:00 pm to Friday March 5, 6:00 pm",
    items: [{ was: "Thursday March 4, 2027, 5:00 pm" }],
  });

  expect((await gpt.call("listChanges", { order: "newest", limit: 5 })).changes[4]).toMatchObject({ summary: english });
  expect((await gpt.make(rule)).recurrenceText).toBe("every Friday");
});
