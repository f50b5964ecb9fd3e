import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { limits } from "../../../contract/limits.ts";
import { type Api, newcomer } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";

// An emoji is one code point, two UTF-16 units and four bytes: counting the wrong unit refuses or accepts too much.
const emoji = (count: number) => "\u{1F388}".repeat(count);
const linkOf = (count: number) => `https://example.com/${emoji(count - "https://example.com/".length)}`;

const longest = {
  text: emoji,
  notes: emoji,
  location: emoji,
  url: linkOf,
} as const satisfies Record<string, (count: number) => string>;

let gpt: Api;
test.beforeAll(async () => {
  ({ gpt } = await newcomer());
});

const create = (fields: object) => ({ items: [{ text: "a", date: "2027-01-01", ...fields }] });

for (const [field, of] of Object.entries(longest) as [keyof typeof longest, typeof emoji][]) {
  test(`${field} accepts ${limits[field]} code points and not one more`, async () => {
    const item = await gpt.make({ text: "a", date: "2027-01-01", [field]: of(limits[field]) });
    expect(item[field]).toBe(of(limits[field]));
    const tooLong = of(limits[field] + 1);
    const error = { pointer: `#/items/0/${field}`, detail: expect.stringContaining(`at most ${limits[field]}`) };
    expect(await gpt.refusal("createItems", create({ [field]: tooLong }))).toMatchObject({
      status: 422,
      errors: [error],
    });
    const refused = await gpt.refusal("updateItemById", { id: item.id, [field]: tooLong });
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: `#/${field}` }] });
  });
}

test("twenty tags of fifty code points are accepted, but neither one more nor a longer one", async () => {
  const tags = Array.from({ length: limits.tags }, (_, n) => `${String(n).padStart(2, "0")}${emoji(limits.tag - 2)}`);
  expect((await gpt.make({ text: "a", date: "2027-01-01", tags })).tags).toEqual(tags);
  const oneMore = await gpt.refusal("createItems", create({ tags: [...tags, "x"] }));
  expect(oneMore).toMatchObject({ errors: [{ pointer: "#/items/0/tags", detail: "Must hold at most 20." }] });
  const longer = await gpt.refusal("createItems", create({ tags: ["a", emoji(limits.tag + 1)] }));
  expect(longer).toMatchObject({ errors: [{ pointer: "#/items/0/tags/1" }] });
});

test("no field accepts control characters, but notes accept newlines", async () => {
  for (const bad of ["\t", "\u0007", "\u007f", "\u0085", "\u009f"])
    for (const field of ["text", "notes", "location"])
      expect(await gpt.refusal("createItems", create({ [field]: `a${bad}b` }))).toMatchObject({
        status: 422,
        errors: [{ pointer: `#/items/0/${field}`, detail: expect.stringContaining("control characters") }],
      });
  for (const fields of [
    { text: "a\nb" },
    { location: "a\nb" },
    { tags: ["a\nb"] },
    { url: "https://example.com/\n" + "a" },
  ])
    expect(await gpt.refusal("createItems", create(fields))).toMatchObject({ status: 422 });
  expect((await gpt.make({ text: "a", date: "2027-01-01", notes: "a\n\nb" })).notes).toBe("a\n\nb");
});

test("blank texts are refused", async () => {
  for (const fields of [{ text: "  " }, { notes: "\n" }, { location: "" }, { url: "" }, { tags: [" "] }])
    expect(await gpt.refusal("createItems", create(fields))).toMatchObject({
      errors: [{ detail: "Must not be empty." }],
    });
});

test("a link is a full URL for a page, a mail or a call", async () => {
  for (const url of ["https://example.com", "http://example.com/é", "mailto:a@example.com", "tel:+33123456789"])
    expect((await gpt.make({ text: url, date: "2027-01-01", url })).url).toBe(url);
  for (const url of ["example.com", "javascript:alert(1)", "data:text/html,a", "file:///etc/passwd", "/items"])
    expect(await gpt.refusal("createItems", create({ url }))).toMatchObject({ errors: [{ pointer: "#/items/0/url" }] });
});

// The same rule in the database, for what another program might write.
const columns = ["text", "date", "startTime", "endDate", "endTime", "timeZone", "notes", "location", "url", "tags"];

async function insert(fields: Record<string, unknown>): Promise<void> {
  const row: Record<string, unknown> = { text: "a", date: "2027-01-01", tags: [], ...fields };
  const timed = row.startTime === undefined ? [] : [`"startsAt"`, `"endsAt"`];
  const names = columns.filter((name) => row[name] !== undefined);
  const values = names.map((_, index) => `$${index + 2}`);
  const userId = `limits-${randomUUID()}`;
  await query(`INSERT INTO "User" (id) VALUES ($1)`, [userId]);
  try {
    await query(
      `INSERT INTO "Item" ("userId", id, "createdBy", "createdAt", "updatedAt", ${[...names.map((name) => `"${name}"`), ...timed]})
       VALUES ($1, '000000000000', 'gpt', now(), now(), ${[...values, ...timed.map(() => "now()")]})`,
      [userId, ...names.map((name) => row[name])],
    );
  } finally {
    await query(`DELETE FROM "User" WHERE id = $1`, [userId]);
  }
}

test("the database accepts as much as the contract and refuses one code point more", async () => {
  for (const [field, of] of Object.entries(longest) as [keyof typeof longest, typeof emoji][]) {
    await insert({ [field]: of(limits[field]) });
    await expect(insert({ [field]: of(limits[field] + 1) })).rejects.toThrow(`Item_${field}_check`);
    await expect(insert({ [field]: "" })).rejects.toThrow(`Item_${field}_check`);
  }
  await insert({ tags: Array(limits.tags).fill(emoji(limits.tag)) });
  await expect(insert({ tags: Array(limits.tags + 1).fill("a") })).rejects.toThrow("Item_tags_check");
  await expect(insert({ tags: Array(limits.tags).fill(emoji(limits.tag + 1)) })).rejects.toThrow("Item_tags_check");
  await expect(insert({ tags: [emoji(limits.tag + 1)] })).rejects.toThrow("Item_tags_check");
  await expect(insert({ tags: ["a", ""] })).rejects.toThrow("Item_tags_check");
});

test("the database refuses control characters, as the contract does", async () => {
  await insert({ notes: "a\nb" });
  for (const bad of ["\t", "\u0007", "\u007f", "\u0085"])
    for (const field of ["text", "notes", "location", "url"])
      await expect(insert({ [field]: `a${bad}b` })).rejects.toThrow(`Item_${field}_check`);
  for (const field of ["text", "location", "url"])
    await expect(insert({ [field]: "a\nb" })).rejects.toThrow(`Item_${field}_check`);
  await expect(insert({ tags: ["a\nb"] })).rejects.toThrow("Item_tags_check");
});

test("the database refuses inconsistent dates and times", async () => {
  await insert({ endDate: "2027-01-02" });
  await expect(insert({ endDate: "2027-01-01" })).rejects.toThrow("Item_date_check");
  await expect(insert({ date: "1.1.2027" })).rejects.toThrow("Item_date_check");
  await expect(insert({ endTime: "10:00" })).rejects.toThrow("Item_time_check");
  await expect(insert({ timeZone: "Europe/Paris" })).rejects.toThrow("Item_zone_check");
  await insert({ startTime: "09:00", endTime: "10:00", timeZone: "Europe/Paris" });
});
