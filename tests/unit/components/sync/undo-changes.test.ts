import { expect, test } from "@playwright/test";
import { ApiError } from "../../../../components/sync/api-client.ts";
import { type ToUndo, type Undone, undoChanges } from "../../../../components/sync/undo-changes.ts";
import { answering } from "./network.ts";

interface Server {
  /** The conversation's changes in the ledger. */
  readonly ledger?: readonly object[];
  readonly more?: boolean;
  /** By change or by conversation: the refusal of its undo. */
  readonly refusals?: Readonly<Record<string, object>>;
}

/** Undoes with a server that answers like this; returns the requests and the result. */
async function undoing(what: ToUndo, { ledger = [], more = false, refusals = {} }: Server = {}) {
  const asked: string[] = [];
  let undone: Undone | undefined;
  await answering(
    ({ path, query, body }) => {
      if (path === "/api/changes") {
        asked.push(`list ${query}`);
        return { body: { changes: ledger, more, rev: 9, complete: true } };
      }
      const meant = String(body.id ?? body.conversation);
      asked.push(`undo ${meant}${body.force ? " by force" : ""}`);
      const refusal = refusals[meant];
      return refusal ? { status: 409, body: refusal } : { body: { undoes: [], items: [], itemCount: 1 } };
    },
    async () => {
      undone = await undoChanges(what);
    },
  );
  return { asked, ...(undone as Undone) };
}

const inTheWay = { code: "changed_since", canForce: true, inTheWay: [{ text: "Lunch", what: "Moved" }] };

test("several changes are undone one by one, newest first", async () => {
  const { asked, answers, refused } = await undoing({ ids: [3, 7, 5] });
  expect(asked).toEqual(["undo 7", "undo 5", "undo 3"]);
  expect([answers.length, refused]).toEqual([3, undefined]);
  expect((await undoing({ ids: [3], force: true })).asked).toEqual(["undo 3 by force"]);
});

test("an obstacle stops no other change; what remains is reported with the first refusal", async () => {
  const refusals = { 7: { ...inTheWay, canForce: false }, 5: { code: "too_old_to_undo" } };
  const { asked, answers, refused } = await undoing({ ids: [3, 7, 5] }, { refusals });
  expect(asked).toHaveLength(3);
  expect(answers).toHaveLength(1);
  expect(refused).toMatchObject({ error: { code: "changed_since" }, ids: [7, 5], canForce: false });
});

test("force is offered if any refusal says that it would undo a part", async () => {
  const refusals = { 7: { code: "too_old_to_undo" }, 5: inTheWay };
  expect((await undoing({ ids: [7, 5] }, { refusals })).refused?.canForce).toBe(true);
});

test("what is already undone counts as done", async () => {
  const refusals = { 7: { code: "already_undone" }, 5: { code: "nothing_to_undo" } };
  const { answers, refused } = await undoing({ ids: [7, 5, 3] }, { refusals });
  expect([answers.length, refused]).toEqual([1, undefined]);
});

test("any other failure ends it, is reported before obstacles, and leaves the rest open", async () => {
  const refusals = { 7: inTheWay, 5: { code: "database_unavailable" } };
  const { asked, answers, refused } = await undoing({ ids: [3, 5, 7, 9] }, { refusals });
  expect(asked).toEqual(["undo 9", "undo 7", "undo 5"]);
  expect(answers).toHaveLength(1);
  expect(refused).toMatchObject({ error: { code: "database_unavailable" }, ids: [7, 5, 3] });
});

test("an error in the page itself is not a refusal", async () => {
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.resolve({ ok: true } as Response);
  await expect(undoChanges({ ids: [1] })).rejects.toThrow(TypeError);
  globalThis.fetch = fetch;
});

const did = (id: number, more: object = {}) => ({ id, ...more });

test("the whole of a conversation is undone as one", async () => {
  const { asked, answers } = await undoing({ ids: [3, 7], conversation: "c" }, { ledger: [did(7), did(3)] });
  expect(asked).toEqual(["list conversation=c&order=newest&limit=200", "undo c"]);
  expect(answers).toHaveLength(1);
  const forced = { ids: [3, 7], conversation: "c", force: true };
  expect((await undoing(forced, { ledger: [did(7), did(3)] })).asked.at(-1)).toBe("undo c by force");
  const withUndone = [did(7), did(5, { undoneBy: 6 }), did(3)];
  expect((await undoing({ ids: [3, 7], conversation: "c" }, { ledger: withUndone })).asked.at(-1)).toBe("undo c");
  expect((await undoing({ ids: [3], conversation: "c" }, { ledger: [did(3)] })).asked).toEqual(["undo 3"]);
});

test("if the conversation did anything else the changes are undone one by one", async () => {
  const oneByOne = ["undo 7", "undo 3"];
  for (const server of [
    { ledger: [did(7), did(5), did(3)] },
    { ledger: [did(7), did(4)] },
    { ledger: [did(7)] },
    { ledger: [did(8, { undoes: [7] }), did(7), did(3)] },
    { ledger: [did(7), did(3)], more: true },
  ])
    expect((await undoing({ ids: [3, 7], conversation: "c" }, server)).asked.slice(1)).toEqual(oneByOne);
});

test("a refused conversation stays open as a whole", async () => {
  const ledger = [did(7), did(3)];
  const { answers, refused } = await undoing({ ids: [3, 7], conversation: "c" }, { ledger, refusals: { c: inTheWay } });
  expect(answers).toEqual([]);
  expect(refused?.error).toBeInstanceOf(ApiError);
  expect(refused).toMatchObject({ ids: [7, 3], canForce: true });
});
