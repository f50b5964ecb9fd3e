import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { addDays } from "../../agenda/dates.ts";
import { AgendaModel, type Key, keptDates, type Patch, type Says, type Thing } from "./agenda-model.ts";
import { type Api, browserOf, newcomer } from "./api.ts";

/*
 * Random steps through the real API, each also taken by a small model of the agenda; after each the whole agenda and the trash must
 * be what the model says. When they are not, fast-check prints the seed and the shortest steps that it found.
 */

const words = fc.constantFrom("Gym", "Dentist", "Standup", "会議", "Réunion");
const days = fc.integer({ min: 0, max: 20 }).map((day) => addDays("2026-12-01", day));
const times = fc.constantFrom("09:00", "14:30", null);
const fields = {
  text: words,
  startTime: times,
  notes: fc.constantFrom("Bring the card", null),
  tags: fc.constantFrom<string[]>([], ["work"], ["b", "a"]),
};
const says: fc.Arbitrary<Says> = fc.record({ ...fields, date: days, done: fc.boolean() });
const plainPatch = fc.record(fields, { requiredKeys: [] }).filter((patch) => Object.keys(patch).length > 0);
const patch = fc
  .record({ ...fields, date: days, done: fc.boolean() }, { requiredKeys: [] })
  .filter((some) => Object.keys(some).length > 0);
const rule = fc.record({ everyDays: fc.integer({ min: 1, max: 8 }), count: fc.integer({ min: 1, max: 9 }) });

/** `at` and `on` choose among what is there when the step is taken. */
const at = { at: fc.nat(50), on: fc.nat(50) };
const step = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), all: fc.array(says, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant("createSeries" as const), says, rule }),
  fc.record({ kind: fc.constant("update" as const), ...at, patch }),
  fc.record({ kind: fc.constant("delete" as const), ...at }),
  fc.record({ kind: fc.constant("restore" as const), ...at }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("updateThis" as const), ...at, patch }) },
  fc.record({ kind: fc.constant("updateFollowing" as const), ...at, patch: plainPatch }),
  fc.record({
    kind: fc.constant("updateAll" as const),
    ...at,
    patch: plainPatch,
    moveDays: fc.constantFrom(0, 0, 1, -2, 7),
  }),
  fc.record({ kind: fc.constant("deleteThis" as const), ...at }),
  fc.record({ kind: fc.constant("deleteFollowing" as const), ...at }),
  fc.record({ kind: fc.constant("deleteAll" as const), ...at }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const), at: fc.nat(50) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Touched = ReturnType<AgendaModel["update"]>;

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(from.length, 1)];
const isSingle = (thing: Thing) => thing.repeats === null;
const isRepeating = (thing: Thing) => thing.repeats !== null && !thing.isDeleted;

/** What is absent is left out when an item is made; a patch says null. */
const made = ({ startTime, notes, ...rest }: Says) => ({
  ...rest,
  ...(startTime !== null && { startTime }),
  ...(notes !== null && { notes }),
});

class Run {
  readonly model = new AgendaModel();
  readonly #ids = new Map<Key, string>();
  readonly #door: () => Api;

  constructor(door: () => Api) {
    this.#door = door;
  }

  async take(step: Step): Promise<void> {
    const { model } = this;
    if (step.kind === "create" || step.kind === "createSeries") return this.#create(step);
    if (step.kind === "undo") return this.#undo(pick(model.changes(), step.at));
    if (step.kind === "update" || step.kind === "delete" || step.kind === "restore") {
      const key = pick(model.keys(isSingle), step.at);
      return key === undefined ? undefined : this.#single(step, key);
    }
    const key = pick(model.keys(isRepeating), step.at);
    const occurrence = key === undefined ? undefined : pick(keptDates(model.get(key)), step.on);
    if (key !== undefined && occurrence !== undefined) await this.#series(step, key, occurrence);
  }

