import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

test("many items and dates of a series get tags and lose others as one change, which one undo takes back", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const [tea, walk, plants] = await gpt.makeAll([
    { text: "Tea", date: "2027-03-05", tags: ["home"] },
    { text: "Walk", date: "2027-03-05", tags: ["work", "home"] },
    { text: "Plants", date: "2027-03-05", recurrence: "FREQ=DAILY;COUNT=2" },
  ]);
  const tags = async () => {
    const { items } = await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-06" });
    return items.map(({ text, date, tags = [] }) => `${text} ${date.slice(8)} ${tags.join(" ")}`.trim()).sort();
  };
  const before = await tags();
  const selected = { ids: [tea, walk], occurrences: [{ id: plants, occurrence: "2027-03-06" }] };
  const tagged = await web.call("tagItems", { ...selected, add: ["work", "spring"], remove: ["home"] });
  expect(tagged).toMatchObject({ count: 3, change: { summary: "Changed the tags of Tea and 2 more" } });
  expect(await tags()).toEqual(["Plants 05", "Plants 06 work spring", "Tea 05 work spring", "Walk 05 work spring"]);
  expect(await web.call("tagItems", { ...selected, add: ["work"] })).toEqual({ count: 0, unchanged: 3, items: [] });
  await web.call("undoChange", { last: true });
  expect(await tags()).toEqual(before);
});

test("what cannot be is refused, and nothing is done", async () => {
  const { person, gpt } = await newcomer();
  const web = await browserOf(person);
  const [full, empty] = await gpt.makeAll([
    { text: "Full", date: "2027-03-05", tags: Array.from({ length: 20 }, (_, n) => `t${n}`) },
    { text: "Empty", date: "2027-03-05" },
  ]);
  const ids = [empty, full];
  expect(await web.refusal("tagItems", { ids })).toMatchObject({ status: 422, code: "invalid_input" });
  for (const [more, pointer] of [
    [{ add: ["one"] }, "#/add"],
    [{ add: ["one"], remove: ["one"] }, "#/remove"],
  ] as const)
    expect(await web.refusal("tagItems", { ids, ...more })).toMatchObject({ status: 422, errors: [{ pointer }] });
  expect(await web.refusal("tagItems", { ids: ["01kaqv7m3x9d"], add: ["a"] })).toMatchObject({ status: 404 });
  expect(await gpt.refusal("tagItems", { ids, add: ["a"] })).toMatchObject({ status: 403, code: "web_only" });
  const { items } = await gpt.call("listItems", { from: "2027-03-05", to: "2027-03-05" });
  expect(items.find(({ text }) => text === "Empty")?.tags).toBeUndefined();
});
