import { expect, test } from "@playwright/test";
import { isForPrograms, type Operation, operations } from "../../../contract/operations.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { type Assistant, assistantOf, generations } from "../../mcp.ts";
import { makePerson, type Person } from "../../people.ts";

interface Entry {
  readonly rev: number;
  readonly door: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly conversation: string | null;
  readonly items: readonly { readonly kind: string }[];
  readonly settings: unknown;
}

/** A user's ledger; the user is identified by one of their texts. */
async function ledgerOf(userId: string): Promise<Entry[]> {
  return query<Entry>('SELECT * FROM "Change" WHERE "userId" = $1 ORDER BY rev', [userId]);
}
async function userIdOf({ username }: Person): Promise<string> {
  const [row] = await query<{ id: string }>("SELECT id FROM embedded_identity.person WHERE username = $1", [username]);
  return row?.id ?? "";
}

for (const generation of generations)
  test(`${generation}: every tool works, and each annotation matches what the call did to the ledger`, async () => {
    const person = await makePerson();
    const assistant = await assistantOf(person, { generation });
    const userId = await userIdOf(person);
    const tools = await assistant.tools();
    const called = new Set<string>();

    /** Calls a tool and compares its annotations with what it did. */
    async function call<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
      called.add(name);
      const before = await ledgerOf(userId);
      const answer = await assistant.call(name, args);
      expect(answer.isError, answer.text).toBe(false);
      expect(answer.text).not.toBe("");
      expect(answer.size).toBeLessThanOrEqual(20_000);
      const entries = (await ledgerOf(userId)).slice(before.length);
      const annotations = tools.find((tool) => tool.name === name)?.annotations;
      expect(annotations?.openWorldHint, name).toBe(false);
      expect(entries.length === 0, `${name} says it only reads: ${annotations?.readOnlyHint}`).toBe(
        annotations?.readOnlyHint === true,
      );
      const hasChanged = entries.some(
        ({ items, settings }) => settings !== null || items.some(({ kind }) => !["created", "restored"].includes(kind)),
      );
      if (hasChanged) expect(annotations?.destructiveHint, `${name} changed or removed something`).toBe(true);
      if (entries.length > 0 && annotations?.idempotentHint) {
        const count = (await ledgerOf(userId)).length;
        await assistant.call(name, args);
        expect((await ledgerOf(userId)).length, `${name} says that twice is as once`).toBe(count);
      }
      for (const { door, clientId, clientName } of entries)
        expect({ door, clientId, clientName }).toEqual({
          door: "mcp",
          clientId: running.mcp.clientId,
          clientName: "Pocket Assistant",
        });
      return answer.fields as T;
    }
    type Items = { items: { id: string; text: string }[] };

    await call("getContext");
    await call("updateSettings", { timeZone: "Europe/Paris" });
    expect(await call("getSettings")).toMatchObject({ timeZone: "Europe/Paris" });
    await call("resolveDates", { phrases: ["next Friday at 3pm", "blarg"] });
    const made = await call<Items>("createItems", {
      items: [
        { text: "Dentist", date: "2030-11-29", weekday: "Friday", startTime: "14:00" },
        { text: "Bakery", date: "2030-11-30" },
      ],
    });
    const id = made.items[0]?.id ?? "";
    expect(await call("listItems", { from: "2030-11-01", to: "2030-11-30" })).toMatchObject({
      items: [{ text: "Dentist" }, { text: "Bakery" }],
    });
    await call("updateItemById", { id, startTime: "15:00" });
    expect(await call("getItemById", { id })).toMatchObject({ item: { startTime: "15:00", createdBy: "mcp" } });
    expect(await call("search", { query: "dentist" })).toMatchObject({ results: [{ id }] });
    expect(await call("fetch", { id })).toMatchObject({ id, title: expect.stringContaining("Dentist") });
    await call("deleteItemById", { id });
    expect(await call("listTrash")).toMatchObject({ items: [{ text: "Dentist" }] });
    await call("restoreItem", { id });
    await call("undoChange", { last: true });
    await call("listProposals");
    const { changes } = await call<{ changes: { programName: string }[] }>("listChanges", { order: "newest" });
    expect(changes[0]?.programName).toBe("Pocket Assistant");
    await callTheRest(
      call,
      tools.map((tool) => tool.name).filter((name) => !called.has(name)),
      made.items[1]?.id ?? "",
    );

    expect([...called].sort()).toEqual(tools.map((tool) => tool.name).sort());
    await assistant.close();
  });

/** Inputs for the operations of other files, given an existing item; extend this when the contract gets a new operation. */
const others: Readonly<Record<string, (id: string) => Record<string, unknown>>> = {
  getOverview: () => ({ span: "week" }),
  findFreeTime: () => ({ lengthMinutes: 30 }),
  rescheduleItems: (id) => ({ ids: [id], days: 1 }),
  completeItems: (id) => ({ ids: [id] }),
  deleteItems: (id) => ({ ids: [id] }),
};

async function callTheRest(
  call: (name: string, args: Record<string, unknown>) => Promise<unknown>,
  names: readonly string[],
  id: string,
): Promise<void> {
  for (const name of names) {
    const args = others[name];
    if (!args) throw new Error(`The tool ${name} is not called by this test: say with what in \`others\`.`);
    await call(name, args(id));
  }
}

test.describe("what an assistant is told", () => {
  let assistant: Assistant;
  test.beforeAll(async () => {
    assistant = await assistantOf(await makePerson());
  });
  test.afterAll(() => assistant.close());

  test("the tools are the operations, except web-only ones, plus search and fetch", async () => {
    const names = (await assistant.tools()).map(({ name }) => name);
    const ours = Object.values<Operation>(operations).filter(isForPrograms);
    expect(names).toEqual([...ours.map(({ name }) => name), "search", "fetch"]);
  });

  test("a tool has its operation's description, and its schemas are self-contained", async () => {
    for (const tool of await assistant.tools()) {
      expect(tool.description, tool.name).toBeTruthy();
      expect(JSON.stringify([tool.inputSchema, tool.outputSchema]), tool.name).not.toContain("$ref");
      expect(tool.inputSchema.additionalProperties, tool.name).toBe(false);
      const operation = Object.values<Operation>(operations).find(({ name }) => name === tool.name);
      if (!operation) continue;
      expect(tool.description).toBe(operation.summary);
      expect(Object.keys(tool.inputSchema.properties ?? {})).toEqual(Object.keys(operation.input.shape));
      expect(Object.keys(tool.outputSchema?.properties ?? {})).toEqual([
        ...Object.keys(operation.output.shape),
        "omitted",
      ]);
    }
  });

  test("the first 512 characters of the instructions contain what a model must know", () => {
    const [first = ""] = assistant.instructions().split("\n\n");
    expect(first.length).toBeLessThanOrEqual(512);
    for (const words of ["person's zone", "weekday", "previewOnly", "undoChange"]) expect(first).toContain(words);
  });
});
