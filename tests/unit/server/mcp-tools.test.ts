import { expect, test } from "@playwright/test";
import { listTools } from "../../../server/mcp/tools/list-tools.ts";

const tools = listTools();
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

interface Node {
  readonly type?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Every object below a schema, with its path. */
function* objectsIn(node: Node, path: string): Generator<{ path: string; node: Node }> {
  if (node.type === "object") yield { path, node };
  if (node.items) yield* objectsIn(node.items, `${path}[]`);
  for (const [name, inner] of Object.entries(node.properties ?? {})) yield* objectsIn(inner, `${path}.${name}`);
}
const answers = tools.flatMap(({ name, outputSchema }) => [...objectsIn(outputSchema as Node, name)]);

test("the list of tools costs a model at most 60 kB, with at most 24 kB for inputs and descriptions", () => {
  expect(bytes({ tools })).toBeLessThanOrEqual(60_000);
  const asked = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  expect(bytes(asked)).toBeLessThanOrEqual(24_000);
});

test("what one answer only names is fully described by the tool it refers to", () => {
  const named = answers.filter(({ node }) => !node.properties && !("additionalProperties" in node));
  expect(named.map(({ path }) => path)).toContain("getItemById.item");
  const whole = new Map(answers.filter(({ node }) => node.properties).map(({ path, node }) => [path, node]));
  const places: Readonly<Record<string, string>> = {
    listItems: "listItems.items[]",
    days: "getOverview.days[].items[]",
    slots: "findFreeTime.slots[]",
  };
  for (const { path, node } of named) {
    const [, where = ""] = /\b[Aa]s in (\w+)/.exec(node.description ?? "") ?? [];
    const place = places[where] ?? `${where}.${path.includes("conflicts") ? "conflicts[]" : "change"}`;
    expect(whole.has(place), `${path} is told as in ${place}`).toBe(true);
  }
});

test("a tool contains what a model needs to call it correctly the first time", () => {
  const inputs = new Map(tools.map(({ name, inputSchema }) => [name, JSON.stringify(inputSchema)]));
  for (const [tool, words] of [
    ["createItems", ["YYYY-MM-DD", "HH:MM", "RRULE", "IANA", "at most 500 characters", '"maxItems":50']],
    ["updateItemById", ["notesAppend", "following", "RRULE", '"type":["string","null"]', "previewOnly"]],
    ["deleteItemById", ["no new one is made", "version", "idempotencyKey"]],
    ["rescheduleItems", ['"format":"date"', "filter", "occurrences"]],
  ] as const)
    for (const word of words) expect(inputs.get(tool), tool).toContain(word);
  for (const name of ["rescheduleItems", "deleteItems"])
    expect(tools.find((tool) => tool.name === name)?.description).toContain(
      "More than 10 at once: previewOnly, ask the person, then confirm.",
    );
});

test("an update that may append to notes twice is not declared idempotent", () => {
  const idempotent = tools.filter(({ annotations }) => annotations?.idempotentHint).map(({ name }) => name);
  expect(idempotent).toEqual(["deleteItemById", "updateSettings"]);
});
