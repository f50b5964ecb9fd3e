import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";

const days = ["2026-11-27", "2026-11-28", "2027-03-28"];
const times = ["09:00", "02:30", null];

const step = fc.oneof(
  fc.record({
    kind: fc.constant("create" as const),
    day: fc.constantFrom(...days),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant("update" as const),
    at: fc.nat(9),
    patch: fc.record(
      {
        text: fc.constantFrom("Gym", "Dentist"),
        date: fc.constantFrom(...days),
        startTime: fc.constantFrom(...times),
        notes: fc.constantFrom("Card", null),
        tags: fc.constantFrom(["a"], ["b", "a"], null),
        done: fc.boolean(),
      },
      { requiredKeys: ["text"] },
    ),
  }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat(9) }),
  fc.record({ kind: fc.constant("restore" as const), at: fc.nat(9) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Everything on the agenda and in the trash, without the fields that every write touches. */
async function readAll(door: Api) {
  const { items } = await door.call("listItems", { from: "2026-11-01", to: "2027-12-31", limit: 200 });
  const said = items.map(({ version, updatedAt, ...item }) => item);
  return said.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Takes one step if possible. @returns the change's id, or undefined if nothing changed */
async function take(door: Api, step: Step, ids: string[]): Promise<number | undefined> {
  if (step.kind === "create") {
    const items = Array.from({ length: step.count }, (_, n) => ({ text: `New ${n}`, date: step.day }));
    const made = await door.call("createItems", { items, allowDuplicates: true });
    ids.push(...made.items.map(({ id }) => id));
    return made.change.id;
  }
  const id = ids[step.at % Math.max(ids.length, 1)];
  if (id === undefined) return undefined;
  const name = { update: "updateItemById", delete: "deleteItemById", restore: "restoreItem" } as const;
  const args = step.kind === "update" ? { id, ...step.patch } : { id };
  const { status, body } = await door.answer(name[step.kind], args);
  expect([200, 404, 422]).toContain(status); // already in the trash, or a time in a DST gap
  return status === 200 ? body.change?.id : undefined;
}

test("undoing random changes of user and assistant in reverse order restores each earlier state of the agenda", async () => {
  test.setTimeout(120_000);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { minLength: 6, maxLength: 14 }), async (steps) => {
      const { person, gpt } = await newcomer("Europe/Paris");
      const web = await browserOf(person);
      const ids: string[] = [];
      const seen = [{ change: 0, agenda: await readAll(gpt) }];
      for (const [each, byHand] of steps) {
        const change = await take(byHand ? web : gpt, each, ids);
        if (change !== undefined) seen.push({ change, agenda: await readAll(gpt) });
      }
      const undos: number[] = [];
      for (let index = seen.length - 1; index > 0; index--) {
        const door = index % 2 ? web : gpt;
        undos.push((await door.call("undoChange", { id: seen[index]?.change })).change.id);
        expect(await readAll(gpt)).toEqual(seen[index - 1]?.agenda);
      }
      for (const [index, undo] of undos.reverse().entries()) {
        await gpt.call("undoChange", { id: undo });
        expect(await readAll(gpt)).toEqual(seen[index + 1]?.agenda);
      }
    }),
    { numRuns: 4 },
  );
});
