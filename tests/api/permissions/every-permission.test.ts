import { expect, test } from "@playwright/test";
import { isForPrograms } from "../../../contract/operations.ts";
import type { ProblemCode } from "../../../contract/problems.ts";
import { effectOf } from "../../../server/permissions/effects.ts";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { running } from "../../harness/running.ts";
import { type Assistant, accessTokenOf, assistantOf, listTools, post } from "../../mcp.ts";
import type { Person } from "../../people.ts";

const programs = [running.gpt.clientId, running.mcp.clientId];

/** What the person lets both programs do. */
const permissions = {
  writes: { connected: true, level: "writes", deletes: true, changesSeries: true, outsideHours: true },
  "asks about everything": {
    connected: true,
    level: "writes",
    deletes: false,
    changesSeries: false,
    outsideHours: false,
  },
  "asks first": { connected: true, level: "asks", deletes: true, changesSeries: true, outsideHours: true },
  "reads only": { connected: true, level: "reads", deletes: true },
  disconnected: { connected: false },
} as const;
type Permission = keyof typeof permissions;

/** How each kind of operation must be refused under each permission; null: it is not. */
const refusals: Readonly<Record<Permission, Readonly<Record<"reads" | "changes", ProblemCode | null>>>> = {
  writes: { reads: null, changes: null },
  "asks about everything": { reads: null, changes: null },
  "asks first": { reads: null, changes: null },
  "reads only": { reads: null, changes: "not_permitted" },
  disconnected: { reads: "client_blocked", changes: "client_blocked" },
};

let person: Person;
let gpt: Api;
let web: Api;
let assistant: Assistant;
test.beforeAll(async () => {
  ({ person, gpt } = await newcomer("Europe/Paris"));
  web = await browserOf(person);
  await gpt.call("listItems");
  assistant = await assistantOf(person);
  await assistant.done("getContext");
});
test.afterAll(() => assistant.close());

async function allow(permission: Permission) {
  for (const program of programs) await web.call("updateAssistant", { program, ...permissions[permission] });
}

test("every operation is classified, as the contract says of it", () => {
  for (const { name, reads, webOnly } of everyOperation)
    expect(effectOf[name], name).toEqual(webOnly ? "is the person's own" : reads ? "reads" : "changes");
});

for (const permission of Object.keys(permissions) as Permission[])
  test(`every operation, at every door, of a program that ${permission}`, async () => {
    await allow(permission);
    for (const operation of everyOperation) {
      const { name } = operation;
      const effect = effectOf[name];
      const isOnlyAsked = permission === "asks first" && effect === "changes";
      // What is so already needs no asking.
      const makeOtherwise = () => web.call("updateSettings", { weekStart: "Monday" });
      if (isOnlyAsked) await makeOtherwise();
      const { status, body } = await gpt.answer(name, examples[name]);
      if (isOnlyAsked) expect(status === 202 || status >= 400, `${name} answered ${status}`).toBe(true);
      const code = status >= 400 ? (body as unknown as { code: ProblemCode }).code : null;
      if (effect === "is the person's own") {
        expect(code, name).toBe(permission === "disconnected" ? "client_blocked" : "web_only");
        expect((await web.answer(name, { ...examples[name], ...never[name] })).status, name).not.toBe(403);
        continue;
      }
      const expected = refusals[permission][effect];
      if (expected) expect(code, name).toBe(expected);
      else expect(["client_blocked", "not_permitted"], name).not.toContain(code);
      expect((await web.answer(name, examples[name])).status, `${name} on the person's page`).not.toBe(403);
      if (permission === "disconnected") continue; // below
      if (isOnlyAsked) await makeOtherwise();
      const { isError, text } = await assistant.call(name, { ...examples[name] });
      if (expected) expect(text, name).toContain(`${expected}:`);
      else expect(isError && /^(client_blocked|not_permitted)/.test(text), name).toBe(false);
      if (isOnlyAsked) expect(isError || text.includes("Nothing is done yet"), `${name}: ${text}`).toBe(true);
    }
    const tools = everyOperation.filter(isForPrograms).length;
    expect(tools).toBeGreaterThan(15);
  });

