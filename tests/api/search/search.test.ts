import { expect, test } from "@playwright/test";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer("Europe/Paris"));
  await gpt.makeAll([
    { text: "明日の会議は東京駅で", date: "2026-03-02", startTime: "10:00" },
    { text: "Send the Résumé", date: "2026-04-01" },
    { text: "Visit the Straßenmuseum", date: "2030-01-01", startTime: "09:00" },
    { text: "Zahnarzt", date: "2026-12-01", location: "Café Müller", tags: ["Gesundheit"] },
    { text: "Board dinner", date: "2026-12-02", notes: `${"Lorem ipsum. ".repeat(40)}The secret word is xylophone.` },
    { text: "Board meeting", date: "2026-12-03", url: "https://example.com/hidden-in-the-link" },
    { text: "Meeting of the board", date: "2026-12-04", tags: ["100%", "snake_case"] },
    { text: "100x growth, snakeXcase", date: "2026-12-05" },
    { text: "TV at 🦷 place, back\\slash", date: "1999-05-05" },
  ]);
});

const find = async (q: string, more: Record<string, unknown> = {}) => {
  const { items } = await gpt.call("listItems", { q, ...more });
  return items.map(({ text }) => text);
};

test("words are found within longer ones, in any language", async () => {
  expect(await find("会議")).toEqual(["明日の会議は東京駅で"]);
  expect(await find("東京駅")).toEqual(["明日の会議は東京駅で"]);
  expect(await find("museum")).toEqual(["Visit the Straßenmuseum"]);
});

test("accents, case and ß do not matter, in the data or in the query", async () => {
  expect(await find("resume")).toEqual(["Send the Résumé"]);
  expect(await find("RÉSUME")).toEqual(["Send the Résumé"]);
  expect(await find("STRASSEN")).toEqual(["Visit the Straßenmuseum"]);
  expect(await find("zähnarzt")).toEqual(["Zahnarzt"]);
});

test("words of one or two characters and symbols are found", async () => {
  expect(await find("駅")).toEqual(["明日の会議は東京駅で"]);
  expect(await find("tv")).toEqual(["TV at 🦷 place, back\\slash"]);
  expect(await find("🦷")).toEqual(["TV at 🦷 place, back\\slash"]);
  expect(await find("z")).toEqual(["Zahnarzt"]);
});

test("%, _ and \\ are ordinary characters", async () => {
  expect(await find("100%")).toEqual(["Meeting of the board"]);
  expect(await find("e_c")).toEqual(["Meeting of the board"]);
  expect(await find("%")).toEqual(["Meeting of the board"]);
  expect(await find("k\\s")).toEqual(["TV at 🦷 place, back\\slash"]);
});

test("location, tags and the full notes are searched, links are not", async () => {
  expect(await find("muller")).toEqual(["Zahnarzt"]);
  expect(await find("gesund")).toEqual(["Zahnarzt"]);
  expect(await find("xylophone")).toEqual(["Board dinner"]);
  expect(await find("hidden-in-the-link")).toEqual([]);
});

test("every word must be found, anywhere; quotes keep words together", async () => {
  expect(await find("meeting board")).toEqual(["Board meeting", "Meeting of the board"]);
  expect(await find("zahnarzt gesundheit müller")).toEqual(["Zahnarzt"]);
  expect(await find('"board meeting"')).toEqual(["Board meeting"]);
  expect(await find("“board meeting”")).toEqual(["Board meeting"]);
  expect(await find("dinner meeting")).toEqual([]);
});

test("the whole agenda is searched unless a window is given; a missing end is open", async () => {
  const whole = await gpt.call("listItems", { q: "the" });
  expect(whole).toMatchObject({ from: "1900-01-01", to: "2199-12-31", itemsBefore: 0 });
  expect(whole.items.map(({ text }) => text)).toEqual([
    ...["Send the Résumé", "Board dinner", "Meeting of the board", "Visit the Straßenmuseum"],
  ]);
  expect(await find("the", { from: "2026-12-03" })).toEqual(["Meeting of the board", "Visit the Straßenmuseum"]);
  expect(await find("the", { to: "2026-12-03" })).toEqual(["Send the Résumé", "Board dinner"]);
  const window = await gpt.call("listItems", { q: "the", from: "2026-12-01", to: "2026-12-31" });
  expect(window.items.map(({ text }) => text)).toEqual(["Board dinner", "Meeting of the board"]);
  expect(window.itemsBefore).toBe(1);
});

test("an item that began before the window is found if it reaches into it", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  await gpt.makeAll([
    { text: "Fair one", date: "2027-02-01", endDate: "2027-02-05" },
    { text: "Fair two", date: "2027-02-03", startTime: "22:00", endDate: "2027-02-04", endTime: "02:00" },
    { text: "Fair over", date: "2027-02-02" },
  ]);
  for (const order of ["time", "relevance"]) {
    const { items } = await gpt.call("listItems", { q: "fair", from: "2027-02-04", to: "2027-02-04", order });
    expect(items.map(({ text }) => text).sort()).toEqual(["Fair one", "Fair two"]);
  }
});

