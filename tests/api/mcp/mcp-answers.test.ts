import { expect, test } from "@playwright/test";
import { browserOf } from "../../harness/api.ts";
import { type Assistant, assistantOf, generations } from "../../mcp.ts";
import { makePerson, type Person } from "../../people.ts";

let person: Person;
let assistant: Assistant;
test.beforeAll(async () => {
  person = await makePerson();
  assistant = await assistantOf(person);
  await assistant.done("updateSettings", { timeZone: "Europe/Paris" });
});
test.afterAll(() => assistant.close());

type List = { items: { id: string; text: string }[]; nextCursor?: string; omitted?: number };

test("a list of any length fits in 20,000 characters, digest first, and its cursor continues it", async () => {
  const notes = '\\"é\n'.repeat(200);
  const items = Array.from({ length: 50 }, (_, n) => ({
    text: `Long ${n} `.padEnd(400, "ö"),
    date: "2031-03-03",
    notes,
  }));
  for (const part of [items.slice(0, 25), items.slice(25)]) await assistant.done("createItems", { items: part });
  const seen: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const asked = cursor ? { cursor, limit: 200 } : { from: "2031-03-01", to: "2031-03-31", limit: 200 };
    const answer = await assistant.call("listItems", asked);
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.size).toBeLessThanOrEqual(20_000);
    const { items: page, nextCursor, omitted } = answer.fields as unknown as List;
    expect(omitted).toBeUndefined();
    expect(page.length).toBeGreaterThan(0);
    expect(answer.text.split("\n")[0]).toMatch(/^\d+ items? from 2031-03-01 to 2031-03-31, times in Europe\/Paris\./);
    seen.push(...page.map(({ text }) => text.slice(0, 8).trim()));
    cursor = nextCursor;
    pages += 1;
  } while (cursor && pages < 40);
  expect(pages).toBeGreaterThan(1);
  expect(seen.sort()).toEqual(items.map(({ text }) => text.slice(0, 8).trim()).sort());
});

test("an answer without pages that would be too long omits entries, and says how many", async () => {
  const items = Array.from({ length: 50 }, (_, n) => ({ text: `Wide ${n} `.padEnd(480, "ü"), date: "2031-04-04" }));
  const answer = await assistant.call("createItems", { items });
  expect(answer.size).toBeLessThanOrEqual(20_000);
  const { items: told, omitted = 0 } = answer.fields as unknown as List;
  expect(told.length + omitted).toBe(50);
  expect(omitted).toBeGreaterThan(0);
  expect(answer.text).toContain("more lines");
});

test("the longest possible item is returned in full", async () => {
  const longest = {
    text: "💡".repeat(500),
    date: "2031-05-05",
    notes: "💡".repeat(4_000),
    location: "💡".repeat(300),
    url: `https://example.com/${"x".repeat(1_980)}`,
    tags: Array.from({ length: 20 }, (_, n) => "💡".repeat(48) + String(n).padStart(2, "0")),
  };
  const { items } = await assistant.done<List>("createItems", { items: [longest] });
  const answer = await assistant.call("getItemById", { id: items[0]?.id });
  expect(answer.size).toBeLessThanOrEqual(20_000);
  expect(answer.fields).toMatchObject({ item: { notes: longest.notes } });
  const document = await assistant.call("fetch", { id: items[0]?.id });
  expect(document.isError).toBe(false);
  expect(document.size).toBeLessThanOrEqual(20_000);
  expect((document.fields as unknown as { text: string }).text).toMatch(/^Monday 2031-05-05 all day: 💡.*…$/su);
  expect((await assistant.call("search", { query: "Long" })).size).toBeLessThanOrEqual(20_000);
});

test("a problem is a result with its code, what was wrong and what would be right", async () => {
  const refused: [string, Record<string, unknown>, RegExp[]][] = [
    ["createItems", { items: [{ text: "X", date: "2030-11-29", weekday: "Monday" }] }, [/^invalid_input: /, /Friday/]],
    ["createItems", { items: [{ text: "X", date: "2030-02-30" }] }, [/^invalid_input: /]],
    ["createItems", { items: [{ text: "X", date: "2030-02-20", colour: 1 }] }, [/items\.0\.colour/, /Fields: text/]],
    ["getItemById", { id: "000000000000" }, [/^item_not_found: /]],
    ["undoChange", { id: 999_999 }, [/^change_not_found: /, /listChanges/]],
    ["search", { q: "x" }, [/^invalid_input: /, /query/]],
    ["fetch", { id: "nothing" }, [/^item_not_found: /]],
  ];
  for (const [name, args, words] of refused) {
    const answer = await assistant.call(name, args);
    expect(answer.isError, name).toBe(true);
    for (const each of words) expect(answer.text, name).toMatch(each);
  }
});

test("a version conflict includes the item's current state", async () => {
  const { items } = await assistant.done<List>("createItems", { items: [{ text: "Versioned", date: "2031-06-06" }] });
  const id = items[0]?.id;
  await assistant.done("updateItemById", { id, done: true });
  const answer = await assistant.call("updateItemById", { id, done: false, version: 1 });
  expect(answer.isError).toBe(true);
  expect(answer.text).toMatch(/^version_conflict: /);
  expect(answer.text).toContain('"version":2');
});

for (const generation of generations.slice(1))
  test(`${generation}: one connection is one conversation, with the client's name on each call`, async () => {
    const own = await assistantOf(person, { generation, name: `  Nice\u202e \u0007 Client ${"x".repeat(100)}` });
    await own.done("createItems", { items: [{ text: `In a conversation, ${generation}`, date: "2031-07-07" }] });
    type Changes = { changes: { conversation: string; programName: string }[] };
    const { changes } = await own.done<Changes>("listChanges", { conversation: "this" });
    expect(changes).toHaveLength(1);
    expect(changes[0]?.programName).toBe(`Nice Client ${"x".repeat(48)}`);
    expect(changes[0]?.conversation).toMatch(/^mcp-/);
    await own.close();
  });

test("the web page shows the assistant's name, and its items name the door", async () => {
  const { items } = await assistant.done<List>("createItems", {
    items: [{ text: "Seen on the page", date: "2031-08-08" }],
  });
  const web = await browserOf(person);
  const { item } = await web.call("getItemById", { id: items[0]?.id });
  expect(item.createdBy).toBe("mcp");
  const { changes } = await web.call("listChanges", { order: "newest", limit: 1 });
  expect(changes[0]).toMatchObject({ door: "mcp", programName: "Pocket Assistant" });
});
