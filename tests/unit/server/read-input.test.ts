import { expect, test } from "@playwright/test";
import { z } from "zod";
import { limits } from "../../../contract/limits.ts";
import { hasBody, operations } from "../../../contract/operations.ts";
import { readInput } from "../../../server/http/request/read-input.ts";

const read = (body: string) => {
  const headers = { "content-type": "application/json" };
  return readInput(
    operations.createItems,
    new Request("http://localhost/api/items", { method: "POST", headers, body }),
    {},
  );
};
const many = (count: number, make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n)).join();

test("a body of more values than any input has is refused before they are looked at, wherever they are", async () => {
  const tooMany = limits.values + 1;
  for (const body of [
    `{"items":[${many(tooMany, () => "0")}]}`,
    `{"made":[${many(tooMany / 2 + 1, () => "[0]")}]}`,
    `{${many(tooMany, (n) => `"f${n}":0`)}}`,
    `{"items":[{${many(tooMany, (n) => `"f${n}":"\\u0000"`)}}]}`,
  ])
    await expect(read(body), body.slice(0, 30)).rejects.toMatchObject({
      code: "content_too_large",
      detail: `The body may hold at most ${limits.values} values, nested ones included.`,
    });
});

test("of many errors a hundred are named, and all are counted", async () => {
  for (const [body, count] of [
    [`{${many(4_000, (n) => `"f${n}":0`)},"items":[{${many(4_000, (n) => `"f${n}":0`)}}]}`, 8_002],
    [`{"items":[${many(3_000, () => "{}")}]}`, 1],
    [`{"items":[${many(50, () => `{"text":0,${many(90, (n) => `"f${n}":0`)}}`)}]}`, 4_600],
  ] as const)
    await expect(read(body), body.slice(0, 30)).rejects.toMatchObject({
      detail: expect.stringMatching(count === 1 ? /most 50\.$/ : new RegExp(`\\(and ${count - 1} more\\)$`)),
      more: { errors: { length: Math.min(count, 100) } },
    });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
}

test("no operation's largest body comes near that many values", () => {
  const valuesOf = ({ properties = {}, items, maxItems = 1e9, anyOf = [] }: Schema): number =>
    Object.values(properties).reduce((sum, each) => sum + valuesOf(each), 1) +
    (items ? maxItems * valuesOf(items) : 0) +
    Math.max(0, ...anyOf.map(valuesOf));
  const largest = Object.values(operations)
    .filter(hasBody)
    .map(({ input }) => valuesOf(z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema));
  expect(Math.max(...largest)).toBeLessThan(limits.values / 4);
});