test("a search combines with tag, done and the creator's door", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.makeAll([
    { text: "Plan A", date: "2026-12-01", tags: ["work"], done: true },
    { text: "Plan B", date: "2026-12-02", tags: ["work"] },
    { text: "Other C", date: "2026-12-03", tags: ["work"] },
  ]);
  await web.makeAll([{ text: "Plan D", date: "2026-12-04", tags: ["work"] }]);
  const texts = async (args: Record<string, unknown>) =>
    (await gpt.call("listItems", { from: "2026-12-01", ...args })).items.map(({ text }) => text);
  expect(await texts({ q: "plan", tag: "work", done: false })).toEqual(["Plan B", "Plan D"]);
  expect(await texts({ q: "plan", createdBy: "web" })).toEqual(["Plan D"]);
  expect(await texts({ createdBy: "gpt" })).toEqual(["Plan A", "Plan B", "Other C"]);
  expect(await texts({ q: "plan", tag: "work", done: true, createdBy: "web" })).toEqual([]);
});

test("one typo is corrected if nothing matches, and the answer says so", async () => {
  for (const [typed, taken, text] of [
    ["zahnazrt", "zahnarzt", "Zahnarzt"],
    ["xylofone", undefined, undefined],
    ["xylophne", "xylophone", "Board dinner"],
    ["xxylophone", "xylophone", "Board dinner"],
    ["growht", "growth", "100x growth, snakeXcase"],
  ] as const) {
    const { items, corrected } = await gpt.call("listItems", { q: typed });
    expect(corrected).toEqual(taken && [{ word: typed, taken }]);
    expect(items.map((item) => item.text)).toEqual(text === undefined ? [] : [text]);
  }
  const two = await gpt.call("listItems", { q: "bord dinnner" });
  expect(two.corrected).toEqual([
    { word: "bord", taken: "board" },
    { word: "dinnner", taken: "dinner" },
  ]);
  expect(two.items).toHaveLength(1);
});

test("nothing is corrected if the words exist, just not together or not in the window", async () => {
  const apart = await gpt.call("listItems", { q: "zahnarzt meeting" });
  expect(apart.items).toEqual([]);
  expect(apart.corrected).toBeUndefined();
  const elsewhere = await gpt.call("listItems", { q: "zahnarzt", from: "2027-01-01" });
  expect(elsewhere.items).toEqual([]);
  expect(elsewhere.corrected).toBeUndefined();
});

test("other users' words are neither found nor used for corrections", async () => {
  const { gpt: other } = await newcomer("Europe/Paris");
  await other.make({ text: "Nothing special", date: "2026-12-01" });
  for (const q of ["zahnarzt", "zahnarz"]) {
    const answer = await other.call("listItems", { q });
    expect(answer.items).toEqual([]);
    expect(answer.corrected).toBeUndefined();
  }
});

test("by relevance, the title comes before other fields, whole words before parts, then the nearest day", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  await gpt.makeAll([
    { text: "Walk", date: day(0), notes: "then tea" },
    { text: "Steam engine", date: day(1) },
    { text: "Team lunch", date: day(2) },
    { text: "Teatime", date: day(3) },
    { text: "Tea, far away", date: day(400) },
    { text: "Have tea later", date: day(30) },
    { text: "Had tea before", date: day(-20) },
  ]);
  const { items } = await gpt.call("listItems", { q: "tea", order: "relevance" });
  expect(items.map(({ text }) => text)).toEqual([
    ...["Had tea before", "Have tea later", "Team lunch", "Teatime", "Tea, far away", "Steam engine", "Walk"],
  ]);
});

test("results follow changes of the item, and the trash", async () => {
  const item = await gpt.make({ text: "Origami", date: "2026-12-24", notes: "paper" });
  expect(await find("origami")).toEqual(["Origami"]);
  await gpt.call("updateItemById", { id: item.id, text: "Ikebana", notes: null });
  expect(await find("origami paper")).toEqual([]);
  expect(await find("ikebana")).toEqual(["Ikebana"]);
  await gpt.call("deleteItemById", { id: item.id });
  expect(await find("ikebana")).toEqual([]);
  await gpt.call("restoreItem", { id: item.id });
  expect(await find("ikebana")).toEqual(["Ikebana"]);
});

test("meaningless searches are refused with advice", async () => {
  const refusals = [
    [{ q: "  " }, "#/q"],
    [{ q: '""' }, "#/q"],
    [{ q: "x".repeat(201) }, "#/q"],
    [{ q: "aa bb cc dd ee ff gg hh ii jj kk" }, "#/q"],
    [{ order: "relevance" }, "#/order"],
    [{ q: "x", order: "best" }, "#/order"],
    [{ createdBy: "fax" }, "#/createdBy"],
  ] as const;
  for (const [args, pointer] of refusals) {
    const { status, errors } = await gpt.refusal("listItems", args);
    expect({ status, pointer: errors?.[0]?.pointer }).toEqual({ status: 422, pointer });
  }
});