/** What would end the test's own sign-in or undo what it has set. */
const never: Readonly<Record<string, object>> = { deleteAccount: { name: "nobody" } };

test("a disconnected program is refused whatever it says to the MCP door, and let in again when the person says so", async () => {
  await allow("disconnected");
  const token = await accessTokenOf(person).catch(() => undefined);
  expect(token).toBeUndefined(); // signing in anew does not help: the client cannot even initialize
  await expect(assistant.tools()).rejects.toThrow();
  await allow("writes");
  expect((await assistant.tools()).length).toBeGreaterThan(15);
});

test("another person's program of the same kind is not concerned", async () => {
  await allow("disconnected");
  const other = await newcomer("Europe/Paris");
  await other.gpt.call("listItems");
  const answer = await post(listTools, { authorization: `Bearer ${await accessTokenOf(other.person)}` });
  expect(answer.status).toBe(200);
  await allow("writes");
});

test("what a new program may do is what the person chose for new ones", async () => {
  const { person: somebody, gpt: first } = await newcomer("Europe/Paris");
  const page = await browserOf(somebody);
  await first.call("listItems");
  await page.make({ text: "Diary", date: "2027-03-05", tags: ["private"] });
  await page.call("updateAssistant", { newPrograms: "reads", newDeletes: false, newHiddenTags: ["private"] });
  const second = await assistantOf(somebody, { name: "Second Assistant" });
  expect((await second.call("createItems", { items: [{ text: "Tea", date: "2027-03-05" }] })).text).toMatch(
    /^not_permitted:/,
  );
  expect((await second.call("listItems", { from: "2027-03-05", to: "2027-03-05" })).text).not.toContain("Diary");
  await second.close();
  await first.call("createItems", { items: [{ text: "Tea", date: "2027-03-05" }] });
  const { assistants, ...rest } = await page.call("listAssistants");
  expect(rest).toMatchObject({ newPrograms: "reads", newDeletes: false, newHiddenTags: ["private"] });
  expect(assistants.find(({ door }) => door === "mcp")).toMatchObject({ deletes: false, hiddenTags: ["private"] });
  expect(assistants).toMatchObject(
    [
      { program: running.gpt.clientId, door: "gpt", level: "writes", changes: 2, undone: 0 },
      { program: running.mcp.clientId, door: "mcp", name: "Second Assistant", level: "reads", changes: 0 },
    ].toSorted((a, b) => (a.door === assistants[0]?.door ? -1 : b.door === assistants[0]?.door ? 1 : 0)),
  );
  await first.call("undoChange", { last: true });
  const { assistants: after } = await page.call("listAssistants");
  expect(after.find(({ door }) => door === "gpt")).toMatchObject({ changes: 3, undone: 1 });
  const mine = await page.call("listChanges", { program: running.gpt.clientId });
  expect(mine.changes).toHaveLength(3);
  expect((await page.call("listChanges", { program: running.mcp.clientId })).changes).toEqual([]);
});

test("a program whose very first call makes the person known is listed from that call on", async () => {
  const { person: somebody, gpt: first } = await newcomer();
  await first.call("createItems", { items: [{ text: "Tea", date: "2027-03-05" }] });
  const page = await browserOf(somebody);
  expect((await page.call("listAssistants")).assistants).toMatchObject([
    { program: running.gpt.clientId, door: "gpt", level: "writes", changes: 1 },
  ]);
});

test("what cannot be meant is refused in words", async () => {
  expect(await web.refusal("updateAssistant", { program: "nobody", level: "reads" })).toMatchObject({
    code: "invalid_input",
    errors: [{ pointer: "#/program" }],
  });
  expect(await web.refusal("updateAssistant", { level: "reads" })).toMatchObject({ code: "invalid_input" });
  expect((await web.refusal("updateAssistant", { program: programs[0], level: "owns" })).code).toBe("invalid_input");
});