  async #create(step: Extract<Step, { kind: "create" | "createSeries" }>): Promise<void> {
    const touched =
      step.kind === "create"
        ? step.all.map((each) => this.model.create(each, null))
        : [this.model.create(step.says, step.rule)];
    const items = touched.map(({ after: { says: each, repeats } }) => ({
      ...made(each),
      ...(repeats && { recurrence: `FREQ=DAILY;INTERVAL=${repeats.everyDays};COUNT=${repeats.count}` }),
    }));
    // Which occurrence is done is said of it, not of all of them.
    if (step.kind === "createSeries") for (const item of items) item.done = false;
    const answer = await this.#door().call("createItems", { items, allowDuplicates: true });
    for (const [index, { key }] of touched.entries()) this.#ids.set(key, answer.items[index]?.id ?? "");
    const entered = step.kind === "create" ? touched : touched.map(withoutDone);
    this.model.enter(answer.change.id, entered);
  }

  async #single(step: Extract<Step, { kind: "update" | "delete" | "restore" }>, key: Key): Promise<void> {
    const id = this.#ids.get(key);
    const { isDeleted } = this.model.get(key);
    if (step.kind === "restore")
      return this.#done("restoreItem", { id }, isDeleted ? this.model.setDeleted(key, false) : []);
    if (isDeleted) {
      const name = step.kind === "update" ? "updateItemById" : "deleteItemById";
      const refused = await this.#door().refusal(name, { id, ...(step.kind === "update" && step.patch) });
      return expect(refused.code).toBe("item_not_found");
    }
    if (step.kind === "delete") return this.#done("deleteItemById", { id }, this.model.setDeleted(key, true));
    return this.#done("updateItemById", { id, ...step.patch }, this.model.update(key, step.patch));
  }

  async #series(step: Exclude<Step, { at: number; kind: "undo" }> & { on: number }, key: Key, occurrence: string) {
    const { model } = this;
    const id = this.#ids.get(key);
    const address = { id, occurrence };
    const isChange = "patch" in step;
    const unsaid = await this.#door().refusal(isChange ? "updateItemById" : "deleteItemById", {
      ...address,
      ...(isChange && step.patch),
    });
    expect(unsaid.status).toBe(422);
    switch (step.kind) {
      case "updateThis": {
        const touched = model.updateThis(key, occurrence, step.patch as Patch);
        return this.#done("updateItemById", { ...address, scope: "this", ...step.patch }, touched);
      }
      case "updateFollowing": {
        const touched = model.updateFollowing(key, occurrence, step.patch as Patch);
        return this.#done("updateItemById", { ...address, scope: "following", ...step.patch }, touched);
      }
      case "updateAll": {
        const date = step.moveDays === 0 ? {} : { date: addDays(occurrence, step.moveDays) };
        const patch = { ...(step.patch as Patch), ...date };
        return this.#done(
          "updateItemById",
          { ...address, scope: "all", ...patch },
          model.updateAll(key, occurrence, patch),
        );
      }
      case "deleteThis":
        return this.#done("deleteItemById", { ...address, scope: "this" }, model.cancelThis(key, occurrence));
      case "deleteFollowing":
        return this.#done("deleteItemById", { ...address, scope: "following" }, model.cancelFollowing(key, occurrence));
      case "deleteAll":
        return this.#done("deleteItemById", { ...address, scope: "all" }, model.setDeleted(key, true));
    }
  }

  /** Does at the server what the model expects to be done, and learns the ids of what it made. */
  async #done(name: "updateItemById" | "deleteItemById" | "restoreItem", args: object, touched: Touched) {
    const { item, change } = await this.#door().call(name, args);
    expect(change !== undefined, `whether ${JSON.stringify(args)} changes anything`).toBe(touched.length > 0);
    for (const { key, before } of touched) if (before === null) this.#ids.set(key, item.id);
    if (change) this.model.enter(change.id, touched);
  }

  async #undo(change: number | undefined): Promise<void> {
    if (change === undefined) return;
    const expected = this.model.undo(change);
    if (typeof expected === "string") {
      expect((await this.#door().refusal("undoChange", { id: change })).code).toBe(expected);
      return;
    }
    const undo = await this.#door().call("undoChange", { id: change });
    this.model.enter(undo.change.id, expected, change);
  }
}

const withoutDone = <T extends { after: Thing }>(touched: T): T => ({
  ...touched,
  after: { ...touched.after, says: { ...touched.after.says, done: false } },
});

/** The agenda as the server tells it, page by page. */
async function readShown(door: Api): Promise<Says[]> {
  const shown: Says[] = [];
  for (let cursor: string | undefined; ; ) {
    const window = cursor === undefined ? { from: "2026-10-01", to: "2027-06-30" } : { cursor };
    const page = await door.call("listItems", { ...window, limit: 23 });
    for (const { text, date, startTime = null, notes = null, tags = [], done } of page.items)
      shown.push({ text, date, startTime, notes, tags, done });
    cursor = page.nextCursor;
    if (cursor === undefined) return shown;
  }
}

async function readTrash(door: Api): Promise<string[]> {
  const { items } = await door.call("listTrash", { limit: 200 });
  return items.map(({ text }) => text);
}

const inOrder = (all: readonly Says[]) =>
  all
    .map(({ text, date, startTime, notes, tags, done }) =>
      JSON.stringify([date, startTime ?? "", text, notes, tags, done]),
    )
    .sort();
const startOf = ({ date, startTime }: Says) => `${date} ${startTime ?? ""}`;

test("whatever is done through either door, the agenda is what a small model of it says", async () => {
  test.setTimeout(180_000);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { minLength: 12, maxLength: 30 }), async (steps) => {
      const { person, gpt } = await newcomer("Europe/Paris");
      const web = await browserOf(person);
      let isByHand = false;
      const run = new Run(() => (isByHand ? web : gpt));
      for (const [each, byHand] of steps) {
        isByHand = byHand;
        await run.take(each);
        const shown = await readShown(gpt);
        expect(inOrder(shown)).toEqual(inOrder(run.model.shown()));
        expect(shown.map(startOf)).toEqual(shown.map(startOf).sort());
        expect((await readTrash(web)).sort()).toEqual(run.model.trash().sort());
      }
    }),
    { numRuns: 10, interruptAfterTimeLimit: 120_000 },
  );
});
