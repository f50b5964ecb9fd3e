import { expect, test } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { type Api, newcomer } from "../../harness/api.ts";
import { calendar, event, mover, sendFile } from "../../harness/calendar-files.ts";
import { query } from "../../harness/identity-door.ts";

/** Fills an agenda by SQL, like another process: items of one kind, and one more rev. */
async function fill(gpt: Api, count: number, kind: "series" | "single"): Promise<void> {
  const { id } = await gpt.make({ text: "First", date: "2020-01-01" });
  await query(
    `WITH owner AS (UPDATE "User" SET rev = rev + 1 WHERE id = (SELECT "userId" FROM "Item" WHERE id = $1) RETURNING id)
     INSERT INTO "Item" ("userId", id, text, date, recurrence, "reachFrom", "reachTo", "createdBy", "createdAt", "updatedAt")
     SELECT owner.id, 'full' || lpad(n::text, 8, '0'), 'x', '2020-01-01', CASE WHEN $3 THEN 'FREQ=YEARLY;COUNT=1' END,
       CASE WHEN $3 THEN '2019-12-31' END, CASE WHEN $3 THEN '2020-01-02' END, 'web', now(), now()
     FROM owner, generate_series(1, $2::int) AS n`,
    [id, count, kind === "series"],
  );
}

const weekly = (text: string) => ({ text, date: "2026-12-07", recurrence: "FREQ=WEEKLY" });
const full = (most: number, more: number, name: string) => ({
  ...{ status: 409, code: "agenda_full" },
  detail: `An agenda keeps at most ${most.toLocaleString("en")} ${name}; this one would have ${more.toLocaleString("en")}. Nothing was stored. Delete ${name} that are over or not needed, then try again.`,
});

test("an agenda warns before it is full, and then accepts no more repeating items in any way", async () => {
  test.setTimeout(180_000);
  const { gpt, browser } = await mover("Europe/Paris");
  const most = limits.seriesKept;
  const tooMany = full(most, most + 1, "repeating items");
  expect((await gpt.call("getContext")).almostFull).toBeUndefined();
  await fill(gpt, most - 2, "series");
  expect((await gpt.call("getContext")).almostFull).toBe(
    `Of at most ${most.toLocaleString("en")} repeating items there are ${(most - 2).toLocaleString("en")}: only 2 more can be added. Deleting repeating items that are over makes room.`,
  );
  expect(await gpt.refusal("createItems", { items: ["a", "b", "c"].map(weekly) })).toMatchObject(tooMany);
  const [a] = (await gpt.call("createItems", { items: ["a", "b"].map(weekly) })).items;
  expect((await gpt.call("getContext")).almostFull).toContain("no more can be added");

  expect(await gpt.refusal("createItems", { items: [weekly("c")] })).toMatchObject(tooMany);
  expect(await gpt.refusal("createItems", { items: [weekly("c")], previewOnly: true })).toMatchObject(tooMany);
  const single = await gpt.make({ text: "Single", date: "2026-12-07" });
  expect(await gpt.refusal("updateItemById", { id: single.id, recurrence: "FREQ=DAILY" })).toMatchObject(tooMany);
  const split = { id: a?.id, occurrence: "2026-12-14", scope: "following", text: "Later" };
  expect(await gpt.refusal("updateItemById", split)).toMatchObject(tooMany);
  const file = calendar(...event("one@test", "SUMMARY:One", "DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=DAILY"));
  expect((await sendFile(browser, file)).body).toMatchObject({
    ...tooMany,
    detail: expect.stringMatching(/^An agenda keeps at most [\d,]+ repeating items\. Nothing was saved\./),
  });

  const { change } = await gpt.call("deleteItemById", { id: a?.id, scope: "all" });
  await gpt.call("createItems", { items: [weekly("d")] });
  expect(await gpt.refusal("restoreItem", { id: a?.id })).toMatchObject(tooMany);
  expect(await gpt.refusal("undoChange", { id: change?.id })).toMatchObject(tooMany);
  expect((await gpt.call("listItems", { q: "a", to: "2026-12-08" })).items).toEqual([]);
  expect((await gpt.call("getItemById", { id: single.id })).item.recurrence).toBeUndefined();
});

test("beyond the limit no existing item is lost, and everything that adds nothing still works", async () => {
  test.setTimeout(180_000);
  const { gpt } = await newcomer("Europe/Paris");
  await fill(gpt, limits.itemsKept + 1, "single");
  const lone = { text: "One more", date: "2026-12-07" };
  expect(await gpt.refusal("createItems", { items: [lone] })).toMatchObject(
    full(limits.itemsKept, limits.itemsKept + 3, "items"),
  );
  await gpt.call("updateItemById", { id: "full00000001", text: "Another text" });
  for (const n of [2, 3, 4]) await gpt.call("deleteItemById", { id: `full0000000${n}` });
  await gpt.call("createItems", { items: [lone] });
  expect((await gpt.refusal("createItems", { items: [{ ...lone, text: "And more" }] })).code).toBe("agenda_full");
});
