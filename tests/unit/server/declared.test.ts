import { expect, test } from "@playwright/test";
import { z } from "zod";
import { operations } from "../../../contract/operations.ts";
import { declaredOf } from "../../../server/http/response/declared.ts";

test("an answer keeps what its schema declares, at every depth, and nothing that was added", () => {
  const schema = z.object({
    rev: z.int(),
    items: z.array(z.object({ id: z.string(), endDate: z.string().nullable(), tags: z.array(z.string()).optional() })),
    change: z.object({ summary: z.string() }).optional(),
  });
  const added = { secret: "in an added column" };
  const answer = {
    ...added,
    rev: 7,
    items: [
      { id: "a", endDate: null, tags: ["x"], ...added },
      { id: "b", endDate: "2026-11-29", ...added },
    ],
    change: { summary: "Added", ...added },
  };
  expect(declaredOf(schema, answer)).toEqual({
    rev: 7,
    items: [
      { id: "a", endDate: null, tags: ["x"] },
      { id: "b", endDate: "2026-11-29" },
    ],
    change: { summary: "Added" },
  });
  const odd = { rev: 1, items: [{ id: { ...added }, endDate: null }], change: undefined } as never;
  expect(JSON.stringify(declaredOf(schema, odd))).not.toContain("secret");
});

test("what every operation declares can be kept; of a schema that may hold anything, nothing is guessed", () => {
  for (const { output } of Object.values(operations)) expect(declaredOf(output, { secret: 1 } as never)).toEqual({});
  const open = z.object({ anything: z.record(z.string(), z.string()) });
  expect(() => declaredOf(open, { anything: {} })).toThrow("record");
});
